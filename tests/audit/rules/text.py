"""Text is whole: large enough, on lines high enough, never cut, torn, overlapped or drawn as boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from accessibility import requirements as asked
from tests.audit import type as faces
from tests.audit.seen import SLACK, Box, Finding, Rule, Seen, Words

SMALL: Final = Rule("text.small", "工信厅信管函〔2021〕67号 附件; EN 301 549 clause 5.1.4", "text is never below 18 dp")
LINE: Final = Rule("text.line", "工信厅信管函〔2021〕67号 附件; WCAG 2.2 SC 1.4.12", "a line is 1.3 of the text size")
CLIPPED: Final = Rule("text.clipped", "WCAG 2.2 SC 1.4.4", "a box is as high as the lines that its words need")
TORN: Final = Rule("text.torn", "WCAG 2.2 SC 1.4.4, 1.4.10", "no word is wider than the line that it stands on")
TOUCHES: Final = Rule("text.touches", "WCAG 2.2 SC 1.4.4", "what stands in a button does not touch its edge")
OVERLAP: Final = Rule("text.overlap", "WCAG 2.2 SC 1.4.4, 1.4.12", "no text lies over another or over a control")
GLYPH: Final = Rule("tofu.glyph", "FLET, Fonts", "every character shown has a glyph in a bundled face")
FAMILY: Final = Rule("tofu.family", "FLET, Fonts", "every text asks for our family")
REQUEST: Final = Rule("tofu.request", "FLET, Fonts", "the client asks for no face of its own")
RULES: Final = (SMALL, LINE, CLIPPED, TORN, TOUCHES, OVERLAP, GLYPH, FAMILY, REQUEST)


def find(seen: Seen) -> Iterator[Finding]:
    """Everything about words."""
    for words in seen.words:
        yield from _drawn(seen, words)
    yield from (seen.finding(REQUEST, url.rpartition("/")[2], "was asked for") for url in seen.boxes_asked)
    for place, sample in seen.samples.items():
        thing = seen.things[place]
        if thing.pressed and not thing.cut and sample.touches:
            yield seen.finding(TOUCHES, thing.owner, f"{thing.said[:20]!r} touches {sample.touches}")
    yield from _boxes(seen)


def _drawn(seen: Seen, words: Words) -> Iterator[Finding]:
    least = asked.TEXT_SIZES[0]
    where = words.owner or seen.page
    if words.size < least:
        yield seen.finding(SMALL, where, f"{words.value[:20]!r} in {words.size:g} dp")
    if words.line < words.size * asked.LINE_LEAST:
        yield seen.finding(LINE, where, f"{words.value[:20]!r}: a line of {words.line:g} for {words.size:g} dp")
    if lacking := faces.without_glyph(words.value):
        yield seen.finding(GLYPH, where, f"no glyph for {lacking!r}")
    if not words.families or not words.families[0].startswith("Nuanchuang"):
        yield seen.finding(FAMILY, where, f"{words.value[:20]!r} asks for {words.families}")


def _boxes(seen: Seen) -> Iterator[Finding]:
    """Boxes against the measures of the face. Lower bounds: what is found is certainly wrong."""
    whole = [thing for thing in seen.things if thing.shown and not thing.cut]
    boxes = {thing.owner: thing.whole for thing in whole if thing.pressed}
    for owner, box in boxes.items():
        inside = [words for words in seen.words if words.owner == owner and words.button]
        yield from _within(seen, owner, box, inside)
    texts = [(t, t.box) for t in whole if t.text and t.role in ("text", "heading")]
    for thing, _ in texts:
        spoken = next((w for w in seen.words if w.value.strip() == thing.text and not w.button), None)
        if spoken is not None:
            yield from _within(seen, thing.owner, thing.whole, [spoken])
    solid = [(t, t.box) for t in seen.controls]
    for at, (thing, box) in enumerate(texts):
        for other, there in (*texts[at + 1 :], *solid):
            if box.over(there) and not other.cut:
                yield seen.finding(OVERLAP, thing.owner or thing.text[:20], f"{box} over {other.owner}: {there}")


def _within(seen: Seen, owner: str, box: Box, inside: list[Words]) -> Iterator[Finding]:
    for words in inside:
        room = box.width - 2 * words.pad
        widest = max((faces.width(w, words.size, bold=words.bold) for w in faces.held(words.value)), default=0.0)
        if widest * faces.KERNED > room + SLACK:
            yield seen.finding(TORN, owner, f"{words.value[:24]!r}: a word of {widest:.0f} dp on {room:.0f}")
        rows = faces.lines(words.value, words.size, room, bold=words.bold)
        if rows * words.line > box.height + words.line * 0.4:
            yield seen.finding(
                CLIPPED, owner, f"{words.value[:24]!r}: {rows} lines of {words.line:.0f} in {box.height:.0f}"
            )
