"""Everything that can be acted on has a role, a name and an identifier; a page has one heading of the first level."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from accessibility.settings import LANGUAGES
from shared.domain.text import text
from shared.i18n import translator
from tests.audit.seen import Finding, Rule, Seen

MISSING: Final = Rule("name.missing", "WCAG 2.2 SC 4.1.2", "a control has a name")
ROLE: Final = Rule("name.role", "WCAG 2.2 SC 4.1.2", "a control has a role")
IDENTIFIER: Final = Rule("name.identifier", "DESIGN, section 5", "a control has an identifier, and no two the same")
PAGE: Final = Rule("name.page", "DESIGN, section 5; WCAG 2.2 SC 2.4.2", "a page has one page.<id>")
RAW: Final = Rule("name.raw", "WCAG 2.2 SC 3.1.5", "no message id or mark of ours is told in place of words")
SAME: Final = Rule("name.same", "WCAG 2.2 SC 2.4.6", "two controls with the same name can be told apart")
STATE: Final = Rule("name.state", "WCAG 2.2 SC 4.1.2", "what the words call chosen is told as chosen")
OPTION: Final = Rule(
    "name.option", "WCAG 2.2 SC 1.3.1, 4.1.2", "an option is told as chosen or not, as a checkbox where several may be"
)
HEADING: Final = Rule("heading.one", "WCAG 2.2 SC 1.3.1, 2.4.6", "a page has one <h1>, and levels are not skipped")
RULES: Final = (MISSING, ROLE, IDENTIFIER, PAGE, RAW, SAME, STATE, OPTION, HEADING)
ROLES: Final = ("button", "textbox", "checkbox", "radio", "switch", "slider", "tab", "link")
ID: Final = re.compile(r"[a-z][a-z_]+(\.[a-z_0-9]+)+")
OURS: Final = re.compile("[\ufdd0-\ufdef]")
"""Noncharacters by which two languages are held together until they are drawn."""
HOME: Final = ("nav.home", "nav.next")
"""Where a page has nothing further, going on goes where home does."""
PERSON: Final = frozenset({"nav.help", "act.person", "act.help"})
"""All of them call a person."""
MARKS: Final = frozenset(translator(code).say(text("ui.chosen")) for code in LANGUAGES)
"""已选, in every language."""
ASKED: Final = ("q.", "consent.")
SEVERAL: Final = "q.several."
CHECKBOX: Final = "checkbox"
ALIKE: Final = ("item.", "review.edit.", "group.", "act.why", "clause.")
"""Where rows of a list have the same action, the row's words stand before it."""


def find(seen: Seen) -> Iterator[Finding]:
    """Names, roles, identifiers, headings."""
    for thing in seen.things:
        if thing.focusable and not thing.said:
            yield seen.finding(MISSING, thing.owner or str(thing.whole), "has no name")
        if thing.focusable and thing.role not in ROLES:
            yield seen.finding(ROLE, thing.owner, f"has the role {thing.role!r}")
        if thing.focusable and not thing.owner:
            yield seen.finding(IDENTIFIER, thing.said, "has no identifier")
        if any(ID.fullmatch(line.strip()) for line in thing.said.split("\n")) or OURS.search(thing.said):
            yield seen.finding(RAW, thing.owner, thing.said)
        if thing.focusable and not thing.chosen and not MARKS.isdisjoint(thing.said.split("\n")):
            yield seen.finding(STATE, thing.owner, f"{thing.said[:20]!r} is told like any other")
    ids = Counter(thing.id for thing in seen.things if thing.id)
    yield from (seen.finding(IDENTIFIER, id, f"stands {n} times") for id, n in ids.items() if n > 1)
    pages = [id for id in ids if id.startswith("page.") and id not in ("page.up", "page.down")]
    if len(pages) != 1:
        yield seen.finding(PAGE, " ".join(pages), f"{len(pages)} pages")
    names: dict[str, list[str]] = defaultdict(list)
    for control in seen.controls:
        if control.said and not control.owner.startswith(ALIKE) and control.owner not in HOME:
            names[control.said].append(control.owner)
    for name, owners in names.items():
        if PERSON.issuperset(owners):
            continue
        if len(owners) > 1 and len({owner.rpartition(".")[2] for owner in owners}) > 1:
            yield seen.finding(SAME, name, f"is the name of {' and '.join(owners)}")
    yield from _options(seen)
    yield from _headings(seen)


def _options(seen: Seen) -> Iterator[Finding]:
    """What a question offers: one of them is the current one, of several each is checked or not."""
    question = next((thing.id for thing in seen.things if thing.id.startswith(ASKED)), "")
    for thing in seen.controls if question else ():
        if not thing.owner.startswith("opt."):
            continue
        if not thing.stated:
            yield seen.finding(OPTION, thing.owner, f"{thing.said[:20]!r} is not told as chosen or not")
        if (thing.role == CHECKBOX) != question.startswith(SEVERAL):
            yield seen.finding(OPTION, thing.owner, f"has the role {thing.role!r} in {question}")


def _headings(seen: Seen) -> Iterator[Finding]:
    levels = [thing.level for thing in seen.things if thing.level]
    if levels.count(1) != 1:
        yield seen.finding(HEADING, seen.page, f"{levels.count(1)} headings of the first level")
    for before, after in pairwise(levels):
        if after > before + 1:
            yield seen.finding(HEADING, seen.page, f"level {after} after {before}")
