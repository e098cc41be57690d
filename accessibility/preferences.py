"""How a person wants to be met: size, theme, language, voice. Nothing of it says who they are.

On a kiosk everybody finds `Preferences()`, and theirs end with the session; a phone keeps its owner's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from accessibility import requirements as asked
from shared.i18n.locales import LOCALES

MM_PER_INCH: Final = 25.4


class Theme(StrEnum):
    """日间, 黑底白字, 黄底黑字. The values are the names of the palettes and of `pref.theme.<value>`."""

    DAY = "day"
    WHITE_ON_BLACK = "white_on_black"
    BLACK_ON_YELLOW = "black_on_yellow"


class Spacing(StrEnum):
    """How far apart lines and things stand."""

    NORMAL = "normal"
    WIDE = "wide"
    WIDER = "wider"

    @property
    def factor(self) -> float:
        """Times the usual space."""
        return {Spacing.NORMAL: 1.0, Spacing.WIDE: 1.2, Spacing.WIDER: 1.4}[self]


class Gap(StrEnum):
    """How long the voice rests after a sentence."""

    NORMAL = "normal"
    LONG = "long"
    LONGER = "longer"

    @property
    def factor(self) -> int:
        """Times the usual rest."""
        return {Gap.NORMAL: 1, Gap.LONG: 3, Gap.LONGER: 6}[self]


class Scan(StrEnum):
    """By how many switches a person works: none, one that selects what comes by, or one to move and one to select."""

    OFF = "off"
    ONE = "one"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Preferences:
    """`size`: the body text in dp, 0 for the default of the screen. `rate`: 1.0 is the voice's own pace.

    `volume`: 0 to 1 of the machine's. `aloud`: whether pages are read out. `by_ear`: who goes by the voice alone, and
    is given twice the time before the idle warning. `tongue`: in which of the language's tongues it is heard ("" the
    usual one, `LocaleFacts.tongues` the others). `reader`: a screen reader of their own speaks, so ours keeps silent.
    `in_full`: private numbers are said whole, because nobody else hears them (a headset) or the person wants it.
    `sign`: pages are signed. `keys`: arrows go from thing to thing. `dark`: the screen shows nothing of the page.
    `scan`: by switches, `pace` the seconds that each thing stays. ValueError for values out of bounds.
    """

    size: int = 0
    theme: Theme = Theme.DAY
    lang: str = "zh"
    aloud: bool = True
    rate: float = 1.0
    volume: float = 1.0
    spacing: Spacing = Spacing.NORMAL
    gap: Gap = Gap.NORMAL
    by_ear: bool = False
    tongue: str = ""
    reader: bool = False
    in_full: bool = False
    sign: bool = False
    keys: bool = False
    dark: bool = False
    scan: Scan = Scan.OFF
    pace: float = asked.SCAN_SECONDS

    def __post_init__(self) -> None:
        if self.size != 0 and self.size < asked.TEXT_SIZES[0]:
            raise ValueError("the text is never smaller than the least size")
        if not asked.RATE_LEAST <= self.rate <= asked.RATE_MOST:
            raise ValueError("the pace is out of bounds")
        if not asked.VOLUME_LEAST <= self.volume <= 1.0:
            raise ValueError("the volume is out of bounds; silence is `aloud=False`")
        if not asked.SCAN_LEAST_SECONDS <= self.pace <= asked.SCAN_MOST_SECONDS:
            raise ValueError("the pace of scanning is out of bounds")

    @property
    def speaks(self) -> bool:
        """Whether our voice is to be heard at all."""
        return self.aloud and not self.reader

    def voice_for(self, lang: str) -> str:
        """The code of the voice that says words of a language."""
        facts = LOCALES.get(lang)
        return self.tongue if facts is not None and self.tongue in facts.tongues else lang

    def slower(self) -> Preferences:
        """One step slower, as far as there are steps."""
        return replace(self, rate=max(asked.RATE_LEAST, self.rate - asked.RATE_STEP))

    def faster(self) -> Preferences:
        """One step faster."""
        return replace(self, rate=min(asked.RATE_MOST, self.rate + asked.RATE_STEP))

    def softer(self) -> Preferences:
        """One step softer; never silent."""
        return replace(self, volume=max(asked.VOLUME_LEAST, round(self.volume - asked.VOLUME_STEP, 2)))

    def louder(self) -> Preferences:
        """One step louder."""
        return replace(self, volume=min(1.0, round(self.volume + asked.VOLUME_STEP, 2)))

    def lingering(self, by: float) -> Preferences:
        """With so many seconds more (or less) for each thing that scanning comes by, as far as there are steps."""
        return replace(self, pace=min(max(self.pace + by, asked.SCAN_LEAST_SECONDS), asked.SCAN_MOST_SECONDS))

    def heard(self, *, aloud: bool) -> Preferences:
        """Read out by our voice, or not."""
        return replace(self, aloud=aloud, reader=False)

    def recoloured(self) -> Preferences:
        """The next theme, round and round."""
        themes = tuple(Theme)
        return replace(self, theme=themes[(themes.index(self.theme) + 1) % len(themes)])

    def resized(self, steps: Sequence[int], by: int, shown: int = 0) -> Preferences:
        """So many steps larger (or smaller), as far as there are steps; from the nearest to what is `shown` in dp."""
        at = nearest(steps, shown or self.size or steps[0]) + by
        return replace(self, size=steps[min(max(at, 0), len(steps) - 1)])


def nearest(steps: Sequence[int], size: int) -> int:
    """The index of the step that is nearest to a size."""
    return min(range(len(steps)), key=lambda at: abs(steps[at] - size))


def pixels_per_mm(width: float, height: float, inches: float) -> float:
    """dp per mm of a screen of that diagonal; ValueError where there is no such screen."""
    if min(width, height, inches) <= 0:
        raise ValueError("a screen has a size")
    return math.hypot(width, height) / (inches * MM_PER_INCH)


def least_size(width: float, height: float, inches: float) -> int:
    """The least text size on a kiosk in dp: capitals of 7.3 mm, and never below 18 (40 dp on 21.5″ at 1080p)."""
    legible = asked.CAPITAL_MM * pixels_per_mm(width, height, inches) / asked.CAPITAL_OF_SIZE
    return max(asked.TEXT_SIZES[0], round(legible))


def least_target(width: float, height: float, inches: float) -> int:
    """The least side of a target on a kiosk in dp: 14 mm, and never below 60 dp."""
    return max(asked.TARGET_ELDER, math.ceil(asked.TARGET_MM * pixels_per_mm(width, height, inches)))
