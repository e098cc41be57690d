"""What a shell gives its screen besides the session."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from accessibility.input import Method
from accessibility.preferences import Preferences
from accessibility.settings import Sizes
from accessibility.sign import SignPacks
from shared.app.devices import Ear, NoEar
from shared.app.ports import HeadsetSense, NoHeadset, Printer
from shared.i18n import Translator
from shared.i18n.bilingual import shown
from shared.ui.guide import Guide, Silent
from shared.ui.reader import NoReader, Reader
from shared.ui.theme import RARE_SOURCE, Metrics, metrics


@dataclass(slots=True)
class Surroundings:
    """What the shell gives the screen besides the session."""

    words: Callable[[str], Translator] = shown
    guide: Guide = field(default_factory=Silent)
    printer: Printer | None = None
    reader: Reader = field(default_factory=NoReader)
    """The person's own screen reader, over which our voice does not speak."""
    headset: HeadsetSense = field(default_factory=NoHeadset)
    ear: Ear = field(default_factory=NoEar)
    """What hears what is said to the machine."""
    kept: str = ""
    """The preferences of the one person whose machine this is, as their code; "" on a machine of many."""
    keep: Callable[[str], None] | None = None
    """Keeps that code, where the machine is one person's."""
    first: tuple[float, float] = (0.0, 0.0)
    """dp that the view and the content of the first page were high the last time, on a machine of one person: drawn for
    these, it need not be drawn again once it is measured. 0 where that is not known."""
    measured: Callable[[float, float], None] = lambda _height, _content: None
    """Told of these."""
    inches: float | None = None
    scale: float = 1.0
    """How much larger than usual the owner of this machine has set text everywhere on it."""
    lang: str = "zh"
    demo: bool = False
    pull: Callable[[], None] | None = None
    """Takes the demo card out of its reader."""
    typed: Callable[[str, bool], bool] = lambda _key, _shift: False
    """Told of every key first (and whether Shift was held), for scanners that type; whether it belonged to a code."""
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    """Lets so many seconds pass, for what goes on by itself."""
    rare: str = RARE_SOURCE
    """Where the large face for rare characters lies; "" where it is not loaded beforehand."""
    lacks: Callable[[str], int] = lambda _: 0
    """Bytes that this machine has to fetch before it can draw a language; 0 where it has everything."""
    bring: Callable[[str], Awaitable[bool]] | None = None
    """Fetches them; whether they are there."""
    unsaid: Callable[[str], int] = lambda _: 0
    """Bytes that this machine would fetch, if it were told to, before it can speak a language; 0 where that is no
    question."""
    bring_voice: Callable[[str], Awaitable[bool]] | None = None
    """Fetches them; whether they are there."""
    anew: Callable[[], None] = lambda: None
    """Begins the app anew, with what was fetched."""
    lettered: Callable[[str], None] = lambda _: None
    """Told of all words that are drawn, where a face is fetched only when it is needed."""
    signs: SignPacks = field(default_factory=SignPacks)
    """The recordings in sign language that this machine has."""
    method: Method = field(default_factory=Method)
    """The input method, with what this screen's person chose so far."""

    def metrics(self, width: float, height: float, of: Preferences) -> Metrics:
        """The sizes of a screen, as a person wants them."""
        return metrics(width, height, of.size, self.inches, of.spacing.factor, self.scale)

    def sizes(self, shown: Metrics, default: Preferences) -> Sizes:
        """The text sizes of the screen that is shown so."""
        width, height = shown.width, shown.height
        usual = metrics(width, height, default.size, self.inches, default.spacing.factor)
        return Sizes(shown.steps, shown.body, self.metrics(width, height, default).body, usual.body)
