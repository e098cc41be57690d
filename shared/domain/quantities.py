"""Quantities with their unit, so that money is never mistaken for months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Yuan:
    """An amount of money in 元, exact to the 分 (0.01 元)."""

    amount: Decimal

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("an amount of money is a finite number")

    def __mul__(self, factor: int | Decimal) -> Yuan:
        return Yuan((self.amount * factor).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))

    def __add__(self, other: Yuan) -> Yuan:
        return Yuan(self.amount + other.amount)

    def __sub__(self, other: Yuan) -> Yuan:
        return Yuan(self.amount - other.amount)


def yuan(amount: str | int) -> Yuan:
    """元 from a literal: `yuan("2340.00")`."""
    return Yuan(Decimal(amount))


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A length of time in whole months."""

    count: int


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, such as 2026-07."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which `day` lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, iso: str) -> Month:
        """From `YYYY-MM`; ValueError on anything else."""
        match = _MONTH.fullmatch(iso)
        if match is None:
            raise ValueError(f"not a month: {len(iso)} characters")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def index(self) -> int:
        """Months since year 0: differences of it are lengths in months."""
        return self.year * 12 + self.month - 1
