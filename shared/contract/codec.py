"""JSON as it travels: strict reading with plain errors, canonical writing, base64url, moments in UTC.

Members that are not known are left out without complaint, so that a newer peer can say more; wrong types and missing
members raise `Malformed`, which names the place and never quotes the content.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from shared.contract.errors import Malformed
from shared.domain.values import Json, canonical

__all__ = [
    "Fields",
    "Json",
    "b64",
    "canonical",
    "day_json",
    "moment",
    "moment_json",
    "one_of",
    "optional",
    "parse",
    "unb64",
]

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

LARGEST: Final = 2**53 - 1
"""The largest whole number that every JSON implementation keeps exactly (RFC 8259, section 6)."""
_B64: Final = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z", re.ASCII)


def b64(raw: bytes) -> str:
    """base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def unb64(text: str, what: str = "base64url") -> bytes:
    """The bytes behind the one proper base64url form; anything that would not be written so again is `Malformed`."""
    if not _B64.fullmatch(text) or len(text) % 4 == 1:
        raise Malformed(what, "is not base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(raw) != text:
        raise Malformed(what, "is not the canonical base64url form")
    return raw


def moment_json(at: datetime) -> str:
    """A moment in UTC to the millisecond: `2026-07-01T08:00:00.000Z`. ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str, what: str = "time") -> datetime:
    """A moment from its wire form; `Malformed` on anything else."""
    try:
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        raise Malformed(what, "is no existing time") from None
    raise Malformed(what, "is not a UTC time")


def day_json(day: date | None) -> str | None:
    """A day as ISO 8601, None as null."""
    return None if day is None else day.isoformat()


def parse(raw: bytes | str, what: str = "message") -> Json:
    """JSON without floats, repeated members, NaN or lone surrogates; `Malformed` otherwise."""
    try:
        data: Json = json.loads(raw, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
        if ("\\u" if isinstance(raw, str) else b"\\u") in raw:  # type: ignore[operator]
            canonical(data)
    except (ValueError, RecursionError):
        raise Malformed(what, "is not proper JSON") from None
    return data


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _no_float(_: str) -> Json:
    raise ValueError("no floats")


def optional(value: T | None, write: Callable[[T], Json]) -> Json:
    """null, or the written value."""
    return None if value is None else write(value)


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of which the members are read one by one. `what` is its name in errors. Readers raise `Malformed`."""

    what: str
    data: Mapping[str, Json]

    @classmethod
    def of(cls, data: Json, what: str) -> Fields:
        """Refuses what is not an object."""
        if not isinstance(data, dict):
            raise Malformed(what, "is not an object")
        return cls(what, data)

    def _at(self, name: str) -> str:
        return f"{self.what}.{name}"

    def has(self, name: str) -> bool:
        """Whether the member is there and not null."""
        return self.data.get(name) is not None

    def any(self, name: str) -> Json:
        """Any JSON value; the member must be there."""
        if name not in self.data:
            raise Malformed(self._at(name), "is missing")
        return self.data[name]

    def text(self, name: str, longest: int = 4096) -> str:
        """A string of at most `longest` characters."""
        value = self.any(name)
        if not isinstance(value, str):
            raise Malformed(self._at(name), "is not a string")
        if len(value) > longest:
            raise Malformed(self._at(name), "is too long")
        return value

    def whole(self, name: str, least: int = 0) -> int:
        """A whole number from `least` to 2^53 - 1."""
        value = self.any(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Malformed(self._at(name), "is not a whole number")
        if not least <= value <= LARGEST:
            raise Malformed(self._at(name), "is out of range")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.any(name)
        if not isinstance(value, bool):
            raise Malformed(self._at(name), "is not true or false")
        return value

    def raw(self, name: str, length: int | None = None, longest: int = 2**26) -> bytes:
        """Bytes in base64url, of exactly `length` where given."""
        value = unb64(self.text(name, longest), self._at(name))
        if length is not None and len(value) != length:
            raise Malformed(self._at(name), "has the wrong length")
        return value

    def moment(self, name: str) -> datetime:
        """A moment in UTC."""
        return moment(self.text(name), self._at(name))

    def day(self, name: str) -> date:
        """A day, YYYY-MM-DD."""
        text = self.text(name)
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
        except ValueError:
            raise Malformed(self._at(name), "is no existing day") from None
        raise Malformed(self._at(name), "is not a day")

    def each(self, name: str, read: Callable[[Json], T]) -> tuple[T, ...]:
        """A list, each part read by `read`."""
        value = self.any(name)
        if not isinstance(value, list):
            raise Malformed(self._at(name), "is not a list")
        return tuple(read(part) for part in value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        return self.each(name, lambda part: as_text(part, self._at(name)))

    def members(self, name: str) -> Mapping[str, Json]:
        """An object of any members."""
        return Fields.of(self.any(name), self._at(name)).data

    def opt(self, name: str, read: Callable[[str], T]) -> T | None:
        """None where the member is missing or null, else `read(name)`: `f.opt("as_of", f.day)`."""
        return read(name) if self.has(name) else None

    def then(self, name: str, read: Callable[[Json], T]) -> T | None:
        """None where the member is missing or null, else what `read` makes of its JSON."""
        return read(self.data[name]) if self.has(name) else None


def as_text(data: Json, what: str) -> str:
    """A string, or `Malformed`."""
    if not isinstance(data, str):
        raise Malformed(what, "is not a string")
    return data


def one_of(names: type[E], text: str, what: str) -> E:
    """The member of a closed list by its value, or `Malformed`."""
    try:
        return names(text)
    except ValueError:
        raise Malformed(what, "is none that is known here") from None
