"""Kinds answered with a date or a month, typed as eight or six digits: year, month, day."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from shared.domain.answers import Problem
from shared.domain.entry import half_width
from shared.domain.flow import Kind, Question
from shared.domain.kinds.base import KindRules, Rows
from shared.domain.quantities import Month
from shared.domain.text import Text, text
from shared.domain.values import Value

_SPLIT = re.compile(r"[年月日号./\-\s]+")
_EARLIEST = 1900
_LATEST = 2100


def _numbers(raw: str, lengths: tuple[int, ...]) -> tuple[int, ...] | None:
    """Year, month (, day) from digits run together or apart; None where it is not that."""
    raw = half_width(raw)
    parts = [part for part in _SPLIT.split(raw) if part]
    if len(parts) == 1 and len(parts[0]) == sum(lengths):
        whole, parts = parts[0], []
        for length in lengths:
            parts.append(whole[:length])
            whole = whole[length:]
    if len(parts) != len(lengths) or not all(p.isascii() and p.isdecimal() for p in parts):
        return None
    if len(parts[0]) != lengths[0] or any(len(p) > 2 for p in parts[1:]):
        return None
    return tuple(int(part) for part in parts)


class DateKind(KindRules):
    """A day of the Gregorian calendar."""

    kind: ClassVar[Kind] = Kind.DATE
    keypad: ClassVar[str] = "1234567890"
    parts: ClassVar[tuple[str, ...]] = ("year", "month", "day")
    has_field: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        numbers = _numbers(raw, (4, 2, 2))
        if numbers is None:
            return Problem(text("problem.date.form"), text("problem.date.example"))
        year, month, day = numbers
        if not _EARLIEST <= year <= _LATEST:
            return Problem(text("problem.date.year"), text("problem.date.example"))
        if not 1 <= month <= 12:
            return Problem(text("problem.date.month", month=month), text("problem.date.example"))
        try:
            return date(year, month, day)
        except ValueError:
            return Problem(text("problem.date.day", month=month, day=day), text("problem.date.example"))

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if isinstance(value, date) and _EARLIEST <= value.year <= _LATEST:
            return None
        return Problem(text("problem.date.form"), text("problem.date.example"))

    def spell(self, question: Question, value: Value) -> str:
        return value.strftime("%Y%m%d") if isinstance(value, date) else super().spell(question, value)

    def say(self, question: Question, value: Value) -> Text:
        return text("kind.date.said", day=value) if isinstance(value, date) else super().say(question, value)


class MonthKind(KindRules):
    """A calendar month."""

    kind: ClassVar[Kind] = Kind.MONTH
    keypad: ClassVar[str] = "1234567890"
    parts: ClassVar[tuple[str, ...]] = ("year", "month")
    has_field: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        numbers = _numbers(raw, (4, 2))
        if numbers is None or not _EARLIEST <= numbers[0] <= _LATEST:
            return Problem(text("problem.month.form"), text("problem.month.example"))
        if not 1 <= numbers[1] <= 12:
            return Problem(text("problem.date.month", month=numbers[1]), text("problem.month.example"))
        return Month(numbers[0], numbers[1])

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if isinstance(value, Month) and _EARLIEST <= value.year <= _LATEST:
            return None
        return Problem(text("problem.month.form"), text("problem.month.example"))

    def spell(self, question: Question, value: Value) -> str:
        return f"{value.year:04d}{value.month:02d}" if isinstance(value, Month) else super().spell(question, value)

    def say(self, question: Question, value: Value) -> Text:
        return text("kind.month.said", month=value) if isinstance(value, Month) else super().say(question, value)
