"""What every page says, from the session alone: the same page that the screen draws, for the ear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from accessibility.preferences import Preferences, Scan
from accessibility.requirements import FAILURES_BEFORE_A_PERSON
from accessibility.script import binding, home, matters, messages, practice
from accessibility.script import preferences as settings
from accessibility.script.offered import choices_of, holds_private, numbered, options_of
from accessibility.script.pieces import camera, repeated
from accessibility.script.results import law_utterances, result_utterances, why_utterances
from accessibility.script.speakable import spell
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import MANY, Priority, Script, Utterance
from shared.app.pages import At
from shared.app.ports import Asked, AskStatus, Delivery
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.answers import Source
from shared.domain.calendar import day_in_china
from shared.domain.flow import Ask, Consent, Exit, Group, Kind, Question, Show
from shared.domain.journey import Counted, Reviewed
from shared.domain.kinds import Choice
from shared.domain.text import Text, text
from shared.i18n import Translator
from shared.i18n.reasons import from_record


def script_of(session: Session, translator: Translator, preferences: Preferences | None = None) -> Script:
    """The script of the page that the session shows now, for a person who is met in that way."""
    say = Speaking(translator, preferences is not None and preferences.in_full)
    set_up = session.page.at is At.PREFERENCES
    page = settings.preferences(say, session, preferences) if set_up else _PAGES[session.page.at](say, session)
    said = [*practice.mark(say, session), *_first(say, session), *page, *_by_hand(say, session, preferences)]
    offered = options_of(session, translator)
    return Script(
        session.page.id, tuple(u for u in said if u.parts), tuple(c.value for c in offered if numbered(session))
    )


def why_script(session: Session, translator: Translator) -> Script:
    """What 为什么 opens on the page: the purpose, and the law."""
    say = Speaking(translator)
    question, journey = session.question(), session.journey
    said: list[Utterance] = []
    if question is not None:
        said += [*say.optional(f"{question.title}.why"), *law_utterances(say, question.why)]
    elif session.page.at is At.MESSAGES:
        said += messages.why(say, session)
    elif session.page.at is At.ITEM:
        said += matters.why(say, session)
    elif journey is not None and journey.current is not None:
        result = journey.result(journey.current.key)
        if result is not None:
            said += [replace(u, private=True) for u in why_utterances(say, result)]
    return Script(session.page.id, tuple(said))


def idle_script(translator: Translator) -> Script:
    """The warning before the screen is wiped."""
    say = Speaking(translator)
    lines = ("kiosk.idle.title", "kiosk.idle.help", "kiosk.idle.extend")
    return Script("idle", tuple(say.line(id, priority=Priority.NOW) for id in lines))


def _first(say: Speaking, session: Session) -> Iterator[Utterance]:
    """What goes before everything: an error with its example, a person after three, news of the session."""
    if session.problem is not None:
        yield say.line(session.problem.what, priority=Priority.NEXT)
        if session.problem.example is not None:
            yield say.line(session.problem.example)
        if session.tries >= FAILURES_BEFORE_A_PERSON:
            yield say.line(text("kiosk.offer_person"))
            if session.may_type():
                yield say.line(text("kiosk.offer_keypad"))
    about = session.about()
    if about is not None:
        yield say.line(about)
    if session.page.at is At.HOME:
        yield from (say.line(trouble) for trouble in session.ports.troubles())
    if session.notice is not None and session.page.at is not At.TOLD:
        yield say.line(session.notice)


def _by_hand(say: Speaking, session: Session, preferences: Preferences | None) -> Iterator[Utterance]:
    """On the first page, and where it is set: how the arrow keys or the switch work."""
    if preferences is not None and session.page.at in (At.HOME, At.PREFERENCES):
        if preferences.scan is not Scan.OFF:
            yield say.line(Text(f"speech.scan.{preferences.scan.value}"))
        elif preferences.keys:
            yield say.line(text("speech.keys"))


def _offer(say: Speaking, session: Session) -> Iterator[Utterance]:
    """Every option with its number; how many there are first, where they do not fit on one page."""
    offered = choices_of(session)
    if not numbered(session):
        yield from (say.line(text("speech.or", title=c.title), private=False) for c in offered)
        return
    if len(offered) > MANY:
        yield say.line(text("speech.many", n=len(offered)))
    yield from say.numbered([_option(say, c) for c in offered], private=session.page.at is At.IDENTIFY)


def _option(say: Speaking, choice: Choice) -> str:
    title = say.raw(choice.title)
    return say.raw(text("speech.option_more", title=title, items=choice.more)) if choice.more else title


def _titled(title: str, *more: str) -> Callable[[Speaking, Session], Iterator[Utterance]]:
    def pages(say: Speaking, session: Session) -> Iterator[Utterance]:
        yield say.line(Text(title))
        for id in more:
            yield from say.optional(id)
        yield from _offer(say, session)

    return pages


def _asked(say: Speaking, session: Session) -> Iterator[Utterance]:
    """A question of identification or of a flow: what is asked, help, where a known answer comes from, options."""
    question = session.question()
    if question is None:
        return
    yield say.line(Text(question.title))
    yield from say.optional(f"{question.title}.help")
    if session.page.at is At.IDENTIFY and any(card.demo for card in session.cards):
        yield say.line(text("kiosk.demo_cards"))
    if question.kind is Kind.DOCUMENT:
        yield say.line(text(camera(session)))
    yield from practice.example(say, session)
    yield from _known(say, session, question)
    if question.choices_from is not None and not session.choices():
        yield say.line(text("kiosk.no_options"))
    if session.widened():
        yield say.line(text("kiosk.elsewhere"))
    yield from _offer(say, session)
    yield from practice.instead(say, session)
    yield from (say.line(Text(f"ui.missing.{device}")) for device in session.missing())
    yield from (say.line(line, private=False) for line in session.age())
    if kinds.KINDS[question.kind].letters:
        yield say.line("input.start")
    if kinds.KINDS[question.kind].keypad and session.page.at is not At.IDENTIFY:
        own = f"speech.keypad.{question.kind.value}"
        yield say.line(own if say.t.has(own) else "speech.keypad")


def _known(say: Speaking, session: Session, question: Question) -> Iterator[Utterance]:
    journey = session.journey
    if journey is None or session.page.at is not At.STEP:
        return
    given, known = journey.answers.get(journey.at), session.from_record()
    answer = given if given is not None else known
    if answer is None:
        return
    fact = session.shown_fact()
    if fact is not None:
        yield say.line(from_record(fact.source, fact.as_of, say.t), private=True)
    elif known is not None and known.as_of is not None:
        yield say.line(text("kiosk.from_record", day=known.as_of), private=True)
    back = say.back(session, question, answer.value)
    yield say.line(text("speech.entered", answer=back), private=True)
    if session.may_report():
        yield say.line("message.wrong")


def _on_step(say: Speaking, session: Session) -> Iterator[Utterance]:
    journey = session.journey
    place = journey.current if journey is not None else None
    if journey is None or place is None:
        return
    if not isinstance(place.step, Exit):
        left = journey.left - 1
        last = text("ui.progress_last", n=journey.number)
        yield say.line(text("ui.progress", n=journey.number, left=left) if left > 0 else last)
    match place.step:
        case Question():
            yield from _asked(say, session)
        case Consent() as consent:
            yield say.line(Text(consent.title))
            yield from say.optional(f"{consent.title}.help")
            yield say.line(text("kiosk.consent.free") if consent.refusable else text("kiosk.consent.needed"))
            yield from _offer(say, session)
        case Show() as show:
            result = journey.result(place.key)
            if result is None and show.title:
                yield say.line(Text(show.title))
            if result is not None:
                yield from (replace(u, private=True) for u in result_utterances(say, result))
            if session.code_to_take():
                yield say.line(text("kiosk.code.take"))
        case Ask() as ask:
            yield from _ask(say, session.asked.get(place.key, Asked(AskStatus.WAITING, {})), ask)
            if session.may_scan():
                yield say.line(text("kiosk.scan.have"))
        case Group() as repeating:
            yield from repeated(say, session, repeating)
        case Exit() as exit:
            yield say.line(Text(exit.outcome))
            yield from say.optional(f"{exit.outcome}.help")
            yield from messages.also(say, session)


def _ask(say: Speaking, asked: Asked, step: Ask) -> Iterator[Utterance]:
    yield say.line(Text(step.title))
    yield from say.optional(f"{step.title}.help")
    yield say.line(Text(f"kiosk.ask.{asked.status.value}"))
    if asked.as_of is not None:
        yield say.line(text("kiosk.ask.as_of", day=asked.as_of))


def _review(say: Speaking, session: Session) -> Iterator[Utterance]:
    """Every answer is read back; private ones by their last four."""
    yield say.line(text("kiosk.review.title"))
    yield from say.optional("kiosk.review.help")
    journey = session.journey
    for n, line in enumerate(journey.lines if journey is not None else (), 1):
        step, back = line.placed.step, _answer(say, session, line)
        title = say.raw(line.placed.title)
        yield say.plain(say.raw(text("speech.reviewed", n=n, title=title, answer=back)), private=True)
        if isinstance(line, Reviewed) and line.answer.source is Source.RECORD and line.answer.as_of is not None:
            fact = (session.record or {}).get(step.prefill or "") if isinstance(step, Question) else None
            told = from_record(fact.source if fact is not None else "", line.answer.as_of, say.t)
            yield say.line(told, private=True)
    if holds_private(session):
        yield say.line("kiosk.review.tail" if say.in_full else "kiosk.review.full")
    yield say.line(session.afterwards(session.page.flow).review)
    yield say.line(text("speech.submit"))


def _answer(say: Speaking, session: Session, line: Reviewed | Counted) -> str:
    if isinstance(line, Counted):
        return say.raw(line.answer)
    step, value = line.placed.step, line.answer.value
    if isinstance(step, Question):
        return say.back(session, step, value)
    given = isinstance(value, Mapping) and value.get("given") is True
    return say.raw(text("kiosk.consent.given") if given else text("kiosk.consent.refused"))


def _receipt(say: Speaking, session: Session) -> Iterator[Utterance]:
    """The state in plain words, then the number digit by digit."""
    row = session.receipt_row()
    if row is None:
        yield say.line(text("kiosk.receipt.gone"))
        return
    delivered = row.state is Delivery.DELIVERED
    yield say.line(text("kiosk.receipt.delivered") if delivered else text("kiosk.receipt.saved"))
    yield say.line(Text(f"outbox.state.{row.state.value}"))
    if row.cause:
        yield from say.optional(f"outbox.cause.{row.cause}")
    yield say.line(text("kiosk.receipt.office") if delivered else text("kiosk.receipt.wait"))
    yield say.line(text("speech.number", number=spell(row.number, say.t.code)), private=True)
    yield say.line(text("kiosk.receipt.when", day=day_in_china(row.created)))
    yield from (replace(say.line(line), private=True) for line in session.lines.get(row.id, ()))
    after = session.afterwards(row.flow)
    yield say.line(after.receipt)
    yield say.line(after.button)
    yield from messages.also(say, session)
    if row.id in session.items:
        yield say.line(text("kiosk.receipt.code"))


def _help(say: Speaking, session: Session) -> Iterator[Utterance]:
    yield say.line(text("kiosk.help.title"))
    yield from say.optional("kiosk.help.help")
    for name in ("window", "phone", "visit"):
        yield from say.optional(f"kiosk.help.{name}")
        yield from say.optional(f"kiosk.help.{name}.more")
        if name == "phone" and session.ports.call is not None:
            yield say.line("phone.call")


def _told(say: Speaking, session: Session) -> Iterator[Utterance]:
    yield say.line(text("kiosk.told.title"))
    if session.notice is not None:
        yield say.line(session.notice)
    yield from _help(say, session)


def _bind_code(say: Speaking, session: Session) -> Iterator[Utterance]:
    yield from _asked(say, session)
    if session.ports.reader is not None:
        yield say.line("bind.camera")


def _ending(say: Speaking, session: Session) -> Iterator[Utterance]:
    yield from _titled("kiosk.end.title", session.at_end().id)(say, session)
    yield from messages.also(say, session)


_PAGES: Mapping[At, Callable[[Speaking, Session], Iterator[Utterance]]] = {
    At.HOME: home.home,
    At.MESSAGES: messages.message,
    At.SERVICES: home.services,
    At.SEARCH: home.search,
    At.IDENTIFY: _asked,
    At.NUMBER: _asked,
    At.PIN: _asked,
    At.FIND: _asked,
    At.RESUME: _titled("kiosk.resume.title", "kiosk.resume.help"),
    At.STEP: _on_step,
    At.SCAN: _titled("kiosk.scan.title", "kiosk.scan.help", "kiosk.scan.now"),
    At.REVIEW: _review,
    At.RECEIPT: _receipt,
    At.WAITING: matters.waiting,
    At.ITEM: matters.item,
    At.HELP: _help,
    At.CONFIRM_END: _ending,
    At.ENDED: _titled("kiosk.ended.title", "kiosk.ended.help"),
    At.TOLD: _told,
    At.BIND: binding.binding,
    At.BIND_CODE: _bind_code,
    At.NEW_PIN: _asked,
    At.PIN_AGAIN: _asked,
    At.PRACTICE: _titled("practice.title", "practice.help"),
    At.PRACTISED: practice.practised,
}
