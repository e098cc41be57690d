"""Takes pictures on the audit's stage: every view of a page in a look, each only once nothing moves any more."""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, CDPSession

from accessibility.preferences import Theme
from accessibility.settings import LANGUAGES
from tests.audit.camera import Camera
from tests.audit.looks import Look, looks
from tests.audit.rules import judge
from tests.audit.seen import Finding
from tests.audit.stage import Stage, stage
from tests.audit.tour import Place
from tests.e2e.geometry import KIOSKS

THEMES: Final = tuple(Theme)
SIZES: Final = (36, 48, 24)
MOST_VIEWS: Final = 4
"""Pictures of one long page, turned by `page.down`, in the first theme."""


def usual() -> Iterator[Look]:
    """Every theme, three sizes and three kiosks in Chinese; a few looks in each other language and on phones."""
    yield from looks(THEMES, SIZES, LANGUAGES[:1], tuple(KIOSKS))
    for lang in LANGUAGES[1:]:
        yield Look(Theme.DAY, 48, lang, "small")
        yield Look(Theme.WHITE_ON_BLACK, 36, lang, "landscape")
        yield Look(Theme.DAY, 24, lang, "phone")
    yield Look(Theme.DAY, 24, LANGUAGES[0], "phone")
    yield Look(Theme.BLACK_ON_YELLOW, 30, LANGUAGES[0], "phone")
    yield Look(Theme.DAY, 48, LANGUAGES[0], "narrow")


def folder_of(page: str) -> str:
    """The folder of a page's pictures, below that of all."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", page)


def file_of(look: Look, view: int = 0) -> str:
    """The name of a picture."""
    parts = (look.screen, str(look.size), look.lang, look.theme.value, *([str(view + 1)] if view else []))
    return f"{'-'.join(parts)}.png"


@dataclass(slots=True)
class Album:
    """Where the pictures go, and with what they are taken."""

    folder: Path
    stage: Stage
    camera: Camera
    shutter: CDPSession
    last: dict[Look, tuple[str, bytes]] = field(default_factory=dict)
    """The page taken before in a look, and its picture."""

    async def take(self, place: Place, look: Look) -> Sequence[Finding]:
        """Every view of the page as it is now, and what the audit's rules find in it without looking at its pixels.

        Colours change neither places nor words, so only one theme is judged and turned.
        """
        await self.stage.show(look, place.state)
        first, found = look.theme is Theme.DAY, list[Finding]()
        folder = self.folder / folder_of(place.name)
        folder.mkdir(exist_ok=True)
        for view in range(MOST_VIEWS if first else 1):
            if view and not await self.stage.turn():
                break
            picture = await self._picture(look)
            if not view:
                picture = await self._another(place, look, picture)
            (folder / file_of(look, view)).write_bytes(picture)
            if first:
                found.extend(judge(await self.camera.take(place.name, look, pixels=False)))
        if first:
            await self.stage.top()
        return tuple(dict.fromkeys(found))

    async def _another(self, place: Place, look: Look, picture: bytes) -> bytes:
        """The picture, taken again in a page loaded anew where it is that of the page before: a client that paints no
        more goes on telling its pages."""
        before, alike = self.last.get(look, ("", b""))
        if picture == alike and before != place.page:  # another state of one page may add nothing to it
            print(f"looks as {before} did, and is taken again: {place.name}", file=sys.stderr)
            await self.stage.anew()
            picture = await self._picture(look)
        self.last[look] = (place.page, picture)
        return picture

    async def _picture(self, look: Look) -> bytes:
        """A PNG in the colours asked for."""
        await self.camera.steady(look)
        now = await self.shutter.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        return b64decode(now["data"])


@asynccontextmanager
async def album(browser: Browser, folder: Path) -> AsyncIterator[Album]:
    """An empty album with a stage of its own."""
    async with stage(browser) as opened:
        page = opened.window.page
        yield Album(folder, opened, Camera(opened), await page.context.new_cdp_session(page))
