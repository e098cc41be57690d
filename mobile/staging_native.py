"""`python -m mobile stage`: a folder that `flet build apk` and `flet build ipa` can pack: sources, faces, settings.

What it is called, where it comes from and what it may do stand in `[tool.flet]` of the project's own file.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mobile.packing_native import ROOT, BuildError, stage_ours
from mobile.parts import RARE
from shared.contract.codec import parse
from shared.contract.errors import Malformed
from shared.i18n.faces import FIRST
from shared.i18n.locales import LOCALES
from shared.sealing.enrolment import Trust

PROJECT: Final = ROOT / "pyproject.toml"
NEEDED: Final = ("flet", "flet-video", "httpx", "babel", "sqlite-utils", "qrcode", "cryptography")
"""Dependencies of the native app; `cryptography` is compiled and comes from Flet's own index for phones."""
BROUGHT: Final = (
    *("mobile/main_native.py", "mobile/drivers_native.py", "mobile/files_native.py", "mobile/keys_native.py"),
    *("shared/sealing/crypto_native.py", "shared/sealing/keys_native.py", "shared/sealing/draft_keys_native.py"),
)
"""Of what runs natively, the part that a phone needs."""
BROWSER: Final = ("*_browser.py", "mobile/main.py", "mobile/office.py")
"""What runs in a browser alone."""
START: Final = '"""The native app."""\n\nfrom mobile.main_native import run\n\nrun()\n'
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def stage(out: Path, trust: Path, office: str) -> None:
    """Write the folder, which must be empty or not there. Raises BuildError."""
    if out.exists() and any(out.iterdir()):
        raise BuildError(f"{out} is not empty")
    parts = urlsplit(office)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in LOOPBACK):
        raise BuildError("the office's address is https://…")
    try:
        Trust.from_json(parse(trust.read_bytes(), "trust"))
    except (OSError, Malformed) as error:
        raise BuildError(f"{trust} is not what `python -m shared.backend trust` writes") from error
    source = out / "src"
    source.mkdir(parents=True)
    stage_ours(source)
    for pattern in BROWSER:
        for path in source.rglob(pattern.rpartition("/")[2]):
            if "/" not in pattern or path.relative_to(source).as_posix() == pattern:
                path.unlink()
    for name in BROUGHT:
        shutil.copyfile(ROOT / name, source / name)
    shutil.copyfile(trust, source / "mobile" / "trust.json")
    (source / "mobile" / "office.json").write_text(json.dumps({"office": office}), "utf-8")
    (source / "main.py").write_text(START, "utf-8")
    for name in faces():
        shutil.copyfile(ROOT / "assets" / "fonts" / name, source / "assets" / "fonts" / name)
    shutil.copyfile(ROOT / "mobile" / "web" / "icons" / "icon-512.png", source / "assets" / "icon.png")
    (out / "pyproject.toml").write_text(project(PROJECT.read_text("utf-8")), "utf-8")


def faces() -> list[str]:
    """The files of all faces, with their licence: an app from a store fetches nothing later."""
    first = [name for face in FIRST for name, _ in face.files]
    others = [name for facts in LOCALES.values() for face in facts.faces for name, _ in face.files[:1]]
    return sorted({*first, *others, Path(RARE).name, "LICENSE-OFL.txt"})


def project(text: str) -> str:
    """The staged project's file: name, version, what it needs, then `[tool.flet]` as it stands. Raises BuildError."""
    found = tomllib.loads(text)
    own = found["project"]
    needs = [line for line in own["dependencies"] if re.split(r"[=<>~!\[ ]", line)[0] in NEEDED]
    flet = re.findall(r"^\[tool\.flet[^\]]*\]\n(?:(?!^\[).*\n?)*", text, re.MULTILINE)
    if len(needs) != len(NEEDED) or not flet:
        raise BuildError("pyproject.toml lacks [tool.flet], or a package that the app needs")
    lines = [f"    {json.dumps(line)}," for line in needs]
    head = [
        "[project]",
        f'name = "{own["name"]}"',
        f'version = "{own["version"]}"',
        f"description = {json.dumps(own['description'], ensure_ascii=False)}",
        "dependencies = [",
        *lines,
        "]",
        "",
    ]
    return "\n".join(head) + "\n" + "".join(flet)
