"""What is known of the page before anything is drawn: what it tells of itself, how high it was the last time."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mobile.languages import Languages, table
from mobile.line import Line
from mobile.senses import PageReader, text_scale
from shared.domain.exchange import StoreFull
from shared.store.state import State

log = logging.getLogger(__name__)
FIRST: Final = "first"


@dataclass(frozen=True, slots=True)
class About:
    """One page."""

    reader: PageReader | None
    """Reads codes, where this browser can."""
    scale: float
    languages: Languages

    @classmethod
    async def ask(cls, line: Line) -> About:
        """Ask everything at once; a page that cannot tell is taken for a usual one."""
        codes, languages = PageReader(line), Languages(line, table(Path(__file__).parent))
        able, scale, _ = await asyncio.gather(codes.able(), text_scale(line), languages.look())
        return cls(codes if able else None, scale, languages)


class Heights:
    """Of the first page's view and content (`Surroundings.first`), kept from one start to the next."""

    def __init__(self, state: State) -> None:
        self._state = state

    def sizes(self) -> tuple[float, float]:
        """The last time's, in dp; 0 where there was none."""
        height, _, content = self._state.get(FIRST).partition(" ")
        return float(height or 0), float(content or 0)

    def measured(self, height: float, content: float) -> None:
        """Keep them where they are others."""
        if height and content and (height, content) != self.sizes():
            try:
                self._state.set(FIRST, f"{height} {content}")
            except StoreFull:
                log.info("how high the first page is could not be kept: no room")
