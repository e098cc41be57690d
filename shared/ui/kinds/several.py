"""Any number of options, none included."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts, several


def draw(asking: Asking) -> Parts:
    """The answer part of the page."""
    return several(asking)
