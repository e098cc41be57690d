"""`make bench`: every measurement with its floor from the same run; the numbers also in build/bench.json."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks import check, drain, matching, person, semantics, speech, start, submit, tap, typing
from tests.benchmarks.measure import Result, as_json, machine, table
from tests.e2e.browser import executable
from tests.e2e.processes import ROOT

Bench = Callable[[Path], Awaitable[list[Result]]]
BENCHES: Final[Mapping[str, Bench]] = {
    "submit": submit.run,
    "drain": drain.run,
    "tap": tap.run,
    "speech": speech.run,
    "semantics": semantics.run,
    "typing": typing.run,
    "start": start.run,
    "check": check.run,
    "person": person.run,
    "matching": matching.run,
}
IN_BROWSER: Final = ("tap", "speech", "semantics", "start", "check")
JSON: Final = ROOT / "build" / "bench.json"


async def measure(names: Sequence[str]) -> list[Result]:
    """One after the other, each in a folder of its own on the disk of the project."""
    found: list[Result] = []
    (ROOT / "build").mkdir(exist_ok=True)
    for name in names:
        if name in IN_BROWSER and executable() is None:
            print(f"{name}: left out, no chromium (apt-get install chromium)", file=sys.stderr)
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-", dir=ROOT / "build") as folder:
            found += await BENCHES[name](Path(folder))
        print(f"\n{machine()}\n{table(found)}", file=sys.stderr, flush=True)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; a missed goal is said, not an error, since another machine may be the reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Speed, with floors.")
    parser.add_argument("only", nargs="*", choices=[*BENCHES, []], help="only these (default: all)")
    names = parser.parse_args(arguments).only or list(BENCHES)
    line = machine()
    results = asyncio.run(measure(names))
    print(line)
    print(table(results))
    JSON.write_text(json.dumps(as_json(line, results), ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
