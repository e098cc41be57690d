"""`make shots`: pictures of every page in the looks that people have, into build/shots, with a sheet of them.

Interrupted, it goes on where it was; what changes a page's look makes it begin anew. Exit status 1 where a rule of the
audit finds something.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from accessibility import requirements as asked
from accessibility.preferences import Theme
from accessibility.settings import LANGUAGES
from shared.flows import FLOWS
from tests.audit.__main__ import rounds
from tests.audit.ledger import ROOT
from tests.audit.looks import SCREENS, Look, looks
from tests.audit.tour import Place, Tour, places
from tests.audit.words import words_of
from tests.e2e.album import SIZES, THEMES, album, usual
from tests.e2e.browser import chromium, executable
from tests.e2e.geometry import KIOSKS
from tests.e2e.sheet import write
from tests.e2e.taken import Taken

FOLDER: Final = ROOT / "build" / "shots"
LEDGER: Final = "shots.jsonl"
SHOWN: Final = 40
"""Findings that are printed; all of them stand under their pictures."""


def parser() -> argparse.ArgumentParser:
    """Everything by default; less for a quick look."""
    found = argparse.ArgumentParser(prog="python -m tests.e2e.shots", description="Pictures of every page.")
    found.add_argument("--out", type=Path, default=FOLDER, help="where they go (default %(default)s)")
    found.add_argument("--fresh", action="store_true", help="take those anew that are there already")
    found.add_argument("--flows", nargs="*", choices=tuple(FLOWS), help="only these services")
    found.add_argument("--pages", nargs="+", metavar="PATTERN", help="only pages of such names (as in a shell)")
    found.add_argument("--themes", nargs="+", type=Theme, metavar="THEME", help=", ".join(THEMES))
    found.add_argument("--sizes", nargs="+", type=int, choices=asked.TEXT_SIZES)
    found.add_argument("--screens", nargs="+", choices=tuple(SCREENS))
    found.add_argument("--langs", nargs="+", choices=LANGUAGES)
    return found


def wished(given: argparse.Namespace) -> list[Look]:
    """The looks that were asked for; whoever names a part of a look has all those of it, in Chinese on kiosks."""
    if not (given.themes or given.sizes or given.screens or given.langs):
        return list(usual())
    return list(
        looks(
            tuple(given.themes or THEMES),
            tuple(given.sizes or SIZES),
            tuple(given.langs or LANGUAGES[:1]),
            tuple(given.screens or KIOSKS),
        )
    )


async def shoot(ledger: Taken, folder: Path, every: Sequence[Look], flows: Sequence[str], pages: Sequence[str]) -> None:
    """Take every picture that is not there yet: one way through all pages for each screen, language and size."""
    whole = len(pages) * len(every)
    async with chromium() as browser, album(browser, folder) as taking:
        for now in rounds(every):

            async def visit(_: object, place: Place, now: Sequence[Look] = now) -> None:
                for look in now if place.name in pages else ():
                    if not ledger.has(place.name, look):
                        ledger.add(place.name, look, await taking.take(place, look))
                        if len(ledger.done) % 50 == 0:
                            print(f"{time.strftime('%X')} {len(ledger.done)} of {whole}: {place.name}", file=sys.stderr)

            if not all(ledger.has(page, look) for page in pages for look in now):
                with words_of(now):
                    await Tour(taking.stage.begin, visit).whole({id: FLOWS[id] for id in flows})


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 all is well, 1 something was found, 2 not finished, 3 there is no browser."""
    given = parser().parse_args(arguments)
    if executable() is None:
        print("no chromium: apt-get install chromium")
        return 3
    given.out.mkdir(parents=True, exist_ok=True)
    flows = given.flows if given.flows is not None else list(FLOWS)
    known = [place.name for place in asyncio.run(places({id: FLOWS[id] for id in flows}))]
    pages = [page for page in known if any(fnmatch(page, pattern) for pattern in given.pages or "*")]
    ledger, every = Taken(given.out / LEDGER, fresh=given.fresh), wished(given)
    before, began, status = len(ledger.done), time.monotonic(), 2
    try:
        asyncio.run(shoot(ledger, given.out, every, flows, pages))
        status = 1 if ledger.findings else 0
    except KeyboardInterrupt:
        print("interrupted: the next run goes on from here", file=sys.stderr)
    finally:
        index = write(given.out, ledger)
        for finding in ledger.findings[:SHOWN]:
            print(f"{finding.rule}: {finding.page} [{finding.look}] {finding.thing}: {finding.words}")
        print(
            f"{len(ledger.done)} looks at {len(pages)} pages, {len(ledger.findings)} findings; "
            f"{len(ledger.done) - before} in {time.monotonic() - began:.0f} s of this run: {index}"
        )
    return status


if __name__ == "__main__":
    sys.exit(main())
