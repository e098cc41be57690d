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
from pathlib import Path
from typing import Any, BinaryIO

BASE_RATE = 175
"""Words per minute at rate 1.0: slower than the engine's own 200, for old ears."""


def voices_of(engine: Any) -> dict[str, str]:
    """Voice ids by language (`cmn`, `en-gb`), the shortest id first."""
    found: dict[str, str] = {}
    for voice in sorted(engine.getProperty("voices"), key=lambda v: len(str(v.id))):
        for language in voice.languages or [str(voice.id).rpartition("/")[2]]:
            name = language.decode(errors="ignore").strip("\x05") if isinstance(language, bytes) else str(language)
            found.setdefault(name.lower().replace("_", "-"), str(voice.id))
    return found


def sound_of(engine: Any, words: str) -> bytes:
    """The words as a WAV, without touching a disk where the system has memory files."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("speech")
        try:
            engine.save_to_file(words, f"/proc/self/fd/{handle}")
            engine.runAndWait()
            size = os.fstat(handle).st_size
            return os.pread(handle, size, 0)
        finally:
            os.close(handle)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        engine.save_to_file(words, str(path))
        engine.runAndWait()
        return path.read_bytes()


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
    serve(engine, sys.stdin.buffer, replies)
    return 0


if __name__ == "__main__":
    sys.exit(main())
