"""`make audit`: every page of every service in every look, against every rule. Interrupted, it goes on where it was."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from accessibility import requirements as asked
from accessibility.preferences import Theme
from accessibility.settings import LANGUAGES
from shared.domain.flow import Flow
from shared.flows import FLOWS
from shared.ui.quick import quicken
from tests.audit.digest import tabs
from tests.audit.ledger import FILE, Ledger, counted
from tests.audit.looks import SCREENS, TURNED, Look, looks
from tests.audit.names import Names
from tests.audit.rules import RULES, words_and_code
from tests.audit.seen import Finding
from tests.audit.session import audit
from tests.audit.tour import Place, places
from tests.audit.words import words_of
from tests.e2e.browser import chromium, executable

KEYED_SIZE = 30
"""The text size at which pages are gone round by the Tab key."""
SHOWN = 40
"""Findings that are printed; all of them stand in the ledger."""


def parser() -> argparse.ArgumentParser:
    """Everything by default; less for a quick look."""
    found = argparse.ArgumentParser(prog="python -m tests.audit", description="Every page in every look.")
    found.add_argument("--state", type=Path, default=FILE, help="where it keeps what it saw (default %(default)s)")
    found.add_argument("--fresh", action="store_true", help="begin anew")
    found.add_argument("--again", action="store_true", help="look again where something was found")
    found.add_argument("--flows", nargs="*", choices=tuple(FLOWS), help="only these services")
    found.add_argument("--themes", nargs="+", type=Theme, default=list(Theme))
    found.add_argument("--sizes", nargs="+", type=int, choices=asked.TEXT_SIZES, default=list(asked.TEXT_SIZES))
    found.add_argument("--langs", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    found.add_argument("--screens", nargs="+", choices=tuple(SCREENS), default=list(SCREENS))
    found.add_argument("--share", type=share, default=(0, 1), metavar="K/N", help="the K-th of N runs side by side")
    found.add_argument("--count", action="store_true", help="look at nothing, and tell how many are known")
    found.add_argument("--seconds", type=float, default=0, help="stop after so long; the next run goes on")
    return found


def share(told: str) -> tuple[int, int]:
    """The first of two, "1/2", as 0 and 2."""
    which, of = (int(number) for number in told.split("/"))
    return which - 1, of


def keyed(_: Place, look: Look) -> bool:
    """Whether that look is gone round by Tab: each theme on the usual kiosk, and each screen in the first theme."""
    usual = look.size == KEYED_SIZE and look.lang == LANGUAGES[0]
    return usual and (look.screen == "portrait" or look.theme is TURNED)


class OutOfTime(Exception):
    """As long as was asked for is over."""


def rounds(every: Sequence[Look]) -> list[list[Look]]:
    """The looks of each way through all pages: every page in one theme first, Chinese before the other languages; then
    what others paint anew, size by size, since a page that is laid out already costs less."""
    found: dict[tuple[bool, str, str], list[Look]] = {}
    for look in every:
        found.setdefault((look.theme is TURNED, look.lang, look.screen), []).append(look)
    order = [
        (turned, lang, screen)  # there and back, so that shares have as much to do
        for turned, (n, lang) in product((True, False), enumerate(LANGUAGES))
        for screen in (tuple(SCREENS) if n % 2 == 0 else tuple(SCREENS)[::-1])
    ]
    return [there_and_back(found[of]) for of in order if of in found]


def there_and_back(of: Sequence[Look]) -> list[Look]:
    """From each size to the next without changing colours."""
    found: list[Look] = []
    for n, size in enumerate(sorted({look.size for look in of})):
        themes = [look for look in of if look.size == size]
        found += themes if n % 2 == 0 else themes[::-1]
    return found


@dataclass(slots=True)
class Run:
    """One run: what is known by name, and what was seen of it."""

    names: Names
    ledger: Ledger
    every: Sequence[Look]
    pages: Sequence[Place]
    flows: Mapping[str, Flow]

    def seen(self, place: Place, look: Look) -> bool:
        """Whether what that place shows in that look was looked at."""
        return self.ledger.has(self.names.name(place.name, look), keyed=keyed(place, look))

    def left(self, looks: Sequence[Look]) -> int:
        """How many of these are still to be had, of those whose names are known."""
        return sum(not self.seen(page, look) for look in looks if str(look) in self.names.of for page in self.pages)

    async def look(self, seconds: float, share: tuple[int, int]) -> None:
        """Look at everything of that share that was not looked at; raises OutOfTime."""
        began = time.monotonic()
        now: Sequence[Look] = ()
        keys, left = False, 0

        def round_by_tab(place: Place, look: Look) -> bool:
            return keys and keyed(place, look)

        def wanted(place: Place) -> list[Look]:
            return [look for look in now if not known(place, look)]

        def known(place: Place, look: Look) -> bool:
            return self.ledger.has(self.names.name(place.name, look), keyed=round_by_tab(place, look))

        def told(place: Place, look: Look, findings: Sequence[Finding]) -> None:
            nonlocal left
            name = self.names.name(place.name, look)
            self.ledger.add(name, place.name, look, findings, keyed=round_by_tab(place, look))
            left -= 1
            if left % 20 == 0:
                print(f"{left} left of {', '.join(map(str, now))}; at {place.name}", file=sys.stderr)
            if seconds and time.monotonic() - began > seconds:
                raise OutOfTime

        async with chromium() as browser, audit(browser, wanted, told, round_by_tab) as auditing:
            mine = rounds(self.every)[share[0] :: share[1]]
            for by_tab, now in product((False, True), mine):  # a round by Tab takes long, and comes last
                keys = by_tab
                await self.names.know(now)
                left = sum(len(wanted(page)) for page in self.pages)
                if left:
                    with words_of(now):
                        await auditing.run(self.flows)

    def report(self, still: Sequence[Finding], seconds: float) -> list[Finding]:
        """The table, the first findings, and how far it came; what was found."""
        known = self.names.known(self.every)
        found = [*still, *self.ledger.findings(name for _, _, name in known)]
        counts = counted(found)
        print(f"{'rule':<18} {'findings':>8}  what must hold")
        for rule in RULES:
            print(f"{rule.id:<18} {counts[rule.id]:>8}  {rule.says} ({rule.clause})")
        for finding in found[:SHOWN]:
            print(f"{finding.rule}: {finding.page} [{finding.look}] {finding.thing}: {finding.words}")
        if len(found) > SHOWN:
            print(f"… and {len(found) - SHOWN} more in {self.ledger.file}")
        whole, left = len(self.pages) * len(self.every), self.left(self.every)
        print(
            f"{len(known) - left} of {whole} looks known ({len(self.pages)} pages), {left} left, "
            f"{whole - len(known)} not compared yet; {len(found)} findings; "
            f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {seconds:.0f} s in this run"
        )
        return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 everything looked at and nothing found, 1 something found, 2 not finished, 3 no browser."""
    given = parser().parse_args(arguments)
    if executable() is None:
        print("no chromium: apt-get install chromium")
        return 3
    quicken()
    flows = {id: FLOWS[id] for id in (given.flows if given.flows is not None else FLOWS)}
    every = list(looks(tuple(given.themes), tuple(given.sizes), tuple(given.langs), tuple(given.screens)))
    names = Names(flows, given.state.with_name("names.jsonl"))
    ledger = Ledger(given.state, tabs=tabs(), fresh=given.fresh, again=given.again)
    run = Run(names, ledger, every, asyncio.run(places(flows)), flows)
    still, began, whole = list(words_and_code()), time.monotonic(), False
    try:
        asyncio.run(names.know(every) if given.count else run.look(given.seconds, given.share))
        whole = not run.left(every)
    except (OutOfTime, KeyboardInterrupt, TimeoutError) as error:
        print(f"interrupted: the next run goes on from here. {error}", file=sys.stderr)
    finally:
        found = run.report(still, time.monotonic() - began)
    if found:
        return 1
    return 0 if whole else 2


if __name__ == "__main__":
    sys.exit(main())
