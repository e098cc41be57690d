"""In which looks a page is audited: theme, text size, language, screen. The numbers are those of `requirements`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from accessibility import requirements as asked
from accessibility.preferences import Theme
from accessibility.settings import LANGUAGES
from shared.ui.theme import metrics


@dataclass(frozen=True, slots=True)
class ScreenKind:
    """A screen in dp; `inches` is the diagonal where it is known, and then 14 mm and 7.3 mm hold."""

    width: int
    height: int
    phone: bool = False
    inches: float | None = None


SCREENS: Final[Mapping[str, ScreenKind]] = {
    "portrait": ScreenKind(1080, 1920),
    "measured": ScreenKind(1080, 1920, inches=21.5),
    "small": ScreenKind(720, 1280),
    "landscape": ScreenKind(1366, 768),
    "phone": ScreenKind(360, 800, phone=True),
    "narrow": ScreenKind(asked.NARROWEST, 640, phone=True),
}
"""Kiosks, one of them with the size of its glass known, and phones down to the narrowest width of WCAG's reflow."""


TURNED: Final = Theme.DAY
"""The theme in which every page is looked at; in another, what it paints anew."""
LANG: Final = 2
"""Where the language stands in a look's words."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is seen."""

    theme: Theme
    size: int
    lang: str
    screen: str

    def __str__(self) -> str:
        return f"{self.theme.value} {self.size} {self.lang} {self.screen}"


def looks(
    themes: tuple[Theme, ...] = tuple(Theme),
    sizes: tuple[int, ...] = asked.TEXT_SIZES,
    langs: tuple[str, ...] = LANGUAGES,
    screens: tuple[str, ...] = tuple(SCREENS),
) -> Iterator[Look]:
    """All of them, so ordered that the screen turns seldom; of sizes that a screen shows alike, only the largest."""
    for screen, lang, size, theme in product(screens, langs, sizes, themes):
        if size == max(other for other in sizes if body(screen, other) == body(screen, size)):
            yield Look(theme, size, lang, screen)


def body(screen: str, size: int) -> int:
    """The text size that a screen shows where that one is asked for: glass of a known size has a least one."""
    kind = SCREENS[screen]
    return metrics(kind.width, kind.height, size, kind.inches).body
