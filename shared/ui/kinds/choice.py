"""One of a few options."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts, chosen


def draw(asking: Asking) -> Parts:
    """The answer part of the page."""
    return chosen(asking)
