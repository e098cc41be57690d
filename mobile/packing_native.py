"""Python for the phone: compiled by the very Python that will run it, in archives that are the same each time."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from flet_web import get_package_web_dir

from mobile.clips import TABLE
from mobile.languages import TABLE as FACES
from mobile.made_native import MODULES, PATTERNS, command, controls_in, thrifty
from mobile.made_native import TABLE as MADE
from mobile.parts import BROUGHT, LEAVE, LOCALES, OURS, PACKAGES, STANDARD, UNPACKED, Package
from mobile.thinning_native import (
    ICONS,
    ICONS_CUTS,
    PATCH,
    PATCH_CUTS,
    STORE_CUTS,
    Uncut,
    icon_table,
    icons_in,
    thin_global,
    thin_locale,
    without,
)
from shared.i18n.catalogue import PACKED, pack
from shared.i18n.locales import LOCALES as LANGUAGES

ROOT: Final = Path(__file__).parent.parent
LOCK: Final = ROOT / "requirements.lock"
PYODIDE: Final = Path(get_package_web_dir()) / "pyodide"
COMMON: Final = "tongyong_guifan.txt"
"""The characters that the text face has, by which rare ones are told."""
LONG_AGO: Final = (2020, 1, 1, 0, 0, 0)
"""The time of every file in an archive."""
_NO_SYNC: Final = b"function ___syscall_fdatasync(fd){try{var stream=SYSCALLS.getStreamFromFD(fd);return 0}"
_SYNC: Final = (
    b"function ___syscall_fdatasync(fd){try{var stream=SYSCALLS.getStreamFromFD(fd);"
    b"return stream.stream_ops?.fsync?.(stream)??0}"
)
_COMPILE: Final = """\
import compileall, pathlib, py_compile, sys
for folder, seen in zip(sys.argv[1::2], sys.argv[2::2]):
    done = compileall.compile_dir(folder, ddir=seen, legacy=True, quiet=2, optimize=2, workers=1, maxlevels=20,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    if not done:
        sys.exit(f"not everything below {folder} could be compiled")
    for source in pathlib.Path(folder).rglob("*.py"):
        source.unlink()
"""


class BuildError(Exception):
    """What keeps the phone from being built, for whoever builds it."""


def with_sync(glue: bytes) -> bytes:
    """Pyodide's glue with an fdatasync that flushes. SQLite commits by it, and as it comes it does nothing: what was
    called saved would not outlive a power cut. Raises BuildError where the glue is not as it was."""
    if glue.count(_NO_SYNC) != 1:
        raise BuildError("Pyodide's fdatasync is not as it was: look whether it flushes by now")
    return glue.replace(_NO_SYNC, _SYNC)


def fits(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path, or a folder above it, is one of those patterns."""
    parts = path.split("/")
    tops = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return any(fnmatch.fnmatchcase(top, pattern) for pattern in patterns for top in tops)


def locked() -> dict[str, str]:
    """Name → version of everything that the lock file pins."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK.read_text("utf-8").lower(), re.MULTILINE))


def installed(package: Package, pins: dict[str, str]) -> Distribution:
    """The package as installed; raises BuildError where it is not the version that is locked."""
    found, pin = distribution(package.name), pins.get(package.name, "")
    if found.version != pin:
        raise BuildError(f"{package.name} is installed as {found.version}, locked as {pin or 'nothing'}: make setup")
    return found


def licence(found: Distribution) -> str:
    """How a package says it is licensed."""
    meta = found.metadata.json
    classifiers = meta.get("classifier", [])
    classified = [line.rpartition(" :: ")[2] for line in classifiers if "License ::" in line]
    own = str(meta.get("license_expression") or ", ".join(classified) or meta.get("license") or "")
    return own.splitlines()[0] if own else "see its project"


def stage_standard(to: Path) -> None:
    """The standard library that comes with Pyodide, without what a phone never needs."""
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith("/") and not fits(name, STANDARD):
                archive.extract(name, to)
    for module in MODULES:
        try:
            (to / module).write_text(thrifty(module, (to / module).read_text("utf-8")), "utf-8")
        except Uncut as error:
            raise BuildError(f"{module} of Pyodide's standard library: {error}") from error


def stage_package(package: Package, to: Path, pins: dict[str, str]) -> str:
    """Copy a package's pure part; a line for the list of licences."""
    found = installed(package, pins)
    for module in package.modules:
        for place in (Path(str(found.locate_file(module))), Path(str(found.locate_file(f"{module}.py")))):
            for source in _files(place):
                inner = source.relative_to(place).as_posix() if place.is_dir() else ""
                if source.suffix in (".so", ".pyi", ".typed") or (inner and fits(inner, package.leave)):
                    continue
                _copy(source, to / module / inner if inner else to / source.name)
    thin = THIN.get(package.name)
    if thin is not None:
        try:
            thin(Path(str(found.locate_file(package.modules[0]))), to / package.modules[0])
        except Uncut as error:
            raise BuildError(f"{package.name}: {error}") from error
    return f"{package.name} {found.version}: {licence(found)}"


def _thin_babel(installed: Path, to: Path) -> None:
    languages = {name.split("_")[0] for name in LOCALES}
    (to / "global.dat").write_bytes(thin_global((installed / "global.dat").read_bytes(), languages))
    (to / "locale-data").mkdir(exist_ok=True)
    for name in LOCALES:
        file = f"locale-data/{name}.dat"
        (to / file).write_bytes(thin_locale((installed / file).read_bytes()))


def _thin_flet(installed: Path, to: Path) -> None:
    file = "controls/material/icons.json"
    (to / file).write_bytes(icon_table((installed / file).read_bytes(), icons()))
    for file, cuts in ((PATCH, PATCH_CUTS), (ICONS, ICONS_CUTS)):
        (to / file).write_text(without((installed / file).read_text("utf-8"), cuts), "utf-8")


def _thin_sqlite(installed: Path, to: Path) -> None:
    for file, cuts in STORE_CUTS.items():
        source = (installed / file).read_text("utf-8")
        (to / file).write_text(without(source, cuts), "utf-8")


THIN: Final[Mapping[str, Callable[[Path, Path], None]]] = {
    "babel": _thin_babel,
    "flet": _thin_flet,
    "sqlite-utils": _thin_sqlite,
}
"""Packages whose data is cut down to what is asked of it."""


def icons() -> frozenset[str]:
    """The icons that our pages draw."""
    return icons_in(source for top in OURS for source in _files(ROOT / top))


def stage_ours(to: Path) -> None:
    """Our own packages as far as they run on a phone, the packs, the pictures and what the input method knows."""
    for top in OURS:
        for source in _files(ROOT / top):
            inner = source.relative_to(ROOT).as_posix()
            if not fits(inner, LEAVE):
                _copy(source, to / inner)
    (to / "mobile" / FACES).write_bytes(_faces())
    for locale in sorted((to / "shared" / "i18n" / "catalogues").iterdir()):
        packed = pack(locale)
        for file in locale.glob("*.po"):
            file.unlink()
        (locale / PACKED).write_bytes(packed)
    for name in (COMMON, "pictures.txt"):
        _copy(ROOT / "assets" / "fonts" / name, to / "assets" / "fonts" / name)
    for folder in ("packs", "input"):
        for source in _files(ROOT / "assets" / folder):
            if source.suffix != ".py":
                _copy(source, to / source.relative_to(ROOT))


def _faces() -> bytes:
    """What the faces weigh that come with a language."""
    found: dict[str, dict[str, int]] = {}
    for code, facts in LANGUAGES.items():
        paths = [path for path, face in BROUGHT.items() if face.family in {own.family for own in facts.faces}]
        if paths:
            found[code] = {path: (ROOT / path).stat().st_size for path in paths}
    return json.dumps(found, sort_keys=True).encode()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for path in sorted(place.rglob("*")) if place.is_dir() else ():
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, to)


def node() -> str:
    """A Node that can run Pyodide; Playwright brings one where the system has none. Raises BuildError."""
    found = shutil.which("node")
    if found is not None:
        return found
    try:
        driver = Path(str(distribution("playwright").locate_file("playwright/driver/node")))
    except ModuleNotFoundError:
        driver = Path()
    if driver.is_file():
        return str(driver)
    raise BuildError("no node was found; on Debian: apt-get install nodejs")


def compile_all(folders: dict[Path, str]) -> None:
    """Replace the sources below each folder by their code, as seen at the other path on the phone."""
    if folders:
        _pyodide("-c", _COMPILE, *(text for folder, seen in folders.items() for text in (str(folder), seen)))


def _pyodide(*arguments: str) -> str:
    """What Pyodide's own interpreter prints. Raises BuildError."""
    path = f"{Path(node()).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        ["bash", str(PYODIDE / "python"), *arguments],
        env={**os.environ, "PATH": path, "PYTHONHASHSEED": "0"},  # sets have one order in every build
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"Pyodide failed: {(done.stderr or done.stdout).strip()[-500:]}")
    return done.stdout


def archive(folder: Path) -> bytes:
    """A folder as a zip without compression (each file is compressed on the line), the same bytes each time."""
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for path in sorted(folder.rglob("*"), key=lambda path: path.as_posix()):
            if path.is_file():
                made.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix(), LONG_AGO), path.read_bytes())
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class App:
    """What is built: its packages, and what copies its own modules (and their data) to a folder."""

    packages: tuple[Package, ...]
    stage: Callable[[Path], None]


NUANCHUANG: Final = App(PACKAGES, stage_ours)


def python_parts(
    work: Path, trust: bytes | None, cache: Path | None = None, app: App = NUANCHUANG, clips: bytes | None = None
) -> tuple[dict[str, bytes], list[str]]:
    """Path on the site → archive (standard library, packages, app), and the lines of the licences.

    What was compiled before from the same sources is taken from `cache`. `clips` is the table of the packs of clips.
    """
    pins = locked()
    standard, packages, own = work / "standard", work / "packages", work / "app"
    for folder in (standard, packages, own):
        folder.mkdir(parents=True)
    stage_standard(standard)
    lines = [stage_package(p, own if p.name in UNPACKED else packages, pins) for p in app.packages]
    app.stage(own)
    controls = controls_in(_files(own))
    _compiled({standard: "/lib/python314.zip", packages: "/packages.zip", own: "/app"}, cache)
    _record(own, packages, controls, standard, cache)
    if trust is not None:
        (own / "mobile" / "trust.json").write_bytes(trust)
    if clips is not None:
        (own / "mobile" / TABLE).write_bytes(clips)
    made = {
        "pyodide/python_stdlib.zip": archive(standard),
        "packages.zip": archive(packages),
        "app.zip": archive(own),
    }
    return made, lines


def _compiled(folders: dict[Path, str], cache: Path | None) -> None:
    """Compile all that the cache does not know."""
    if cache is None:
        compile_all(folders)
        return
    cache.mkdir(parents=True, exist_ok=True)
    kept = {folder: cache / f"{_digest(folder, seen)}.zip" for folder, seen in folders.items()}
    compile_all({folder: seen for folder, seen in folders.items() if not kept[folder].is_file()})
    for folder, file in kept.items():
        if file.is_file():
            shutil.rmtree(folder)
            with zipfile.ZipFile(file) as found:
                found.extractall(folder)
        else:
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(archive(folder))
            fresh.replace(file)


def _record(own: Path, packages: Path, controls: tuple[str, ...], standard: Path, cache: Path | None) -> None:
    """Write the tables of what that app has compiled at its start, or those that were made of the same before."""
    out = (standard / MADE, standard / PATTERNS)
    if cache is None:
        _pyodide(*command(own, packages, *out, controls))
        return
    nowhere = command(Path(), Path(), Path(), Path(), controls)
    parts = "\0".join((_digest(own, "/app"), _digest(packages, "/packages.zip"), *nowhere))
    name = hashlib.sha256(parts.encode()).hexdigest()
    kept = [cache / f"{name}.{path.name}" for path in out]
    if not all(path.is_file() for path in kept):
        _pyodide(*command(own, packages, *out, controls))
        for made, file in zip(out, kept, strict=True):
            fresh = file.with_suffix(f".{os.getpid()}")
            shutil.copyfile(made, fresh)
            fresh.replace(file)
    for made, file in zip(out, kept, strict=True):
        shutil.copyfile(file, made)


def _digest(folder: Path, seen: str) -> str:
    """What the code of a folder follows from: its sources, its place, and the Python that compiles it."""
    found = hashlib.sha256(f"{seen}{_COMPILE}".encode() + (PYODIDE / "pyodide-lock.json").read_bytes())
    for path in _files(folder):
        found.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
