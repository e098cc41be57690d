"""A QR code, always dark on white with its quiet zone, because scanners know no themes."""

from __future__ import annotations

import flet as ft

from shared.ui.view import Ui, drawn

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def modules(content: str) -> list[list[bool]]:
    """The code row by row with its quiet zone, true where it is dark."""
    import qrcode  # no page before the first slip needs it, and a phone opens sooner without
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, box_size=1)
    code.add_data(content)
    code.make(fit=True)
    return [list(map(bool, row)) for row in code.get_matrix()]


def qr_svg(content: str) -> str:
    """The code as one SVG path, a unit per module."""
    rows = modules(content)
    runs: list[str] = []
    for y, cells in enumerate(rows):
        x = 0
        while x < len(cells):
            start = x
            while x < len(cells) and cells[x]:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x = max(x, start + 1)
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#FFFFFF"/><path d="{"".join(runs)}" fill="#000000"/></svg>'
    )


def qr(ui: Ui, id: str, content: str, side: float = 0) -> ft.Semantics:
    """The code under its identifier, read as what it is for."""
    edge = side or min(ui.size.width * 0.45, ui.size.height * (0.33 if ui.size.landscape else 0.4))
    image = ft.Image(src=qr_svg(content), width=edge, height=edge, exclude_from_semantics=True)
    return ft.Semantics(
        identifier=id,
        label=drawn(ui, ui.say("ui.qr")),
        image=True,
        content=ft.Container(content=image, width=edge, height=edge),
    )
