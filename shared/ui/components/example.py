"""An example of a component: drawn in the gallery, measured by tests, photographed by `make shots`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft

from shared.ui.view import Ui


@dataclass(frozen=True, slots=True)
class Example:
    """A named drawing; `shows` are the semantics identifiers that must be found in it."""

    name: str
    draw: Callable[[Ui], ft.Control]
    shows: tuple[str, ...] = ()
    chinese: bool = False
    """Whether it writes Chinese, whatever the language of the interface is."""


async def nothing() -> None:
    """What a control of an example does."""
