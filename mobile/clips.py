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
    """The phone's own voice where it has one, else clips. `costs`: whether the line costs money by the byte; then no
    pack is fetched, and a language of which none is kept has no voice. `changed` is told when that is another answer.
    """

    def __init__(
        self, own: BrowserMouth, line: Line, packs: Packs, costs: Callable[[], bool], changed: Callable[[], None]
    ) -> None:
        self._own, self._line, self._packs, self._costs, self._changed = own, line, packs, costs, changed
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
        able = self._looked and lang in self._packs and lang not in self._missed
        return able and (lang in self._kept or not self._costs())

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
        if lang not in self._kept and not self._costs():
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
