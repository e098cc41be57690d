"""Marks which Chinese a translation was made from, so that a later change of the Chinese shows.

The mark is an extracted comment of the entry (GNU gettext manual, "The Format of PO Files": `#.`), which every reader
and editor of such files keeps: `#. zh: 1f0c9a3e`, the first 8 hex digits of the SHA-256 of the Chinese words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Final

from shared.i18n.catalogue import MARK, Message

DIGITS: Final = 8
_ENTRY: Final = re.compile(r'((?:^#.*\n)*)^msgid "(.+)"$', re.MULTILINE)
_MARK: Final = re.compile(rf"^#\. {MARK}.*\n", re.MULTILINE)
_NOTES: Final = re.compile(r"(?:^#\..*\n)+", re.MULTILINE)


def mark_of(first: Message) -> str:
    """The mark of a message of the first language: 8 hex digits; other notes or another place do not change it."""
    return sha256("\0".join(first.forms).encode()).hexdigest()[:DIGITS]


def stale(ours: Mapping[str, Message], theirs: Mapping[str, Message]) -> Iterator[str]:
    """The ids that both say, where theirs was made from other words than ours are now, or bears no mark."""
    return (id for id in sorted(set(ours) & set(theirs)) if theirs[id].made_from != mark_of(ours[id]))


def marked(content: str, ours: Mapping[str, Message], ids: Collection[str]) -> str:
    """The text of a catalogue file whose entries of these ids are marked as made from our words as they are now.

    Everything else stays as it stands, to the letter.
    """

    def with_mark(entry: re.Match[str]) -> str:
        comments, id = entry[1], entry[2]
        if id not in ids or id not in ours:
            return entry[0]
        mark = f"#. {MARK}{mark_of(ours[id])}\n"
        rest = _MARK.sub("", comments)
        notes = _NOTES.search(rest)
        at = notes.end() if notes else 0
        return f'{rest[:at]}{mark}{rest[at:]}msgid "{id}"'

    return _ENTRY.sub(with_mark, content)
