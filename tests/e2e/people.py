"""The demo people as the browser tests need them, and what would give them away."""

from __future__ import annotations

from pathlib import Path

from shared.domain.identity import luhn_digit
from shared.sealing.demo_native import PEOPLE_BY_KEY, DemoPerson

ZHOU = PEOPLE_BY_KEY["zhou_qiang"]
LIU = PEOPLE_BY_KEY["liu_wei"]
ACCOUNT = "621226100000000777" + luhn_digit("621226100000000777")
PHONE = "13912345678"


def traces(person: DemoPerson) -> tuple[str, ...]:
    """What nobody else may find: number, name, card, and what the person typed."""
    return (person.id_number, person.name, person.card_number, ACCOUNT, PHONE)


def found_in(words: str, values: tuple[str, ...]) -> list[str]:
    """Which of the values stand in the words, grouped by blanks or not."""
    close = "".join(words.split())
    return [value for value in values if value in words or value in close]


def found_under(folder: Path, values: tuple[str, ...]) -> list[str]:
    """Files below the folder that hold one of the values in clear, in the usual encodings."""
    needles = [value.encode(code) for value in values for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(needle in path.read_bytes() for needle in needles)]
