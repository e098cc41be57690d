"""Facts with their source and day, in the words of one language: for screen and voice alike."""

from __future__ import annotations

from datetime import date

from shared.domain.messages import Because, Told
from shared.domain.text import Text, text, verbatim
from shared.i18n.translator import Translator


def source_of(source: str, words: Translator) -> Text | None:
    """Who keeps a fact, where the catalogue knows them."""
    id = f"message.source.{source}"
    return Text(id) if source and words.has(id) else None


def from_record(source: str, day: date, words: Translator) -> Text:
    """Where an answer comes from that was there already, and that it is to be looked over."""
    named = source_of(source, words)
    if named is None:
        return text("kiosk.from_record", day=day)
    return text("message.from_record", source=named, day=verbatim(words.value(day)))


def reasons(told: Told, words: Translator) -> tuple[tuple[Text, Text, Text], ...]:
    """Why a message came: each fact's name, its value, and its source and day. What has no name here is left out."""
    return tuple((Text(b.label), _value(b, words), _source(b, words)) for b in told.because if words.has(b.label))


def _value(because: Because, words: Translator) -> Text:
    return verbatim(words.value(because.value, because.label))


def _source(because: Because, words: Translator) -> Text:
    source, day = source_of(because.source, words), verbatim(words.value(because.as_of))
    if source is None:
        return text("message.reason_unnamed", day=day)
    return text("message.reason", source=source, day=day)
