"""What the audit's rules of targets and edges find on the page of any window, however it came there."""

from __future__ import annotations

from typing import Final

from accessibility.preferences import Theme
from tests.audit.camera import marked, thing_of
from tests.audit.looks import SCREENS, Look
from tests.audit.rules import edges, targets
from tests.audit.seen import Seen
from tests.audit.stage import PROBE
from tests.e2e.window import Window

KIOSKS: Final = {name: (kind.width, kind.height) for name, kind in SCREENS.items() if not (kind.phone or kind.inches)}
"""Kiosks' screens in dp whose inches nobody named."""


async def faults(window: Window) -> tuple[str, ...]:
    """What is wrong with the places of what is shown, in words; empty when nothing is.

    A page may run on below the view, where `page.down` reaches it; its first and last row may be cut there.
    """
    await window.ask(f"() => {{ if (!window.probe) {{ {PROBE.read_text('utf-8')} }} }}")
    body = await window.ask("() => window.probe.body()")
    size = window.page.viewport_size or {"width": 0, "height": 0}
    shape = (size["width"], size["height"])
    screen = next(name for name, kind in SCREENS.items() if (kind.width, kind.height) == shape and not kind.inches)
    things = tuple(map(thing_of, body["things"]))
    seen = Seen(await window.at(), Look(Theme.DAY, 30, body["lang"], screen), body["lang"], False, body["wide"], things)
    seen = marked(seen)
    return tuple(f"{f.rule}: {f.thing}: {f.words}" for find in (targets.find, edges.find) for f in find(seen))
