"""What the phone sees and hands over through its page: pictures, codes, the picture of a slip."""

from __future__ import annotations

import base64
import logging
from collections.abc import Mapping
from typing import Any, Final

from mobile.line import Line, Unable
from shared.app.ports import Picture, Printed, Slip
from shared.i18n.bilingual import lines, shown
from shared.ui.components.qr import modules

log = logging.getLogger(__name__)
MINUTES: Final = 300.0
"""Seconds for what a person does in another app: taking a picture, choosing where to share."""
PAGE_SECONDS: Final = 5.0
"""How long the page may take to say something about itself."""
MOST_BYTES: Final = 300_000
"""Of a photographed document: small enough for 2G, and still readable."""
JPEG: Final = "image/jpeg"
STARTS: Final = b"\xff\xd8\xff"


MOST_SCALE: Final = 3.0
"""Text larger than that no screen of a phone holds."""


def scale_of(said: Mapping[str, Any]) -> float:
    """What the page says of the text size of the whole phone: 1.0 is the usual one, and nothing is smaller here."""
    scale = said.get("scale")
    return min(max(float(scale), 1.0), MOST_SCALE) if isinstance(scale, int | float) else 1.0


async def text_scale(line: Line) -> float:
    """How much larger than usual the owner has set text on their phone."""
    try:
        return scale_of(await line.ask("text", PAGE_SECONDS))
    except Unable as error:
        log.info("no text size: %s", error)
        return 1.0


async def at_rest(line: Line) -> None:
    """Wait until the page has drawn what it was sent: what is loaded meanwhile would hold it up."""
    try:
        await line.ask("rest", PAGE_SECONDS)
    except Unable as error:
        log.info("no word of rest: %s", error)


class PageCamera:
    """The phone's own camera app. Meets the port `Camera`.

    The page draws the picture anew, smaller: where it was taken and with what stays behind.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    async def take(self) -> Picture | None:
        """One picture, or None where none was taken."""
        try:
            found = await self._line.ask("photo", MINUTES, most=MOST_BYTES)
            data = base64.b64decode(str(found.get("jpeg", "")), validate=True)
        except (Unable, ValueError) as error:
            log.info("no picture: %s", error if isinstance(error, Unable) else "not base64")
            return None
        return Picture(JPEG, data) if data.startswith(STARTS) and len(data) <= MOST_BYTES else None


class PageReader:
    """Reads a code in a picture. Meets the port `CodeReader`; `look` says whether this browser can."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def able(self) -> bool:
        """Whether the browser knows codes."""
        try:
            return (await self._line.ask("reads", 5)).get("reads") is True
        except Unable:
            return False

    async def read(self) -> str:
        """The text of a code, or "" where none was found."""
        try:
            return str((await self._line.ask("scan", MINUTES)).get("code", ""))
        except Unable as error:
            log.info("no code: %s", error)
            return ""


class PicturePrinter:
    """A slip as a picture: handed to another app where the phone can share, else kept. Meets the port `Printer`."""

    words, label = "phone.picture", "phone.picture.save"

    def __init__(self, line: Line) -> None:
        self._line = line

    async def print(self, slip: Slip, lang: str) -> Printed:
        """Draw it on the page, and share or keep it."""
        say = shown(lang)
        told = [part for line in slip.lines for part in lines(say.say(line))]
        try:
            found = await self._line.ask(
                "slip",
                MINUTES,
                title="\n".join(lines(say.say(slip.title))),
                lines=told,
                codes=[["".join("1" if dark else "0" for dark in row) for row in modules(slip.code)]]
                if slip.code
                else [],
                rtl=say.facts.direction.value == "rtl",
            )
        except Unable as error:
            log.info("no picture of the slip: %s", error)
            return Printed.FAILED
        return Printed.SHARED if found.get("shared") is True else Printed.SAVED
