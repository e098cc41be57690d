"""Dated parameters of the law: amounts, rates and terms with region, day of effect, legal reference and source.

Read from a flow's `params.toml`. What is not there is UNKNOWN (需人工核实), never a guess, and never the value of
another region or of a time that has ended.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from typing import Final

from shared.domain.decisions import CHOSEN, SECOND_HAND, Law
from shared.domain.quantities import Months, Yuan
from shared.domain.values import UNKNOWN, Unknown

NATION: Final = "CN"
"""The region of what holds everywhere."""


class Source(StrEnum):
    """How well a parameter is founded: read in the primary text, taken from a secondary source, or (`office`) chosen by
    this reference office where the law leaves the measure to whoever handles it; a region puts its own in its place."""

    V = "V"
    V2 = "V2"
    OFFICE = "office"


class Unit(StrEnum):
    """What the number is."""

    YUAN = "yuan"
    MONTHS = "months"
    NUMBER = "number"
    RATE = "rate"


_MARKS: Final = {Source.V: "", Source.V2: SECOND_HAND, Source.OFFICE: CHOSEN}

ParamValue = Yuan | Months | int | Decimal


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value for a region (GB/T 2260 code, or `CN`), from a day on, to `until` (included) where it has ended."""

    id: str
    region: str
    start: date
    value: ParamValue
    law: Law
    source: Source
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.start <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters of a flow; `version` names them in every item that was computed with them."""

    version: str
    all: tuple[Parameter, ...]

    def find(self, id: str, region: str, on: date) -> Parameter | None:
        """The latest that is in force: that of the region itself, else of its province, else of the nation."""
        for place in dict.fromkeys((region, province(region), NATION)):
            found = [p for p in self.all if p.id == id and p.region == place and p.holds(on)]
            if found:
                return max(found, key=lambda p: p.start)
        return None

    def yuan(self, id: str, region: str, on: date) -> Yuan | Unknown:
        """An amount in 元."""
        found = self.find(id, region, on)
        return found.value if found is not None and isinstance(found.value, Yuan) else UNKNOWN

    def months(self, id: str, region: str, on: date) -> Months | Unknown:
        """A length in months."""
        found = self.find(id, region, on)
        return found.value if found is not None and isinstance(found.value, Months) else UNKNOWN

    def rate(self, id: str, region: str, on: date) -> Decimal | Unknown:
        """A rate: 0.9 is 90 %."""
        found = self.find(id, region, on)
        return found.value if found is not None and isinstance(found.value, Decimal) else UNKNOWN

    def term(self, id: str) -> tuple[int, Law] | None:
        """The latest term of the whole nation in days, with the law that sets it; None where there is none."""
        found = [p for p in self.all if p.id == id and p.region == NATION and p.until is None]
        latest = max(found, key=lambda p: p.start, default=None)
        return (latest.value, latest.law) if latest is not None and type(latest.value) is int else None

    def law(self, id: str, region: str, on: date) -> tuple[Law, ...]:
        """Where it stands; empty where there is none."""
        found = self.find(id, region, on)
        return () if found is None else (found.law,)


def province(region: str) -> str:
    """The code of the province in which a region lies: 440100 → 440000."""
    return f"{region[:2]}0000" if len(region) == 6 else region


def load(package: str) -> Parameters:
    """The parameters in `params.toml` of a flow's package; ValueError where an entry is incomplete."""
    return read(files(package).joinpath("params.toml").read_text(encoding="utf-8"))


def read(toml: str) -> Parameters:
    """Parameters from TOML; ValueError where an entry is incomplete or two hold for the same region and day."""
    data = tomllib.loads(toml)
    found = tuple(_parameter(row) for whole in data.get("parameter", ()) for row in _spread(whole))
    _no_doubles(found)
    return Parameters(str(data["version"]), found)


def _spread(row: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """An entry of many values as one entry each: `by_date` from each of its days on, `table` as `<id>.<name>`."""
    by_date, table = row.get("by_date"), row.get("table")
    rest = {key: value for key, value in row.items() if key not in ("by_date", "table")}
    match by_date, table:
        case None, None:
            yield row
        case dict(), None if not {"from", "value"} & rest.keys():
            yield from ({**rest, "from": date.fromisoformat(day), "value": value} for day, value in by_date.items())
        case None, dict() if "value" not in rest:
            yield from ({**rest, "id": f"{row.get('id')}.{name}", "value": value} for name, value in table.items())
        case _:
            raise ValueError(f"parameter {row.get('id')!r}: one value, values by date or a table")


def _parameter(row: Mapping[str, object]) -> Parameter:
    missing = [key for key in ("id", "region", "from", "unit", "value", "law", "article", "source") if key not in row]
    if missing:
        raise ValueError(f"parameter {row.get('id')!r} lacks {', '.join(missing)}")
    if not row["law"] or not row["article"]:
        raise ValueError(f"parameter {row['id']!r} names no place in the law")
    start, until = row["from"], row.get("until")
    if not isinstance(start, date) or not (until is None or isinstance(until, date)):
        raise ValueError(f"parameter {row['id']!r}: from and until are days")
    source = Source(str(row["source"]))
    return Parameter(
        str(row["id"]),
        str(row["region"]),
        start,
        _value(Unit(str(row["unit"])), row["value"]),
        Law(str(row["law"]), str(row["article"]), _MARKS[source]),
        source,
        until,
    )


def _value(unit: Unit, value: object) -> ParamValue:
    match unit, value:
        case Unit.YUAN, str():
            return Yuan(Decimal(value))
        case Unit.RATE, str():
            return Decimal(value)
        case Unit.MONTHS, int():
            return Months(value)
        case Unit.NUMBER, int():
            return value
        case _:
            raise ValueError(f"amounts and rates are written as strings, lengths as numbers: {unit.value}")


def _no_doubles(found: Iterable[Parameter]) -> None:
    seen: set[tuple[str, str, date]] = set()
    for p in found:
        key = (p.id, p.region, p.start)
        if key in seen:
            raise ValueError(f"parameter {p.id!r} stands twice for {p.region} from {p.start}")
        seen.add(key)
