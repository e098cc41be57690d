"""Examples of letter keys."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.letters import LETTERS, letters


async def _type(_: str) -> None:
    """Nothing is typed in an example."""


EXAMPLES = (Example("alphabet", lambda ui: letters(ui, _type), tuple(f"key.{c}" for c in LETTERS)),)
