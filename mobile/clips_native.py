"""Makes the clips of our sentences with the machine's voice: packs of small Opus sounds, the same bytes each time."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from accessibility.speech import Driver, VoiceFailed
from accessibility.speech.phrases import SPOKEN, phrases
from accessibility.speech.pyttsx3_native import find_driver
from mobile.clips import DATASETS, TABLE, path_of

log = logging.getLogger(__name__)
ENCODER: Final = "ffmpeg"
AT_ONCE: Final = 40
"""Clips of one run of the encoder."""
OPUS: Final = (
    *("-c:a", "libopus", "-b:a", "10k", "-ac", "1", "-application", "voip", "-frame_duration", "60"),
    *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"),
)
"""Speech at the lowest rate at which it is understood well; nothing in it that is another the next time."""


class CannotEncode(Exception):
    """The encoder is not there, or failed."""


def packed(sounds: Sequence[bytes]) -> bytes:
    """How many, their lengths (32 bits, big-endian), then one after the other."""
    head = struct.pack(f">{len(sounds) + 1}I", len(sounds), *map(len, sounds))
    return b"".join((head, *sounds))


def encoded(waves: Sequence[bytes]) -> list[bytes]:
    """WAVs as Opus in Ogg. Raises CannotEncode."""
    if shutil.which(ENCODER) is None:
        raise CannotEncode(f"{ENCODER} is not there; on Debian: apt-get install ffmpeg")
    found: list[bytes] = []
    for first in range(0, len(waves), AT_ONCE):
        found += _some(waves[first : first + AT_ONCE])
    return found


def _some(waves: Sequence[bytes]) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="clips-") as name:
        folder = Path(name)
        command = [ENCODER, "-v", "error", "-nostdin", "-y"]
        for n, wave in enumerate(waves):
            (folder / f"{n}.wav").write_bytes(wave)
            command += ["-i", str(folder / f"{n}.wav")]
        for n in range(len(waves)):
            command += ["-map", f"{n}:a", *OPUS, str(folder / f"{n}.ogg")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotEncode(f"{ENCODER} failed: {done.stderr.strip()[-300:]}")
        return [(folder / f"{n}.ogg").read_bytes() for n in range(len(waves))]


async def pack(driver: Driver, words: Sequence[str], lang: str) -> bytes:
    """The clips of these sentences. Raises VoiceFailed, CannotEncode.

    The engine goes on from one sentence to the next with its noise and its flutter: begun anew, it says the same again.
    """
    await driver.close()
    return packed(encoded([await driver.synthesize(sentence, lang, 1.0) for sentence in words]))


async def _made(driver: Driver, cache: Path | None) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for lang in SPOKEN:
        if driver.speaks(lang):
            found[lang] = await made(driver, lang, phrases(lang, DATASETS), cache)
        else:
            log.warning("no clips in %s: this machine has no voice for it", lang)
    return found


async def made(driver: Driver, lang: str, packs: Mapping[str, Sequence[str]], cache: Path | None) -> dict[str, bytes]:
    """The packs of a language; one of which the voice cannot say something is left out. Raises CannotEncode."""
    found: dict[str, bytes] = {}
    for name, words in packs.items():
        try:
            found[name] = await _cached(driver, words, lang, cache)
        except VoiceFailed as error:
            log.warning("no clips of %s in %s: %s", name, lang, error)
    return found


async def _cached(driver: Driver, words: Sequence[str], lang: str, cache: Path | None) -> bytes:
    name = hashlib.sha256(json.dumps([driver.name, lang, OPUS, words], ensure_ascii=False).encode()).hexdigest()
    kept = None if cache is None else cache / f"{name}.clips"
    if kept is not None and kept.is_file():
        return kept.read_bytes()
    made = await pack(driver, words, lang)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".new")
        fresh.write_bytes(made)
        fresh.replace(kept)
    return made


async def _all(cache: Path | None, find: Callable[[], Awaitable[Driver]]) -> dict[str, dict[str, bytes]]:
    driver = await find()
    try:
        return await _made(driver, cache)
    except CannotEncode as error:
        log.warning("built without clips of speech: %s", error)
        return {}
    finally:
        await driver.close()


def clips(cache: Path | None, find: Callable[[], Awaitable[Driver]] = find_driver) -> tuple[dict[str, bytes], bytes]:
    """Path on the site → pack, of all languages that this machine speaks, and the table for the app. Without a voice or
    an encoder there are none, which is said."""
    found = asyncio.run(_all(cache, find))
    sizes: Mapping[str, Mapping[str, int]] = {
        lang: {name: len(body) for name, body in packs.items()} for lang, packs in found.items()
    }
    files = {path_of(lang, name): body for lang, packs in found.items() for name, body in packs.items()}
    return files, json.dumps(sizes, sort_keys=True).encode()


__all__ = ["TABLE", "CannotEncode", "clips", "encoded", "made", "pack", "packed"]
