"""Chromium in front of the kiosk: a fresh profile each time, nothing told to anybody, restarted when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS: Final = (
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-translate",
    "--disable-session-crashed-bubble",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--window-position=0,0",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,InterestFeedContentSuggestions",
    "--metrics-recording-only",
    "--no-pings",
    "--password-store=basic",
    "--use-mock-keychain",
    "--autoplay-policy=no-user-gesture-required",
    "--force-prefers-reduced-motion",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
"""Host names are not even resolved: only this machine's own address is left. Our buttons show no ripple, yet without
reduced motion the client draws one that cannot be seen, some twenty frames for each touch."""
PREFERENCES: Final = {
    "translate": {"enabled": False},
    "browser": {"has_seen_welcome_page": True},
    "credentials_enable_service": False,
    "autofill": {"enabled": False, "profile_enabled": False, "credit_card_enabled": False},
    "search": {"suggest_enabled": False},
    "safebrowsing": {"enabled": False},
}
"""Nothing pops up over the page, nothing is remembered, nothing typed is looked up."""
PAUSES: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
END_SECONDS: Final = 2.0


def find_browser() -> str | None:
    """The browser's path, or None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name)) is not None), None)


MICROPHONE: Final = "--auto-accept-camera-and-microphone-capture"
"""Nobody can answer the browser's own question on a kiosk, where only our page is; ours asks by its own button."""


def command(path: str, url: str, profile: Path, *, whole: bool, hears: bool = False) -> list[str]:
    """The command line; `whole`: the whole screen and nothing else; `hears`: our page may use the microphone."""
    flags = [path, *FLAGS, *([MICROPHONE] if hears else []), f"--user-data-dir={profile}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    return [*flags, "--kiosk", url] if whole else [*flags, f"--app={url}"]


class Browser:
    """Keeps a browser in front of the kiosk until it is stopped. `url` gives a single-use address that is unused."""

    def __init__(
        self, path: str, url: Callable[[], str], *, whole: bool, on_closed: Callable[[], None], hears: bool = False
    ) -> None:
        self._path, self._url, self._whole, self._on_closed = path, url, whole, on_closed
        self._hears = hears
        self._process: Process | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        died = 0
        while True:
            loop = asyncio.get_running_loop()
            began = loop.time()
            status = await self._once()
            if not self._whole and status == 0:
                self._on_closed()
                return
            died = 0 if loop.time() - began > 60 else died + 1
            pause = PAUSES[min(died, len(PAUSES) - 1)]
            log.warning("the browser ended with status %s; again in %s s", status, pause)
            if status != 0 and died == 1 and _screenless():
                log.warning("there is no screen to show it on; open the address of this kiosk in another browser")
            await asyncio.sleep(pause)

    async def _once(self) -> int:
        folder = await asyncio.to_thread(_profile)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *command(self._path, self._url(), folder, whole=self._whole, hears=self._hears),
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
                start_new_session=os.name == "posix",
            )
            return await self._process.wait()
        except OSError as error:
            log.error("the browser cannot be started: %s", type(error).__name__)  # noqa: TRY400 (its path says enough)
            return 127
        finally:
            if self._process is not None:
                _signal(self._process, force=True)  # what a browser that was killed leaves behind
            await asyncio.to_thread(shutil.rmtree, folder, True)

    async def stop(self) -> None:
        """End it, its children included."""
        process = self._process
        if self._task is not None:
            self._task.cancel()
        if process is not None and process.returncode is None:
            _signal(process, force=False)
            try:
                async with asyncio.timeout(END_SECONDS):
                    await process.wait()
            except TimeoutError:
                _signal(process, force=True)
                await process.wait()
        if self._task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._task


def _screenless() -> bool:
    """Whether programs with windows find no screen here."""
    return sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _signal(process: Process, *, force: bool) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            import signal

            os.killpg(process.pid, signal.SIGKILL if force else signal.SIGTERM)
        elif force:
            process.kill()
        else:
            process.terminate()


def _profile() -> Path:
    """A folder in memory where there is such a thing, so that nothing of a session reaches a disk."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="nuanchuang-browser-", dir=memory if memory.is_dir() else None))
    (folder / "Default").mkdir()
    (folder / "Default" / "Preferences").write_text(json.dumps(PREFERENCES), "utf-8")
    return folder
