"""The states of 资格认证 from evidence: one pure function for office and device (社会保险经办条例 第26条).

已静默通过 `passed` · 预警 `warning` · 待本人认证 `waiting` · 需人工核实 `person` · 已暂停 `suspended`. No function here
can suspend: that state exists only where a named person has set it. Silence is `waiting`, never more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from shared.domain.calendar import add_months
from shared.domain.quantities import Months
from shared.domain.values import UNKNOWN, Unknown, Value
from shared.flows.params import Parameters, load

PARAMS: Final = load(__package__)

PASSED, WAITING, WARNING, PERSON, SUSPENDED = CODES = ("passed", "waiting", "warning", "person", "suspended")

SOURCE_OF: Final[Mapping[str, str]] = {
    "medical": "medical_insurance",
    "hospital": "health",
    "rail": "railway",
    "air": "aviation",
    "subsidy": "civil_affairs",
    "border": "immigration",
    "card": "card_system",
}
"""What a silent check may rest on, and who tells it: 医保结算 · 住院 · 铁路 · 民航 · 补助 · 出入境 · 用卡."""
FEEDS: Final = tuple(SOURCE_OF)
CHECKS: Final = ("self", "photo", "window", "helper", "visit", "video")
"""Ways in which the person themselves was checked: evidence that the office itself holds."""
KINDS: Final = (*FEEDS, *CHECKS)
HERE: Final = frozenset(("medical", "hospital", "rail", "card"))
"""What happens within the country and, if it was the person, with the person there."""
OUT, IN = "out", "in"

REASONS: Final = ("never", "expired", "expiring", "reported", "contradicts", "abroad", "no_terms", "suspended")
"""Why a state is what it is, where it is not `passed`."""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One sign of life: its day, its kind, when the office heard of it, and for `border` the direction."""

    day: date
    kind: str
    heard: date
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """已暂停: since when, and which person decided it. Without a person's name there is none (第26条)."""

    since: date
    by: str

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise ValueError("only a person suspends")


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows of one pensioner. `reported`: the day of a loss that was told and is not yet verified."""

    region: str
    evidence: tuple[Evidence, ...] = ()
    suspension: Suspension | None = None
    reported: date | None = None
    abroad: bool = False
    """Registered as living abroad; an exit without a return says it too."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A state with what it rests on: `used` made the last success; `reasons` is empty only where it is `passed`."""

    code: str
    last: date | None = None
    until: date | None = None
    used: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()

    def value(self) -> dict[str, Value]:
        """What the office tells the person (L2)."""
        found: dict[str, Value] = {"code": self.code}
        if self.last is not None and self.until is not None:
            found |= {"last": self.last, "until": self.until}
        if self.used:
            found["evidence"] = tuple({"kind": piece.kind, "day": piece.day} for piece in self.used)
        if self.reasons:
            found["reasons"] = self.reasons
        return found


@dataclass(frozen=True, slots=True)
class Terms:
    """The parameters in force for a region on a day. Days are ordinals where they are many."""

    valid: int
    warning: int
    window: int
    enough: int
    by_year: bool
    weights: Mapping[str, int] = field(hash=False)
    delays: Mapping[str, int] = field(hash=False)

    def until(self, last: date) -> date:
        """The last day on which a success holds."""
        return date(last.year + 1, 12, 31) if self.by_year else add_months(last, self.valid)

    def warns_from(self, until: date) -> date:
        """The first day of the early warning."""
        return add_months(until, -self.warning)


def terms(region: str, on: date, params: Parameters = PARAMS) -> Terms | None:
    """The terms, or None where a parameter is missing: then nobody guesses, and a person looks."""
    if params is PARAMS:
        return _terms(region, on)
    return _read_terms(region, on, params)


@lru_cache(maxsize=4096)
def _terms(region: str, on: date) -> Terms | None:
    return _read_terms(region, on, PARAMS)


def _read_terms(region: str, on: date, params: Parameters) -> Terms | None:
    lengths = [params.months(id, region, on) for id in ("valid", "warning", "window")]
    enough = _number(params, "enough", region, on)
    weights = {kind: _number(params, f"weight_{kind}", region, on) for kind in KINDS}
    delays = {kind: _number(params, f"delay_{kind}", region, on) for kind in FEEDS}
    months = [length.count for length in lengths if isinstance(length, Months)]
    known_weights = {kind: n for kind, n in weights.items() if isinstance(n, int)}
    known_delays = {kind: n for kind, n in delays.items() if isinstance(n, int)}
    if len(months) < 3 or not isinstance(enough, int) or len(known_weights) < len(KINDS):
        return None
    if len(known_delays) < len(FEEDS):
        return None
    by_year = _number(params, "calendar_year", region, on) == 1
    return Terms(months[0], months[1], months[2], enough, by_year, known_weights, known_delays)


def _number(params: Parameters, id: str, region: str, on: date) -> int | Unknown:
    found = params.find(id, region, on)
    value = None if found is None else found.value
    return value if isinstance(value, int) and not isinstance(value, bool) else UNKNOWN


@lru_cache(maxsize=65536)
def _window_start(day: int, months: int) -> int:
    """The ordinal of the day from which evidence counts together with that of `day`."""
    return add_months(date.fromordinal(day), -months).toordinal()


def last_success(events: Sequence[tuple[int, str]], of: Terms) -> tuple[int, tuple[int, ...]] | None:
    """The latest day on which different kinds within the window add up to enough, and which events did.

    `events` are (ordinal of the day, kind), in the order of days. The latest event of each kind is the one used.
    """
    weights, enough = of.weights, of.enough
    for at in range(len(events) - 1, -1, -1):
        day = events[at][0]
        start = _window_start(day, of.window)
        seen: dict[str, int] = {}
        total = 0
        for n in range(at, -1, -1):
            when, kind = events[n]
            if when < start:
                break
            if kind not in seen:
                seen[kind] = n
                total += weights.get(kind, 0)
                if total >= enough:
                    return day, tuple(sorted(seen.values()))
    return None


def order(piece: Evidence) -> tuple[date, str, str, date]:
    """The order in which evidence is looked at: that of the office's index, so that all come to the same pieces."""
    return piece.day, piece.kind, piece.detail, piece.heard


def judge(known: Known, on: date, params: Parameters = PARAMS) -> Standing:
    """The state of a person on a day, from what the office had heard by that day."""
    of = terms(known.region, on, params)
    heard = (piece for piece in known.evidence if piece.day <= on and piece.heard <= on)
    pieces = tuple(sorted(heard, key=order))
    if of is None:
        stopped = known.suspension is not None and known.suspension.since <= on
        return Standing(SUSPENDED, reasons=("suspended",)) if stopped else Standing(PERSON, reasons=("no_terms",))
    found = last_success([(piece.day.toordinal(), piece.kind) for piece in pieces], of)
    last = None if found is None else date.fromordinal(found[0])
    used = () if found is None else tuple(pieces[n] for n in found[1])
    return settle(known, on, of, last, used, pieces)


def settle(
    known: Known, on: date, of: Terms, last: date | None, used: tuple[Evidence, ...], pieces: Iterable[Evidence]
) -> Standing:
    """The state, once the last success is found. Who was suspended by a person stays so until a person resumes."""
    until = None if last is None else of.until(last)
    if known.suspension is not None and known.suspension.since <= on:
        return Standing(SUSPENDED, last, until, used, ("suspended",))
    pieces = tuple(pieces)
    doubts = []
    if known.reported is not None and known.reported <= on:
        doubts.append("reported")
    if contradicting(pieces, on, of) or (doubts and any(p.day > (known.reported or on) for p in pieces)):
        doubts.append("contradicts")
    code, reason = by_time(last, until, on, of)
    if reason and (known.abroad or out_of_the_country(pieces)):
        doubts.append("abroad")
    if doubts:
        return Standing(PERSON, last, until, used, tuple(doubts))
    return Standing(code, last, until, used, (reason,) if reason else ())


def by_time(last: date | None, until: date | None, on: date, of: Terms) -> tuple[str, str]:
    """State and reason by the calendar alone."""
    if last is None or until is None:
        return WAITING, "never"
    if on > until:
        return WAITING, "expired"
    return (WARNING, "expiring") if on >= of.warns_from(until) else (PASSED, "")


def out_of_the_country(pieces: Iterable[Evidence]) -> bool:
    """Whether the last crossing of the border that is known led out. Out and back on one day is a day trip."""
    crossings = [piece for piece in pieces if piece.kind == "border"]
    if not crossings:
        return False
    latest = max(piece.day for piece in crossings)
    return all(piece.detail == OUT for piece in crossings if piece.day == latest)


def contradicting(pieces: Iterable[Evidence], on: date, of: Terms) -> bool:
    """Somebody used the person's name here while the border says that they are abroad.

    Only once a return could have been heard of: each source has its delay, and a late one contradicts nobody. A check
    with the person afterwards settles it, and so does time (what lies beyond the validity is no longer looked at).
    """
    pieces = tuple(pieces)
    left: date | None = None
    doubtful = False
    oldest = add_months(on, -of.valid)
    back = {piece.day for piece in pieces if piece.kind == "border" and piece.detail == IN}
    for piece in sorted(pieces):
        if piece.kind == "border":
            left = None if piece.day in back else piece.day
        elif piece.kind in CHECKS:
            left, doubtful = None, False
        elif left is not None and piece.kind in HERE and piece.day > left and piece.day >= oldest:
            doubtful = doubtful or (on - piece.day).days > of.delays["border"]
    return doubtful


def aged(value: Mapping[str, Value], region: str, on: date, params: Parameters = PARAMS) -> dict[str, Value]:
    """A state told earlier, as it stands on a later day: time alone moves passed → warning → waiting, nothing else.

    For the state that a person brings along, and for a device that the office does not answer now.
    """
    last, until, of = value.get("last"), value.get("until"), terms(region, on, params)
    told = dict(value)
    if value.get("code") not in (PASSED, WARNING) or of is None:
        return told
    if not isinstance(last, date) or not isinstance(until, date):
        return told
    code, reason = by_time(last, until, on, of)
    told["code"] = code
    told["reasons"] = (reason,)
    if not reason:
        del told["reasons"]
    return told
