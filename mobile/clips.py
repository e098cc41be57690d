"""Speech on a phone that has no voice of its own: clips of our sentences, joined where numbers stand in them.

Meets the port `Mouth`. What holds a name, or anything else that was not known when the clips were made, is left out.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from accessibility.speech import VoiceFailed
from accessibility.speech.phrases import Phrasebook, phrases
from mobile.line import Line, Unable
from mobile.mouth import PER_CHARACTER, START, BrowserMouth

log = logging.getLogger(__name__)
TABLE: Final = "clips.json"
"""Written by the build: language → pack → bytes; it lies beside this module."""
FETCHING: Final = 60.0
"""Seconds that a pack may take on its way, on a slow line."""
BRINGING: Final = 300.0
"""The same where a person waits for it, on 2G."""
LARGE: Final = 1_000_000
"""What may be fetched without asking, in bytes; the same as in `web/sw.js`."""
Packs = Mapping[str, Mapping[str, int]]


def table(folder: Path) -> Packs:
    """The packs of this build; none where it was made without a voice."""
    file = folder / TABLE
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


def path_of(lang: str, pack: str) -> str:
    """Where a pack lies on the site."""
    return f"clips/{lang}/{pack}.clips"


def addresses(lang: str, packs: Iterable[str]) -> list[str]:
    """What the page fetches for these packs."""
    return [f"/{path_of(lang, pack)}" for pack in packs]


DATASETS: Final = Path(__file__).parent.parent / "assets" / "packs"
"""Those of the build, also on the phone: what comes later has no clips."""


@cache
def book(lang: str, packs: tuple[str, ...] = ()) -> Phrasebook:
    """What can be said in a language with these packs, or with all that can be made."""
    found = phrases(lang, DATASETS)
    return Phrasebook({name: found[name] for name in packs or found if name in found})


class ClipMouth:
    """The phone's own voice where it has one, else clips. `free`: whether the line is known to cost nothing by the
    byte; if not, a person is asked before a language is fetched that weighs more than `LARGE`, and until then it has no
    voice. `changed` is told when that is another answer.
    """

    def __init__(
        self, own: BrowserMouth, line: Line, packs: Packs, free: Callable[[], bool], changed: Callable[[], None]
    ) -> None:
        self._own, self._line, self._packs, self._free, self._changed = own, line, packs, free, changed
        self._looked = False
        self._kept: set[str] = set()
        self._missed: set[str] = set()

    async def look(self) -> None:
        """Learn which voices there are, and of which languages clips are kept."""
        await self._own.look()
        wanted = {lang: addresses(lang, packs) for lang, packs in self._packs.items() if not self._own.speaks(lang)}
        if not wanted:
            return
        self._looked = True
        try:
            self._kept = set((await self._line.ask("kept", START, packs=wanted)).get("kept", ()))
        except Unable as error:
            log.info("no clips: %s", error)
        self._changed()

    def speaks(self, lang: str) -> bool:
        """Whether the phone has a voice for it, or its clips are kept or may be fetched."""
        if self._own.speaks(lang):
            return True
        return self._able(lang) and lang not in self._missed and not self.lacks(lang)

    def _able(self, lang: str) -> bool:
        return self._looked and lang in self._packs and not self._own.speaks(lang)

    def lacks(self, lang: str) -> int:
        """Bytes that are fetched only if the person says so; 0 where that is no question."""
        if not self._able(lang) or lang in self._kept or self._free():
            return 0
        weight = sum(self._packs[lang].values())
        return weight if weight > LARGE else 0

    async def bring(self, lang: str) -> bool:
        """Fetch the packs of a language, one after the other; whether all of them are there. What came stays."""
        for address in addresses(lang, self._packs.get(lang, ())):
            try:
                await self._line.ask("keep", BRINGING, packs=[address])
            except Unable as error:
                log.info("not all clips could be had: %s", error)
                return False
            self._missed.discard(lang)
        self._kept.add(lang)
        self._changed()
        return True

    async def say(self, words: str, lang: str, rate: float, volume: float) -> None:
        """Say words to their end. Raises VoiceFailed."""
        if self._own.speaks(lang):
            await self._own.say(words, lang, rate, volume)
            return
        if not self.speaks(lang):
            raise VoiceFailed(f"there is no voice for {lang}")
        parts = book(lang, tuple(self._packs[lang])).parts(words)
        if parts is None:
            raise VoiceFailed("no clips for all of it")
        clips = [[f"/{path_of(lang, pack)}", n] for pack, n in parts]
        try:
            patience = FETCHING + PER_CHARACTER * len(words) / rate
            await self._line.ask("clips", patience, clips=clips, rate=rate, volume=volume)
        except Unable as error:
            if str(error) == "late":
                self._line.tell("hush")
            if str(error) == "unreachable":
                self._missed.add(lang)
                self._changed()
            raise VoiceFailed(str(error)) from None
        if lang not in self._kept:
            self._kept.add(lang)
            self._line.tell("keep", packs=addresses(lang, self._packs[lang]))

    async def hush(self) -> None:
        """Silence now."""
        await self._own.hush()

    def again(self) -> None:
        """The line is another one: what could not be had may be tried again."""
        if self._missed:
            self._missed.clear()
            self._changed()
