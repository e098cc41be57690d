"""The listener: hears what is said and presses keys. The screen might as well be off."""

from __future__ import annotations

from typing import Final

from shared.app.pages import At
from shared.domain import kinds
from shared.domain.flow import Kind, Question
from tests.personas.persona import NAME, Persona, life

WRITTEN: Final = (Kind.TEXT, Kind.PERSON)
"""Kinds that take more than digits: what is written comes from a keyboard, or from whatever writes there."""


class Listener(Persona):
    """Chooses by the numbers that were said, types digits, goes on."""

    name = "listener"
    eyes = False

    def on_page(self) -> None:
        assert self.booth.ear.page_said, "nothing was said"

    async def turn(self) -> None:
        said = self.booth.ear.page_said
        question, offered = self.understands.question(said), self.understands.options(said)
        if question is not None:
            await self._answer(question, offered)
        elif offered:
            await self.digit(self.choice(offered))
        if not self.booth.ear.heard:  # nothing new was said: this is still the same page
            await self.go_on()

    async def _answer(self, question: Question, offered: tuple[str, ...]) -> None:
        value = life(question)
        if self.already_answered():
            return
        if question.kind in WRITTEN and value is not None:
            await self.write(question)
        elif value is not None and not (offered and question.kind is Kind.CARD):
            await self.type_in(question, kinds.spell(question, value))
        elif offered:
            await self.digit(self.choice(offered))

    def already_answered(self) -> bool:
        """Whether an answer stands there and was read out (现在填的是)."""
        before, _, _ = self.understands.spoken("speech.entered", answer="题目").partition("题目")
        return any(line.startswith(before) for line in self.booth.ear.page_said)

    def choice(self, offered: tuple[str, ...]) -> int:
        """The number of what leads to what is wanted; one's own card or the keypad; else the first."""
        mine = NAME if self.wanted.card else self.understands.spoken("kiosk.identify.keypad")
        for words in (*self.wanted.words, mine):
            for n, option in enumerate(offered, 1):
                if option.strip("，。") == words.strip("，。") or words.rstrip("。") in option:
                    return n
        return 1

    async def digit(self, n: int) -> None:
        """The key of an option."""
        await self.booth.key(str(n))

    async def type_in(self, question: Question, characters: str) -> None:
        """One key after another."""
        await self.booth.key(*characters)

    async def write(self, question: Question) -> None:
        """Words by keyboard; a number of the same page by its digits."""
        value = life(question)
        if not isinstance(value, dict):
            await self.booth.write(f"field.{question.id}", str(value))
            return
        await self.booth.write(f"field.{question.id}.name", str(value["name"]))
        await self.booth.touch("act.part.id_number")
        await self.booth.key(*str(value["id_number"]))

    async def go_on(self) -> None:
        """Next, or submit: the lower right place, which never moves."""
        await self.booth.touch(
            "review.submit" if self.understands.has(self.booth.ear.page_said, "speech.submit") else "nav.next"
        )

    def knows_end(self, ended: At) -> bool:
        said = self.booth.ear.page_said
        if ended is not At.STEP:
            return self.understands.has(said, "kiosk.receipt.saved", "kiosk.receipt.delivered", "practice.receipt")
        return len(said) > 1
