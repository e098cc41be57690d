"""Preferences as a code to take along, with which any kiosk greets a person their way. It says nothing of who they are.

Version 1, capitals, digits and `:.-*` only (what QR codes hold most of, and scanners type most surely), at most 60
characters, read whatever the case:

    NCP1:<zoom>.<spacing>.<theme>.<lang>.<aloud>.<rate>.<volume>.<gap>.<by ear>*<check>

zoom      the text size in percent of the screen's own default, 50 to 400, since a phone's dp are not a kiosk's
spacing   NORMAL · WIDE · WIDER            theme   DAY · WHITE-ON-BLACK · BLACK-ON-YELLOW
lang      of a language, or of its tongue  gap     NORMAL · LONG · LONGER
rate, volume   in percent                  aloud, by ear   0 or 1
check     CRC-16/CCITT (initial value 0) of everything before the `*`, four hex digits

How private numbers are said, and whether a screen reader speaks, concern this place and this machine: they stay out.
A code of a later version, a damaged one, or one that is none is refused, never guessed.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from accessibility.preferences import Gap, Preferences, Spacing, Theme, nearest
from accessibility.settings import LANGUAGES
from shared.i18n.locales import LOCALES

MARK: Final = "NCP"
VERSION: Final = 1
LONGEST: Final = 60
ZOOM_LEAST, ZOOM_MOST = 50, 400
_HEAD: Final = re.compile(r"NCP([1-9][0-9]{0,2}):", re.ASCII)
_CODE: Final = re.compile(
    r"NCP1:([0-9]{2,3})\.([A-Z]+)\.([A-Z-]+)\.([A-Z]{2,3})\.([01])\.([0-9]{2,3})\.([0-9]{2,3})\.([A-Z]+)\.([01])"
    r"\*([0-9A-F]{4})",
    re.ASCII,
)


class CodeFault(StrEnum):
    """Why a code is refused."""

    NONE_OF_OURS = "none_of_ours"
    LATER = "later"
    DAMAGED = "damaged"


class BadCode(ValueError):
    """A code that is refused; never carries the code."""

    def __init__(self, fault: CodeFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def is_greeting(code: str) -> bool:
    """Whether a scanned text means to be one of these codes, right or wrong."""
    return code.strip().upper().startswith(MARK)


def to_code(of: Preferences, default: int) -> str:
    """The code; `default` is the text size in dp that this screen has by itself."""
    zoom = min(max(round(100 * (of.size or default) / default), ZOOM_LEAST), ZOOM_MOST)
    parts = (
        zoom,
        of.spacing.value,
        of.theme.value,
        of.voice_for(of.lang),
        int(of.aloud),
        round(100 * of.rate),
        round(100 * of.volume),
        of.gap.value,
        int(of.by_ear),
    )
    head = f"{MARK}{VERSION}:" + ".".join(map(str, parts)).upper().replace("_", "-")
    return f"{head}*{_check(head)}"


def from_code(code: str, default: int, steps: Sequence[int]) -> Preferences:
    """The preferences, with the nearest text size that this screen has. Raises BadCode."""
    code = code.strip().upper()
    head = _HEAD.match(code) if len(code) <= LONGEST else None
    if head is None:
        raise BadCode(CodeFault.DAMAGED if is_greeting(code) else CodeFault.NONE_OF_OURS)
    if int(head[1]) > VERSION:
        raise BadCode(CodeFault.LATER)
    found = _CODE.fullmatch(code)
    if found is None or found[10] != _check(code.rpartition("*")[0]):
        raise BadCode(CodeFault.DAMAGED)
    zoom = int(found[1])
    heard_in = found[4].lower()
    lang = next((code for code in LANGUAGES if heard_in in (code, *LOCALES[code].tongues)), "")
    if not lang or not ZOOM_LEAST <= zoom <= ZOOM_MOST:
        raise BadCode(CodeFault.DAMAGED)
    size = 0 if zoom == 100 else steps[nearest(steps, round(default * zoom / 100))]
    try:
        return Preferences(
            size=size,
            spacing=Spacing(found[2].lower()),
            theme=Theme(found[3].lower().replace("-", "_")),
            lang=lang,
            tongue=heard_in if heard_in != lang else "",
            aloud=found[5] == "1",
            rate=int(found[6]) / 100,
            volume=int(found[7]) / 100,
            gap=Gap(found[8].lower()),
            by_ear=found[9] == "1",
        )
    except ValueError as error:
        raise BadCode(CodeFault.DAMAGED) from error


def _check(head: str) -> str:
    return f"{crc_hqx(head.encode('ascii', 'replace'), 0):04X}"
