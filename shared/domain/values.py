"""What an answer or a fact may be, the third truth value, and one JSON form for all of it.

The JSON form is tagged (`{"yuan": "2340.00"}`), so that decoding needs no schema and a date never turns into a string;
`canonical` gives the same bytes on every device, which is what hashes and signatures are taken over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, Union

from shared.domain.quantities import Month, Months, Yuan


class Unknown(Enum):
    """不知道: a full answer to a question, and a fact that nobody has established."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN

Value = Union[  # noqa: UP007 (recursive: the names inside are strings)
    bool, int, str, Decimal, date, Yuan, Months, Month, Unknown, tuple["Value", ...], Mapping[str, "Value"]
]
Tri = bool | Unknown
"""Three-valued truth: met, not met, not known (Kleene's strong logic)."""


def not3(a: Tri) -> Tri:
    """Negation: unknown stays unknown."""
    return a if a is UNKNOWN else not a


def all3(*parts: Tri) -> Tri:
    """Conjunction: one False decides, otherwise one unknown leaves it open."""
    if any(part is False for part in parts):
        return False
    return UNKNOWN if any(part is UNKNOWN for part in parts) else True


def any3(*parts: Tri) -> Tri:
    """Disjunction: one True decides, otherwise one unknown leaves it open."""
    return not3(all3(*(not3(part) for part in parts)))


Json = Union[None, bool, int, str, list["Json"], dict[str, "Json"]]  # noqa: UP007
DEEPEST: Final = 32
"""How deeply lists and maps may lie within each other; no answer comes near it."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DECIMAL: Final = re.compile(r"-?\d{1,24}(?:\.\d{1,12})?", re.ASCII)
"""Plain digits only: an exponent could ask for gigabytes, and NaN is no value."""
_TAGS: Final = ("date", "month", "months", "yuan", "decimal", "unknown", "map")


def to_json(value: Value) -> Json:
    """The tagged JSON form of a value; floats do not exist here."""
    match value:
        case bool() | int() | str():
            return value
        case Unknown():
            return {"unknown": True}
        case Yuan(amount):
            return {"yuan": format(amount, "f")}
        case Months(count):
            return {"months": count}
        case Month():
            return {"month": str(value)}
        case date():
            return {"date": value.isoformat()}
        case Decimal():
            return {"decimal": format(value, "f")}
        case tuple():
            return [to_json(part) for part in value]
        case _:
            return {"map": {key: to_json(value[key]) for key in sorted(value)}}


def iso_day(iso: str) -> date:
    """A day from `YYYY-MM-DD` and no other of the forms of ISO 8601; ValueError otherwise."""
    if _DAY.fullmatch(iso) is None:
        raise ValueError("not a day")
    return date.fromisoformat(iso)


def from_json(data: Json, depth: int = 0) -> Value:
    """The value behind its tagged JSON form; ValueError where it is none (no input is quoted in the message)."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if data is None:
        raise ValueError("null is not a value")
    if isinstance(data, bool | int | str):
        return data
    if isinstance(data, list):
        return tuple(from_json(part, depth + 1) for part in data)
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("a tagged value is an object with one member")
    ((tag, inner),) = data.items()
    return _untag(tag, inner, depth)


def _untag(tag: str, inner: Json, depth: int) -> Value:
    try:
        if tag == "unknown" and inner is True:
            return UNKNOWN
        if tag == "months" and isinstance(inner, int) and not isinstance(inner, bool):
            return Months(inner)
        if tag == "map" and isinstance(inner, dict):
            return {key: from_json(part, depth + 1) for key, part in inner.items()}
        if isinstance(inner, str):
            if tag == "date":
                return iso_day(inner)
            if tag == "month":
                return Month.parse(inner)
            if tag == "yuan" and _DECIMAL.fullmatch(inner):
                return Yuan(Decimal(inner))
            if tag == "decimal" and _DECIMAL.fullmatch(inner):
                return Decimal(inner)
    except (ValueError, ArithmeticError):
        raise ValueError(f"a malformed value tagged {tag!r}" if tag in _TAGS else "an unknown tag") from None
    raise ValueError(f"a malformed value tagged {tag!r}" if tag in _TAGS else "an unknown tag")


def canonical(data: Json) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8. Same content, same bytes, on kiosk, phone and backend."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
