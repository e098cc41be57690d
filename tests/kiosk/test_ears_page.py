"""The page's part of the ear: it tells that somebody is heard when it sends what it hears, and not while it echoes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Final

import playwright
import pytest

from kiosk import ears

NODE: Final = Path(playwright.__file__).parent / "driver" / "node"
HARNESS: Final = Path(__file__).with_name("ears_page.mjs")
PAGE: Final = Path(ears.__file__).parent / "web" / "ears.js"
ECHO: Final = 300
"""Milliseconds in which a room still holds what was said."""
ATTEND: Final = ("told", {"on": True, "gate": False, "of": 2})
REST: Final = ("told", {"on": True, "gate": True, "of": 3})

pytestmark = pytest.mark.skipif(not NODE.exists(), reason="needs the Node that Playwright brings along")


def sends(*doings: tuple[str, object]) -> list[list[object]]:
    """What the page sends at each thing that is done to it, with its microphone on and its gate shut before."""
    begin = ("told", {"on": True, "gate": True, "of": 1})
    asked = "".join(f"{json.dumps(doing)}\n" for doing in (begin, *doings))
    ran = subprocess.run([NODE, HARNESS, PAGE], input=asked, capture_output=True, text=True, timeout=60, check=True)
    steps = [step.split("\n")[:-1] for step in ran.stdout.split("-\n")[1:-1]]
    return [[said if said == "sound" else json.loads(said) for said in step] for step in steps]


def opened(of: int, *, open: bool = True) -> dict[str, object]:
    return {"open": open, "of": of}


def test_nobody_is_told_to_be_heard_while_the_page_sounds_or_echoes() -> None:
    piece = ("piece", None)
    doings = (
        ("sounding", True),
        ATTEND,
        piece,
        ("sounding", False),
        piece,
        ("pass", ECHO - 1),
        piece,
        ("pass", 1),
        piece,
    )
    assert sends(*doings) == [[], [], [], [], [], [], [], [opened(2)], ["sound"]]


def test_each_thing_that_is_asked_for_is_answered_and_what_shuts_is_told_once() -> None:
    again = ("told", {"on": True, "gate": False, "of": 4})
    assert sends(ATTEND, REST, ("sounding", True), ("sounding", False), again, ("pass", ECHO)) == [
        [opened(2)],
        [opened(3, open=False)],
        [],
        [],
        [],
        [opened(4)],
    ]
    assert sends(ATTEND, again) == [[opened(2)], [opened(4)]]


def test_a_sound_that_comes_late_shuts_what_was_open() -> None:
    doings = (ATTEND, ("sounding", True), ("piece", None), ("sounding", False), ("pass", ECHO))
    assert sends(*doings) == [[opened(2)], [opened(2, open=False)], [], [], [opened(2)]]


def test_a_microphone_that_is_let_go_of_hears_nobody() -> None:
    assert sends(ATTEND, ("told", {"on": False, "gate": True, "of": 5})) == [[opened(2)], [opened(5, open=False)]]
