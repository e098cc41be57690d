"""The datasets as a device has them: the starters that come with the build, and what is free as the office tells it."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

from shared.app.ports import Pack
from shared.backend.slots.calendar import WorkingDays
from shared.backend.slots.listing import DAYS, SLOTS, day_rows, slot_rows
from shared.backend.slots.plan import AHEAD, office_of
from shared.domain.slots import Slot
from shared.domain.values import Json, Value, from_json

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "packs"
TODAY = date(2026, 11, 23)


def starter_packs() -> dict[str, Pack]:
    """Every starter pack by name."""
    found = {}
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(_row(row) for row in data["rows"])
        found[data["name"]] = Pack(data["name"], data["version"], date.fromisoformat(data["as_of"]), rows)
    return found


def every_pack(today: date = TODAY) -> dict[str, Pack]:
    """The starters, and the days and half hours of an office where nothing is taken yet."""
    return {**starter_packs(), **_open(today)}


@cache
def _open(today: date) -> dict[str, Pack]:
    calendar = WorkingDays()
    places = [office_of(row) for row in starter_packs()["offices"].rows]
    found = {
        Slot(place.id, day, minute): sorted(place.capacity)
        for day in (today, *calendar.next(today, AHEAD))
        for place in places
        for minute in place.minutes
    }
    told = {DAYS: day_rows(found, calendar), SLOTS: slot_rows(found)}
    return {name: Pack(name, 1, today, tuple(_row(row) for row in rows)) for name, rows in told.items()}


def _row(row: dict[str, Json]) -> dict[str, Value]:
    return {key: from_json(value) for key, value in row.items()}
