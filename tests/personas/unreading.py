"""The reader of none: cannot read a word. Hears what is said, knows pictures, digits, and places that never move.

Digits are known to whoever uses money and a telephone. What is written where words are asked for is copied, sign
by sign, from a card that one brings along.
"""

from __future__ import annotations

from shared.domain import kinds
from shared.domain.entry import Fill, Tap
from shared.domain.flow import Kind, Question
from shared.domain.kinds.base import NEXT
from tests.personas.deaf import BARS
from tests.personas.listener import Listener
from tests.personas.persona import life
from tests.personas.stand import Seen


class Unreading(Listener):
    """Chooses by the number that was heard, or by the place of a picture; goes on by the place of going on."""

    name = "reader of none"
    eyes = True

    def on_page(self) -> None:
        """Everything that can be chosen among pictures has one of its own; cards look alike, as cards do."""
        super().on_page()
        asked = self.understands.question(self.booth.ear.page_said)
        if asked is not None and asked.kind is Kind.CARD:
            return
        pictured = [seen for seen in self.choices() if seen.pictures]
        for seen in pictured:
            alike = [other.id for other in pictured if other.pictures == seen.pictures]
            assert alike == [seen.id], f"{alike} look the same"

    def choices(self) -> tuple[Seen, ...]:
        """What can be chosen: options with a digit, else tiles with a picture, else buttons in their order."""
        between = [s for s in self.booth.seen if s.button and not s.disabled and s.id and not s.id.startswith(BARS)]
        numbered = tuple(seen for seen in between if seen.words and seen.words[0].isdecimal() and len(seen.words) > 1)
        return numbered or tuple(seen for seen in between if seen.pictures) or tuple(between)

    async def digit(self, n: int) -> None:
        """Touch what bears the number that was heard, or stands at its place."""
        offered = self.choices()
        bearing = [seen for seen in offered if seen.words[:1] == (str(n),)]
        await self.booth.touch((bearing or [offered[n - 1]])[0].id)

    async def type_in(self, question: Question, characters: str) -> None:
        """Digits on the screen; nothing else is known of the page."""
        await self.booth.touch(*(f"key.{character}" for character in characters))

    async def write(self, question: Question) -> None:
        """Copied from a card."""
        value = life(question)
        gestures = [g for g in kinds.gestures(question, value) if g != NEXT] if value is not None else []
        for gesture in gestures:
            if isinstance(gesture, Fill):
                await self.booth.write(gesture.id, gesture.characters)
        await self.booth.touch(*(g.id for g in gestures if isinstance(g, Tap) and not g.id.startswith("field.")))
