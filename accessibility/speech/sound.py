"""Joins pieces of speech and silence into one WAV."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence

from accessibility.speech.driver import VoiceFailed

WIDTH = 2
"""Bytes of a sample (PCM16)."""


def join(pieces: Sequence[bytes | int]) -> bytes:
    """One WAV from WAVs (PCM16, mono, of one rate) and pauses in milliseconds; raises VoiceFailed on other sound."""
    sounds = [_read(piece) for piece in pieces if isinstance(piece, bytes)]
    rates = {rate for rate, _ in sounds}
    if len(rates) != 1:
        raise VoiceFailed("the pieces differ in their sample rate" if rates else "there is no sound")
    (rate,) = rates
    found, out = iter(sounds), io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(WIDTH)
        target.setframerate(rate)
        for piece in pieces:
            target.writeframes(next(found)[1] if isinstance(piece, bytes) else bytes(rate * piece // 1000 * WIDTH))
    return out.getvalue()


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
