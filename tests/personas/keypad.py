"""The person at an audio keypad, the screen dark: eight keys, and what is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from shared.domain import kinds
from shared.domain.flow import Kind, Question
from tests.personas.listener import WRITTEN, Listener
from tests.personas.persona import Wants, life
from tests.personas.spelling import DOWN, LEFT, RIGHT, SELECT, UP, ByKeys
from tests.personas.stand import Stand

BACK, REPEAT, HELP = "Escape", "F2", "F1"
EIGHT: Final = frozenset((UP, DOWN, LEFT, RIGHT, SELECT, BACK, REPEAT, HELP))
PHONE: Final = ("123", "456", "789", "*0#")
"""Where digits stand on every telephone; what is typed besides stands left of 0."""
MOST_STEPS: Final = 80


def plain(words: str) -> str:
    """Words without their stops."""
    return re.sub(r"[\W_]+", "", words)


class Keypad(Listener):
    """Goes down until what is wanted is said, and selects it. The screen is dark from the first page on."""

    name = "keypad, screen dark"

    def __init__(self, booth: Stand, wanted: Wants) -> None:
        super().__init__(booth, wanted)
        self.presses = 0

    async def arrive(self) -> None:
        """Asks for the dark screen by the keypad alone, as whoever comes does."""
        await super().arrive()
        await self.until("nav.settings")
        await self.press(SELECT)
        for id in ("pref.move", "pref.screen", "pref.screen.dark", "pref.done"):
            await self.until(id)
            await self.press(SELECT)

    async def turn(self) -> None:
        """What the page asks for, then on; where that led to another page already, that page is heard."""
        said = self.booth.ear.page_said
        question, offered = self.understands.question(said), self.understands.options(said)
        if question is not None:
            await self._answer(question, offered)
        elif offered:
            await self.digit(self.choice(offered))
        if self.booth.ear.page_said is said:
            await self.go_on()

    # eight keys

    async def press(self, key: str) -> str:
        """One key; what was said after it."""
        assert key in EIGHT, key
        self.presses += 1
        before = len(self.booth.ear.all_heard)
        await self.booth.key(key)
        return "".join(self.booth.ear.all_heard[before:])

    async def find(self, wanted: Callable[[str], bool], what: str) -> None:
        """Down until it is said; further options are asked for where there are some."""
        heard: list[str] = []
        down = plain(self.understands.spoken("ui.down"))
        for _ in range(MOST_STEPS):
            said = plain(await self.press(DOWN))
            heard.append(said)
            if wanted(said):
                return
            if said.startswith(down) and wanted(plain(await self.press(SELECT))):
                return
        raise AssertionError(f"{what} is nowhere on {self.booth.at}: {heard[:40]}")

    async def until(self, id: str) -> None:
        """Down to the thing that is called so."""
        name = plain(self.understands.spoken(id))
        await self.find(lambda said: name in said, name)

    # what is done on a page

    async def digit(self, n: int) -> None:
        """An option by its words: going there and selecting it."""
        offered = self.understands.options(self.booth.ear.page_said)
        head = plain(re.split(r"[，（(]", offered[n - 1])[0])
        await self.find(lambda said: said.startswith(head) or f"{head}第" in said or head in said, head)
        await self.press(SELECT)

    async def _answer(self, question: Question, offered: tuple[str, ...]) -> None:
        value = life(question)
        if self.already_answered():
            return
        if value is None or (offered and question.kind is Kind.CARD):
            if offered:
                await self.digit(self.choice(offered))
        elif question.kind in WRITTEN:
            await self.write(question)
        else:
            await self.type(kinds.spell(question, value))

    async def write(self, question: Question) -> None:
        """Words by pinyin; where a number stands on the same page, its digits."""
        value = life(question)
        if not isinstance(value, dict):
            await self.spell(str(value))
            return
        await self.spell(str(value["name"]))
        await self.until("input.part.id_number")
        await self.press(SELECT)
        await self.type(str(value["id_number"]))

    async def spell(self, words: str) -> None:
        """With the keys on the screen."""
        await ByKeys(self.press, self.understands).spell(words)

    async def type(self, characters: str) -> None:
        """On the pad of digits, from the 5 that has the dot; where digits are not said, by their places."""
        secret = plain(self.understands.spoken("keypad.secret"))
        pad = plain(self.understands.spoken("keypad.place.pad"))
        hidden: list[bool] = []

        def there(said: str) -> bool:
            hidden.append(said == secret)
            return said == secret or said in (f"{pad}五", f"{pad}5")

        await self.find(there, "the pad")
        at = place("5")
        for character in characters:
            to = place(character)
            for key in way(at, to):
                await self.press(key)
            said = await self.press(SELECT)
            assert said, f"nothing was said of {character}"
            at = place("5") if hidden[-1] else to

    async def go_on(self) -> None:
        """The first of the lower buttons."""
        below = plain(self.understands.spoken("keypad.place.below"))
        await self.find(lambda said: said.startswith(below), "going on")
        await self.press(SELECT)


def place(character: str) -> tuple[int, int]:
    """Row and column of a key."""
    for y, line in enumerate(PHONE):
        if character in line:
            return y, line.index(character)
    return 3, 0


def way(at: tuple[int, int], to: tuple[int, int]) -> list[str]:
    """Presses from one key to another; along the rows of digits first, since the last row may have a gap."""
    rows = [UP if to[0] < at[0] else DOWN] * abs(to[0] - at[0])
    columns = [LEFT if to[1] < at[1] else RIGHT] * abs(to[1] - at[1])
    return [*rows, *columns] if at[0] == 3 else [*columns, *rows]
