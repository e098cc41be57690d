"""公民身份号码, with X on the keypad; as dots but for the last four unless the person wants to see it."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts, typed


def draw(asking: Asking) -> Parts:
    """The answer part of the page."""
    return typed(asking)
