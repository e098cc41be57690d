"""A camera through ffmpeg: one still picture at the person's touch, made small, handed over in memory, on no disk."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from shared.app.ports import Picture

log = logging.getLogger(__name__)
DEVICES: Final = Path("/dev")
PATIENCE: Final = 15.0
"""Seconds that a picture may take, the camera's waking up included."""
EDGE: Final = 1024
"""Pixels of the longer side: enough for a person to know a face, and little to send."""
MOST_BYTES: Final = 1024 * 1024
SKIPPED: Final = 10
"""Frames in which a camera finds its light."""
JPEG: Final = b"\xff\xd8\xff"
DEMO: Final = ("-f", "lavfi", "-i", "testsrc2=size=1280x960:rate=25")
"""A test card, for demonstrations without a camera."""


class FfmpegCamera:
    """Meets the port `Camera`. `source` are the arguments by which ffmpeg finds it."""

    def __init__(self, source: Sequence[str], ffmpeg: str) -> None:
        self._source, self._ffmpeg = tuple(source), ffmpeg

    async def take(self) -> Picture | None:
        """One picture; what went wrong is an answer and never an error."""
        try:
            async with asyncio.timeout(PATIENCE):
                data = await self._jpeg()
        except (OSError, TimeoutError) as error:
            log.warning("no picture: %s", type(error).__name__)
            return None
        if not data.startswith(JPEG) or len(data) > MOST_BYTES:
            log.warning("no picture: %d bytes", len(data))
            return None
        return Picture("image/jpeg", data)

    async def _jpeg(self) -> bytes:
        smaller = f"scale='if(gt(iw,ih),min({EDGE},iw),-2)':'if(gt(iw,ih),-2,min({EDGE},ih))'"
        process = await asyncio.create_subprocess_exec(
            *(self._ffmpeg, "-hide_banner", "-loglevel", "error", "-nostdin", *self._source),
            *("-an", "-vf", rf"select=gte(n\,{SKIPPED}),{smaller}", "-frames:v", "1"),
            *("-map_metadata", "-1", "-q:v", "5", "-f", "mjpeg", "pipe:1"),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        try:
            data, _ = await process.communicate()
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise
        return data if process.returncode == 0 else b""


def find_camera(wanted: str, devices: Path = DEVICES, path: str | None = None) -> FfmpegCamera | None:
    """The camera for `auto` (the first that Linux names), `demo` (a test card), or none."""
    ffmpeg = shutil.which("ffmpeg", path=path)
    if ffmpeg is None or wanted == "none":
        return None
    if wanted == "demo":
        return FfmpegCamera(DEMO, ffmpeg)
    found = sorted(devices.glob("video[0-9]*")) if sys.platform == "linux" else []
    usable = next((device for device in found if os.access(device, os.R_OK | os.W_OK)), None)
    return None if usable is None else FfmpegCamera(("-f", "v4l2", "-i", str(usable)), ffmpeg)
