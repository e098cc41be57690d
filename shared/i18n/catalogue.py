"""Reads the catalogues: `catalogues/<locale>/<prefix>.po`, where the prefix is the id's part before the first dot."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

CATALOGUES: Final[Traversable] = files("shared.i18n") / "catalogues"
PACKED: Final = "packed.json"
"""What a locale says to citizens, id → its forms, where it lies in place of the files: for a phone, which opens faster
so, and has nobody who translates."""
CLERKS: Final = frozenset({"desk"})
"""Catalogues for clerks, who work in the languages that are kept complete."""
ON_A_PHONE: Final = "phone.for."
"""Before the id of a message: what a phone says in its place, which has no card reader and no staff beside it."""
ENTRY: Final = re.compile(r'^msgid "(.+)"\n(?:msgid_plural .*\n)?((?:msgstr.*\n|".*(?:\n|$))+)', re.MULTILINE)
WORDS: Final = re.compile(r'"[^"]')
MARK: Final = "zh: "
"""Begins the note that says which Chinese an entry was made from (`marks`)."""
PLACEHOLDER: Final = re.compile(r"\{(\w+)(?::row)?\}")


class CatalogueBroken(Exception):
    """A catalogue file that cannot be read; names file and cause."""


@dataclass(frozen=True, slots=True)
class Message:
    """One entry: its forms (one, or singular and plural), its notes for translators, and its file's prefix.

    `made_from`: the mark of the Chinese words that a translation was made from (`marks.mark_of`).
    """

    id: str
    forms: tuple[str, ...]
    notes: tuple[str, ...]
    prefix: str
    fuzzy: bool = False
    made_from: str = ""


def parse_catalogue(prefix: str, content: bytes, locale: str) -> dict[str, Message]:
    """The messages of one file; raises CatalogueBroken, also for an id that stands twice."""
    # Only here, since a phone has nothing to parse, and no time.
    from babel.messages.pofile import PoFileError, read_po

    where = f"{locale}/{prefix}.po"
    try:
        catalogue = read_po(io.BytesIO(content), locale=locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueBroken(f"{where}: {type(error).__name__}: {error}") from error
    ids = re.findall(rb'^msgid "(.+)"', content, re.MULTILINE)
    if twice := sorted({id.decode() for id in ids if ids.count(id) > 1}):
        raise CatalogueBroken(f"{where}: twice: {', '.join(twice)}")
    found: dict[str, Message] = {}
    for entry in catalogue:
        id = entry.id[0] if isinstance(entry.id, list | tuple) else entry.id
        if not id:
            continue
        forms = tuple(entry.string) if isinstance(entry.string, list | tuple) else (entry.string or "",)
        notes = tuple(note for note in entry.auto_comments if not note.startswith(MARK))
        marks = [note.removeprefix(MARK) for note in entry.auto_comments if note.startswith(MARK)]
        found[id] = Message(id, forms, notes, prefix, entry.fuzzy, marks[-1] if marks else "")
    return found


def read_folder(folder: Traversable) -> Mapping[str, Message]:
    """Every message of the locale that the folder is named after, all prefixes together, none where it is not there;
    raises CatalogueBroken."""
    found: dict[str, Message] = {}
    if not folder.is_dir():
        return found
    if (folder / PACKED).is_file():
        return {id: Message(id, tuple(forms), (), id.partition(".")[0]) for id, forms in _unpacked(folder).items()}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".po"):
            found.update(parse_catalogue(file.name.removesuffix(".po"), file.read_bytes(), folder.name))
    return found


def pack(folder: Traversable) -> bytes:
    """What `PACKED` holds for the files of that folder: what a phone says in place of a kiosk's words in their place;
    raises CatalogueBroken."""
    entries = read_folder(folder)
    citizens = {
        id: entries.get(ON_A_PHONE + id, entry).forms
        for id, entry in entries.items()
        if entry.prefix not in CLERKS and not id.startswith(ON_A_PHONE)
    }
    return json.dumps(citizens, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _unpacked(folder: Traversable) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((folder / PACKED).read_bytes())
    return found


def said(locale: str) -> Mapping[str, frozenset[str]]:
    """What a locale says to citizens: id → its placeholders. A glance at our own files, much faster than `load`.

    Entries without words, and a locale without files, say nothing.
    """
    folder = CATALOGUES / locale
    if (folder / PACKED).is_file():
        packed = {id: "".join(forms) for id, forms in _unpacked(folder).items()}
        return {id: frozenset(PLACEHOLDER.findall(words)) for id, words in packed.items() if words}
    found: dict[str, frozenset[str]] = {}
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name.endswith(".po") and file.name.removesuffix(".po") not in CLERKS:
            for id, words in ENTRY.findall(file.read_text("utf-8")):
                if WORDS.search(words):
                    found[id] = frozenset(PLACEHOLDER.findall(words))
    return found


def lacking(ours: Mapping[str, frozenset[str]], theirs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The ids that another locale does not say, or says with other placeholders."""
    return tuple(sorted(id for id, names in ours.items() if theirs.get(id) != names))


@cache
def load(locale: str) -> Mapping[str, Message]:
    """Our own catalogues of a locale (babel name), read once."""
    return read_folder(CATALOGUES / locale)
