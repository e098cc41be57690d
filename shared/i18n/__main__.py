"""`python -m shared.i18n check`: the catalogues are complete, or every gap is listed and the exit is 1."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from shared.flows import EVERY
from shared.i18n.catalogue import CATALOGUES, CatalogueBroken, read_folder
from shared.i18n.check import for_citizens, problems, unused
from shared.i18n.locales import LOCALES
from shared.i18n.uses import uses_in_tree, uses_of_flow

ROOT = Path(__file__).resolve().parents[2]
MOST = 20
"""So many gaps of a language that is not offered are shown."""
PACKAGES = ("shared", "accessibility", "kiosk", "mobile")


def main(arguments: Sequence[str]) -> int:
    """Check every language, also against what is used; `check FOLDER` reads the catalogues from another folder.

    What is wrong with a language that is not kept complete by everybody is a warning: it is not offered meanwhile.
    """
    if arguments[:1] != ["check"] or len(arguments) > 2:
        print("usage: python -m shared.i18n check [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else CATALOGUES
    uses = uses_in_tree(ROOT, PACKAGES)
    certain = [*uses.certain, *(use for flow in EVERY.values() for use in uses_of_flow(flow))]
    try:
        catalogues = {facts.babel: read_folder(folder / facts.babel) for facts in LOCALES.values() if facts.kept}
        others = {facts.babel: read_folder(folder / facts.babel) for facts in LOCALES.values() if not facts.kept}
    except CatalogueBroken as error:
        print(error)
        return 1
    found = sorted(set(problems(catalogues, certain)))
    for problem in found:
        print(problem)
    for locale, messages in others.items():
        _warn(sorted(set(problems(for_citizens(catalogues, locale, messages)))), locale)
    for id in unused(catalogues, uses):
        print(f"warning: {id}: nothing seems to say it")
    sizes = ", ".join(f"{locale} {len(messages)}" for locale, messages in (catalogues | others).items())
    print(f"catalogues: {sizes} messages, {len({use.id for use in certain})} ids asked for, {len(found)} problems")
    return 1 if found else 0


def _warn(found: Sequence[str], locale: str) -> None:
    for problem in found[:MOST]:
        print(f"warning: {problem}")
    if len(found) > MOST:
        print(f"warning: {locale}: and {len(found) - MOST} more")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
