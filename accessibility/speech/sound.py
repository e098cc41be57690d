"""Joins pieces of speech and silence into one WAV; voices of different rates are brought to the highest."""

from __future__ import annotations

import io
import sys
import wave
from array import array
from collections.abc import Sequence

from accessibility.speech.driver import VoiceFailed

WIDTH = 2
"""Bytes of a sample (PCM16)."""


def join(pieces: Sequence[bytes | int]) -> bytes:
    """One WAV from WAVs (PCM16, mono) and pauses in milliseconds; raises VoiceFailed on other sound or on none."""
    sounds = [_read(piece) for piece in pieces if isinstance(piece, bytes)]
    if not sounds:
        raise VoiceFailed("there is no sound")
    rate = max(found for found, _ in sounds)
    found, out = iter(sounds), io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(WIDTH)
        target.setframerate(rate)
        for piece in pieces:
            if isinstance(piece, int):
                target.writeframes(bytes(rate * piece // 1000 * WIDTH))
            else:
                target.writeframes(_resampled(*next(found), rate))
    return out.getvalue()


def _resampled(rate: int, frames: bytes, wanted: int) -> bytes:
    """Frames at another rate, with straight lines between the samples: speech stays speech."""
    samples = _samples(frames)
    if rate == wanted or len(samples) < 2:
        return frames
    last, made = len(samples) - 1, array("h")
    for n in range(len(samples) * wanted // rate):
        at, part = divmod(n * rate, wanted)
        low, high = samples[min(at, last)], samples[min(at + 1, last)]
        made.append(low + (high - low) * part // wanted)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


def _samples(frames: bytes) -> array[int]:
    samples = array("h", frames[: len(frames) // WIDTH * WIDTH])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def seconds(sound: bytes) -> float:
    """How long a WAV is."""
    rate, frames = _read(sound)
    return len(frames) / WIDTH / rate


def _read(sound: bytes) -> tuple[int, bytes]:
    try:
        with wave.open(io.BytesIO(sound), "rb") as source:
            if source.getnchannels() != 1 or source.getsampwidth() != WIDTH:
                raise VoiceFailed("the voice gave another form of sound")
            return source.getframerate(), source.readframes(source.getnframes())
    except (wave.Error, EOFError) as error:
        raise VoiceFailed(f"the voice gave no sound: {type(error).__name__}") from error
