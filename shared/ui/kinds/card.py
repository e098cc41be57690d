"""The card: on the page of identification a choice of the cards in the reader, within a flow its number by keypad."""

from __future__ import annotations

from shared.ui.kinds.base import Asking, Parts, chosen, typed


def draw(asking: Asking) -> Parts:
    """Options where cards can be chosen, the keypad elsewhere."""
    return chosen(asking) if asking.choices else typed(asking)
