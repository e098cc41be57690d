"""Prints slips through CUPS (`lp`): laid out in memory by the browser that is there anyway, no file left behind."""

from __future__ import annotations

import asyncio
import html
import logging
import os
import shutil
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import Final

from kiosk.browser import FLAGS, find_browser
from shared.app.ports import Printed, Slip
from shared.i18n.bilingual import lines, shown
from shared.i18n.faces import FACES
from shared.ui.components.qr import qr_svg

log = logging.getLogger(__name__)
MEMORY: Final = Path("/dev/shm")
FONTS: Final = Path(__file__).resolve().parents[1] / "assets" / "fonts"
PATIENCE: Final = 30.0
"""Seconds that laying out and handing over may take."""
PAPER_MM: Final = 72
"""Printable width of the 80 mm paper of receipt printers; on larger paper the slip stands in the corner."""


class LpPrinter:
    """Meets the port `Printer`. `path` is where `lp` and `lpstat` are looked for (default: the system's)."""

    words, label = "kiosk.print", ""

    def __init__(self, browser: str | None = None, path: str | None = None) -> None:
        self._browser = browser if browser is not None else find_browser()
        self._path = path

    async def destination(self) -> str | None:
        """The printer that CUPS would take, or None where there is none."""
        lpstat = shutil.which("lpstat", path=self._path)
        if lpstat is None or shutil.which("lp", path=self._path) is None:
            return None
        process = await asyncio.create_subprocess_exec(lpstat, "-d", stdout=PIPE, stderr=DEVNULL, env=_plain())
        out, _ = await process.communicate()
        _, colon, name = out.decode(errors="replace").partition(": ")
        return name.strip() if colon and process.returncode == 0 else None

    async def print(self, slip: Slip, lang: str) -> Printed:
        """Print one slip; what went wrong is an answer and never an error."""
        try:
            async with asyncio.timeout(PATIENCE):
                if self._browser is None or await self.destination() is None:
                    return Printed.NO_PRINTER
                page = await self._laid_out(slip, lang)
                return Printed.PRINTED if page and await self._hand_over(page) else Printed.FAILED
        except (OSError, TimeoutError) as error:
            log.warning("not printed: %s", type(error).__name__)
            return Printed.FAILED

    async def _laid_out(self, slip: Slip, lang: str) -> bytes:
        """The slip as a PDF."""
        with tempfile.TemporaryDirectory(prefix="nuanchuang-slip-", dir=MEMORY if MEMORY.is_dir() else None) as name:
            folder = Path(name)
            source, target = folder / "slip.html", folder / "slip.pdf"
            source.write_text(slip_html(slip, lang), encoding="utf-8")
            process = await asyncio.create_subprocess_exec(
                str(self._browser),
                *FLAGS,
                *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
                "--headless",
                "--disable-gpu",
                f"--user-data-dir={folder / 'profile'}",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                source.as_uri(),
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
            )
            try:
                await process.wait()
            except asyncio.CancelledError:
                process.kill()
                await process.wait()
                raise
            return target.read_bytes() if target.exists() else b""

    async def _hand_over(self, page: bytes) -> bool:
        lp = shutil.which("lp", path=self._path) or "lp"
        process = await asyncio.create_subprocess_exec(lp, "-s", stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL)
        await process.communicate(page)
        return process.returncode == 0


def slip_html(slip: Slip, lang: str) -> str:
    """The slip as a page: title, lines, the code that opens the item, and the smaller one that asks for its state."""
    words = shown(lang)
    said = "".join(f"<p>{html.escape(part)}</p>" for line in slip.lines for part in lines(words.say(line)))
    code = qr_svg(slip.code) if slip.code else ""
    title = "<br>".join(map(html.escape, lines(words.say(slip.title))))
    small = f'<div class="small">{qr_svg(slip.state_code)}</div>' if slip.state_code else ""
    faces = "".join(
        f'@font-face{{font-family:{face.family};src:url("{(FONTS / face.files[0][0]).as_uri()}")}}' for face in FACES
    )
    names = ",".join(face.family for face in FACES)
    return (
        f'<!doctype html><html lang="{words.facts.tag}"><meta charset="utf-8"><style>'
        f"{faces}"
        f"@page{{size:{PAPER_MM}mm 200mm;margin:2mm}}"
        f"body{{font:13pt/1.5 {names};margin:0}}"
        "h1{font-size:16pt;margin:0 0 2mm}p{margin:0 0 2mm}"
        "svg{width:100%;height:auto;display:block}.small svg{width:60%;margin:3mm auto}</style>"
        f"<h1>{title}</h1>{said}{code}{small}</html>"
    )


def _plain() -> dict[str, str]:
    """`lpstat` speaks the language of its surroundings; here it speaks English."""
    return {**os.environ, "LC_ALL": "C"}
