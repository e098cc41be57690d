"""The page says its language and runs the way that language runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shared.i18n.locales import Direction, facts_of
from tests.audit.seen import Finding, Rule, Seen

LANG: Final = Rule("lang.html", "WCAG 2.2 SC 3.1.1", "<html lang> is the interface's language")
WAY: Final = Rule("lang.way", "WCAG 2.2 SC 1.3.2; DESIGN, i18n", "the page runs the way its language runs")
RULES: Final = (LANG, WAY)


def find(seen: Seen) -> Iterator[Finding]:
    """The attribute and the direction, also of the bars: back comes before next."""
    facts = facts_of(seen.look.lang)
    if seen.lang.split("-")[0].lower() != facts.tag.split("-")[0].lower():
        yield seen.finding(LANG, "html", f"{seen.lang!r}, {facts.tag} expected")
    mirrored = facts.direction is Direction.RIGHT_TO_LEFT
    if seen.rtl != mirrored:
        yield seen.finding(WAY, "page", f"rtl is {seen.rtl}")
    places = {thing.id: thing.box for thing in seen.things if thing.id in ("nav.repeat", "nav.help") and thing.shown}
    if len(places) == 2 and places["nav.repeat"].top == places["nav.help"].top:
        back_first = places["nav.repeat"].left < places["nav.help"].left
        if back_first == mirrored:
            yield seen.finding(WAY, "nav.repeat", "stands on the wrong side of nav.help")
