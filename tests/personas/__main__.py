"""`make personas`: every service × persona in a real browser, resumable, with a table as printed at the end.

What was done stands in a state file under build/, by what the declaration and the persona are now: it is not done again
until one of them changes or `--afresh` is given. Exit status 1 where somebody could not finish.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from shared.domain.flow import Flow
from shared.flows import EVERY
from shared.i18n import translator
from tests.audit.stage import stage
from tests.e2e.browser import chromium, executable
from tests.personas.browser import DOTS, WindowStand, stand_at
from tests.personas.deaf import Deaf
from tests.personas.keypad import Keypad
from tests.personas.large import Large
from tests.personas.listener import Listener
from tests.personas.persona import Persona, finish, wants
from tests.personas.switch import Switch, TwoSwitches
from tests.personas.unreading import Unreading

ROOT: Final = Path(__file__).parents[2]
STATE: Final = ROOT / "build" / "personas.json"
PERSONAS: Final[Mapping[str, type[Persona]]] = {
    p.name: p for p in (Listener, Deaf, Large, Unreading, Keypad, TwoSwitches, Switch)
}
"""One switch last: its light takes its time."""
DONE, FAILED = "done", "failed"
State = dict[str, dict[str, str]]
"""By `flow persona`: the mark of what was tried, how it ended, and how long it took."""


def mark(flow: Flow, persona: type[Persona]) -> str:
    """What a result belongs to: the service's own files and the persona's."""
    files = [*sorted((ROOT / "shared" / "flows" / flow.id).glob("*.*")), *sorted(Path(__file__).parent.glob("*.py"))]
    found = hashlib.sha256(persona.name.encode())
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def read(state: Path) -> State:
    """What was done before; nothing where there is no file."""
    return dict(json.loads(state.read_text("utf-8"))) if state.exists() else {}


def keep(state: Path, found: State) -> None:
    """Put in place whole, so that a stop at any time loses at most one walk."""
    state.parent.mkdir(parents=True, exist_ok=True)
    part = state.with_suffix(".part")
    part.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    os.replace(part, state)


def machine() -> str:
    """What it ran on, without a name: `2 cores, Linux x86_64`."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def table(found: State, on: date) -> str:
    """Services down, personas across: seconds where somebody finished."""
    names = list(PERSONAS)
    lines = [f"Every service × persona in Chromium, {on}, {machine()}; seconds from the first page to the end", ""]
    lines += ["| service | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for flow in EVERY:
        cells = [_cell(found.get(f"{flow} {name}")) for name in names]
        lines.append(f"| {flow} | " + " | ".join(cells) + " |")
    tried = list(found.values())
    done = sum(one["how"] == DONE for one in tried)
    lines += ["", f"{done} finished, {len(tried) - done} could not, {len(EVERY) * len(names) - len(tried)} not tried"]
    return "\n".join(lines)


def _cell(one: Mapping[str, str] | None) -> str:
    if one is None:
        return "–"
    return f"{float(one['seconds']):.0f}" if one["how"] == DONE else "**no**"


async def one(stand: WindowStand, flow: Flow, persona: type[Persona]) -> tuple[str, str]:
    """One walk: how it ended and, where it did not, why."""
    try:
        await finish(persona(stand, wants(flow, translator("zh"), card=True)), flow)
    except AssertionError as error:
        return FAILED, str(error).splitlines()[0][:300]
    return DONE, ""


async def run(flows: Sequence[str], personas: Sequence[str], state: Path, *, afresh: bool) -> State:
    """Walk what is not done yet; what has changed since is done again."""
    found = {} if afresh else read(state)
    wanted = [(EVERY[f], PERSONAS[p]) for f in flows for p in personas]
    todo = [(f, p) for f, p in wanted if found.get(f"{f.id} {p.name}", {}).get("mark") != mark(f, p)]
    print(f"{len(wanted)} walks, {len(wanted) - len(todo)} done before", flush=True)
    async with chromium() as browser, stage(browser, DOTS) as opened:
        for n, (flow, persona) in enumerate(todo, 1):
            began = time.monotonic()
            how, why = await one(await stand_at(opened), flow, persona)
            seconds = f"{time.monotonic() - began:.1f}"
            key = f"{flow.id} {persona.name}"
            found[key] = {"mark": mark(flow, persona), "how": how, "seconds": seconds, "why": why}
            keep(state, found)
            print(f"{n}/{len(todo)} {key}: {how} in {seconds} s {why}".rstrip(), flush=True)
        opened.requests.check()
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk, then print the table."""
    parser = argparse.ArgumentParser(prog="make personas", description="Every service × persona in a real browser.")
    parser.add_argument("--flows", nargs="*", choices=list(EVERY), default=list(EVERY))
    parser.add_argument("--personas", nargs="*", choices=list(PERSONAS), default=list(PERSONAS))
    parser.add_argument("--state", type=Path, default=STATE)
    parser.add_argument("--afresh", action="store_true", help="forget what was done before")
    given = parser.parse_args(arguments)
    if executable() is None:
        print("Chromium is not on this machine: apt-get install chromium", file=sys.stderr)
        return 2
    found = asyncio.run(run(given.flows, given.personas, given.state, afresh=given.afresh))
    print(table(found, date.today()))
    return 0 if all(one["how"] == DONE for one in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
