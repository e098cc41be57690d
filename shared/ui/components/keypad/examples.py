"""Examples of keypads."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.keypad import keypad


async def _type(_: str) -> None:
    """Nothing is typed in an example."""


DIGITS = "1234567890"
SHOWS = tuple(f"key.{c}" for c in DIGITS)
EXAMPLES = (
    Example("digits", lambda ui: keypad(ui, DIGITS, _type), (*SHOWS, "key.back")),
    Example("identity", lambda ui: keypad(ui, DIGITS + "X", _type), (*SHOWS, "key.X")),
    Example("money", lambda ui: keypad(ui, DIGITS + ".", _type), (*SHOWS, "key..")),
)
