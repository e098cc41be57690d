"""Conditions as data: evaluated in three values, inverted ("what would change it"), drawn, never hidden in code.

A key names an answer (`reason`), a field of what an `Ask` brought (`state.code`) or, within a `Group`, first the
sibling in the same repetition and then the answer outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import Final

from shared.domain.values import UNKNOWN, Tri, Value, all3, any3, not3


class Missing(Enum):
    """Why a key has no value: its question does not arise, or it is still open."""

    NOT_ASKED = "not asked"
    OPEN = "open"


Lookup = Callable[[str], Value | Missing]


@dataclass(frozen=True, slots=True)
class Is:
    """True when the key's value is one of `values` (for several: contains one); with no values: when it has any."""

    key: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Condition


Condition = Is | AnyOf | AllOf | Not


def is_(key: str, *values: Value) -> Is:
    """`is_("reason", "dismissed", "expired")`."""
    return Is(key, values)


def any_(*parts: Condition) -> AnyOf:
    """One of these."""
    return AnyOf(parts)


def all_(*parts: Condition) -> AllOf:
    """All of these."""
    return AllOf(parts)


def not_(part: Condition) -> Not:
    """Not this."""
    return Not(part)


def evaluate(condition: Condition, lookup: Lookup) -> Tri:
    """Three-valued truth. A question that does not arise makes `Is` false; an open or unsure one leaves it unknown."""
    match condition:
        case Is(key, values):
            found = lookup(key)
            if found is Missing.NOT_ASKED:
                return False
            if found is Missing.OPEN or found is UNKNOWN:
                return UNKNOWN
            if not values:
                return True
            if isinstance(found, tuple):
                return any(value in found for value in values)
            return any(found == value and type(found) is type(value) for value in values)
        case AnyOf(parts):
            return any3(*(evaluate(part, lookup) for part in parts))
        case AllOf(parts):
            return all3(*(evaluate(part, lookup) for part in parts))
        case Not(part):
            return not3(evaluate(part, lookup))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would have to be so: the key's value among `values` (or, `within` False, outside of them)."""

    key: str
    values: tuple[Value, ...]
    within: bool


def invert(condition: Condition, want: bool = True) -> tuple[frozenset[Change], ...]:
    """All minimal ways to make the condition `want`: alternatives, each a set of changes that hold together."""
    match condition:
        case Is(key, values):
            return (frozenset({Change(key, values, want)}),)
        case Not(part):
            return invert(part, not want)
        case AnyOf(parts) | AllOf(parts):
            if isinstance(condition, AnyOf) is want:
                found = [way for part in parts for way in invert(part, want)]
            else:
                found = [frozenset().union(*ways) for ways in product(*(invert(part, want) for part in parts))]
            return _minimal([way for way in found if _possible(way)])


def _possible(way: frozenset[Change]) -> bool:
    """False where a way asks that one key both lie within and outside of values that exclude each other."""
    for key in {change.key for change in way}:
        wanted = [set(map(repr, c.values)) for c in way if c.key == key and c.within and c.values]
        banned = [set(map(repr, c.values)) for c in way if c.key == key and not c.within]
        if any(not values for values in banned) and any(c.within for c in way if c.key == key):
            return False
        if wanted and not set.intersection(*wanted) - set().union(*banned):
            return False
    return True


def _minimal(ways: list[frozenset[Change]]) -> tuple[frozenset[Change], ...]:
    kept: list[frozenset[Change]] = []
    for way in sorted(ways, key=len):
        if not any(other <= way for other in kept):
            kept.append(way)
    return tuple(kept)


def keys_of(condition: Condition) -> Iterator[str]:
    """Every key that the condition looks at."""
    match condition:
        case Is(key):
            yield key
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from keys_of(part)
        case Not(part):
            yield from keys_of(part)


ALWAYS: Final = AllOf(())
"""The empty conjunction."""


def describe(condition: Condition) -> str:
    """The condition as a reviewer of the law reads it in the drawing: `reason = dismissed | expired`."""
    match condition:
        case Is(key, values):
            return f"{key} = {' | '.join(_plain(value) for value in values)}" if values else f"{key} answered"
        case AnyOf(parts):
            return " or ".join(_bracket(part) for part in parts)
        case AllOf(parts):
            return " and ".join(_bracket(part) for part in parts)
        case Not(part):
            return f"not {_bracket(part)}"


def _bracket(condition: Condition) -> str:
    return describe(condition) if isinstance(condition, Is) else f"({describe(condition)})"


def _plain(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
