"""The starter packs as they lie in `assets/packs`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shared.domain.values import Value, from_json

FOLDER = Path(__file__).parents[2] / "assets" / "packs"
NAMES = ("regions", "offices", "slots")


@cache
def pack(name: str) -> tuple[Mapping[str, Value], ...]:
    """The rows of a starter pack."""
    data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return tuple({key: from_json(value) for key, value in row.items()} for row in data["rows"])
