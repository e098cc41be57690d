"""Preferences as a code to take along, with which any kiosk greets a person their way. It says nothing of who they are.

Capitals, digits and `:.-*` only (what QR codes hold most of, and scanners type most surely), at most 80 characters,
read whatever the case:

    NCP1:<zoom>.<spacing>.<theme>.<lang>.<aloud>.<rate>.<volume>.<gap>.<by ear>*<check>
    NCP2:<the same>.<sign>.<keys>.<dark>.<scan>.<pace>*<check>

Version 1 is read as ever, and written where nothing of version 2 is asked for, so that older machines read it too.

zoom      the text size in percent of the screen's own default, 50 to 400, since a phone's dp are not a kiosk's
spacing   NORMAL · WIDE · WIDER            theme   DAY · WHITE-ON-BLACK · BLACK-ON-YELLOW
lang      of a language, or of its tongue  gap     NORMAL · LONG · LONGER
rate, volume   in percent                  aloud, by ear, sign, keys, dark   0 or 1
scan      OFF · ONE · TWO                  pace    tenths of a second that scanning stays with each thing
check     CRC-16/CCITT (initial value 0) of everything before the `*`, four hex digits

How private numbers are said, and whether a screen reader speaks, concern this place and this machine: they stay out.
A code of a later version, a damaged one, or one that is none is refused, never guessed.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from accessibility.preferences import Gap, Preferences, Scan, Spacing, Theme, nearest
from accessibility.settings import LANGUAGES
from shared.i18n.locales import LOCALES

MARK: Final = "NCP"
VERSION: Final = 2
LONGEST: Final = 80
FAR_LONGER: Final = 160
"""Characters that no code of this kind has, not even a later one; a signed state has hundreds."""
ZOOM_LEAST, ZOOM_MOST = 50, 400
_HEAD: Final = re.compile(r"NCP([1-9][0-9]{0,2}):", re.ASCII)
_FIRST: Final = r"([0-9]{2,3})\.([A-Z]+)\.([A-Z-]+)\.([A-Z]{2,3})\.([01])\.([0-9]{2,3})\.([0-9]{2,3})\.([A-Z]+)\.([01])"
_MORE: Final = r"\.([01])\.([01])\.([01])\.([A-Z]+)\.([0-9]{1,2})"
_CODE: Final = re.compile(rf"NCP(?:1:{_FIRST}|2:{_FIRST}{_MORE})\*([0-9A-F]{{4}})", re.ASCII)
_LATER: Final = ("sign", "keys", "dark", "scan", "pace")
"""What version 1 cannot tell."""


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
    """Whether a scanned text means to be one of these codes, right or wrong. What is far longer is none: states that
    the office signed once began so too."""
    code = code.strip()
    return len(code) <= FAR_LONGER and code.upper().startswith(MARK)


def to_code(of: Preferences, default: int) -> str:
    """The code; `default` is the text size in dp that this screen has by itself."""
    zoom = min(max(round(100 * (of.size or default) / default), ZOOM_LEAST), ZOOM_MOST)
    parts: tuple[object, ...] = (
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
    usual = Preferences()
    version = 1 if all(getattr(of, name) == getattr(usual, name) for name in _LATER) else VERSION
    if version > 1:
        parts += (int(of.sign), int(of.keys), int(of.dark), of.scan.value, round(10 * of.pace))
    head = f"{MARK}{version}:" + ".".join(map(str, parts)).upper().replace("_", "-")
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
    if found is None or found[found.re.groups] != _check(code.rpartition("*")[0]):
        raise BadCode(CodeFault.DAMAGED)
    parts = [part for part in found.groups()[:-1] if part is not None]
    zoom = int(parts[0])
    heard_in = parts[3].lower()
    lang = next((code for code in LANGUAGES if heard_in in (code, *LOCALES[code].tongues)), "")
    if not lang or not ZOOM_LEAST <= zoom <= ZOOM_MOST:
        raise BadCode(CodeFault.DAMAGED)
    size = 0 if zoom == 100 else steps[nearest(steps, round(default * zoom / 100))]
    try:
        return Preferences(
            size=size,
            spacing=Spacing(parts[1].lower()),
            theme=Theme(parts[2].lower().replace("-", "_")),
            lang=lang,
            tongue=heard_in if heard_in != lang else "",
            aloud=parts[4] == "1",
            rate=int(parts[5]) / 100,
            volume=int(parts[6]) / 100,
            gap=Gap(parts[7].lower()),
            by_ear=parts[8] == "1",
            **_later(parts[9:]),
        )
    except ValueError as error:
        raise BadCode(CodeFault.DAMAGED) from error


def _later(parts: Sequence[str]) -> dict[str, Any]:
    """What version 2 adds; nothing of it in version 1."""
    if not parts:
        return {}
    flags = dict(zip(("sign", "keys", "dark"), (part == "1" for part in parts[:3]), strict=True))
    return {**flags, "scan": Scan(parts[3].lower()), "pace": int(parts[4]) / 10}


def _check(head: str) -> str:
    return f"{crc_hqx(head.encode('ascii', 'replace'), 0):04X}"
