"""Who knows no pinyin writes a character by its strokes."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.input import ANY, STROKES, strokes

TABLE = Path(__file__).parents[3] / "assets" / "fonts" / "tongyong_guifan.txt"
STANDARD = tuple(c for c in TABLE.read_text("utf-8") if c > "\u2e7f")
FREQUENT = STANDARD[:3500]
"""一级字表: the characters of everyday use."""


def found(keys: str) -> list[str]:
    return [one.text for one in strokes().candidates(keys)]


def test_every_everyday_character_and_five_of_six_of_all_have_their_strokes() -> None:
    assert [c for c in FREQUENT if not strokes().order(c)] == []
    assert sum(bool(strokes().order(c)) for c in STANDARD) / len(STANDARD) > 5 / 6


def test_every_character_is_on_the_first_two_pages_of_its_own_strokes() -> None:
    known = [c for c in STANDARD if strokes().order(c)]
    assert [c for c in known if c not in found(strokes().order(c))[:12]] == []


@pytest.mark.parametrize(
    ("character", "keys"),
    [("王", "hhsh"), ("女", "zph"), ("北", "shhpz"), ("人", "pn"), ("我", "phshzpn")],
)
def test_characters_are_written_as_schools_teach_it(character: str, keys: str) -> None:
    assert strokes().order(character) == keys
    assert found(keys)[0] == character


def test_a_stroke_that_one_is_not_sure_of_may_be_left_open() -> None:
    for character in "王女北京我":
        keys = strokes().order(character)
        for at in range(len(keys)):
            assert character in found(keys[:at] + ANY + keys[at + 1 :])


def test_the_first_strokes_offer_frequent_characters() -> None:
    assert "我" in found("phs")[:6]
    assert found("") == []
    assert found("z" * 40) == []


def test_only_the_five_keys_and_the_open_one_are_used() -> None:
    assert {key for c in STANDARD for key in strokes().order(c)} == set(STROKES)
