"""The deaf person: only what is drawn. The voice is off, and nothing is understood that does not stand on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from shared.app.pages import IDENTITY, PIN, At
from shared.domain import kinds
from shared.domain.entry import Fill, Tap
from shared.domain.flow import Kind, Question
from shared.domain.kinds.base import NEXT, NONE_RAW, UNSURE_RAW
from shared.domain.text import Text
from shared.domain.values import Value
from tests.personas.persona import NAME, Persona, life
from tests.personas.stand import Seen

BARS: Final = ("nav.", "outbox.", "page.", "act.pull")
"""What stands in the bars: not the page's own content."""
IDENTIFYING: Final = {question.id: question for question in (IDENTITY, PIN)}
CHOSEN, KEYPAD_TITLE = Text("ui.chosen"), Text("kiosk.identify.keypad")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks, as far as it shows: the kind of entry, and the options."""

    question: Question
    offered: tuple[Seen, ...]


class Deaf(Persona):
    """Reads and touches."""

    name = "deaf"

    async def arrive(self) -> None:
        await self.booth.touch("nav.speech")
        self.booth.ear.listen_anew()

    def on_page(self) -> None:
        assert not self.booth.ear.heard, "the voice is off"
        assert any(len(words) > 1 for words in self.booth.words), "an empty page"

    async def turn(self) -> None:
        asked = self.asked()
        if asked is not None:
            await self._answer(asked)
        else:
            await self._choose(self.offered())
            if self.changed:
                return
        await self.go_on()

    # what is seen

    @property
    def content(self) -> tuple[Seen, ...]:
        """What is on the page between the bars."""
        return tuple(seen for seen in self.booth.seen if seen.id and not seen.id.startswith(BARS))

    def offered(self) -> tuple[Seen, ...]:
        """Buttons between the bars that choose or open something."""
        return tuple(seen for seen in self.content if seen.button and not seen.disabled)

    def asked(self) -> Asked | None:
        """The question of this page: its kind shows in how it is entered."""
        found = next((seen.id for seen in self.content if seen.id.startswith("q.")), "")
        if not found:
            return None
        _, kind, id = found.split(".", 2)
        options = tuple(seen for seen in self.offered() if seen.id.startswith("opt."))
        values = {seen.id.removeprefix("opt.") for seen in options}
        question = Question(id, Kind(kind), "", unsure=UNSURE_RAW in values, optional=NONE_RAW in values)
        return Asked(question, options)

    def filled(self) -> bool:
        """Whether an answer stands there already: a field with something in it, an option that is chosen."""
        fields = [seen for seen in self.content if seen.id.startswith("field.")]
        typed = bool(fields) and all(
            any(c.isalnum() for c in "".join(seen.words).removesuffix(self.unit)) for seen in fields
        )
        return typed or any(self.understands.t.say(CHOSEN) in seen.words for seen in self.offered())

    @property
    def unit(self) -> str:
        """元 stands in a field of money before anything is entered."""
        return self.understands.t.say(Text("ui.yuan"))

    # what is done

    changed = False

    async def _answer(self, asked: Asked) -> None:
        question = asked.question
        if self.filled():
            return
        value = life(question)
        if question.id in IDENTIFYING:
            value = life(IDENTIFYING[question.id])
        if value is None or (question.kind is Kind.CARD and asked.offered):
            if asked.offered:
                await self.touch(self.pick(asked.offered))
            return
        await self.enter(question, value)

    async def enter(self, question: Question, value: Value) -> None:
        """Keys on the screen; words by a keyboard."""
        gestures = [gesture for gesture in kinds.gestures(question, value) if gesture != NEXT]
        for gesture in gestures:
            if isinstance(gesture, Fill):
                await self.booth.write(gesture.id, gesture.characters)
        buttons = {seen.id for seen in self.booth.seen if seen.button}
        taps = (g.id for g in gestures if isinstance(g, Tap) and (g.id in buttons or not g.id.startswith("field.")))
        await self.booth.touch(*taps)

    async def _choose(self, offered: tuple[Seen, ...]) -> None:
        before = self.booth.words
        leads = [seen for words in self.wanted.words for seen in offered if words in seen.words]
        options = [seen for seen in offered if seen.id.startswith("opt.")]
        self.changed = False
        if leads:
            await self.touch(leads[0])
            self.changed = self.booth.words != before
        elif options:
            await self.touch(options[0])

    def pick(self, offered: tuple[Seen, ...]) -> Seen:
        """One's own card, or the keypad; else the first."""
        mine = NAME if self.wanted.card else self.understands.t.say(KEYPAD_TITLE)
        return next((seen for seen in offered if mine in seen.words), offered[0])

    async def touch(self, seen: Seen) -> None:
        """Touch what was seen."""
        await self.booth.touch(seen.id)

    async def go_on(self) -> None:
        """The button at the lower right."""
        there = {seen.id for seen in self.booth.seen}
        await self.booth.touch("review.submit" if "review.submit" in there else "nav.next")

    def knows_end(self, ended: At) -> bool:
        there = {seen.id for seen in self.booth.seen}
        return len(self.booth.words) > 3 if ended is At.STEP else {"receipt.number", "receipt.state"} <= there
