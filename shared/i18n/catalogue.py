"""Reads the catalogues: `catalogues/<locale>/<prefix>.po`, where the prefix is the id's part before the first dot."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.messages.pofile import PoFileError, read_po


class CatalogueBroken(Exception):
    """A catalogue file that cannot be read; names file and cause."""


@dataclass(frozen=True, slots=True)
class Message:
    """One entry: its forms (one, or singular and plural), its notes for translators, and its file's prefix."""

    id: str
    forms: tuple[str, ...]
    notes: tuple[str, ...]
    prefix: str


def parse_catalogue(prefix: str, content: bytes, locale: str) -> dict[str, Message]:
    """The messages of one file; raises CatalogueBroken."""
    try:
        catalogue = read_po(io.BytesIO(content), locale=locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueBroken(f"{locale}/{prefix}.po: {type(error).__name__}: {error}") from error
    found: dict[str, Message] = {}
    for entry in catalogue:
        id = entry.id[0] if isinstance(entry.id, list | tuple) else entry.id
        if not id:
            continue
        forms = tuple(entry.string) if isinstance(entry.string, list | tuple) else (entry.string or "",)
        found[id] = Message(id, forms, tuple(entry.auto_comments), prefix)
    return found


@cache
def load(locale: str) -> Mapping[str, Message]:
    """Every message of a locale (babel name), all prefixes together."""
    found: dict[str, Message] = {}
    folder = files("shared.i18n") / "catalogues" / locale
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".po"):
            found.update(parse_catalogue(file.name.removesuffix(".po"), file.read_bytes(), locale))
    return found
