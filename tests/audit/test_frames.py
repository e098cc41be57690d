"""A frame that a view cuts is no text of little contrast; words in any other colour are."""

from __future__ import annotations

from dataclasses import fields

import pytest

from accessibility.contrast import ratio
from accessibility.preferences import Theme
from shared.ui.theme import PALETTES, Pair, Palette
from tests.audit.rules.contrast import WITHIN, frame

GROUND = PALETTES[Theme.WHITE_ON_BLACK].tile.ground


@pytest.mark.parametrize("theme", PALETTES)
def test_the_frame_of_a_box_is_no_text(theme: Theme) -> None:
    palette = PALETTES[theme]
    assert frame(theme, palette.tile.ground, ratio(palette.border, palette.tile.ground))


def test_words_of_little_contrast_stay_a_fault() -> None:
    best = ratio(PALETTES[Theme.WHITE_ON_BLACK].border, GROUND)
    assert not frame(Theme.WHITE_ON_BLACK, GROUND, best - 2 * WITHIN)
    assert frame(Theme.WHITE_ON_BLACK, "#000000", best), "a box in the page, filled as a tile"
    assert not frame(Theme.DAY, GROUND, best)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_no_words_have_the_contrast_of_a_frame(palette: Palette) -> None:
    """Else what is excused could be words."""
    pairs = [pair for pair in vars_of(palette) if isinstance(pair, Pair)]
    for ground in {pair.ground for pair in pairs}:
        inks = {pair.ink for pair in pairs if pair.ground == ground} | {palette.secondary}
        for around in (ground, palette.tile.ground):
            edge = ratio(palette.border, around)
            assert all(abs(ratio(ink, ground) - edge) > 2 * WITHIN for ink in inks)


def vars_of(palette: Palette) -> list[object]:
    return [getattr(palette, field.name) for field in fields(palette)]
