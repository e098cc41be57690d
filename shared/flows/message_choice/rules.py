"""What somebody has chosen, from all that they ever said: the last word counts (个人信息保护法 第24条).

One pure function for office and device, so that both say the same day for "not now".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from shared.domain.decisions import Decision, Law, Outcome
from shared.domain.flow import Facts
from shared.domain.messages import Sort
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Unknown, Value
from shared.flows.params import NATION, Parameters, load
from shared.flows.support import clause, finding, known, used, word

PRIVACY: Final = Law("law.personal_information_act", "24")
PARAMS: Final = load(__package__)
WISHES: Final = ("profile_off", "profile_on", "never", "again", "later")
LABELS: Final = {"message.wish": "message_choice.wish"}
OWN: Final = clause("own_choice", "message_choice.clause.own_choice", PRIVACY)


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that was said: on which day, what, of which sort, and which messages were on offer then."""

    day: date
    wish: str
    sort: str = ""
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds now. `later` gives for each id the day from which it may come again."""

    profile: bool = True
    never: frozenset[Sort] = frozenset()
    later: Mapping[str, date] = field(default_factory=dict)


def later_days(on: date, params: Parameters = PARAMS) -> int:
    """For how many days "not now" holds; 0 where the parameter is missing: then it comes again at once."""
    found = params.find("later", NATION, on)
    return found.value if found is not None and isinstance(found.value, int) else 0


def comes_again(day: date, params: Parameters = PARAMS) -> date:
    """The first day on which a message put off on `day` comes again."""
    return day + timedelta(days=later_days(day, params))


def chosen(wishes: Iterable[Wish], params: Parameters = PARAMS) -> Choices:
    """What holds after all wishes, in the order in which they were made. What is not understood changes nothing."""
    profile, never = True, set[Sort]()
    later: dict[str, date] = {}
    for wish in wishes:
        sort = Sort(wish.sort) if wish.sort in tuple(Sort) else None
        match wish.wish:
            case "profile_off":
                profile = False
            case "profile_on":
                profile = True
            case "never" if sort is not None:
                never.add(sort)
            case "again" if sort is not None:
                never.discard(sort)
            case "later":
                again = comes_again(wish.day, params)
                later.update({id: max(again, later.get(id, again)) for id in wish.shown})
            case _:
                continue
    return Choices(profile, frozenset(never), later)


def wish_of(values: Mapping[str, Value], day: date) -> Wish:
    """The wish in the answers of this service."""
    wish, sort, now = values.get("wish"), values.get("sort"), values.get("now")
    rows = now.get("rows") if isinstance(now, Mapping) else ()
    shown = [row.get("id") for row in (rows if isinstance(rows, tuple) else ()) if isinstance(row, Mapping)]
    return Wish(
        day,
        wish if isinstance(wish, str) else "",
        sort if isinstance(sort, str) else "",
        tuple(id for id in shown if isinstance(id, str)),
    )


def decide(facts: Facts) -> Decision:
    """It is the person's own word; nobody has to agree."""
    wish, on = word(facts, "message.wish"), facts["as_of"]
    said: Text = text("message_choice.done.unknown")
    if known(wish):
        said = Text(f"message_choice.done.{wish}")
    if wish == "later" and isinstance(on, date) and not isinstance(on, Unknown):
        said = text("message_choice.done.later", day=comes_again(on))
    found = finding(
        OWN, known(wish) or UNKNOWN, used(facts, LABELS, "message.wish"), text("message_choice.change.choose")
    )
    after = (text("message_choice.next.change"),)
    return Decision("message_choice", Outcome.FAVOURABLE, said, (found,), next=after, chosen=True)
