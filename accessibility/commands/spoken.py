"""What a spoken number, amount, date or row of digits is as an entry, in each language whose numbers are known.

Where it can be read in two ways, or is none, there is no entry: it is asked again, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol

from accessibility.commands import english, korean, mandarin
from shared.domain.flow import Kind

SPELLED: Final = frozenset((Kind.PHONE, Kind.ID_NUMBER, Kind.CARD, Kind.BANK_ACCOUNT))
SAID: Final = SPELLED | {Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.MONTH}
"""The kinds whose entries can be said."""
NEVER: Final = frozenset((Kind.PIN,))
"""Never said aloud."""


class Numbers(Protocol):
    """How one language says numbers; each reading is None where it is none, or could be two."""

    @property
    def OF_KIND(self) -> Mapping[Kind, tuple[str, ...]]:
        """The words of which an entry of each kind is made."""
        ...

    def tidy(self, heard: str) -> str:
        """The words in the form that the others take; "" for none."""
        ...

    def digits(self, said: str) -> str | None:
        """Digit by digit."""
        ...

    def quantity(self, said: str) -> int | None:
        """A whole number."""
        ...

    def money(self, said: str) -> str | None:
        """An amount: 1200 or 12.34."""
        ...

    def day(self, said: str, today: date) -> str | None:
        """A day: 20260305."""
        ...

    def month(self, said: str) -> str | None:
        """A month: 202603."""
        ...


LANGUAGES: Final[Mapping[str, Numbers]] = {"zh": mandarin, "en": english, "ko": korean}


def words_of(kind: Kind, lang: str) -> tuple[str, ...]:
    """The words of which an entry of that kind is made, for a recogniser; none where nothing can be said."""
    return LANGUAGES[lang].OF_KIND.get(kind, ()) if lang in LANGUAGES else ()


def spoken_entry(kind: Kind, heard: str, today: date, lang: str = "zh") -> str | None:
    """The raw entry that was said, as the keypad would have given it; None where it is none."""
    numbers = LANGUAGES.get(lang)
    said = numbers.tidy(heard) if numbers is not None else ""
    if numbers is None or not said or kind in NEVER:
        return None
    match kind:
        case Kind.NUMBER:
            found = numbers.quantity(said)
            return str(found) if found is not None else None
        case Kind.MONEY:
            return numbers.money(said)
        case Kind.DATE:
            return numbers.day(said, today)
        case Kind.MONTH:
            return numbers.month(said)
        case _:
            return numbers.digits(said) if kind in SPELLED else None
