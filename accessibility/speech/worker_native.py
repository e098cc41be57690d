"""The process in which pyttsx3 lives: one JSON line in (words, voice, rate), one framed WAV out.

A process of its own, because the engine blocks, may hang, and prints on stdout. Sound is written to memory only
(a memfd; on systems without it a temporary file that is removed at once).
"""

from __future__ import annotations

import json
import os
import struct
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

BASE_RATE = 175
"""Words per minute at rate 1.0: slower than the engine's own 200, for old ears."""
HEADER: Final = 44
"""Bytes of a WAV before its samples."""


def voices_of(engine: Any) -> dict[str, str]:
    """Voice ids by language (`cmn`, `en-gb`), the shortest id first."""
    found: dict[str, str] = {}
    for voice in sorted(engine.getProperty("voices"), key=lambda v: len(str(v.id))):
        for language in voice.languages or [str(voice.id).rpartition("/")[2]]:
            name = language.decode(errors="ignore").strip("\x05") if isinstance(language, bytes) else str(language)
            found.setdefault(name.lower().replace("_", "-"), str(voice.id))
    return found


class Incomplete(Exception):
    """The engine gave less sound than its own header says. Never carries the words."""


def settle() -> None:
    """Wait until espeak has finished.

    pyttsx3 2.99 returns from `runAndWait` after one turn of 10 ms, finished or not: on a busy machine the file is then
    empty, and what comes late lands in the next sentence's file, which has the same number.
    """
    if sys.platform not in ("win32", "darwin"):
        from pyttsx3.drivers import _espeak

        _espeak.Synchronize()


def whole(sound: bytes) -> bytes:
    """The WAV, or Incomplete where a part of it is missing."""
    if len(sound) < HEADER or sound[:4] != b"RIFF" or len(sound) < struct.unpack("<I", sound[4:8])[0] + 8:
        raise Incomplete
    return sound


def sound_of(engine: Any, words: str, settled: Callable[[], None] = settle) -> bytes:
    """The words as a WAV, without touching a disk where the system has memory files. Raises Incomplete."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("speech")
        try:
            engine.save_to_file(words, f"/proc/self/fd/{handle}")
            engine.runAndWait()
            settled()
            return whole(os.pread(handle, os.fstat(handle).st_size, 0))
        finally:
            os.close(handle)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        engine.save_to_file(words, str(path))
        engine.runAndWait()
        settled()
        return whole(path.read_bytes())


def serve(engine: Any, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until the pipe closes."""
    voice = ""
    for line in requests:
        request = json.loads(line)
        if request["voice"] != voice:
            voice = request["voice"]
            engine.setProperty("voice", voice)
        engine.setProperty("rate", round(BASE_RATE * request["rate"]))
        sound = sound_of(engine, request["words"])
        replies.write(struct.pack(">I", len(sound)) + sound)
        replies.flush()


def main() -> int:
    """Own the pipes: what the engine prints goes to stderr, where nobody takes it for sound."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import pyttsx3

    engine = pyttsx3.init()
    hello = json.dumps(voices_of(engine)).encode()
    replies.write(struct.pack(">I", len(hello)) + hello)
    replies.flush()
    try:
        serve(engine, sys.stdin.buffer, replies)
    except Incomplete:
        return 1  # whatever comes late dies with this process; the driver starts another
    return 0


if __name__ == "__main__":
    sys.exit(main())
