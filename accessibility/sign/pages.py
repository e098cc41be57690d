"""Which recordings a page shows: those of the messages that its script says, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from accessibility.script.offered import options_of
from accessibility.script.pages import script_of
from accessibility.sign.pack import SignPacks
from accessibility.sign.texts import SIGNED_LANGUAGE, signable
from shared.app.session import Session
from shared.i18n import translator

ADDRESS: Final = "/sign"
"""Where the shell serves the files of packs."""


@dataclass(frozen=True, slots=True)
class Signing:
    """One recording of a page: its message, where its file is served, and its captions."""

    id: str
    source: str
    captions: str


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What there is in sign language for one page, and which messages have no recording (yet)."""

    page: str
    clips: tuple[Signing, ...] = ()
    missing: tuple[str, ...] = ()


def messages_of(session: Session) -> tuple[str, ...]:
    """The signable messages of the page shown now, in the order in which they are said; options last."""
    return tuple(dict.fromkeys(id for id in _said(session) if signable(id)))


def _said(session: Session) -> Iterator[str]:
    words = translator(SIGNED_LANGUAGE)
    for utterance in script_of(session, words).utterances:
        yield utterance.of
    for choice in options_of(session, words):
        yield choice.title.id


def page_signs(session: Session, packs: SignPacks) -> PageSigns:
    """The recordings for the page that the session shows now."""
    clips: list[Signing] = []
    missing: list[str] = []
    for id in messages_of(session):
        found = packs.clip(id)
        if found is None:
            missing.append(id)
        else:
            pack, clip = found
            clips.append(Signing(id, f"{ADDRESS}/{pack.set}/{clip.file}", clip.captions))
    return PageSigns(session.page.id, tuple(clips), tuple(missing))
