"""What can be chosen on a page, from the session alone: the same for the script, the voice and the signs."""

from __future__ import annotations

from typing import Final

from accessibility.script import home, matters, messages, practice
from accessibility.script import preferences as settings
from shared.app.pages import KEYPAD, At
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.flow import Consent, Question
from shared.domain.kinds import Choice
from shared.domain.text import text
from shared.i18n import Translator

HOMES: Final = (At.HOME, At.SERVICES, At.SEARCH)
"""Pages of tiles, each of which opens a service."""


def options_of(session: Session, translator: Translator) -> tuple[Choice, ...]:
    """What can be chosen on this page, tiles too, in the order of the numbers."""
    return home.tiles(session, translator) if session.page.at in HOMES else choices_of(session)


def numbered(session: Session) -> bool:
    """Whether the choices bear numbers: not where digits are what is entered, and 不知道 stands beside the entry."""
    question = session.question()
    return question is None or session.page.at is At.IDENTIFY or not kinds.KINDS[question.kind].keypad


def choices_of(session: Session) -> tuple[Choice, ...]:
    """What can be chosen on this page if it is none of tiles, in the order of the numbers."""
    match session.page.at:
        case At.ITEM:
            return matters.choices(session)
        case At.IDENTIFY:
            cards = tuple(Choice(card.id, card.label) for card in session.cards)
            return (*cards, Choice(KEYPAD, text("kiosk.identify.keypad")))
        case At.PRACTICE | At.PRACTISED:
            return practice.choices(session)
        case At.MESSAGES:
            return messages.offered(session)
        case At.PREFERENCES:
            return settings.offered(session)
        case At.RESUME:
            return (Choice("resume", text("kiosk.resume.old")), Choice("fresh", text("kiosk.resume.new")))
        case At.SCAN:
            return tuple(Choice(paper.id, paper.label) for paper in session.papers())
        case At.CONFIRM_END:
            return (Choice("end", text("kiosk.end.yes")), Choice("stay", text("kiosk.end.no")))
        case _:
            pass
    question = session.question()
    if question is not None:
        return session.choices()
    step = _step(session)
    if isinstance(step, Consent):
        found = [Choice("yes", text("kiosk.consent.give"))]
        return (*found, Choice("no", text("kiosk.consent.refuse"))) if step.refusable else tuple(found)
    return ()


def holds_private(session: Session) -> bool:
    """Whether the review reads back a private answer that can also be said whole."""
    lines = session.journey.review if session.journey is not None and session.page.at is At.REVIEW else ()
    return any(
        isinstance(line.placed.step, Question)
        and session.read_back(line.placed.step, line.answer.value)
        != session.read_back(line.placed.step, line.answer.value, full=True)
        for line in lines
    )


def _step(session: Session) -> object:
    place = session.journey.current if session.journey is not None and session.page.at is At.STEP else None
    return place.step if place is not None else None
