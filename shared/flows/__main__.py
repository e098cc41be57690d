"""`python -m shared.flows draw [--out DIR] [FLOW …]` draws flows; `check` proves them (exit 1 where one is wrong)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from shared.flows import EVERY
from shared.flows.drawing import draw
from shared.flows.proof import problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw or check."""
    parser = argparse.ArgumentParser(prog="python -m shared.flows")
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="one SVG per flow")
    drawing.add_argument("--out", type=Path, default=Path("build/flows"))
    drawing.add_argument("flows", nargs="*", metavar="FLOW")
    commands.add_parser("check", help="conditions look backwards, every step is reached by a case")
    chosen = parser.parse_args(arguments)
    if chosen.command == "check":
        return _check()
    unknown = sorted(set(chosen.flows) - set(EVERY))
    if unknown:
        parser.error(f"no such flow: {', '.join(unknown)}; there are {', '.join(EVERY)}")
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    for id in chosen.flows or EVERY:
        file = out / f"{id}.svg"
        file.write_text(draw(EVERY[id]), encoding="utf-8")
        print(file)
    return 0


def _check() -> int:
    found = [problem for flow in EVERY.values() for problem in problems(flow)]
    for problem in found:
        print(problem)
    print(f"{len(EVERY)} flows, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
