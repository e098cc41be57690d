"""Width arithmetic over a drawn tree: what a line needs against what it has, without a client.

A browser measures better (`tests/e2e/geometry.py`); this is enough to find a word that cannot fit, a row that cannot
shrink, a fixed height around text, on every page of every service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Final

import flet as ft

from shared.ui.breaks import written
from shared.ui.measure import breadth

SLACK: Final = 4.0
"""dp that the estimate of a word's breadth may be wrong by."""
UNBREAKABLE: Final = re.compile(r"[^\s\u2e80-\U0003ffff·•…–—/-]+")
"""Runs that no line may break: Latin words and numbers; between Chinese characters a line may."""


def faults(control: ft.Control, width: float, least: float) -> Iterator[str]:
    """What cannot be right: text smaller than the least size, cut by a rule, within a fixed height, or too broad."""
    yield from _faults(control, width, least, fixed=False)


def _faults(control: ft.Control, width: float, least: float, *, fixed: bool) -> Iterator[str]:
    if isinstance(control, ft.Text):
        yield from _text(control, width, least, fixed)
        return
    tall = fixed or (isinstance(control, ft.Container) and control.height is not None)
    inner = _inside(control, width)
    if isinstance(control, ft.Row) and not control.wrap:
        shares = _shares(control, inner)
        if sum(shares) > inner + SLACK:
            yield f"a row needs {sum(shares):.0f} of {inner:.0f} dp: {_said(control)}"
        for child, share in zip(_shown(control), shares, strict=True):
            yield from _faults(child, share, least, fixed=tall)
        return
    for child in _shown(control):
        yield from _faults(child, inner, least, fixed=tall)


def _text(text: ft.Text, width: float, least: float, fixed: bool) -> Iterator[str]:
    said, size = written(text), text.size or 0
    if not said.strip():
        return
    if size < least:
        yield f"{said!r} is {size:g} dp, less than {least:g}"
    if text.max_lines is not None or text.no_wrap or text.overflow not in (None, ft.TextOverflow.CLIP):
        yield f"{said!r} may be cut"
    if fixed:
        yield f"{said!r} stands in a fixed height"
    longest = max((breadth(run) for run in UNBREAKABLE.findall(said)), default=1.0) * size
    if longest > width + SLACK:
        yield f"{said!r} needs {longest:.0f} of {width:.0f} dp"


def _shares(row: ft.Row, width: float) -> list[float]:
    """How broad each child of a row is: those that expand share what the others leave."""
    children = _shown(row)
    needs = [0.0 if _expand(child) else natural(child) for child in children]
    left = width - sum(needs) - row.spacing * max(0, len(children) - 1)
    parts = sum(_expand(child) for child in children)
    unit = max(0.0, left) / parts if parts else 0.0
    return [_expand(child) * unit if _expand(child) else need for need, child in zip(needs, children, strict=True)]


def natural(control: ft.Control) -> float:
    """How broad a control is where nothing limits it, in dp."""
    own = getattr(control, "width", None)
    if isinstance(own, int | float):
        return float(own)
    if isinstance(control, ft.Text):
        return max((breadth(line) for line in control.value.splitlines()), default=0.0) * (control.size or 0)
    if isinstance(control, ft.Icon):
        return float(control.size or 24)
    children = [natural(child) for child in _shown(control)]
    if isinstance(control, ft.Row):
        return sum(children) + control.spacing * max(0, len(children) - 1)
    return max(children, default=0.0) + _padding(control)


def _inside(control: ft.Control, width: float) -> float:
    own = getattr(control, "width", None)
    return (min(width, float(own)) if isinstance(own, int | float) else width) - _padding(control)


def _padding(control: ft.Control) -> float:
    padding: object = getattr(control, "padding", None)
    style = getattr(control, "style", None)
    if isinstance(control, ft.Button) and isinstance(style, ft.ButtonStyle):
        padding = style.padding
    if isinstance(padding, ft.Padding):
        return float(padding.left + padding.right)
    return 2.0 * padding if isinstance(padding, int | float) else 0.0


def _expand(control: ft.Control) -> int:
    return int(control.expand or 0)


def _shown(control: ft.Control) -> Sequence[ft.Control]:
    found: list[ft.Control] = []
    for part in fields(control):
        if part.name not in ("content", "controls"):
            continue
        value = getattr(control, part.name, None)
        found += [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ft.Control)]
    return [one for one in found if one.visible]


def _said(control: ft.Control) -> str:
    if isinstance(control, ft.Text):
        return written(control)
    return " ".join(filter(None, (_said(child) for child in _shown(control))))[:60]
