"""What is said at each step: what one is at, that it is the answer, which one of how many, and where one came to.

What is typed in secret is never said: on its pad only the way is told, from the 5 on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from accessibility.keypad.moves import HOME, Key
from accessibility.keypad.things import Place, Thing, position
from accessibility.script.speakable import tails_apart
from shared.domain.text import Text, text, verbatim


def thing_words(thing: Thing) -> Text:
    """What it is called: its words after what it belongs to, and whether it is chosen."""
    if thing.entry:
        return typed_words(thing)
    name = verbatim(tails_apart(thing.name))
    if thing.context:
        name = text("keypad.within", context=tails_apart(thing.context), what=name)
    if thing.written:
        name = text("keypad.field", what=name)
    return text("keypad.chosen", what=name) if thing.chosen else name


def typed_words(entry: Thing) -> Text:
    """What has been entered so far: character by character, and of a secret only how many."""
    kept = "".join(entry.name.split())
    if not kept:
        return text("keypad.empty")
    if entry.secret:
        return text("keypad.count", n=len(kept))
    return text("keypad.entered", what=" ".join(kept) if kept.isascii() else entry.name)


def moved_words(things: Sequence[Thing], before: str, at: str, key: Key) -> Text:
    """What is said on coming from one thing to another."""
    here = next(thing for thing in things if thing.id == at)
    was = next((thing for thing in things if thing.id == before), None)
    came = was is None or was.place is not here.place
    if here.secret and here.key:
        return text("keypad.secret") if came and at == HOME else text(f"keypad.step.{key.value}")
    said = thing_words(here)
    n, of = position(things, at)
    if here.place is not Place.PAD:
        said = text("keypad.at", what=said, n=n, of=of)
    if came and (was is not None or here.place is not Place.PAGE):
        return text("keypad.come", place=Text(f"keypad.place.{here.place.value}"), what=said)
    return said


def edge_words() -> Text:
    """The row ends here."""
    return text("keypad.edge")


FIRST: Final = "key.1"


def short_words(row: Sequence[Thing]) -> Text:
    """What scanning says of what it comes by: a thing's words, a row of keys by its first and last, another row by all
    that is in it, or of secret keys the way."""
    if any(thing.secret for thing in row if not thing.entry):
        down = Text("keypad.place.pad") if row[0].id == FIRST else Text("keypad.step.down")
        return down if len(row) > 1 else Text("keypad.step.right")
    if len(row) == 1:
        return thing_words(row[0])
    if row[0].place in (Place.BELOW, Place.ABOVE):
        return Text(f"keypad.place.{row[0].place.value}")
    if row[0].place is not Place.PAD:
        return verbatim("，".join(thing.brief or thing.name for thing in row))
    return text("keypad.row", first=row[0].name, last=row[-1].name)
