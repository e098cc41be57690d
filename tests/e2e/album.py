"""Takes the pictures of one window: every theme, size and screen of its page, and judges their geometry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.e2e.layout import faults
from tests.e2e.window import Window

SIZES: Final = (18, 24, 30, 36, 48)
"""The steps of `nav.larger` on a screen whose inches nobody named (ACCESSIBILITY)."""
THEMES: Final = ("day", "white_on_black", "black_on_yellow")
"""In the order of `nav.contrast`."""
SCREENS: Final = {"landscape": (1366, 768), "small": (720, 1280), "portrait": (1080, 1920)}
MOST_VIEWS: Final = 4
"""Pictures of one long page, turned by `page.down`."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture and what is wrong with what it shows."""

    page: str
    theme: str
    size: int
    screen: str
    view: int
    file: str
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class Album:
    """Where the pictures go, and which are wanted."""

    folder: Path
    themes: Sequence[str] = THEMES
    sizes: Sequence[int] = (48, 36, 24)
    screens: Sequence[str] = tuple(SCREENS)
    shots: list[Shot] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    at: int = 0
    """The size at which the window was left; 0 is its own."""

    async def page(self, window: Window, name: str = "") -> None:
        """All pictures of the page shown; afterwards it looks as before, at the last size and screen."""
        name = name or await window.at()
        if name in self.taken:
            return
        self.taken.add(name)
        for size in self.sizes:
            await self.resize(window, size)
            if tuple(self.themes) == THEMES[:1]:
                await self._screens(window, name, THEMES[0], size)
                continue
            for theme in THEMES:
                if theme in self.themes:
                    await self._screens(window, name, theme, size)
                await window.recolour()

    async def resize(self, window: Window, size: int) -> None:
        """The text size by the shorter way; a window that was left at its own size is first made small.

        The ends of the range are gone to until there is no further: a touch that was lost before is made up for there.
        """
        end = {SIZES[0]: "nav.smaller", SIZES[-1]: "nav.larger"}.get(size)
        if end is not None:
            for _ in SIZES:
                if not await window.has(end):
                    break
                await window.tap_and_settle(end)
        elif not self.at:
            await resize(window, size)
        else:
            steps = SIZES.index(size) - SIZES.index(self.at)
            for _ in range(abs(steps)):
                await window.tap_and_settle("nav.larger" if steps > 0 else "nav.smaller")
        self.at = size

    async def _screens(self, window: Window, name: str, theme: str, size: int) -> None:
        for screen in self.screens:
            await self.one(window, name, theme, size, screen)

    async def one(self, window: Window, name: str, theme: str, size: int, screen: str) -> None:
        """The pictures of one look on one screen; long pages are turned in the first theme only."""
        width, height = SCREENS[screen]
        await window.resize(width, height)
        views = MOST_VIEWS if theme == self.themes[0] else 1
        turned = 0
        for view in range(views):
            if view:
                if not await window.turn("page.down"):
                    break
                turned += 1
            nodes = await window.nodes()
            file = f"{_safe(name)}-{theme}-{size}-{screen}{f'-{view + 1}' if view else ''}.png"
            await window.page.screenshot(path=self.folder / file)
            wrong = faults(nodes, width, height) if theme == self.themes[0] else ()
            self.shots.append(Shot(name, theme, size, screen, view, file, wrong))
        for _ in range(turned + 1):
            if turned and not await window.turn("page.up"):
                break


async def resize(window: Window, size: int) -> None:
    """The text size, by the two controls: down to the smallest, then so many steps up."""
    for _ in SIZES:
        if not await window.has("nav.smaller"):
            break
        await window.tap_and_settle("nav.smaller")
    for _ in range(SIZES.index(size)):
        await window.tap_and_settle("nav.larger")


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.]+", "_", name)
