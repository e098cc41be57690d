"""Run in the app as it was built: begins it as the phone does, and prints what dataclasses had to compile meanwhile."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys
import traceback
from typing import Any

looked = dataclasses._made  # type: ignore[attr-defined]
found: list[str] = []
compiled: list[str] = []


def made(text: str) -> Any:
    code = looked(text)
    (compiled if isinstance(code, str) else found).append(text)
    return code


dataclasses._made = made  # type: ignore[attr-defined]
importlib.import_module("mobile.main")
values = importlib.import_module("shared.domain.text")
lines = ""
try:
    values.Text()
except TypeError:
    lines = traceback.format_exc()


@dataclasses.dataclass(frozen=True)
class New:
    """Met by nobody when the app was built."""

    never_met_before: int


sys.stdout.write(
    json.dumps(
        {
            "found": len(found),
            "compiled": compiled,
            "new": New(3).never_met_before,
            "same": values.Text("a.b") == values.Text("a.b") and hash(values.Text("a.b")) == hash(values.Text("a.b")),
            "shown": repr(values.Text("a.b")),
            "lines": lines,
        }
    )
    + "\n"
)
