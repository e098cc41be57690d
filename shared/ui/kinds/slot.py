"""A free half hour, a few at a time."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts, chosen


def draw(asking: Asking) -> Parts:
    """The answer part of the page."""
    return chosen(asking)
