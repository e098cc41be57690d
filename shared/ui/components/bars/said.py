"""What the bars are told: what can be done, and the words that change from page to page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shared.ui.view import Act


class Sound(StrEnum):
    """Whether pages are read aloud."""

    ON = "on"
    OFF = "off"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Ways:
    """What the bars can do; None is not to be had here and leaves its place empty."""

    home: Act | None
    smaller: Act | None
    larger: Act | None
    contrast: Act
    language: Act
    speech: Act | None
    back: Act | None
    repeat: Act | None
    help: Act | None
    next: Act | None
    end: Act | None
    outbox: Act | None
    voice: Act | None = None
    sign: Act | None = None
    settings: Act | None = None
    pull: Act | None = None
    """Takes out the card of the demo reader, which has no slot to pull it from."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of the bars that change from page to page."""

    where: str
    progress: str
    next: str
    waiting: str
    count: int = 0
    sound: Sound = Sound.ON
    next_id: str = "nav.next"
    demo: bool = False
    short: str = ""
    """The progress where a line has no room for all of it."""
    signing: bool = False
    listening: bool = False
    practice: bool = False
    """Whether the mark of practice stands in the upper bar, and not on the page."""
