"""Numbers, Latin and Chinese keep their order in lines that run from right to left, and the voice hears no signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.script.speakable import speakable
from shared.domain.text import Text, text, verbatim
from shared.i18n import Direction, Translator
from shared.i18n.bidi import END, FIRST_STRONG, LEFT_TO_RIGHT, bare, isolated, left_to_right

NAME = "陈静"
GROUPED = "3101 9519 1234"


@pytest.mark.parametrize(
    ("piece", "signs"),
    [
        ("7", False),
        ("20260701", False),
        ("ئۇيغۇرچە", False),
        ("", False),
        (GROUPED, True),
        ("138-0000-1234", True),
        (NAME, True),
        ("X", True),
        ("2026-يىلى 23-نويابىر", True),
    ],
)
def test_only_what_needs_it_is_held_together(piece: str, signs: bool) -> None:
    assert isolated(piece) == (f"{FIRST_STRONG}{piece}{END}" if signs else piece)


@pytest.mark.parametrize(
    ("alone", "signs"),
    [("7", False), (" ", False), ("12 كۈن", False), (GROUPED, True), (NAME, True), ("••••1234", True)],
)
def test_what_stands_alone_runs_as_it_is_read(alone: str, signs: bool) -> None:
    assert left_to_right(alone) == (f"{LEFT_TO_RIGHT}{alone}{END}" if signs else alone)


@given(st.text())
def test_signs_come_off_again(words: str) -> None:
    plain = bare(words)
    assert bare(isolated(plain)) == plain == bare(left_to_right(plain))


def test_a_sentence_holds_together_what_is_put_into_it() -> None:
    uyghur = Translator("ug", strict=True)
    assert uyghur.facts.direction is Direction.RIGHT_TO_LEFT
    said = uyghur.say(text("kind.person.said", name=verbatim(NAME), number=GROUPED))
    assert f"{FIRST_STRONG}{NAME}{END}" in said
    assert f"{FIRST_STRONG}{GROUPED}{END}" in said
    assert not {FIRST_STRONG, END} & set(speakable(said, "ug"))


def test_lines_that_run_from_left_to_right_carry_no_signs() -> None:
    for lang in ("zh", "en"):
        said = Translator(lang, strict=True).say(Text("kind.person.said", (("name", NAME), ("number", GROUPED))))
        assert bare(said) == said
