"""The kiosk with a window into its memory: at SIGUSR1 it writes what its voice said and still keeps, as JSON.

`python -m tests.e2e.inside REPORT …` is `python -m kiosk …` in everything else.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import FrameType

import flet as ft

from kiosk.__main__ import main
from kiosk.machine import Machine


def report(machine: Machine) -> dict[str, object]:
    """What the voice said in this session, how many clips can be fetched, and everything that its caches hold."""
    voice = machine.voice
    said = [] if voice is None else [[line.page, line.lang, line.words] for line in voice.transcript]
    held = [item for item in gc.get_referents(voice, *gc.get_referents(voice)) if isinstance(item, str | dict | list)]
    found = {"said": said, "clips": len(machine.clips), "held": [repr(item) for item in held]}
    return {**found, "controls": controls(machine)}


def controls(machine: Machine) -> tuple[int, int]:
    """How many controls the screen has outside and inside of the page's own container."""
    if machine.screen is None:
        return 0, 0
    everything = list(below(machine.screen.page.controls))
    pages = [c for c in everything if isinstance(c, ft.Semantics) and str(c.identifier).startswith("page.")]
    inside = len(list(below(pages[0]))) if pages else 0
    return len(everything) - inside, inside


def below(thing: object) -> Iterator[ft.BaseControl]:
    """The control and every control in it."""
    if isinstance(thing, ft.BaseControl):
        yield thing
        for part in fields(thing):
            if part.name not in ("parent", "page"):
                yield from below(getattr(thing, part.name, None))
    elif isinstance(thing, list | tuple):
        for inner in thing:
            yield from below(inner)


@cache
def running() -> Machine:
    """The machine that runs in this process: what the entry's own task works with."""
    frames = [task.get_coro().cr_frame for task in asyncio.all_tasks()]  # type: ignore[union-attr]
    held = (thing for frame in frames if frame is not None for thing in frame.f_locals.values())
    return next(thing for thing in held if isinstance(thing, Machine))


def write(to: Path, found: dict[str, object]) -> None:
    """A report, put in place whole."""
    part = to.with_suffix(".part")
    part.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    os.replace(part, to)


def run(arguments: list[str]) -> int:
    """The first argument is the report's file."""
    to = Path(arguments[0])

    def asked(_: int, __: FrameType | None) -> None:
        write(to, report(running()))

    signal.signal(signal.SIGUSR1, asked)
    return main(arguments[1:])


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
