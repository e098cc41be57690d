"""`python -m mobile serve`: a build that fits the embedded office, served by that office: both are one origin."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from mobile.build_native import build_site
from mobile.packing_native import LOCK, ROOT
from mobile.parts import OURS

log = logging.getLogger(__name__)
DEFAULT_PORT: Final = 8742
SITE: Final = ROOT / "build" / "phone"
READY: Final = "backend ready at "
END_SECONDS: Final = 4.0
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
WINDOW: Final = (412, 892)
"""A common phone's screen in dp."""


class ServeError(Exception):
    """What keeps the phone app from being served, for whoever serves it."""


def default_data() -> Path:
    """The platform's place for a user's data; the same as the kiosk's."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "nuanchuang"


def fingerprint(trust: bytes, *, fast: bool) -> str:
    """What a build follows from: our sources, the lock, whom it believes."""
    found = hashlib.sha256(trust + bytes([fast]) + LOCK.read_bytes())
    for top in (*OURS, "assets"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(str(path.relative_to(ROOT)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def prepared(data: Path, *, fast: bool) -> Path:
    """The build for the office in `data`, made where it is not there yet. Raises BuildError, ServeError."""
    with tempfile.TemporaryDirectory(prefix="trust-") as folder:
        trust = Path(folder) / "trust.json"
        command = [sys.executable, "-m", "shared.backend", "trust", "--data", str(data), "--out", str(trust)]
        if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode:
            raise ServeError("the embedded office could not say whom to believe")
        name = fingerprint(trust.read_bytes(), fast=fast)
        stamp = SITE.with_name("phone.stamp")
        if not stamp.is_file() or stamp.read_text("ascii") != name or not (SITE / "sw.js").is_file():
            stamp.unlink(missing_ok=True)
            log.info("building the phone app%s", "" if fast else " (the first time takes a few minutes)")
            build_site(SITE, trust, fast=fast)
            stamp.write_text(name, "ascii")
    return SITE


def serve(port: int, data: Path, *, window: bool, fast: bool) -> int:
    """Serve until told to end, or until the window is closed. Raises BuildError, ServeError."""
    site = prepared(data, fast=fast)
    command = [sys.executable, "-m", "shared.backend", "--port", str(port), "--data", str(data), "--phone", str(site)]
    office = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    with _ends_with(office):
        line = office.stdout.readline().strip() if office.stdout is not None else ""
        if not line.startswith(READY):
            raise ServeError("the embedded office did not become ready")
        url = line.removeprefix(READY)
        sys.stdout.write(f"phone ready at {url}\n")
        sys.stdout.flush()
        if window:
            _show(url, office)
        else:
            office.wait()
    return 0


@contextmanager
def _ends_with(office: subprocess.Popen[str]) -> Iterator[None]:
    """The office's process ends with this one, whoever ends it."""

    def end(_: int, __: FrameType | None) -> None:
        office.terminate()

    before = {name: signal.signal(name, end) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        if office.poll() is None:
            office.terminate()
        try:
            office.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            office.kill()
            office.wait()
        for name, handler in before.items():
            signal.signal(name, handler)


def _show(url: str, office: subprocess.Popen[str]) -> None:
    """A window of a phone's size; what it keeps is kept until the next time, as on a phone."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name)) is not None), None)
    if browser is None:
        log.warning("no chromium was found; open the address in a browser")
        office.wait()
        return
    profile = default_data() / "phone-window"
    profile.mkdir(parents=True, exist_ok=True)
    size = f"--window-size={WINDOW[0]},{WINDOW[1]}"
    flags = ["--no-first-run", "--disable-background-networking", "--disable-sync", size, f"--user-data-dir={profile}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    shown = subprocess.Popen([browser, *flags, f"--app={url}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while shown.poll() is None and office.poll() is None:
            try:
                shown.wait(1)
            except subprocess.TimeoutExpired:
                continue
    finally:
        if shown.poll() is None:
            shown.terminate()


__all__ = ["DEFAULT_PORT", "ServeError", "default_data", "fingerprint", "prepared", "serve"]
