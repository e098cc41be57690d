"""Run in the app as it was built: begins it as the phone does, and prints what dataclasses and patterns had to be
compiled meanwhile."""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
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
parser: Any = importlib.import_module("re._parser")
compiler: Any = importlib.import_module("re._compiler")
parse = parser.parse
parsed: list[str] = []


def parsing(pattern: Any, *given: Any) -> Any:
    parsed.append(str(pattern))
    return parse(pattern, *given)


parser.parse = parsing
importlib.import_module("mobile.main")
at_start = parsed[:]
values = importlib.import_module("shared.domain.text")
lines = ""
try:
    values.Text()
except TypeError:
    lines = traceback.format_exc()


def otherwise() -> list[str]:
    """The patterns of the table that are others when they are compiled here."""
    kept, compiler._table = compiler._table, {}
    again = {(pattern, flags): compiler.compile(pattern, flags) for pattern, flags in kept}
    compiler._table = kept
    return [repr(key) for key, fresh in again.items() if compiler.compile(*key) != fresh]


@dataclasses.dataclass(frozen=True)
class New:
    """Met by nobody when the app was built."""

    never_met_before: int


sys.stdout.write(
    json.dumps(
        {
            "parsed": at_start,
            "patterns": len(compiler._table),
            "otherwise": otherwise(),
            "new_pattern": re.fullmatch(r"(?P<never>met)(?:before)*", "metbefore")["never"],  # type: ignore[index]
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
