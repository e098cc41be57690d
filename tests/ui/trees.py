"""Looks into trees of controls without a client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import flet as ft

from shared.i18n import translator
from shared.i18n.bilingual import shown
from shared.ui.breaks import written
from shared.ui.theme import PALETTES, metrics
from shared.ui.view import Ui


def ui(
    width: float = 1080,
    height: float = 1920,
    *,
    theme: str = "day",
    body: int = 0,
    lang: str = "zh",
    alone: bool = False,
) -> Ui:
    """What views are given, for a screen of that size; `alone` leaves out the Chinese beside another language."""
    return Ui(PALETTES[theme], metrics(width, height, body), translator(lang) if alone else shown(lang), lang)


def controls(root: object) -> Iterator[ft.Control]:
    """Every control of a tree."""
    if isinstance(root, list | tuple):
        for part in root:
            yield from controls(part)
        return
    if not isinstance(root, ft.Control) or not is_dataclass(root):
        return
    yield root
    for part in fields(root):
        if part.name in ("content", "controls"):
            yield from controls(getattr(root, part.name, None))


def identifiers(root: object) -> tuple[str, ...]:
    """The semantics identifiers of a tree, in order."""
    return tuple(c.identifier for c in controls(root) if isinstance(c, ft.Semantics) and c.identifier)


def texts(root: object) -> tuple[str, ...]:
    """Every visible text of a tree, in order."""
    return tuple(written(c) for c in controls(root) if isinstance(c, ft.Text))
