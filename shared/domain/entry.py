"""Raw entries: what keypads, voices and keyboards give before it is a value."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

MAX_RAW: Final = 2000
"""Characters of an entry that are looked at; more is refused as too long, not cut."""


@dataclass(frozen=True, slots=True)
class Tap:
    """Touch the control of that semantics identifier."""

    id: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Put these characters into the field of that identifier by the on-screen input method."""

    id: str
    characters: str


Gesture = Tap | Fill


def half_width(raw: str) -> str:
    """１２３ → 123, full-width letters likewise (NFKC), outer white space off; Chinese characters stay as they are."""
    return unicodedata.normalize("NFKC", raw).strip()


def digits_of(raw: str) -> str:
    """The entry without the blanks and dashes that people put between groups of digits."""
    return "".join(c for c in half_width(raw) if not c.isspace() and c not in "-‐‑–—·.")


def keys(characters: str) -> tuple[Gesture, ...]:
    """One tap on the keypad per character."""
    return tuple(Tap(f"key.{character}") for character in characters)
