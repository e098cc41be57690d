"""The starter packs that come with the build, read as the store reads them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from shared.app.ports import Pack
from shared.domain.values import from_json

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "packs"


def starter_packs() -> dict[str, Pack]:
    """Every starter pack by name."""
    found = {}
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple({key: from_json(value) for key, value in row.items()} for row in data["rows"])
        found[data["name"]] = Pack(data["name"], data["version"], date.fromisoformat(data["as_of"]), rows)
    return found
