"""Ports of devices that sense: scanners of codes, cameras, headset jacks, ears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from shared.domain.exchange import Asked, CodeFault, HeldSlip, Person
from shared.domain.text import Text

# Codes that a person brings along


class Codes(Protocol):
    """Believes codes that the office signed and a person brings along, and answers from them."""

    async def bring(self, text: str, person: Person) -> CodeFault | None:
        """Take a code; why it is not believed, or None where it holds until `forget`."""

    def answer(self, query: str, person: Person | None) -> Asked | None:
        """What that person brought says to a query, with the day it is of."""

    def forget(self) -> None:
        """The session ended."""


class Slips(Protocol):
    """Believes the citizen's own slip, without network."""

    async def read(self, text: str) -> HeldSlip | None:
        """The item that a slip opens; None for every other code."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed code that a demo reader can hold up: an id of its own, and how to call it."""

    id: str
    label: Text


class Scanner(Protocol):
    """Reads the text of codes that are held up to it."""

    def papers(self) -> tuple[Paper, ...]:
        """What a demo reader has at hand; a real one knows nothing before it is held up."""

    def hold_up(self, paper: str) -> None:
        """Read one of those; nothing where there is none of that id."""

    def listen(self, then: Callable[[str], None]) -> Callable[[], None]:
        """Call `then(text)` on the loop for each code read; returns the way to stop."""


class CodeReader(Protocol):
    """Reads one code when it is told to, and at no other time."""

    async def read(self) -> str:
        """The text of a code, or "" where none was found."""


# Pictures


@dataclass(frozen=True, slots=True)
class Picture:
    """A still picture, made small: its media type and its bytes."""

    media: str
    data: bytes = field(repr=False)


class Camera(Protocol):
    """Takes a picture when it is told to, and at no other time."""

    async def take(self) -> Picture | None:
        """One picture, or None where none can be had now."""


# What is heard by one person alone


class HeadsetSense(Protocol):
    """Tells when somebody plugs a headset in, and pulls it. Where it cannot be told, the person chooses by hand.

    What is in the jack from the beginning is never taken for a headset: kiosks have their loudspeaker there.
    """

    def listen(self, then: Callable[[bool], None]) -> Callable[[], None]:
        """Call `then(plugged)` on the loop at each change; returns the way to stop."""

    def close(self) -> None:
        """Let go of the device."""


class NoHeadset:
    """A machine whose jack tells nothing."""

    def listen(self, then: Callable[[bool], None]) -> Callable[[], None]:
        """Nothing ever changes."""
        return lambda: None

    def close(self) -> None:
        """There is nothing to let go of."""


# What somebody says to the machine


@dataclass(frozen=True, slots=True)
class Heard:
    """Words as a recogniser took them, and how sure it is of the least sure of them, from 0 to 1. Never logged, never
    kept."""

    words: str = field(repr=False)
    confidence: float


class Sounding(StrEnum):
    """What becomes of listening besides words."""

    OPEN = "open"
    """From now on what is said is heard whole; only then may somebody be told that they are listened to."""
    SHUT = "shut"
    """What is said now is lost; `OPEN` comes when it no longer is."""
    SPEECH = "speech"
    """Somebody speaks; the words come when they are done."""
    NOTHING = "nothing"
    """Nobody has said anything for a while."""
    REFUSED = "refused"
    """The microphone may not be used; nothing more comes."""
    LOST = "lost"
    """The microphone is gone, or what understands it; nothing more comes."""


class Ear(Protocol):
    """Listens when it is told to and at no other time, for given phrases and nothing else. Keeps no sound."""

    def hears(self, lang: str) -> bool:
        """Whether somebody can be listened to in that language now: there is a microphone, and its words are known."""

    def on_change(self, then: Callable[[], None]) -> Callable[[], None]:
        """Call `then()` on the loop when that became another; returns the way to stop."""

    def open(self, then: Callable[[Heard | Sounding], None]) -> None:
        """Turn the microphone on and tell `then`, on the loop, what comes of it. Nothing is heard before `attend`."""

    def attend(self, lang: str, phrases: Sequence[str]) -> None:
        """Hear these phrases as soon as nothing of the machine's own voice is in the room, which is told as `OPEN`;
        what was being said is begun anew."""

    def rest(self) -> None:
        """Hear nothing until `attend`, since the machine itself is speaking."""

    def close(self) -> None:
        """Turn the microphone off."""


class NoEar:
    """A machine that hears nothing."""

    def hears(self, lang: str) -> bool:
        """Never."""
        return False

    def on_change(self, then: Callable[[], None]) -> Callable[[], None]:
        """Nothing ever changes."""
        return lambda: None

    def open(self, then: Callable[[Heard | Sounding], None]) -> None:
        """There is nothing to turn on."""
        then(Sounding.REFUSED)

    def attend(self, lang: str, phrases: Sequence[str]) -> None:
        """Nothing is heard."""

    def rest(self) -> None:
        """Nothing is heard anyway."""

    def close(self) -> None:
        """There is nothing to turn off."""
