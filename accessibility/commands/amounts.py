"""Amounts as the keypad gives them, 1200 or 12.34, whatever the language in which they were said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Quantity = Callable[[str], int | None]
Digits = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Amounts:
    """How a language says amounts: the word between yuan and the digits after it, the word after those, and a pattern
    of the groups yuan, jiao and fen, each of which may be missing."""

    point: str
    units: tuple[str, ...]
    parts: re.Pattern[str]

    def read(self, said: str, quantity: Quantity, digits: Digits) -> str | None:
        """None where it is no amount, or where it could be two."""
        whole, point, part = said.partition(self.point)
        if point:
            return self._decimal(quantity(whole), digits(self._bare(part)))
        number = quantity(said)
        return str(number) if number is not None else self._in_parts(said, quantity)

    def _bare(self, part: str) -> str:
        for unit in self.units:
            part = part.removesuffix(unit)
        return part

    @staticmethod
    def _decimal(number: int | None, cents: str | None) -> str | None:
        return f"{number}.{cents}" if number is not None and cents is not None and len(cents) <= 2 else None

    def _in_parts(self, said: str, quantity: Quantity) -> str | None:
        found = self.parts.fullmatch(said)
        if found is None or not any(found.groups()):
            return None
        yuan, jiao, fen = (quantity(found[name]) if found[name] else 0 for name in ("yuan", "jiao", "fen"))
        if yuan is None or jiao is None or fen is None or jiao > 9 or fen > (9 if found["jiao"] else 99):
            return None
        rest = 10 * jiao + fen
        return f"{yuan}.{rest:02d}" if rest else str(yuan)
