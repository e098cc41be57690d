"""Sound on its way to the client: under a random name, personal ones for one hearing only, nothing on disk."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 24 * 1024 * 1024
"""Bytes of general clips that are kept."""
HEARING: Final = 60.0
"""Seconds in which a personal clip may be read, should the voice not drop it before: it does when the clip was heard,
or interrupted. Chromium asks for each clip once (`Range: bytes=0-`, answered whole); other browsers may ask again."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound and until when it may be read (monotonic seconds; None: as long as there is room)."""

    sound: bytes
    until: float | None
    fetched: asyncio.Event = field(default_factory=asyncio.Event)


class Clips:
    """The clips of one kiosk. `token(n)` gives random bytes, `now()` monotonic seconds."""

    def __init__(self, token: Callable[[int], bytes], now: Callable[[], float]) -> None:
        self._token, self._now = token, now
        self._clips: OrderedDict[str, Clip] = OrderedDict()

    def put(self, sound: bytes, *, private: bool) -> str:
        """Keep a sound; the name under which the client fetches it."""
        name = f"{self._token(16).hex()}.wav"
        self._clips[name] = Clip(sound, self._now() + HEARING if private else None)
        self._make_room()
        return name

    def take(self, name: str) -> bytes | None:
        """The sound of that name, or None where it was never there or its time is over."""
        clip = self._clips.get(name)
        if clip is None:
            return None
        if clip.until is not None and self._now() > clip.until:
            del self._clips[name]
            return None
        clip.fetched.set()
        return clip.sound

    async def fetched(self, name: str, patience: float) -> bool:
        """Wait until the client has asked for the clip, but not for ever: a client may have gone away."""
        clip = self._clips.get(name)
        if clip is None:
            return False
        try:
            async with asyncio.timeout(patience):
                await clip.fetched.wait()
        except TimeoutError:
            return False
        return True

    def drop(self, name: str) -> None:
        """Forget one; no error where there is none."""
        self._clips.pop(name, None)

    def wipe(self) -> None:
        """Forget everything."""
        self._clips.clear()

    def __len__(self) -> int:
        return len(self._clips)

    def _make_room(self) -> None:
        now = self._now()
        for name, clip in tuple(self._clips.items()):
            if clip.until is not None and now > clip.until:
                del self._clips[name]
        while len(self._clips) > 1 and sum(len(clip.sound) for clip in self._clips.values()) > MOST:
            self._clips.popitem(last=False)
