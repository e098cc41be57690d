"""Tells the page at the screen which clip to play. Meets the port `Player` of the voice.

The page's own element plays (`web/sound.js`), and not a control of the client: while that plays, the client asks for a
frame sixty times a second and draws each. What is told goes by server-sent events (HTML Living Standard, 9.2).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Final

RETRY: Final = "retry: 500\n\n"
"""Milliseconds after which a page that lost this line asks for it again."""


class PagePlayer:
    """One sound at a time, in the page that asked last; a page that went away plays nothing, which is no error."""

    def __init__(self) -> None:
        self._line: asyncio.Queue[str] | None = None
        self._wanted = ""

    async def play(self, name: str, volume: float) -> None:
        """Play the clip of that name instead of what is playing; a page that is still loading does so when it asks."""
        self._wanted = json.dumps({"play": name, "volume": volume})
        self._tell(self._wanted)

    async def stop(self) -> None:
        """Silence now."""
        self._wanted = ""
        self._tell("{}")

    async def told(self) -> AsyncIterator[str]:
        """The events for a page, until another page asks for them or `end`."""
        self.end()
        line: asyncio.Queue[str] = asyncio.Queue()
        self._line = line
        if self._wanted:
            line.put_nowait(self._wanted)
        yield RETRY
        while word := await line.get():
            yield f"data: {word}\n\n"

    def end(self) -> None:
        """Let go of the page that listens."""
        self._tell("")
        self._line = None

    def _tell(self, word: str) -> None:
        if self._line is not None:
            self._line.put_nowait(word)
