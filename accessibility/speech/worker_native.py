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
from typing import Any, BinaryIO, Final

BASE_RATE = 175
"""Words per minute at rate 1.0: slower than the engine's own 200, for old ears."""
HEADER: Final = 44
"""Bytes of a WAV before its samples."""
COURTESY: Final = 5
"""Steps by which this process gives way to those that draw pages; a sentence is made in a hundredth of its length."""
SHORTEST: Final = 0.02
"""Seconds that a letter or a character takes at the very least, at any rate that we ask for."""


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


def one_thread() -> None:
    """Have espeak speak in the thread that asks, before pyttsx3 starts it.

    pyttsx3 2.99 lets espeak work in a thread of its own and returns from `runAndWait` after one turn of 10 ms, finished
    or not: on a busy machine the file is then empty, what comes late lands in the next sentence's file, and a changed
    rate or voice may miss the sentence it was meant for. In one thread espeak tells its end by a call without samples
    instead of the event that pyttsx3 waits for, so that event is made here.
    """
    if sys.platform in ("win32", "darwin"):
        return
    from pyttsx3.drivers import _espeak, espeak

    heard = espeak.EspeakDriver._onSynth
    ends = (_espeak.EVENT * 2)()
    ends[0].type, ends[1].type = _espeak.EVENT_MSG_TERMINATED, _espeak.EVENT_LIST_TERMINATED

    def hear(driver: Any, samples: Any, count: int, events: Any) -> int:
        return int(heard(driver, samples, count, events if samples else ends))

    _espeak.AUDIO_OUTPUT_RETRIEVAL = _espeak.AUDIO_OUTPUT_SYNCHRONOUS
    espeak.EspeakDriver._onSynth = hear


def whole(sound: bytes, words: str = "") -> bytes:
    """The WAV, or Incomplete where a part of it is missing.

    A file may be well formed and still be too short for the words: the engine was asked to stop, or gave up.
    """
    if len(sound) < HEADER or sound[:4] != b"RIFF" or len(sound) < struct.unpack("<I", sound[4:8])[0] + 8:
        raise Incomplete
    per_second = struct.unpack("<I", sound[28:32])[0]
    if (len(sound) - HEADER) < SHORTEST * per_second * sum(c.isalnum() for c in words):
        raise Incomplete
    return sound


def sound_of(engine: Any, words: str) -> bytes:
    """The words as a WAV, without touching a disk where the system has memory files. Raises Incomplete."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("speech")
        try:
            engine.save_to_file(words, f"/proc/self/fd/{handle}")
            engine.runAndWait()
            return whole(os.pread(handle, os.fstat(handle).st_size, 0), words)
        finally:
            os.close(handle)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        engine.save_to_file(words, str(path))
        engine.runAndWait()
        return whole(path.read_bytes(), words)


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
    if hasattr(os, "nice"):  # not on Windows
        os.nice(COURTESY)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    one_thread()
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
