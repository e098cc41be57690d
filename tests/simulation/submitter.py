"""A process to be killed: keeps a draft, submits it, says so on stdout, and again, until somebody ends it.

`python -m tests.simulation.submitter FILE FIRST`: a store, and the number of the first item.
"""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

from shared.store.store import Store
from tests.fakes.items import draft, sealed
from tests.fakes.ports import FakeClock


def main(path: Path, first: int) -> None:
    store = Store(path, FakeClock())
    for n in itertools.count(first):
        store.drafts.put(draft(f"draft-{n}"), 0)
        item = replace(sealed(n, 500 * (n % 9)), device_seq=store.state.next_seq())
        store.outbox.submit(item, "owner", f"draft-{n}", 1)
        sys.stdout.write(f"{n} {item.device_seq}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
