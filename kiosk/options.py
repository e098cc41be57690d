"""The command line of the kiosk (DESIGN section 5). Its words are for operators and stay in English."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shared.app.idle import IDLE, WARNING
from shared.app.places import Place
from shared.i18n.locales import offered

DEFAULT_PORT: Final = 8740
EMBEDDED, NONE = "embedded", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the operator asked for. `backend` is a URL, `embedded` or `none`; `inches` the screen's diagonal."""

    command: str
    port: int
    browser: str
    data: Path
    backend: str
    lang: str
    inches: float | None
    enrol: Path | None
    idle: float
    warning: float
    scanner: bool = True
    """Whether codes that people bring along can be read here."""
    camera: str = "auto"
    ear: Path | None = None
    """Where the models lie that understand speech, a folder for each language; None: nobody is listened to."""
    at: Place | None = None
    """Where the kiosk stands, for what is near."""


def default_data() -> Path:
    """The platform's place for a user's data."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "nuanchuang"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m kiosk", description="The Nuanchuang kiosk.")
    top.add_argument("command", nargs="?", choices=("run", "doctor"), default="run", help="doctor: is all there?")
    top.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 takes any free one (default %(default)s)")
    top.add_argument("--browser", choices=("kiosk", "window", "none"), default="kiosk", help="how it is shown")
    top.add_argument("--data", type=Path, default=default_data(), metavar="DIR", help="everything is kept here")
    top.add_argument("--backend", type=_backend, default=EMBEDDED, metavar="URL|embedded|none", help="the office")
    top.add_argument("--lang", choices=offered(), default="zh", help="the language each session begins with")
    top.add_argument("--screen-inches", type=_inches, default=None, metavar="N", help="diagonal, for legible text")
    top.add_argument("--enrol", type=Path, default=None, metavar="FILE", help="the office's file for this kiosk")
    top.add_argument(
        "--scanner", choices=("wedge", "none"), default="wedge", help="a code scanner types; it is not seen"
    )
    top.add_argument("--camera", choices=("auto", "none", "demo"), default="auto", help="demo: a test card")
    top.add_argument(
        "--ear", type=Path, default=None, metavar="auto|none|DIR", help="speech models; auto: DATA/voice (the default)"
    )
    top.add_argument(
        "--at", type=_place, default=None, metavar="LAT,LON", help="where it stands: the nearest come first"
    )
    top.add_argument("--idle", type=float, default=IDLE, help=argparse.SUPPRESS)
    top.add_argument("--warning", type=float, default=WARNING, help=argparse.SUPPRESS)
    return top


def parse(arguments: Sequence[str] | None = None) -> Options:
    """The options; a wrong command line ends with status 2."""
    given = parser().parse_args(arguments)
    return Options(
        command=given.command,
        port=given.port,
        browser=given.browser,
        data=given.data,
        backend=given.backend,
        lang=given.lang,
        inches=given.screen_inches,
        enrol=given.enrol,
        idle=given.idle,
        warning=given.warning,
        scanner=given.scanner != "none",
        camera=given.camera,
        ear=_ear(given.ear, given.data),
        at=given.at,
    )


def _ear(given: Path | None, data: Path) -> Path | None:
    match str(given):
        case "None" | "auto":
            return data / "voice"
        case "none":
            return None
        case _:
            return given


def _port(raw: str) -> int:
    port = int(raw)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _inches(raw: str) -> float:
    inches = float(raw)
    if not 3 <= inches <= 120:
        raise argparse.ArgumentTypeError("a screen has 3 to 120 inches")
    return inches


def _place(raw: str) -> Place:
    north, _, east = raw.partition(",")
    place = Place(round(float(north) * 1e6), round(float(east) * 1e6))
    if abs(place.north) > 90e6 or abs(place.east) > 180e6:
        raise argparse.ArgumentTypeError("degrees north and east, as in 31.23,121.47")
    return place


def _backend(raw: str) -> str:
    if raw in (EMBEDDED, NONE) or raw.startswith(("http://", "https://")):
        return raw
    raise argparse.ArgumentTypeError("a URL, 'embedded' or 'none'")
