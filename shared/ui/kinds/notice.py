"""Something to read; going on acknowledges it."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts


def draw(asking: Asking) -> Parts:
    """Nothing is entered: the words stand in the page's head."""
    asking.enter("yes")
    return Parts(())
