"""Slips are printed where there is a printer, refused plainly where there is none, and leave no file behind."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from kiosk.printer_native import LpPrinter, slip_html
from shared.app.ports import Printed, Slip
from shared.domain.text import text, verbatim
from shared.i18n import translator

SLIP = Slip(verbatim("回执 <1>"), (verbatim("1234 5678 9012 3456"),), "NC1:" + "A" * 300, "NC2:" + "B" * 120)


def programs(folder: Path, *, destination: str = "system default destination: slips", status: int = 0) -> str:
    """A folder with an `lp` that keeps what it gets, and an `lpstat` that knows a destination."""
    texts = {"lpstat": f"echo '{destination}'", "lp": f"cat > {folder}/printed; exit {status}"}
    for name, script in texts.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(folder)


async def test_without_a_printer_it_says_so(tmp_path: Path) -> None:
    assert await LpPrinter("/no/browser", str(tmp_path)).print(SLIP, "zh") is Printed.NO_PRINTER
    path = programs(tmp_path, destination="no system default destination")
    assert await LpPrinter("/no/browser", path).print(SLIP, "zh") is Printed.NO_PRINTER


async def test_a_browser_that_does_not_start_is_a_failure_and_no_error(tmp_path: Path) -> None:
    assert await LpPrinter("/no/browser", programs(tmp_path)).print(SLIP, "zh") is Printed.FAILED


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
async def test_a_slip_reaches_the_printer_as_a_page_and_no_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    monkeypatch.setattr("kiosk.printer_native.MEMORY", memory)
    assert await LpPrinter(path=programs(tmp_path)).print(SLIP, "zh") is Printed.PRINTED
    assert (tmp_path / "printed").read_bytes().startswith(b"%PDF")
    assert not list(memory.iterdir())


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
async def test_a_printer_that_refuses_is_told(tmp_path: Path) -> None:
    assert await LpPrinter(path=programs(tmp_path, status=1)).print(SLIP, "zh") is Printed.FAILED


def test_words_on_a_slip_cannot_become_markup() -> None:
    assert "<1>" not in slip_html(SLIP, "zh")
    assert slip_html(SLIP, "zh").count("<svg") == 2


def test_a_slip_in_a_minority_language_says_chinese_first_and_has_its_face() -> None:
    page = slip_html(Slip(text("kiosk.receipt.slip"), (text("kiosk.receipt.undo"),), ""), "ko")
    for id in ("kiosk.receipt.slip", "kiosk.receipt.undo"):
        assert page.index(translator("zh").say(text(id))) < page.index(translator("ko").say(text(id)))
    assert "NuanchuangKorean-Regular.otf" in page
