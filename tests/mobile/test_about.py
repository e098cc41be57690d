"""What is known of the page before anything is drawn."""

from __future__ import annotations

from pathlib import Path

from mobile.about import About, Heights
from shared.store.store import Store
from shared.sync.system import SystemClock
from tests.fakes.page import FakePage


async def test_a_page_tells_of_itself() -> None:
    page = FakePage(reads={"reads": True}, text={"scale": 1.5}, kept={"kept": ["ko"]})
    about = await About.ask(page.line)
    assert about.reader is not None and about.scale == 1.5
    assert about.languages.lacks("ko") == 0


async def test_a_page_that_cannot_tell_is_a_usual_one() -> None:
    refused = {"error": "unknown"}
    about = await About.ask(FakePage(reads=refused, text=refused, kept=refused).line)
    assert about.reader is None and about.scale == 1.0


def test_how_high_the_first_page_was_is_known_at_the_next_start(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db", SystemClock())
    heights = Heights(store.state)
    assert heights.sizes() == (0.0, 0.0)
    heights.measured(700.5, 0.0)
    assert heights.sizes() == (0.0, 0.0), "of a page that was not measured whole nothing is kept"
    heights.measured(700.5, 912.25)
    store.close()
    assert Heights(Store(tmp_path / "store.db", SystemClock()).state).sizes() == (700.5, 912.25)
