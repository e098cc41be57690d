"""The rules by family. A rule is a pure function of what was seen; those of words and code look at no page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from tests.audit.rules import contrast, edges, language, lint, names, order, places, reading, targets, text
from tests.audit.seen import Finding, Rule, Seen

FAMILIES: Final = (contrast, targets, text, edges, places, names, order, language, lint, reading)
OF_PAGES: Final[tuple[Callable[[Seen], Iterable[Finding]], ...]] = (
    contrast.find,
    targets.find,
    text.find,
    edges.find,
    names.find,
    order.find,
    language.find,
)
RULES: Final[tuple[Rule, ...]] = tuple(rule for family in FAMILIES for rule in family.RULES)


def judge(seen: Seen) -> tuple[Finding, ...]:
    """Everything that is wrong with a page in a look, each thing once."""
    return tuple(dict.fromkeys(finding for find in OF_PAGES for finding in find(seen)))


def words_and_code() -> Iterator[Finding]:
    """What is wrong with tokens, code and catalogues, on whatever page."""
    yield from contrast.of_tokens()
    yield from lint.find()
    yield from reading.find()
