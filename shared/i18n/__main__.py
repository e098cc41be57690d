"""`python -m shared.i18n check`: the catalogues are complete, or every gap is listed and the exit is 1."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from shared.flows import FLOWS
from shared.i18n.catalogue import CATALOGUES, CatalogueBroken, read_folder
from shared.i18n.check import problems, unused
from shared.i18n.locales import LOCALES
from shared.i18n.uses import uses_in_tree, uses_of_flow

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("shared", "accessibility", "kiosk", "mobile")


def main(arguments: Sequence[str]) -> int:
    """Check every complete language; `check FOLDER` reads the catalogues from another folder."""
    if arguments[:1] != ["check"] or len(arguments) > 2:
        print("usage: python -m shared.i18n check [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else CATALOGUES
    uses = uses_in_tree(ROOT, PACKAGES)
    certain = [*uses.certain, *(use for flow in FLOWS.values() for use in uses_of_flow(flow))]
    try:
        catalogues = {facts.babel: read_folder(folder / facts.babel) for facts in LOCALES.values() if facts.complete}
    except CatalogueBroken as error:
        print(error)
        return 1
    found = sorted(set(problems(catalogues, certain)))
    for problem in found:
        print(problem)
    for id in unused(catalogues, uses):
        print(f"warning: {id}: nothing seems to say it")
    sizes = ", ".join(f"{locale} {len(messages)}" for locale, messages in catalogues.items())
    print(f"catalogues: {sizes} messages, {len({use.id for use in certain})} ids asked for, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
