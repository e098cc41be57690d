"""A frame that a view cuts is no text of little contrast; words in any other colour are."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from accessibility.contrast import ratio
from shared.ui.theme import PALETTES, Pair, Palette
from tests.audit.excused import true
from tests.audit.rules.contrast import TEXT
from tests.audit.seen import Finding

FRAME = Finding(TEXT.id, "step.trial", "q.trial", "5.9:1 on #1F1F1F in '第 1 题'", "white_on_black 30 zh narrow")


def test_the_frame_of_a_box_is_no_text() -> None:
    assert true([FRAME]) == []


def test_words_of_little_contrast_stay_a_fault() -> None:
    others = [
        replace(FRAME, words="5.8:1 on #1F1F1F in '第 1 题'"),
        replace(FRAME, words="5.9:1 on #000000 in '第 1 题'"),
        replace(FRAME, look="day 30 zh narrow"),
        replace(FRAME, rule="contrast.graphics"),
        replace(FRAME, rule="text.touches", words="'完' touches bottom"),
    ]
    assert true(others) == others


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_no_words_have_the_contrast_of_a_frame(palette: Palette) -> None:
    """Else what is excused could be words."""
    pairs = [pair for pair in vars_of(palette) if isinstance(pair, Pair)]
    for ground in {pair.ground for pair in pairs}:
        frame = f"{ratio(palette.border, ground):.1f}"
        inks = {pair.ink for pair in pairs if pair.ground == ground} | {palette.secondary}
        assert frame not in {f"{ratio(ink, ground):.1f}" for ink in inks}


def vars_of(palette: Palette) -> list[object]:
    return [getattr(palette, field.name) for field in fields(palette)]
