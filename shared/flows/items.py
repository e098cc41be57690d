"""How an item stands: what flows about an item see of it, from what the device knows and what the office says.

Pure, so that device, office and tests read one and the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from shared.domain.answers import Answers
from shared.domain.conditions import Lookup, Missing
from shared.domain.exchange import Delivery
from shared.domain.flow import ITEM, Ask, Facts, Offline
from shared.domain.quantities import Month, Months, Yuan
from shared.domain.text import Text, TextArg
from shared.domain.values import UNKNOWN, Unknown, Value


class Where(StrEnum):
    """Where an item is, as far as it concerns the person."""

    HERE = "here"
    """Still on this machine."""
    ASIDE = "aside"
    """Kept aside, or not taken as it is: a person looks, or it is corrected."""
    HELD = "held"
    """At the office, which has not begun: a withdrawal simply undoes it."""
    PERSON = "person"
    CONFIRM = "confirm"
    """Favourable, but the person has yet to prove who they are."""
    DECIDED = "decided"
    UNDONE = "undone"
    """Withdrawn, or another has taken its place."""
    DONE = "done"
    """What acted on another item has done so."""
    ASKED = "asked"
    """The office asks the person for something."""
    OFFICE = "office"
    """At the office; what became of it is not known here and now."""


BY_DELIVERY: Final[Mapping[Delivery, Where]] = {
    Delivery.SAVED: Where.HERE,
    Delivery.SENDING: Where.HERE,
    Delivery.RESENDING: Where.HERE,
    Delivery.WAITING_FOR_PARTS: Where.HERE,
    Delivery.HELD: Where.ASIDE,
    Delivery.REJECTED: Where.ASIDE,
    Delivery.CONFLICT: Where.ASIDE,
    Delivery.DELIVERED: Where.OFFICE,
}
BY_STATE: Final[Mapping[str, Where]] = {
    "provisional": Where.HELD,
    "holding": Where.HELD,
    "received": Where.HELD,
    "accepted": Where.HELD,
    "waiting": Where.HERE,
    "held": Where.ASIDE,
    "rejected": Where.ASIDE,
    "conflict": Where.ASIDE,
    "undone": Where.UNDONE,
    "confirm": Where.CONFIRM,
    "desk": Where.PERSON,
    "in_work": Where.PERSON,
    "asked": Where.ASKED,
    "decided": Where.DECIDED,
    "done": Where.DONE,
}
"""What the office calls it. What this version does not know is at the office."""
OVER: Final = (Where.UNDONE, Where.DONE)
"""Nothing more can be done to it."""


def where_is(delivery: Delivery | None, state: Value | None) -> Where:
    """Where an item is: as the office says, where it says so; else as this device knows."""
    if isinstance(state, str):
        return BY_STATE.get(state, Where.OFFICE)
    return Where.OFFICE if delivery is None else BY_DELIVERY[delivery]


def item_ask(title: str) -> Ask:
    """The step that asks how the item stands; where the device knows, its page does not come."""
    return Ask(ITEM, query=ITEM, title=title, offline=Offline.NOT_TO_BE_HAD)


def item_facts(answers: Answers) -> Facts:
    """What rules see of the item: `item.where`, `item.service`, `item.submitted`, `item.decided`, `item.number`."""
    told = answers.get(ITEM)
    brought: Mapping[str, Value] = told if isinstance(told, Mapping) else {}
    names = ("where", "service", "submitted", "decided", "number")
    return {f"item.{name}": brought.get(name, UNKNOWN) for name in names}


def said(words: Text) -> Value:
    """A text as a value, to travel in an answer of the office."""
    return {"id": words.id, "args": {name: _said(arg) for name, arg in words.args}}


def _said(arg: TextArg) -> Value:
    match arg:
        case Text():
            return said(arg)
        case tuple():
            return tuple(_said(part) for part in arg)
        case _:
            return arg


def text_of(value: Value) -> Text | None:
    """The text behind such a value; None where it is none."""
    if not isinstance(value, Mapping):
        return None
    id, args = value.get("id"), value.get("args")
    if not isinstance(id, str) or not isinstance(args, Mapping):
        return None
    found = [(name, _arg(arg)) for name, arg in args.items()]
    return Text(id, tuple((name, arg) for name, arg in found if arg is not None))


def _arg(value: Value) -> TextArg | None:
    match value:
        case Unknown():
            return None
        case tuple():
            parts = [_arg(part) for part in value]
            return tuple(part for part in parts if part is not None)
        case str() | int() | Decimal() | date() | Yuan() | Months() | Month():
            return value
        case _:
            return text_of(value)


def lookup(standing: Mapping[str, Value]) -> Lookup:
    """What `Flow.offered` looks at: a field of how the item stands; what nobody knows is open."""
    return lambda key: standing.get(key, Missing.OPEN)
