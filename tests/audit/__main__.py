"""`make audit`: every page of every service in every look, against every rule. Interrupted, it goes on where it was."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from accessibility import requirements as asked
from accessibility.preferences import Theme
from accessibility.settings import LANGUAGES
from shared.flows import FLOWS
from tests.audit.ledger import FILE, Ledger, counted
from tests.audit.looks import SCREENS, Look, body, looks
from tests.audit.pairs import pairwise
from tests.audit.rules import RULES, words_and_code
from tests.audit.seen import Finding
from tests.audit.session import audit
from tests.audit.tour import Place, places
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
    found.add_argument("--flows", nargs="*", choices=tuple(FLOWS), help="only these services")
    found.add_argument("--themes", nargs="+", type=Theme, default=list(Theme))
    found.add_argument("--sizes", nargs="+", type=int, choices=asked.TEXT_SIZES, default=list(asked.TEXT_SIZES))
    found.add_argument("--langs", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    found.add_argument("--screens", nargs="+", choices=tuple(SCREENS), default=list(SCREENS))
    found.add_argument("--seconds", type=float, default=0, help="stop after so long; the next run goes on")
    return found


def keyed(_: Place, look: Look) -> bool:
    """Whether that look is gone round by Tab: each theme on the usual kiosk, and each screen in the first theme."""
    usual = look.size == KEYED_SIZE and look.lang == LANGUAGES[0]
    return usual and (look.screen == "portrait" or look.theme is Theme.DAY)


class OutOfTime(Exception):
    """As long as was asked for is over."""


def rounds(every: Sequence[Look]) -> list[list[Look]]:
    """The looks of each way through all pages: first one each, such that any two values meet, then all that are left
    of a screen, language and size."""
    known = {(look.screen, look.lang, body(look.screen, look.size), look.theme): look for look in every}
    parts = zip(*((look.screen, look.lang, look.size, look.theme) for look in every), strict=True)
    rows = pairwise(*(tuple(dict.fromkeys(values)) for values in parts))
    shown = ((screen, lang, body(str(screen), int(str(size))), theme) for screen, lang, size, theme in rows)
    first = [[known[row]] for row in dict.fromkeys(shown) if row in known]
    then: dict[tuple[object, ...], list[Look]] = {}
    for look in every:
        then.setdefault((look.screen, look.lang, look.size), []).append(look)
    return [*first, *then.values()]


async def run(
    ledger: Ledger, every: Sequence[Look], flows: Sequence[str], seconds: float, pages: Sequence[str]
) -> None:
    """Look at everything that was not looked at; raises OutOfTime."""
    began, whole = time.monotonic(), len(pages) * len(every)

    now: Sequence[Look] = ()

    def wanted(place: Place) -> list[Look]:
        return [look for look in now if not ledger.has(place.name, look)]

    def told(place: Place, look: Look, findings: Sequence[Finding]) -> None:
        ledger.add(place.name, look, findings)
        seconds_gone = time.monotonic() - began
        if len(ledger.done) % 20 == 0:
            print(
                f"{len(ledger.done)} of {whole} looks, {len(ledger.findings)} findings, at {place.name}",
                file=sys.stderr,
            )
        if seconds and seconds_gone > seconds:
            raise OutOfTime

    async with chromium() as browser, audit(browser, wanted, told, keyed) as auditing:
        for now in rounds(every):
            if not all(ledger.has(page, look) for page in pages for look in now):
                await auditing.run({id: FLOWS[id] for id in flows})


def report(ledger: Ledger, still: Sequence[Finding], pages: int, all: int, seconds: float) -> None:
    """The table, the first findings, and how far it came."""
    found = [*still, *ledger.findings]
    counts = counted(found)
    print(f"{'rule':<18} {'findings':>8}  what must hold")
    for rule in RULES:
        print(f"{rule.id:<18} {counts[rule.id]:>8}  {rule.says} ({rule.clause})")
    for finding in found[:SHOWN]:
        print(f"{finding.rule}: {finding.page} [{finding.look}] {finding.thing}: {finding.words}")
    if len(found) > SHOWN:
        print(f"… and {len(found) - SHOWN} more in {ledger.file}")
    print(
        f"{len(ledger.done)} of {all} looks ({pages} pages), {len(found)} findings; "
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {seconds:.0f} s in this run"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 everything looked at and nothing found, 1 something found, 2 not finished, 3 no browser."""
    given = parser().parse_args(arguments)
    if executable() is None:
        print("no chromium: apt-get install chromium")
        return 3
    flows = given.flows if given.flows is not None else list(FLOWS)
    every = list(looks(tuple(given.themes), tuple(given.sizes), tuple(given.langs), tuple(given.screens)))
    pages = asyncio.run(places({id: FLOWS[id] for id in flows}))
    ledger, still = Ledger(given.state, fresh=given.fresh), list(words_and_code())
    all, began, whole = len(pages) * len(every), time.monotonic(), False
    try:
        asyncio.run(run(ledger, every, flows, given.seconds, [page.name for page in pages]))
        whole = True
    except (OutOfTime, KeyboardInterrupt):
        print("interrupted: the next run goes on from here", file=sys.stderr)
    finally:
        report(ledger, still, len(pages), all, time.monotonic() - began)
    if ledger.findings or still:
        return 1
    return 0 if whole else 2


if __name__ == "__main__":
    sys.exit(main())
