"""How somebody writes words with the keys on the screen, by ear: the letters of a character's sound, then itself.

What is known is the alphabet and how characters sound; where keys and characters stand is found by what is said.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Final

from accessibility.input.lexicon import lexicon
from accessibility.input.presses import readings
from tests.personas.persona import Understanding

UP, DOWN, LEFT, RIGHT, SELECT = "Arrow Up", "Arrow Down", "Arrow Left", "Arrow Right", "Enter"
MOST: Final = 120
"""Steps after which something is nowhere."""
ROW: Final = re.compile(r"([A-Z])到([A-Z])")
NUMBERS: Final = frozenset("一二三四五六123456")


def sound(character: str) -> str:
    """The letters that a character is read with, as large as on the keys."""
    return next(readings(lexicon(), character)).upper()


def parts(said: str) -> tuple[str, ...]:
    """What was heard, part by part: of a row each character, of one its number, itself and what tells it apart."""
    return tuple(part for part in re.split(r"[，。：\s]+", said) if part)


def letter_of(said: str) -> str:
    """The letter that was said as what one is at; empty where it was something else."""
    last = parts(said)[-1:]
    return last[0] if last and re.fullmatch("[A-Z]", last[0]) else ""


def numbered(said: str) -> bool:
    """Whether that was a character with its number."""
    return any(part in NUMBERS for part in parts(said)[:2])


class ByHand:
    """Who writes a character by the letters of its sound, and takes it from the candidates; how is their own."""

    async def spell(self, words: str) -> None:
        """One character after the other."""
        for character in words:
            for letter in sound(character):
                await self._letter(letter)
            await self._candidate(character)

    async def _letter(self, wanted: str) -> None:
        raise NotImplementedError

    async def _candidate(self, wanted: str) -> None:
        raise NotImplementedError


class ByKeys(ByHand):
    """Arrows and the selecting key; `press` gives what was said after it."""

    def __init__(self, press: Callable[[str], Awaitable[str]], understands: Understanding) -> None:
        self._press = press
        self._more = understands.spoken("input.later").strip("。")
        self._said = ""

    async def _letter(self, wanted: str) -> None:
        """To the beginning of a row, up or down to the row that holds it, along the row, and take it."""
        if not letter_of(self._said):
            await self._seek(DOWN, lambda said: letter_of(said) != "", "a letter")
        at = letter_of(self._said)
        while at != wanted and letter_of(await self._step(LEFT)):
            at = letter_of(self._said)
        while at > wanted:
            at = letter_of(await self._step(UP))
        while at < wanted:
            further = letter_of(await self._step(DOWN))
            if not further or further > wanted:
                at = letter_of(await self._step(UP))
                break
            at = further
        while at != wanted:
            at = letter_of(await self._step(RIGHT))
            assert at, f"{wanted} is not in its row"
        taken = await self._step(SELECT)
        assert wanted in parts(taken), f"{wanted} was taken, and {taken!r} was said"

    async def _candidate(self, wanted: str) -> None:
        """Up from the keys, along each row of characters; the further ones where it is in none."""
        for _ in range(MOST):
            await self._seek(UP, lambda said: numbered(said) or self._more in parts(said), f"{wanted} or more")
            while numbered(self._said):
                if await self._along(wanted):
                    await self._step(SELECT)
                    return
                await self._step(UP)
            if self._more not in parts(self._said):
                await self._step(LEFT)
            assert self._more in parts(self._said), f"{wanted} is not among the characters; at last {self._said}"
            further = await self._step(SELECT)
            assert parts(further), "further characters are not said"
            await self._seek(DOWN, lambda said: letter_of(said) != "", "the letters")
        raise AssertionError(f"{wanted} is not among the characters")

    async def _along(self, wanted: str) -> bool:
        """Whether it is in this row; one stands at it then."""
        for key in (LEFT, RIGHT):
            while wanted not in parts(self._said):
                if not numbered(await self._step(key)):
                    break
        return wanted in parts(self._said)

    async def _seek(self, key: str, wanted: Callable[[str], bool], what: str) -> None:
        heard = []
        for _ in range(MOST):
            heard.append(await self._step(key))
            if wanted(heard[-1]):
                return
        raise AssertionError(f"{what} is nowhere: {heard[:40]}")

    async def _step(self, key: str) -> str:
        self._said = await self._press(key)
        return self._said


class BySwitches(ByHand):
    """What lights up is heard; `on` lets the light go on and gives what is said, `take` takes what is lit."""

    def __init__(
        self, on: Callable[[], Awaitable[str]], take: Callable[[], Awaitable[str]], understands: Understanding
    ) -> None:
        self._on, self._take = on, take
        self._more = understands.spoken("input.later").strip("。")

    async def _letter(self, wanted: str) -> None:
        def row(said: str) -> bool:
            found = ROW.search(said)
            return found is not None and found[1] <= wanted <= found[2]

        await self._within(row, lambda said: letter_of(said) == wanted, wanted)
        taken = await self._take()
        assert wanted in parts(taken), f"{wanted} was taken, and {taken!r} was said"

    async def _candidate(self, wanted: str) -> None:
        """A row that has it; once the keys come by, the further ones."""
        passed = False

        def row(said: str) -> bool:
            nonlocal passed
            passed = passed or ROW.search(said) is not None
            return wanted in parts(said) or (passed and self._more in parts(said))

        for _ in range(MOST):
            passed = False
            said = await self._within(row, lambda said: wanted in parts(said) or self._more in parts(said), wanted)
            taken = await self._take()
            if wanted in parts(said):
                return
            assert parts(taken), "further characters are not said"
        raise AssertionError(f"{wanted} is not among the characters")

    async def _within(self, row: Callable[[str], bool], thing: Callable[[str], bool], what: str) -> str:
        """Wait for the row, go into it and wait for the thing; gives what was said of it. A row of one is the thing."""
        heard = []
        said = ""
        while not row(said):
            said = await self._on()
            heard.append(said)
            assert len(heard) < MOST, f"{what} is in no row: {heard[:40]}"
        if numbered(said) and thing(said):
            return said
        said = await self._take()
        for _ in range(MOST):
            if thing(said):
                return said
            said = await self._on()
            heard.append(said)
        raise AssertionError(f"{what} is not in its row: {heard[-40:]}")
