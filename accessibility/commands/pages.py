"""What may be said on a page: derived from the session as its script is, never written per flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from accessibility.commands.grammar import Command, Entering, Grammar, Risk, closed
from accessibility.commands.spoken import SAID, words_of
from accessibility.preferences import Preferences
from accessibility.requirements import FAILURES_BEFORE_A_PERSON
from accessibility.script.numerals import few, number
from accessibility.script.offered import HOMES, holds_private, numbered, options_of
from accessibility.settings import CODE, ROOMS, SETTINGS
from shared.app.pages import At
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.decisions import Decision, Finding, Listing, Result
from shared.domain.flow import Group, Kind, Question
from shared.domain.text import Text, text, verbatim
from shared.i18n import Translator

ALWAYS: Final = (
    "nav.next",
    "nav.back",
    "nav.home",
    "nav.repeat",
    "nav.help",
    "nav.larger",
    "nav.smaller",
    "nav.contrast",
    "nav.language",
    "nav.speech",
    "nav.sign",
    "nav.end",
    "page.down",
    "page.up",
    "voice.slower",
    "voice.faster",
    "voice.louder",
    "voice.softer",
    "voice.say",
    "voice.stop",
)
"""What may be said on every page (ACCESSIBILITY, Speak); `voice.…` are done by the listener itself."""
BY_HAND: Final = frozenset((Kind.PIN, Kind.TEXT, Kind.PERSON))
"""A PIN is never said aloud; names and free text are not in any closed set."""
MOVES: Final = (*HOMES, At.ITEM, At.PREFERENCES, At.PRACTICE, At.PRACTISED)
"""Pages on which choosing only leads somewhere else, or changes how one is met."""
SEPARATOR: Final = "|"
"""Between the phrases of one message."""


def grammar_of(session: Session, translator: Translator, preferences: Preferences | None = None) -> Grammar:
    """The closed set of the page that the session shows now, to a person who is met in that way."""
    question = session.question()
    asks = question if session.page.at is not At.IDENTIFY else None
    kind = asks.kind if asks is not None else None
    entering = None
    if asks is not None and (words := words_of(asks.kind, translator.code)):
        entering = Entering(asks, words)
    by_hand = kind in BY_HAND or (entering is None and kind in SAID)
    in_full = preferences is not None and preferences.in_full
    found = (*_always(translator), *_options(session, translator), *_acts(session, asks, translator, in_full))
    return closed(session.page.id, translator.code, iter(found), entering, by_hand)


def phrases(translator: Translator, id: str, **values: str) -> tuple[str, ...]:
    """The phrases of a message."""
    said = translator.say(text(id, **values))
    return tuple(phrase.strip() for phrase in said.split(SEPARATOR) if phrase.strip())


def _always(translator: Translator) -> Iterator[Command]:
    for does in ALWAYS:
        yield _moves(does, translator, f"say.{does}")


def _moves(does: str, translator: Translator, id: str, risk: Risk = Risk.MOVE) -> Command:
    """A command that is called by the first of its phrases."""
    said = phrases(translator, id)
    return Command(does, verbatim(said[0]), said, risk)


def number_phrases(translator: Translator, id: str, n: int) -> tuple[str, ...]:
    """Phrases with a number as it is said."""
    if translator.code == "zh":
        return tuple(dict.fromkeys((*phrases(translator, id, n=number(n)), *phrases(translator, id, n=few(n)))))
    names = phrases(translator, "say.numbers")
    return phrases(translator, id, n=names[n - 1]) if n <= len(names) else ()


def _options(session: Session, translator: Translator) -> Iterator[Command]:
    """Every option by its words and by its number."""
    for n, choice in enumerate(options_of(session, translator), 1):
        said = [translator.say(choice.title)]
        flow = session.ports.flows.get(choice.value) if session.page.at in HOMES else None
        if flow is not None:
            said += [translator.say(Text(flow.title)), *(flow.says if translator.code == "zh" else ())]
        elif choice.value in ("yes", "no"):
            said += phrases(translator, f"say.{choice.value}")
        words = (*said, *(number_phrases(translator, "say.option", n) if numbered(session) else ()))
        yield Command(_control(session, choice.value), choice.title, words, _risk(session), choice.value)


def _control(session: Session, value: str) -> str:
    match session.page.at:
        case at if at in HOMES:
            return f"act.{value}" if value.startswith("group.") else f"home.{value}"
        case At.CONFIRM_END:
            return f"act.{value}"
        case At.PRACTICE:
            return f"home.{value}"
        case At.PRACTISED:
            return f"act.practice.{value}"
        case At.ITEM:
            return f"item.{session.page.key}.{value}"
        case At.PREFERENCES:
            return preference(session.page.key, value)
        case At.MESSAGES:
            told = session.message()
            return f"item.{told.id if told is not None else ''}.{value}"
        case _:
            return f"opt.{value}"


def preference(page: str, value: str) -> str:
    """The control of a choice on one of the pages of preferences."""
    if page in SETTINGS:
        return f"pref.{page}.{value}"
    rooms = (*ROOMS, CODE) if not page else ROOMS.get(page, ())
    return f"act.pref.{value}" if value in rooms else f"pref.preset.{value}"


def _risk(session: Session) -> Risk:
    """Opening a service can be undone; an answer, a card, and the end of the session are said back first."""
    return Risk.MOVE if session.page.at in MOVES else Risk.VALUE


def _acts(session: Session, question: Question | None, translator: Translator, in_full: bool) -> Iterator[Command]:
    """What else can be done on this page."""
    if session.page.at is At.HOME:
        yield _moves("act.search", translator, "say.act.search")
    if session.page.at is At.RECEIPT:
        yield _moves("act.print", translator, "say.act.print")
        yield _moves(f"item.{session.receipt}.show", translator, "say.item.show")
    if session.page.at is At.REVIEW:
        yield from _review(session, translator, in_full)
    if session.tries >= FAILURES_BEFORE_A_PERSON and session.may_type():
        yield _moves("act.keypad", translator, "say.act.keypad")
    if question is not None:
        yield from _of_question(question, translator)
    journey = session.journey
    placed = journey.current if journey is not None and session.page.at is At.STEP else None
    step = placed.step if placed is not None else None
    if journey is not None and placed is not None and _has_reasons(journey.result(placed.key)):
        yield _moves("act.why", translator, "say.act.why")
    if isinstance(step, Group) and journey is not None:
        yield _moves(f"group.{step.id}.add", translator, "say.group.add")
        for n in range(1, journey.count(step.id) + 1):
            said = number_phrases(translator, "say.group.remove", n)
            yield Command(f"group.{step.id}.remove.{n}", text("kiosk.group.n", n=n), said, Risk.VALUE)


def _review(session: Session, translator: Translator, in_full: bool) -> Iterator[Command]:
    """Submitting only by its exact phrase; every line can be changed by its number or its words."""
    yield Command("review.submit", text("kiosk.review.submit"), phrases(translator, "say.submit"), Risk.SUBMIT)
    if holds_private(session):
        value = "tail" if in_full else "full"
        yield _moves(f"pref.private.{value}", translator, f"say.private.{value}")
    journey = session.journey
    for n, line in enumerate(journey.lines if journey is not None else (), 1):
        said = number_phrases(translator, "say.review.edit", n)
        yield Command(f"review.edit.{line.placed.key}", line.placed.title, said)


def _has_reasons(result: Result | None) -> bool:
    """Whether the page of a result has a 为什么 to open."""
    match result:
        case Finding():
            return True
        case Decision():
            return bool(result.findings)
        case Listing():
            return bool(result.law)
        case None:
            return False


def _of_question(question: Question, translator: Translator) -> Iterator[Command]:
    rules = kinds.KINDS[question.kind]
    if question.why:
        yield _moves("act.why", translator, "say.act.why")
    if question.kind is Kind.DOCUMENT:
        yield _moves("act.capture", translator, "say.act.capture")
    if rules.keypad and question.kind not in BY_HAND:
        yield _moves("key.back", translator, "say.key.back")
        yield _moves("key.clear", translator, "say.key.clear", Risk.VALUE)
