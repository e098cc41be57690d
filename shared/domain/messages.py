"""What the office tells somebody of its own accord (主动服务): one occasion, why it came, and what can be done.

The office works it out anew from the record at every question, so nothing is stored that could go stale: the same
occasion always has the same id, and what has lost its reason is not there any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from shared.domain.decisions import MARKS, Law
from shared.domain.text import Text, text
from shared.domain.values import Value

MOST_WORDS: Final = 2000
"""Characters of a clerk's words that are shown."""


class Sort(StrEnum):
    """The kinds of occasions; `message.sort.<sort>` is the name of each."""

    CHECK_DUE = "check_due"
    CONTRIBUTION_DUE = "contribution_due"
    APPOINTMENT = "appointment"
    ENTITLED = "entitled"
    DOCUMENT = "document"
    DECISION = "decision"


PROFILE: Final = frozenset({Sort.CHECK_DUE, Sort.CONTRIBUTION_DUE, Sort.ENTITLED})
"""What follows from a look at somebody's record and not from something that they have done here: the switch of
个人信息保护法 第24条 turns exactly these off."""


@dataclass(frozen=True, slots=True)
class Because:
    """A fact that a message rests on: how it is called (message id), its value, who says so, and as of which day."""

    label: str
    value: Value
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Told:
    """One message. `day` is the day that it is about; `flow` what it opens, filled in with `given`; `about` the service
    that it is about; `item` the submission; `words` what a clerk has written."""

    id: str
    sort: Sort
    day: date
    because: tuple[Because, ...] = ()
    law: tuple[Law, ...] = ()
    flow: str = ""
    given: Mapping[str, Value] = field(default_factory=dict)
    about: str = ""
    item: str = ""
    words: str = field(default="", repr=False)

    def title(self, service: str) -> Text:
        """What it is about, in one sentence; `service` is the message id of the title of the service."""
        return text(f"message.{self.sort.value}", day=self.day, service=Text(service))


@dataclass(frozen=True, slots=True)
class Inbox:
    """All that there is for somebody now, most urgent first, and what they have chosen: whether their record may be
    looked at for this (`profile`), and which sorts they never want."""

    told: tuple[Told, ...] = ()
    profile: bool = True
    never: frozenset[Sort] = frozenset()


def inbox_value(inbox: Inbox) -> dict[str, Value]:
    """The answer to the query `messages`."""
    return {
        "rows": tuple(told_value(told) for told in inbox.told),
        "profile": inbox.profile,
        "never": tuple(sorted(sort.value for sort in inbox.never)),
    }


def told_value(told: Told) -> dict[str, Value]:
    """One message as a value."""
    because = tuple({"label": b.label, "value": b.value, "source": b.source, "as_of": b.as_of} for b in told.because)
    return {
        "id": told.id,
        "sort": told.sort.value,
        "day": told.day,
        "because": because,
        "law": tuple({"name": law.name, "article": law.article, "mark": law.mark} for law in told.law),
        "flow": told.flow,
        "given": dict(told.given),
        "about": told.about,
        "item": told.item,
        "words": told.words[:MOST_WORDS],
    }


def inbox_of(value: Value) -> Inbox:
    """The inbox in the answer to a query. What cannot be read is left out: a later office may know further sorts."""
    if not isinstance(value, Mapping):
        return Inbox()
    rows, never = value.get("rows"), value.get("never")
    told = [found for row in (rows if isinstance(rows, tuple) else ()) if (found := told_of(row)) is not None]
    known = {sort.value: sort for sort in Sort}
    words = never if isinstance(never, tuple) else ()
    return Inbox(
        tuple(told),
        value.get("profile") is not False,
        frozenset(known[word] for word in words if isinstance(word, str) and word in known),
    )


def told_of(value: Value) -> Told | None:
    """One message, or None where it cannot be read."""
    if not isinstance(value, Mapping):
        return None
    id, sort, day = value.get("id"), value.get("sort"), value.get("day")
    given = value.get("given")
    if not isinstance(id, str) or not id or sort not in tuple(Sort) or not isinstance(day, date):
        return None
    return Told(
        id,
        Sort(str(sort)),
        day,
        tuple(b for part in _parts(value, "because") if (b := _because(part)) is not None),
        tuple(law for part in _parts(value, "law") if (law := _law(part)) is not None),
        _word(value, "flow"),
        given if isinstance(given, Mapping) else {},
        _word(value, "about"),
        _word(value, "item"),
        _word(value, "words"),
    )


def _parts(value: Mapping[str, Value], name: str) -> tuple[Value, ...]:
    found = value.get(name)
    return found if isinstance(found, tuple) else ()


def _word(value: Mapping[str, Value], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _because(value: Value) -> Because | None:
    if not isinstance(value, Mapping) or "value" not in value:
        return None
    as_of, label = value.get("as_of"), _word(value, "label")
    return Because(label, value["value"], _word(value, "source"), as_of) if label and isinstance(as_of, date) else None


def _law(value: Value) -> Law | None:
    if not isinstance(value, Mapping):
        return None
    name, article = _word(value, "name"), _word(value, "article")
    mark = _word(value, "mark")
    return Law(name, article, mark if mark in MARKS else "") if name and article else None
