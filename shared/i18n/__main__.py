"""`python -m shared.i18n check`: the catalogues are complete, or every gap is listed and the exit is 1."""

from __future__ import annotations

import sys
from pathlib import Path

from shared.flows import FLOWS
from shared.i18n.catalogue import load
from shared.i18n.check import ids_in_tree, ids_of_flow, problems
from shared.i18n.locales import LOCALES

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Check every complete language."""
    if sys.argv[1:] != ["check"]:
        print("usage: python -m shared.i18n check", file=sys.stderr)
        return 2
    used = ids_in_tree(ROOT, ("shared", "accessibility", "kiosk", "mobile"))
    for flow in FLOWS.values():
        used.update(ids_of_flow(flow))
    catalogues = {facts.babel: load(facts.babel) for facts in LOCALES.values() if facts.complete}
    found = sorted(set(problems(catalogues, used)))
    for problem in found:
        print(problem)
    sizes = ", ".join(f"{locale} {len(messages)}" for locale, messages in catalogues.items())
    print(f"catalogues: {sizes} messages, {len(used)} ids used in the code, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
