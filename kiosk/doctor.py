"""`python -m kiosk doctor`: every part, whether it is there, and how to get it. Exit 1 where the kiosk cannot serve."""

from __future__ import annotations

import asyncio
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accessibility.sign import open_packs
from accessibility.sign.pack import ASSETS as SIGNS
from kiosk.browser import find_browser
from kiosk.camera_native import find_camera
from kiosk.ears_native import find_models
from kiosk.headset_native import jacks
from kiosk.options import EMBEDDED, Options
from kiosk.printer_native import LpPrinter
from kiosk.run import PortTaken, bind
from shared.i18n.faces import FACES, PICTURES

ROOT = Path(__file__).parent.parent
PACKAGES = ("flet", "flet_web", "flet_video", "fastapi", "uvicorn", "cryptography", "sqlite_utils", "babel", "qrcode")
CAMERA = "connect one that Linux shows as /dev/video0, and apt-get install ffmpeg; or --camera demo"
CUPS = "set up a printer in CUPS and make it the default (lpadmin -d NAME)"
JACK = "let the kiosk's user read /dev/input/event* (usermod -aG input USER), where the jack tells of its plug"
FILES = (*(name for face in (*FACES, PICTURES) for name, _ in face.files), "NuanchuangRare-Regular.otf")


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `needed`: without it the kiosk cannot serve; `hint` says how to get it."""

    name: str
    found: bool
    detail: str
    needed: bool = False
    hint: str = ""


def doctor(options: Options) -> int:
    """Print a line per part."""
    parts = list(examine(options))
    for part in parts:
        state = "found" if part.found else "missing"
        line = f"{state:8} {part.name}: {part.detail}"
        sys.stdout.write(line if part.found or not part.hint else f"{line}\n         {part.hint}")
        sys.stdout.write("\n")
    serves = all(part.found for part in parts if part.needed)
    sys.stdout.write("the kiosk can serve\n" if serves else "the kiosk cannot serve\n")
    return 0 if serves else 1


def examine(options: Options) -> Iterator[Part]:
    """Every part."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Part("python", sys.version_info >= (3, 11), version, True, "Python 3.11 or newer is needed")
    for package in PACKAGES:
        there = importlib.util.find_spec(package) is not None
        yield Part(f"package {package}", there, "installed" if there else "not installed", True, "make kiosk")
    for face in FILES:
        file = ROOT / "assets" / "fonts" / face
        yield Part(f"font {face}", file.is_file(), str(file), True, "python assets/fonts/build.py")
    browser = find_browser()
    yield Part("browser", browser is not None, browser or "no chromium", hint="apt-get install chromium")
    espeak = shutil.which("espeak-ng") if sys.platform.startswith("linux") else "of the system"
    yield Part("voice", espeak is not None, espeak or "no espeak-ng: silent", hint="apt-get install espeak-ng")
    destination = asyncio.run(LpPrinter().destination())
    yield Part("printer", destination is not None, destination or "none: slips are shown to be photographed", hint=CUPS)
    camera = find_camera(options.camera) is not None
    yield Part("camera", camera, "found" if camera else "none: photos are not offered", hint=CAMERA)
    heard = ", ".join(map(str, jacks()))
    yield Part("headset jack", bool(heard), heard or "none seen: who wants numbers in full chooses it", hint=JACK)
    scans = (
        "types like a keyboard: cannot be seen, hold a code up to try" if options.scanner else "none (--scanner none)"
    )
    yield Part("code scanner", options.scanner, scans)
    packs = open_packs((SIGNS, options.data / "sign")).packs
    told = ", ".join(f"{pack.set} {pack.version} ({len(pack.clips)} clips)" for pack in packs)
    missing = "python -m accessibility.sign missing lists what is to be recorded"
    yield Part("sign packs", bool(packs), told or "none: pages say that nobody has signed them yet", hint=missing)
    yield _ear(options)
    yield _port(options)
    yield _folder(options.data)
    yield from _identity(options)


EAR = """for Mandarin unpack vosk-model-small-cn-0.22 from alphacephei.com/vosk/models as {folder}
         (its files am, conf and graph right in there). No digest of it could be verified when this was written: take it
         from that site alone, over https, and compare it with that of another machine"""


def _ear(options: Options) -> Part:
    """Whether somebody can be listened to. Whether there is a microphone is known only to the page at the screen."""
    if options.ear is None:
        return Part("ear", False, "none (--ear none)")
    package = importlib.util.find_spec("vosk") is not None
    models = find_models(options.ear)
    if not package or not models:
        lacks = "no model" if package else "no package vosk"
        detail = f"{lacks}: nobody is listened to"
        return Part("ear", False, detail, hint=EAR.format(folder=options.ear / "zh") if package else "make kiosk")
    told = ", ".join(f"{lang} ({path})" for lang, path in models.items())
    return Part("ear", True, f"{told}; the microphone is seen by the page alone")


def _port(options: Options) -> Part:
    try:
        bind(options.port).close()
    except PortTaken:
        return Part("port", False, f"{options.port} is taken", hint="choose another with --port")
    return Part("port", True, str(options.port))


def _folder(data: Path) -> Part:
    place = next((path for path in (data, *data.parents) if path.is_dir()), Path("/"))
    try:
        with tempfile.TemporaryFile(dir=place):
            return Part("data", True, str(data), True)
    except OSError as error:
        return Part("data", False, f"{data}: {type(error).__name__}", True, "choose a writable place with --data")


def _identity(options: Options) -> Iterator[Part]:
    """Whether this machine is enrolled, and under which root; read without changing anything."""
    folder = options.data / "kiosk" / "keys"
    if not (folder / "device.json").is_file():
        detail = "at the first start" if options.backend == EMBEDDED else "never: only what needs nobody's name"
        yield Part("enrolment", options.backend == EMBEDDED, detail, hint="python -m kiosk --enrol FILE")
        return
    keys = asyncio.run(_keys(folder))
    if keys is None:
        yield Part("enrolment", False, "the device's file cannot be read", hint="python -m kiosk --enrol FILE")
        return
    device, root, until, demo = keys
    yield Part("enrolment", True, f"device {device}, certificate until {until}{', demonstration' if demo else ''}")
    yield Part("office root", True, root)


async def _keys(folder: Path) -> tuple[str, str, str, bool] | None:
    from shared.sealing.keys_native import FileKeys
    from shared.sync.system import SystemIds

    keys = await FileKeys.open(folder, SystemIds().token)
    if not keys.enrolled:
        return None
    device = keys.device
    return device.id, str(device.trust.root), f"{device.certificate.not_after:%Y-%m-%d}", keys.demo
