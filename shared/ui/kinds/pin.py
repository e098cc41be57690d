"""The PIN of a card: dots only, never shown and never spoken."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts, typed


def draw(asking: Asking) -> Parts:
    """The answer part of the page."""
    return typed(asking)
