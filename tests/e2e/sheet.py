"""A contact sheet of the pictures: a section per page, a figure per look, with what is wrong below it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from tests.e2e.album import Shot

STYLE: Final = """body { font: 15px/1.4 sans-serif; margin: 24px; background: #f4f4f2; color: #1b1b1b }
h2 { margin: 32px 0 8px } figure { display: inline-block; margin: 0 12px 12px 0; vertical-align: top }
img { width: 220px; border: 1px solid #888 } figcaption { font-size: 12px; max-width: 220px }
.wrong { color: #a00000; font-weight: bold } nav a { margin-right: 12px; white-space: nowrap }"""


def sheet(shots: Sequence[Shot]) -> str:
    """The page as HTML."""
    pages = [(name, list(of)) for name, of in groupby(sorted(shots, key=lambda s: s.page), key=lambda s: s.page)]
    links = "".join(f'<a href="#{escape(name)}">{escape(name)}</a> ' for name, _ in pages)
    parts = [_section(name, of) for name, of in pages]
    wrong = sum(bool(shot.faults) for shot in shots)
    head = f"<p>{len(shots)} pictures of {len(pages)} pages, {wrong} with faults.</p><nav>{links}</nav>"
    return f"<!DOCTYPE html><meta charset=utf-8><title>Shots</title><style>{STYLE}</style>{head}{''.join(parts)}"


def _section(name: str, shots: Sequence[Shot]) -> str:
    ordered = sorted(shots, key=lambda s: (s.screen, s.size, s.view))
    return f'<h2 id="{escape(name)}">{escape(name)}</h2>' + "".join(_figure(shot) for shot in ordered)


def _figure(shot: Shot) -> str:
    wrong = "<br>".join(escape(fault) for fault in shot.faults)
    label = escape(f"{shot.theme} · {shot.size} · {shot.screen}{f' · {shot.view + 1}' if shot.view else ''}")
    return (
        f'<figure><a href="{escape(shot.file)}"><img loading=lazy src="{escape(shot.file)}" alt="{label}"></a>'
        f'<figcaption>{label}<div class="wrong">{wrong}</div></figcaption></figure>'
    )


def write(folder: Path, shots: Sequence[Shot]) -> Path:
    """`index.html` beside the pictures."""
    path = folder / "index.html"
    path.write_text(sheet(shots), "utf-8")
    return path
