"""A half hour at an office, as a value: `office.YYYYMMDD.HHMM`, which any device can read without a dataset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from shared.domain.values import Value

LENGTH: Final = 30
"""Minutes of a slot."""
_DAY: Final = re.compile(r"([0-9A-Za-z_\-]{1,40})\.(\d{4})(\d{2})(\d{2})", re.ASCII)
_SLOT: Final = re.compile(r"(.+)\.(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A half hour; `minute` is its beginning, in minutes since midnight at the office."""

    office: str
    day: date
    minute: int

    @property
    def value(self) -> str:
        """The wire form."""
        return f"{day_value(self.office, self.day)}.{self.minute // 60:02d}{self.minute % 60:02d}"

    @property
    def hours(self) -> str:
        """From when to when: `09:00–09:30`."""
        return f"{clock(self.minute)}–{clock(self.minute + LENGTH)}"


def clock(minute: int) -> str:
    """A time of the day: `09:30`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def day_value(office: str, day: date) -> str:
    """The wire form of a day at an office: `office.YYYYMMDD`."""
    return f"{office}.{day:%Y%m%d}"


def read_day(value: Value | None) -> tuple[str, date] | None:
    """Office and day of `office.YYYYMMDD`; None for everything else."""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return found[1], date(int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def read_slot(value: Value | None) -> Slot | None:
    """The slot of a value; None for everything else."""
    found = _SLOT.fullmatch(value) if isinstance(value, str) else None
    place = read_day(found[1]) if found is not None else None
    if found is None or place is None:
        return None
    hour, minute = int(found[2]), int(found[3])
    return Slot(*place, hour * 60 + minute) if hour < 24 and minute < 60 else None
