"""Kinds answered with words or pictures: text, person, document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import ClassVar, Final

from shared.domain.answers import Problem
from shared.domain.entry import Fill, Gesture, Tap, digits_of, keys
from shared.domain.flow import Kind, Question
from shared.domain.identity import IdFault, read_id_number
from shared.domain.kinds.base import KindRules, Rows
from shared.domain.kinds.numeric import id_problem, tail
from shared.domain.text import Text, text
from shared.domain.values import Value

DEFAULT_LENGTH: Final = 200
NAME_LENGTH: Final = 50
_SIGNS: Final = frozenset(("Cc", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp"))
"""Unicode general categories."""
_TURNING: Final = frozenset("\u200b\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Invisible, and able to make a name read as another; joiners (U+200C, U+200D) stay, since scripts need them."""
_DOCUMENT = re.compile(r"[0-9a-f]{64}", re.ASCII)


def unwritable(words: str) -> bool:
    """Signs that are neither writing nor punctuation: control characters, emoji, what only turns the direction."""
    return any(c in _TURNING or unicodedata.category(c) in _SIGNS for c in words if c != "\n")


class TextKind(KindRules):
    """A few words of one's own; the last resort among the kinds."""

    kind: ClassVar[Kind] = Kind.TEXT
    letters: ClassVar[bool] = True
    has_field: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        words = unicodedata.normalize("NFC", raw).strip()
        return words if words else Problem(text("problem.needed"))

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        most = question.limits.length or DEFAULT_LENGTH
        if not isinstance(value, str) or not value:
            return Problem(text("problem.needed"))
        if len(value) > most:
            return Problem(text("problem.text.length", most=most))
        return Problem(text("problem.text.characters")) if unwritable(value) else None

    def entry(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        return (Fill(f"field.{question.id}", str(value)),)


class PersonKind(KindRules):
    """Another person by name and id number; the value is a mapping with `name` and `id_number`."""

    kind: ClassVar[Kind] = Kind.PERSON
    letters: ClassVar[bool] = True
    private: ClassVar[bool] = True
    keypad: ClassVar[str] = "1234567890X"
    parts: ClassVar[tuple[str, ...]] = ("name", "id_number")
    has_field: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        name, _, number = raw.partition("\n")
        return {"name": unicodedata.normalize("NFC", name).strip(), "id_number": digits_of(number).upper()}

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if not isinstance(value, Mapping):
            return Problem(text("problem.needed"))
        name, number = value.get("name"), value.get("id_number")
        if not isinstance(name, str) or not name:
            return Problem(text("problem.person.name"))
        if len(name) > NAME_LENGTH or unwritable(name):
            return Problem(text("problem.text.characters"))
        found = read_id_number(number) if isinstance(number, str) else IdFault.CHARACTERS
        return id_problem(found) if isinstance(found, IdFault) else None

    def spell(self, question: Question, value: Value) -> str:
        if not isinstance(value, Mapping):
            return super().spell(question, value)
        return f"{value.get('name', '')}\n{value.get('id_number', '')}"

    def masked(self, question: Question, value: Value) -> Text:
        return tail(str(value.get("id_number", ""))) if isinstance(value, Mapping) else super().masked(question, value)

    def say(self, question: Question, value: Value) -> Text:
        if not isinstance(value, Mapping):
            return super().say(question, value)
        return text("kind.person.said", name=str(value["name"]), number=str(value["id_number"]))

    def entry(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        if not isinstance(value, Mapping):
            return ()
        return (
            Tap("act.part.name"),
            Fill(f"field.{question.id}.name", str(value["name"])),
            Tap("act.part.id_number"),
            Tap("key.clear"),
            *keys(str(value["id_number"])),
        )

    def identifiers(self, question: Question, rows: Rows | None = None) -> tuple[str, ...]:
        return (*super().identifiers(question, rows), *(f"act.part.{part}" for part in self.parts))


class DocumentKind(KindRules):
    """A photographed document; the value is a mapping with `sha256` of the manifest and `pages`."""

    kind: ClassVar[Kind] = Kind.DOCUMENT

    def read(self, question: Question, raw: str) -> Value | Problem:
        digest, _, pages = raw.partition(" ")
        if not pages.isdecimal():
            return Problem(text("problem.document.none"))
        return {"sha256": digest, "pages": int(pages)}

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if not isinstance(value, Mapping):
            return Problem(text("problem.document.none"))
        digest, pages = value.get("sha256"), value.get("pages")
        fits = isinstance(digest, str) and _DOCUMENT.fullmatch(digest) and type(pages) is int and 1 <= pages <= 20
        return None if fits else Problem(text("problem.document.none"))

    def spell(self, question: Question, value: Value) -> str:
        if not isinstance(value, Mapping):
            return super().spell(question, value)
        return f"{value.get('sha256', '')} {value.get('pages', 0)}"

    def masked(self, question: Question, value: Value) -> Text:
        return self.say(question, value)

    def say(self, question: Question, value: Value) -> Text:
        pages = value.get("pages") if isinstance(value, Mapping) else 0
        return text("kind.document.said", n=pages if isinstance(pages, int) else 0)

    def entry(self, question: Question, value: Value) -> tuple[Gesture, ...]:
        return (Tap("act.capture"),)

    def identifiers(self, question: Question, rows: Rows | None = None) -> tuple[str, ...]:
        return (*super().identifiers(question, rows), "act.capture")
