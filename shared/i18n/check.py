"""Proves of the catalogues that nothing is missing: ids, placeholders, notes, no strangers, all that the code says."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping

from shared.i18n.catalogue import CLERKS, ON_A_PHONE, Message
from shared.i18n.translator import ROW
from shared.i18n.uses import Use, Uses

Catalogues = Mapping[str, Mapping[str, Message]]
"""Locale → id → message."""


def problems(catalogues: Catalogues, used: Iterable[Use] = ()) -> Iterator[str]:
    """Everything that is wrong, a line each, beginning with the locale and the id."""
    uses = tuple(used)
    for locale, messages in catalogues.items():
        for message in messages.values():
            yield from (f"{locale}: {message.id}: {fault}" for fault in _faults(message))
        for use in uses:
            message_used = messages.get(use.id)
            if message_used is None:
                yield f"{locale}: {use.id}: not in the catalogue, used in {use.where}"
            elif use.args is not None and (lacking := _all_placeholders(message_used) - use.args):
                yield f"{locale}: {use.id}: {use.where} gives no {', '.join(sorted(lacking))}"
            elif use.args is not None and len(message_used.forms) > 1 and "n" not in use.args:
                yield f"{locale}: {use.id}: has a plural, but {use.where} gives no n"
    yield from _differences(catalogues)


def for_citizens(kept: Catalogues, locale: str, messages: Mapping[str, Message]) -> Catalogues:
    """The first locale's messages for citizens beside those of a locale that says no others."""
    (first, ours), *_ = kept.items()
    return {first: {id: message for id, message in ours.items() if message.prefix not in CLERKS}, locale: messages}


def unused(catalogues: Catalogues, uses: Uses) -> list[str]:
    """The ids of the first locale that nothing seems to say; a warning, since ids may come from data."""
    first = next(iter(catalogues.values()))
    return sorted(id for id in first if not uses.may_use(id.removeprefix(ON_A_PHONE)))


def _faults(message: Message) -> Iterator[str]:
    if message.id.partition(".")[0] != message.prefix:
        yield f"stands in {message.prefix}.po"
    if not any(note.strip() for note in message.notes):
        yield "no note for translators"
    if not all(form.strip() for form in message.forms):
        yield "empty"
    if message.fuzzy:
        yield "marked fuzzy"
    try:
        for form in message.forms:
            placeholders(form)
    except ValueError:
        yield "its braces do not fit"


def _differences(catalogues: Catalogues) -> Iterator[str]:
    (first, ours), *others = catalogues.items()
    for other, theirs in others:
        for id in sorted(set(ours) ^ set(theirs)):
            yield f"{other if id in ours else first}: {id}: missing"
        for id in sorted(set(ours) & set(theirs)):
            if _all_placeholders(ours[id]) != _all_placeholders(theirs[id]):
                yield f"{other}: {id}: other placeholders than in {first}"


def placeholders(form: str) -> frozenset[str]:
    """The names in braces; ValueError where the braces do not fit or a name is not a plain one."""
    found: set[str] = set()
    for _, name, spec, conversion in string.Formatter().parse(form):
        if name is None:
            continue
        if not name.isidentifier() or spec not in ("", ROW) or conversion:
            raise ValueError("a placeholder is a plain name in braces, or a list's with `:row`")
        found.add(name)
    return frozenset(found)


def _all_placeholders(message: Message) -> frozenset[str]:
    try:
        return frozenset().union(*(placeholders(form) for form in message.forms))
    except ValueError:
        return frozenset()
