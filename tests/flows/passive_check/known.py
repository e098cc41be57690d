"""What the cases say that the office knows, read from `cases.toml`; and people made up, the same each time."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, Final

from shared.flows.passive_check.states import CHECKS, FEEDS, IN, OUT, Evidence, Known, Suspension

TODAY: Final = date(2026, 11, 23)
REGIONS: Final = ("440000", "310000", "650000", "990000")


def rows() -> tuple[Mapping[str, Any], ...]:
    """The cases as they stand in the file."""
    return tuple(tomllib.loads(files("shared.flows.passive_check").joinpath("cases.toml").read_text("utf-8"))["case"])


def known_of(row: Mapping[str, Any]) -> Known:
    """What a case says that the office knows."""
    known = row["known"]
    pieces = (
        Evidence(p["day"], p["kind"], p.get("heard", p["day"]), p.get("detail", "")) for p in known.get("evidence", ())
    )
    stop = known.get("suspended")
    return Known(
        known["region"],
        tuple(pieces),
        None if stop is None else Suspension(stop["since"], stop["by"]),
        known.get("reported"),
        known.get("abroad", False),
    )


def people(n: int, seed: int = 26, on: date = TODAY) -> Iterator[Known]:
    """People with all that can come together: late and future evidence, exits, reports, suspensions, every region."""
    dice = random.Random(seed)
    for _ in range(n):
        pieces = tuple(_piece(dice, on) for _ in range(dice.choice((0, 1, 2, 3, 5, 8, 13))))
        yield Known(
            dice.choice(REGIONS),
            pieces,
            Suspension(on - timedelta(days=dice.randrange(-5, 400)), "孙科长") if dice.random() < 0.05 else None,
            on - timedelta(days=dice.randrange(-5, 90)) if dice.random() < 0.05 else None,
            dice.random() < 0.03,
        )


def _piece(dice: random.Random, on: date) -> Evidence:
    kind = dice.choice((*FEEDS, *FEEDS, *FEEDS, *CHECKS))
    day = on - timedelta(days=int(dice.triangular(-10, 800, 200)))
    heard = day + timedelta(days=dice.choice((0, 1, 3, 10, 30, 90)))
    return Evidence(day, kind, heard, dice.choice((IN, OUT)) if kind == "border" else "")
