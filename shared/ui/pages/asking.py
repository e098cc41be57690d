"""Pages that ask something: questions of flows, identification, and consents."""

from __future__ import annotations

from hashlib import sha256

import flet as ft

from accessibility.requirements import FAILURES_BEFORE_A_PERSON
from shared.app.pages import KEYPAD, At
from shared.domain.flow import Consent, Kind, Question
from shared.domain.kinds.base import Choice
from shared.i18n.reasons import from_record
from shared.ui.components.clauses import law_words
from shared.ui.components.error_box import error_box
from shared.ui.components.notice import Tone, notice
from shared.ui.components.options import Item, option_list
from shared.ui.components.tile import wide_tile
from shared.ui.kinds import DRAW, Asking
from shared.ui.pages.base import Drawn, Scene, card_choices, numbered, said
from shared.ui.pictures import picture
from shared.ui.view import Act, abreast, press, words

LARGE = 3
"""Times the side of a picture beside words."""


def question_page(scene: Scene, question: Question) -> Drawn:
    """A question with its entry as it stands."""
    ui, session = scene.ui, scene.session
    asking = Asking(
        ui,
        question,
        _choices(scene, question),
        scene.raw,
        scene.redraw,
        scene.update,
        scene.keep,
        scene.first,
        scene.shown,
        scene.reveal,
        *_camera(scene, question),
        look=scene.look,
        typing=scene.typing,
    )
    parts = DRAW[question.kind](asking)

    async def go_on() -> None:
        await session.enter(scene.raw, scene.source)

    return Drawn(
        title=ui.say(question.title),
        help=said(ui, f"{question.title}.help"),
        top=(*_told(scene, question), *_why(scene, question), *problem_box(scene, question.id)),
        main=(*_picture(scene, question), *_by_camera(scene), *parts.main),
        side=parts.side,
        after=(*parts.after, *_age(scene), *_practise(scene)),
        beside=why_button(scene) if question.why else None,
        container=f"q.{question.kind.value}.{question.id}",
        progress=progress(scene),
        next=go_on,
        keys=parts.keys,
        total=parts.total,
    )


def _picture(scene: Scene, question: Question) -> tuple[ft.Control, ...]:
    """What the words mean, drawn large."""
    drawn = picture(scene.ui, question.picture, scene.ui.size.picture * LARGE) if question.picture else None
    return (ft.Row([drawn], alignment=ft.MainAxisAlignment.CENTER),) if drawn is not None else ()


def _by_camera(scene: Scene) -> tuple[ft.Control, ...]:
    """The other way to give a code, where this machine can read one."""
    ui, session = scene.ui, scene.session
    if session.page.at is not At.BIND_CODE or session.ports.reader is None:
        return ()
    label = words(ui, ui.say("bind.camera"), bold=True, centre=True)
    return (press(ui, "act.scan", label, session.scan_code, pair=ui.palette.chosen, tall=ui.size.option),)


def _practise(scene: Scene) -> tuple[ft.Control, ...]:
    """Instead of identifying oneself: practise the service."""
    ui, session = scene.ui, scene.session
    if session.page.at is not At.IDENTIFY or not session.may_practise_instead():
        return ()

    async def practise() -> None:
        await session.practise(session.wanted)

    return (wide_tile(ui, "act.practise", ui.say("practice.first"), "practice", practise),)


def _choices(scene: Scene, question: Question) -> tuple[Choice, ...]:
    if scene.session.page.at is At.IDENTIFY:
        return card_choices(scene.session)
    return scene.session.choices()


def _camera(scene: Scene, question: Question) -> tuple[Act | None, bytes, bool]:
    """The way to take a picture where there is a camera, what was taken, and whether it is being taken."""
    session = scene.session
    if question.kind is not Kind.DOCUMENT or session.ports.camera is None:
        return None, b"", False
    picture = session.picture()

    async def take() -> None:
        raw = await session.capture()
        if raw:
            scene.keep(raw)
        scene.redraw()

    return take, picture.data if picture is not None and scene.raw else b"", session.taking


def problem_box(scene: Scene, id: str) -> tuple[ft.Control, ...]:
    """What is wrong with the entry, if anything; after three tries a person is offered."""
    problem, ui = scene.session.problem, scene.ui
    if scene.hint:
        return (error_box(ui, f"error.{id}", scene.hint),)
    if problem is None:
        return ()
    example = ui.say(problem.example) if problem.example is not None else ""
    found: list[ft.Control] = [error_box(ui, f"error.{id}", ui.say(problem.what), example)]
    if scene.session.tries >= FAILURES_BEFORE_A_PERSON:
        offers = ("kiosk.offer_person", *(("kiosk.offer_keypad",) if scene.session.may_type() else ()))
        found += [notice(ui, "\n".join(map(ui.say, offers))), *_ways_on(scene)]
    return tuple(found)


def _ways_on(scene: Scene) -> tuple[ft.Control, ...]:
    """After three tries: a person, and where a PIN is the trouble and none is needed, typing the number."""
    ui, session = scene.ui, scene.session

    async def person() -> None:
        session.help()

    async def by_number() -> None:
        await session.choose_card(KEYPAD)

    found: list[ft.Control] = [press(ui, "act.help", words(ui, ui.say("kiosk.offer.help"), centre=True), person)]
    if session.may_type():
        found.append(press(ui, "act.keypad", words(ui, ui.say("kiosk.offer.keypad"), centre=True), by_number))
    return (abreast(ui, *found),)


def _told(scene: Scene, question: Question) -> tuple[ft.Control, ...]:
    """News of the session, where a prefilled answer comes from, and that cards are demo cards."""
    ui, session = scene.ui, scene.session
    found: list[ft.Control] = []
    if session.notice is not None:
        found.append(notice(ui, ui.say(session.notice)))
    example = session.example()
    if example is not None:
        found.append(notice(ui, ui.say(example)))
    known, fact = session.from_record(), session.shown_fact()
    if fact is not None:
        found.append(notice(ui, ui.say(from_record(fact.source, fact.as_of, ui.words))))
        if session.may_report():
            found.append(ft.Row([_wrong_button(scene)]))
    elif known is not None and known.as_of is not None:
        found.append(notice(ui, ui.say("kiosk.from_record", day=known.as_of)))
    if question.choices_from is not None and not _choices(scene, question):
        found.append(notice(ui, ui.say("kiosk.no_options"), Tone.WAITING))
    if session.widened():
        found.append(notice(ui, ui.say("kiosk.elsewhere"), Tone.WAITING))
    found.extend(notice(ui, ui.say(line), Tone.WAITING) for line in session.age()[1:])
    found.extend(notice(ui, ui.say(f"ui.missing.{device}")) for device in session.missing())
    if session.page.at is At.IDENTIFY and any(card.demo for card in session.cards):
        found.append(notice(ui, ui.say("kiosk.demo_cards"), Tone.WAITING))
    return tuple(found)


def _wrong_button(scene: Scene) -> ft.Control:
    """Reports the fact on this page as wrong, in one tap; the entry is then the person's own."""
    ui, session = scene.ui, scene.session

    async def wrong() -> None:
        await session.report_wrong()
        scene.keep(session.entry())
        scene.redraw()

    return press(ui, "act.wrong", words(ui, ui.say("message.wrong"), centre=True), wrong, pair=ui.palette.chosen)


def _age(scene: Scene) -> tuple[ft.Control, ...]:
    """How old the options of a dataset are."""
    ui = scene.ui
    return tuple(words(ui, ui.say(line), ink=ui.palette.secondary) for line in scene.session.age()[:1])


def _why(scene: Scene, question: Question) -> tuple[ft.Control, ...]:
    ui = scene.ui
    if not question.why or not scene.why:
        return ()
    laws = "\n".join(law_words(ui, law) for law in question.why)
    return (notice(ui, said(ui, f"{question.title}.why") or laws, more=laws),)


def why_button(scene: Scene) -> ft.Control:
    """Opens and closes the reasons."""
    ui = scene.ui
    label = ui.say("ui.why_close" if scene.why else "ui.why")
    return press(ui, "act.why", words(ui, label, centre=True), scene.toggle_why(), pair=ui.palette.chosen)


def progress(scene: Scene) -> str:
    """第 3 题，大约还有 5 题."""
    journey = scene.session.journey
    if journey is None or scene.session.page.at is not At.STEP:
        return ""
    left = journey.left - 1
    if left <= 0:
        return scene.ui.say("ui.progress_last", n=journey.number)
    return scene.ui.say("ui.progress", n=journey.number, left=left)


def consent_page(scene: Scene, consent: Consent) -> Drawn:
    """A consent: its words, and yes or no as two options where it can be refused."""
    ui, session = scene.ui, scene.session
    title, help = ui.say(consent.title), said(ui, f"{consent.title}.help")
    shown = sha256(f"{title}\n{help}".encode()).hexdigest()
    items = [Item("yes", ui.say("kiosk.consent.give"), "yes")]
    if consent.refusable:
        items.append(Item("no", ui.say("kiosk.consent.refuse"), "no"))

    async def choose(value: str) -> None:
        scene.keep(value)
        scene.redraw()

    async def go_on() -> None:
        if scene.raw:
            await session.consent(scene.raw == "yes", shown)
        else:
            scene.choose_first()

    note = ui.say("kiosk.consent.free" if consent.refusable else "kiosk.consent.needed")
    return Drawn(
        title=title,
        help=help,
        top=(*problem_box(scene, consent.id), words(ui, note, ink=ui.palette.secondary)),
        main=(option_list(ui, items, frozenset({scene.raw}), choose),),
        container=f"consent.{consent.id}",
        progress=progress(scene),
        next=go_on,
        keys=numbered(items, choose),
    )
