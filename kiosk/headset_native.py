"""Whether a headset is in its jack, from the switches that Linux shows as input devices (evdev). Never blocks.

Numbers of `input-event-codes.h`: EV_SW 0x05, SW_HEADPHONE_INSERT 0x02.
"""

from __future__ import annotations

import asyncio
import logging
import os
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from shared.app.ports import HeadsetSense, NoHeadset

log = logging.getLogger(__name__)
CLASSES: Final = Path("/sys/class/input")
DEVICES: Final = Path("/dev/input")
EV_SW: Final = 0x05
HEADPHONE: Final = 0x02
EVENT: Final = struct.Struct("llHHi")
"""`struct input_event`: seconds, microseconds, type, code, value."""
AT_ONCE: Final = 64
"""Events of one read."""


class EvdevHeadset:
    """Meets the port `HeadsetSense`, for jacks that are open and do not block. Made on the loop that it tells its news.

    Only plugs that came since then count: what was in before may be the loudspeaker.
    """

    def __init__(self, handles: Sequence[int]) -> None:
        self._in = dict.fromkeys(handles, False)
        self._listening: list[Callable[[bool], None]] = []
        self._loop = asyncio.get_running_loop()
        for handle in self._in:
            self._loop.add_reader(handle, self._read, handle)

    def listen(self, then: Callable[[bool], None]) -> Callable[[], None]:
        """Call `then(whether a plug that came is still in)` at each move of a plug; a jack that goes away is a move."""
        self._listening.append(then)
        return lambda: self._listening.remove(then) if then in self._listening else None

    def close(self) -> None:
        """Let go of every jack."""
        self._listening.clear()
        for handle in tuple(self._in):
            self._drop(handle)

    def _drop(self, handle: int) -> None:
        self._loop.remove_reader(handle)
        os.close(handle)
        del self._in[handle]

    def _read(self, handle: int) -> None:
        try:
            read = os.read(handle, EVENT.size * AT_ONCE)
        except BlockingIOError:
            return
        except OSError as error:
            log.warning("a headset jack is gone: %s", type(error).__name__)
            read = b""
        moved = not read
        for _, _, kind, code, value in EVENT.iter_unpack(read[: len(read) // EVENT.size * EVENT.size]):
            if (kind, code) == (EV_SW, HEADPHONE):
                self._in[handle], moved = bool(value), True
        if not read:
            self._drop(handle)
        if moved:
            for then in tuple(self._listening):
                then(any(self._in.values()))


def jacks(classes: Path = CLASSES, devices: Path = DEVICES) -> tuple[Path, ...]:
    """The input devices that have the switch of a headphone jack and can be read."""
    found = []
    for event in sorted(classes.glob("event*")):
        try:
            mask = (event / "device" / "capabilities" / "sw").read_text("ascii").split()
        except (OSError, UnicodeDecodeError):
            continue
        device = devices / event.name
        if mask and int(mask[-1], 16) >> HEADPHONE & 1 and os.access(device, os.R_OK):
            found.append(device)
    return tuple(found)


def find_headset(paths: Sequence[Path] | None = None) -> HeadsetSense:
    """The machine's headset jacks, or the driver that knows nothing where there is none: the person chooses then."""
    handles: list[int] = []
    for path in jacks() if paths is None else paths:
        try:
            handles.append(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
        except OSError as error:
            log.warning("a headset jack cannot be read: %s", type(error).__name__)
    return EvdevHeadset(handles) if handles else NoHeadset()
