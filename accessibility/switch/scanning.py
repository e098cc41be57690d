"""Scanning: things light up one after the other, rows of things as one, and a press selects what is lit.

Pure: told when to go on and when a switch was pressed, never asking for the time. Nobody is hurried: after some rounds
without a press the light rests until the next one. What cannot be taken back stands last, and is asked about once more
with 不 first, so that no press out of rhythm submits anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from accessibility.keypad.things import Place, Thing, rows
from accessibility.requirements import SECOND_PRESS_SECONDS

UNDO: Final = "act.undo"
"""Takes the last selection back."""
KEEP: Final = "act.keep"
"""Answers 不 where scanning asks whether that is really meant."""
FINAL: Final = ("review.submit", "act.end")
"""What cannot be taken back by going back."""
CHOICES: Final = "act.candidate."
"""What keys have composed is chosen from these, which stand before the keys."""
ROUNDS: Final = 3
"""Rounds without a press after which the light rests; within a row, after which it leaves the row."""
Stops = tuple[tuple[Thing, ...], ...]


@dataclass(frozen=True, slots=True)
class Scanning:
    """`at`: the stop that is lit, -1 where none is. `within`: the thing of a row that was entered, else -1.

    `rounds` so far without a press; `asking`: the identifier about which 不 or yes is asked; `pressed`: seconds of the
    last press that counted; `fresh`: what is lit (or the page's first) has not had its time yet.
    """

    at: int = -1
    within: int = -1
    rounds: int = 0
    asking: str = ""
    pressed: float = float("-inf")
    fresh: bool = True

    def afresh(self) -> Scanning:
        """Another page: from its beginning, with nothing asked."""
        return Scanning(pressed=self.pressed)


def stops(things: Sequence[Thing], asking: str = "") -> Stops:
    """What lights up, in order: the page's own things, rows of keys, going on, taking back, the bars as one each."""
    if asking:
        found = {thing.id: thing for thing in things}
        return tuple((found[id],) for id in (KEEP, asking) if id in found)
    can = [t for t in things if not t.entry and t.id != KEEP]
    last = [t for t in can if t.id in FINAL]
    undo = [t for t in can if t.id == UNDO]
    rest = [t for t in can if t.id not in FINAL and t.id != UNDO]
    page = rows([t for t in rest if t.place in (Place.PAGE, Place.PAD)])
    below = [t for t in rest if t.place is Place.BELOW]
    above = tuple(t for t in rest if t.place is Place.ABOVE)
    bars = [tuple(below[:1]), tuple(undo), tuple(below[1:]), above, *((t,) for t in last)]
    return (*page, *(stop for stop in bars if stop))


def lit(now: Scanning, of: Stops) -> tuple[Thing, ...]:
    """What is lit: a thing, a whole row, or nothing."""
    if not 0 <= now.at < len(of):
        return ()
    stop = of[now.at]
    return (stop[now.within],) if 0 <= now.within < len(stop) else stop


def advance(now: Scanning, of: Stops) -> Scanning:
    """The light goes on; nothing where it rests."""
    if not 0 <= now.at < len(of):
        return replace(now, at=0, within=-1, fresh=False) if now.fresh and of else replace(now, at=-1, within=-1)
    if now.fresh:
        return replace(now, fresh=False)
    if now.within >= 0:
        if now.within + 1 < len(of[now.at]):
            return replace(now, within=now.within + 1)
        if now.rounds + 1 < ROUNDS:
            return replace(now, within=0, rounds=now.rounds + 1)
        return _on(replace(now, within=-1, rounds=0), of)
    return _on(now, of)


def _on(now: Scanning, of: Stops) -> Scanning:
    if now.at + 1 < len(of):
        return replace(now, at=now.at + 1)
    if now.rounds + 1 < ROUNDS:
        return replace(now, at=0, rounds=now.rounds + 1)
    return Scanning(pressed=now.pressed, fresh=False)


def press(now: Scanning, of: Stops, seconds: float) -> tuple[Scanning, str]:
    """The state after the selecting switch was pressed, and the identifier that was selected, "" where none was.

    A press within `SECOND_PRESS_SECONDS` after one that counted is the tremor of a hand, and is none.
    """
    if seconds - now.pressed < SECOND_PRESS_SECONDS:
        return now, ""
    now = replace(now, pressed=seconds, fresh=False)
    here = lit(now, of)
    if not here:
        return replace(now, at=0 if of else -1, within=-1, rounds=0), ""
    if len(here) > 1:
        return replace(now, within=0, rounds=0), ""
    chosen = here[0].id
    if chosen == KEEP:
        return now.afresh(), ""
    if chosen in FINAL and now.asking != chosen:
        return replace(now.afresh(), at=0, asking=chosen), ""
    pad = [n for n, stop in enumerate(of) if stop[0].place is Place.PAD or stop[0].id.startswith(CHOICES)]
    at = pad[0] if here[0].place is Place.PAD else now.at  # the next key is looked for from the first row on
    return replace(now, at=at, within=-1, rounds=0, asking="", fresh=here[0].place is Place.PAD), chosen
