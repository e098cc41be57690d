"""`python -m shared.i18n check`: the catalogues are complete, or every gap is listed and the exit is 1.

`python -m shared.i18n mark ko home.pension`: this translation was made from the Chinese as it is now.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from shared.flows import EVERY
from shared.i18n.catalogue import CATALOGUES, CatalogueBroken, Message, read_folder
from shared.i18n.check import for_citizens, problems, unused
from shared.i18n.locales import LOCALES
from shared.i18n.marks import marked, stale
from shared.i18n.uses import uses_in_tree, uses_of_flow

ROOT = Path(__file__).resolve().parents[2]
MOST = 20
"""So many gaps of a language that is not offered are shown."""
PACKAGES = ("shared", "accessibility", "kiosk", "mobile")
FIRST = LOCALES["zh"].babel
TRANSLATED = [facts.babel for facts in LOCALES.values() if not facts.kept]
"""Languages that others make from the Chinese, later than it is written."""


def main(arguments: Sequence[str]) -> int:
    """Runs one command; both read the catalogues from another folder where one is given."""
    parser = argparse.ArgumentParser(prog="python -m shared.i18n")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="list what lacks, and what was made from an older Chinese")
    check.add_argument("folder", nargs="?", type=Path, default=CATALOGUES)
    mark = commands.add_parser("mark", help="say that translations were made from the Chinese as it is now")
    mark.add_argument("locale", nargs="?", choices=TRANSLATED, help="all of them, unless one is named")
    mark.add_argument("ids", nargs="*", help="all messages, unless some are named")
    mark.add_argument("--folder", type=Path, default=CATALOGUES)
    given = parser.parse_args(arguments)
    try:
        if given.command == "mark":
            return _mark(given.folder, [given.locale] if given.locale else TRANSLATED, given.ids)
        return _check(given.folder)
    except CatalogueBroken as error:
        print(error)
        return 1


def _check(folder: Path) -> int:
    """Checks every language, also against what is used.

    What is wrong with a language that is not kept complete by everybody is a warning: it is not offered meanwhile. What
    was made from an older Chinese is a warning too, and is still said: most changes are small, and no word is worse.
    """
    uses = uses_in_tree(ROOT, PACKAGES)
    certain = [*uses.certain, *(use for flow in EVERY.values() for use in uses_of_flow(flow))]
    catalogues = {facts.babel: read_folder(folder / facts.babel) for facts in LOCALES.values() if facts.kept}
    others = {locale: read_folder(folder / locale) for locale in TRANSLATED}
    found = sorted(set(problems(catalogues, certain)))
    for problem in found:
        print(problem)
    for locale, messages in others.items():
        _warn(sorted(set(problems(for_citizens(catalogues, locale, messages)))), locale)
        old = list(stale(catalogues[FIRST], messages))
        _warn([f"{locale}: {id}: made from other Chinese than there is now" for id in old], locale)
        print(f"{locale}: {len(old)} of {len(messages)} messages made from an older Chinese")
    for id in unused(catalogues, uses):
        print(f"warning: {id}: nothing seems to say it")
    sizes = ", ".join(f"{locale} {len(messages)}" for locale, messages in (catalogues | others).items())
    print(f"catalogues: {sizes} messages, {len({use.id for use in certain})} ids asked for, {len(found)} problems")
    return 1 if found else 0


def _mark(folder: Path, locales: Sequence[str], ids: Collection[str]) -> int:
    """Marks entries, all or those of some ids, and names each whose mark changed; 1 where an id is nobody's."""
    ours = read_folder(folder / FIRST)
    unknown = sorted(set(ids) - set(ours))
    for id in unknown:
        print(f"{FIRST}: {id}: missing")
    for locale in locales:
        before = read_folder(folder / locale)
        _write_marks(folder / locale, ours, ids or ours)
        after = read_folder(folder / locale)
        for id in (id for id in sorted(after) if after[id].made_from != before[id].made_from):
            print(f"{locale}: {id}: marked")
    return 1 if unknown else 0


def _write_marks(folder: Path, ours: Mapping[str, Message], ids: Collection[str]) -> None:
    for file in sorted(folder.glob("*.po")):
        content = file.read_text("utf-8")
        if (new := marked(content, ours, ids)) != content:
            file.write_text(new, "utf-8", newline="\n")


def _warn(found: Sequence[str], locale: str) -> None:
    for problem in found[:MOST]:
        print(f"warning: {problem}")
    if len(found) > MOST:
        print(f"warning: {locale}: and {len(found) - MOST} more")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
