"""`make personas` goes on where it was stopped, does again what has changed, and prints what it found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shared.flows import EVERY
from tests.e2e.test_personas import FLAGSHIPS
from tests.personas.__main__ import DONE, FAILED, PERSONAS, keep, mark, read, table
from tests.personas.deaf import Deaf
from tests.personas.listener import Listener


def test_what_was_done_is_found_again_and_belongs_to_what_the_service_and_the_persona_are(tmp_path: Path) -> None:
    state = tmp_path / "build" / "personas.json"
    assert read(state) == {}
    found = {"lesson deaf": {"mark": mark(EVERY["lesson"], Deaf), "how": DONE, "seconds": "3.0", "why": ""}}
    keep(state, found)
    assert read(state) == found
    marks = {mark(EVERY["lesson"], Deaf), mark(EVERY["lesson"], Listener), mark(EVERY["withdraw"], Deaf)}
    assert len(marks) == 3


def test_the_table_names_every_service_and_persona_the_day_and_the_machine_and_hides_no_failure() -> None:
    found = {
        "lesson deaf": {"mark": "", "how": DONE, "seconds": "12.4", "why": ""},
        "lesson listener": {"mark": "", "how": FAILED, "seconds": "9.0", "why": "stuck"},
    }
    printed = table(found, date(2026, 11, 25))
    assert all(name in printed for name in (*EVERY, *PERSONAS, "2026-11-25", "cores"))
    assert "| lesson | **no** | 12 | – | – |" in printed
    assert printed.endswith(f"1 finished, 1 could not, {len(EVERY) * len(PERSONAS) - 2} not tried")


def test_everybody_does_in_every_run_what_most_people_come_for() -> None:
    assert {persona for personas in FLAGSHIPS.values() for persona in personas} == set(PERSONAS)
    assert all(len(set(personas)) >= 3 for personas in FLAGSHIPS.values())
