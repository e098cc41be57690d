"""A telephone number, shown in groups."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts, typed


def draw(asking: Asking) -> Parts:
    """The answer part of the page."""
    return typed(asking)
