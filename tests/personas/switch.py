"""The person at one switch, or two: hears what lights up, and presses when it is what they want; nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from accessibility.requirements import SECOND_PRESS_SECONDS
from shared.domain import kinds
from shared.domain.flow import Question
from tests.personas.keypad import Keypad, place, plain
from tests.personas.persona import Wants, life
from tests.personas.spelling import BySwitches
from tests.personas.stand import Stand

MOST_TICKS: Final = 120


class Switch(Keypad):
    """Waits for the light. The switch is the only key; the screen is not looked at."""

    name = "one switch"

    def __init__(self, booth: Stand, wanted: Wants) -> None:
        super().__init__(booth, wanted)
        self.seconds = 0.0

    async def arrive(self) -> None:
        """Two presses on the first page begin it, with nobody's help."""
        self.booth.blank = True
        for _ in range(2):
            await self.hit()

    async def hit(self) -> str:
        """The switch, once; what was said after it."""
        self.presses += 1
        await self.booth.pause(SECOND_PRESS_SECONDS)
        before = len(self.booth.ear.all_heard)
        await self.booth.key(" ")
        return "".join(self.booth.ear.all_heard[before:])

    async def tick(self) -> str:
        """The light goes on; what was said."""
        before = len(self.booth.ear.all_heard)
        self.seconds += await self.booth.lit()
        return "".join(self.booth.ear.all_heard[before:])

    async def press(self, key: str) -> str:
        raise AssertionError("there is one switch")

    async def find(self, wanted: Callable[[str], bool], what: str) -> None:
        """Wait until the light comes to it."""
        heard: list[str] = []
        down, rests = plain(self.understands.spoken("ui.down")), plain(self.understands.spoken("switch.rests"))
        for _ in range(MOST_TICKS):
            said = plain(await self.tick())
            heard.append(said)
            if wanted(said):
                return
            if said in (rests, down) and wanted(plain(await self.hit())):
                return
        raise AssertionError(f"{what} is nowhere on {self.booth.at}: {heard[:40]}")

    async def digit(self, n: int) -> None:
        offered = self.understands.options(self.booth.ear.page_said)
        head = plain(re.split(r"[，（(]", offered[n - 1])[0])
        await self.find(lambda said: head in said, head)
        await self.hit()

    async def write(self, question: Question) -> None:
        """Words by pinyin; where a number stands on the same page, its digits."""
        value = life(question)
        if not isinstance(value, dict):
            await self.spell(str(value))
            return
        await self.spell(str(value["name"]))
        number = plain(self.understands.spoken("input.part.id_number"))
        await self.find(lambda said: number in said, number)
        await self.hit()
        await self.type(str(value["id_number"]))

    async def spell(self, words: str) -> None:
        """Row by row, with the keys on the screen."""
        await BySwitches(self.tick, self.hit, self.understands).spell(words)

    async def type(self, characters: str) -> None:
        """Row, then key: by what is said, and where digits are secret by counting rows and keys."""
        begins = (plain(self.understands.spoken("keypad.place.pad")), plain("一到三"))
        for character in characters:
            y, x = place(character)
            if y == 3 and x == 1 and not self.extra:
                x = 0  # nothing stands left of 0
            await self.find(lambda said: said in begins, "the pad")
            for _ in range(y):
                await self.tick()
            await self.hit()
            for _ in range(x):
                await self.tick()
            said = await self.hit()
            assert said, f"nothing was said of {character}"

    extra = ""

    async def _answer(self, question: Question, offered: tuple[str, ...]) -> None:
        self.extra = "".join(c for c in kinds.KINDS[question.kind].keypad if not c.isdecimal())
        await super()._answer(question, offered)

    async def go_on(self) -> None:
        """What leads on stands right after the page's own things; submitting stands last, and is asked about again."""
        submit = self.understands.has(self.booth.ear.page_said, "speech.submit")
        names = (
            ("kiosk.review.submit",) if submit else ("nav.next", "nav.home", "kiosk.ask.go_on", "kiosk.scan.without")
        )
        wanted = [plain(self.understands.spoken(name)) for name in names]
        await self.find(lambda said: said in wanted, "going on")
        await self.hit()
        if submit:
            await self.find(lambda said: said in wanted, "really submitting")
            await self.hit()


class TwoSwitches(Switch):
    """Lets the light go on by the first switch, as fast or as slowly as they like, and takes by the second."""

    name = "two switches"

    async def arrive(self) -> None:
        """The first switch, then the other one, begin it."""
        self.booth.blank = True
        await self._switch(" ")
        await self.hit()

    async def hit(self) -> str:
        """The second switch; what was said after it."""
        return await self._switch("Enter")

    async def tick(self) -> str:
        """The first switch; what was said."""
        return await self._switch(" ")

    async def _switch(self, key: str) -> str:
        self.presses += 1
        await self.booth.pause(SECOND_PRESS_SECONDS)
        before = len(self.booth.ear.all_heard)
        await self.booth.key(key)
        return "".join(self.booth.ear.all_heard[before:])
