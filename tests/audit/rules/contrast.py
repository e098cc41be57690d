"""Contrast, twice: as the tokens promise it, and as the pixels of the picture keep it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from accessibility import requirements as asked
from accessibility.contrast import ratio
from accessibility.preferences import Theme
from shared.ui.drawings import TONES
from shared.ui.theme import PALETTES, Pair, Palette
from tests.audit.seen import Finding, Part, Rule, Seen

TOKENS: Final = Rule("contrast.tokens", "WCAG 2.2 SC 1.4.6, 1.4.11", "the colours of a theme keep 7:1 and 3:1")
TEXT: Final = Rule("contrast.text", "WCAG 2.2 SC 1.4.6", "text has 7:1 with its ground, in the picture")
GRAPHICS: Final = Rule("contrast.graphics", "WCAG 2.2 SC 1.4.11", "a control and its picture have 3:1, in the picture")
RULES: Final = (TOKENS, TEXT, GRAPHICS)
THIN: Final = 0.86
SMALL, THINNER = 30, 0.6
"""What smoothing leaves of the contrast of thin strokes, by their strongest pixels; of text below 30 dp less."""
SAME: Final = 0.02
"""How much the contrast of one colour may differ from itself by rounding."""
WITHIN: Final = 0.05
"""Of a frame's contrast."""
SQUARE: Final = 0.45
"""How much narrower than high (or less high than wide) a picture may be, of the larger side."""
LARGER: Final = 1.75
"""Text sizes that a picture among words is high: more than a heading, which is 1.5."""


def find(seen: Seen) -> Iterator[Finding]:
    """What the samples of the picture show."""
    thin = THIN if seen.look.size >= SMALL else THINNER
    for place, sample in seen.samples.items():
        thing = seen.things[place]
        if thing.disabled:
            continue
        for part in sample.parts:
            least = (
                asked.GRAPHICS_CONTRAST if _picture(seen, part, button=thing.pressed) else asked.TEXT_CONTRAST * thin
            )
            if (
                part.best < least
                and not _second_tone(seen, part)
                and not frame(seen.look.theme, sample.ground, part.best)
            ):
                rule = TEXT if least > asked.GRAPHICS_CONTRAST else GRAPHICS
                yield seen.finding(rule, thing.owner, f"{part.best:.1f}:1 on {sample.ground} in {thing.said[:20]!r}")
        if thing.pressed and sample.across and len(sample.across) > 8 and not edged(sample.across):
            yield seen.finding(GRAPHICS, thing.owner, f"its edge is not seen: {' '.join(dict.fromkeys(sample.across))}")


def _picture(seen: Seen, part: Part, *, button: bool) -> bool:
    """Whether a part is a picture rather than words: a square larger than a character."""
    if min(part.height, part.width) < seen.look.size * (1.15 if button else LARGER):
        return False
    small, large = sorted((part.width, part.height))
    return small / large > 1 - SQUARE


def frame(theme: Theme, ground: str, best: float) -> bool:
    """Whether it is the frame of a box: one that the edge of a view cuts, whose corners are as high as letters on a
    phone, or one within what is told in one piece, on that ground or filled as a tile. A frame needs 3:1 (WCAG 2.2 SC
    1.4.11); a colour of words is told apart from it (`test_frames.py`)."""
    palette = PALETTES[theme]
    return any(abs(best - ratio(palette.border, around)) < WITHIN for around in (ground, palette.tile.ground))


def _second_tone(seen: Seen, part: Part) -> bool:
    """Whether it is a part of a picture that is smaller than a character: words are never in that colour."""
    return any(abs(part.best - tone) < SAME for tone in _tones(seen.look.theme.value))


@cache
def _tones(theme: str) -> tuple[float, ...]:
    """How the second tone of a theme's pictures stands out from what they stand on and from the first, where that is
    enough."""
    palette = PALETTES[theme]
    grounds = (palette.page, palette.tile, palette.chosen, palette.bar, palette.waiting, palette.sent, palette.error)
    found = (ratio(TONES[theme][1], other) for other in (TONES[theme][0], *(pair.ground for pair in grounds)))
    return tuple(tone for tone in found if tone >= asked.GRAPHICS_CONTRAST)


def edged(across: tuple[str, ...]) -> bool:
    """Whether the colours on a line into the control differ by 3:1 somewhere: a border, or another ground."""
    return any(_apart(one, other) >= asked.GRAPHICS_CONTRAST for one, other in combinations(dict.fromkeys(across), 2))


_apart: Final = lru_cache(100_000)(ratio)
"""The same colours meet on every page."""


def of_tokens() -> Iterator[Finding]:
    """What the tokens of every theme promise."""
    for palette in PALETTES.values():
        yield from of_palette(palette)


def of_palette(palette: Palette) -> Iterator[Finding]:
    """What one theme promises: words on grounds, borders and focus on what they stand on."""

    def wrong(what: str, one: str, other: str, least: float) -> Iterator[Finding]:
        found = ratio(one, other)
        if found < least:
            yield Finding(TOKENS.id, palette.name, what, f"{one} on {other}: {found:.1f}:1, {least:g} asked")

    for name in ("page", "primary", "tile", "chosen", "bar", "accent", "error", "sent", "waiting"):
        pair: Pair = getattr(palette, name)
        yield from wrong(name, pair.ink, pair.ground, asked.TEXT_CONTRAST)
    yield from wrong("secondary", palette.secondary, palette.page.ground, asked.TEXT_CONTRAST)
    for name in ("page", "tile", "bar", "chosen"):
        ground = getattr(palette, name).ground
        yield from wrong(f"border on {name}", palette.border, ground, asked.GRAPHICS_CONTRAST)
        yield from wrong(f"focus on {name}", palette.focus, ground, asked.GRAPHICS_CONTRAST)
    yield from wrong("focus on primary", palette.focus_on_primary, palette.primary.ground, asked.GRAPHICS_CONTRAST)
