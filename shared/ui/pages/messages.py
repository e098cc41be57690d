"""The office's messages, one at a time: what it is, why it came, what can be done, and the way to have no more."""

from __future__ import annotations

import flet as ft

from shared.app.messaging import ERROR
from shared.app.ports import AskStatus
from shared.domain.decisions import Row
from shared.domain.messages import Sort, Told
from shared.domain.text import Text, text, verbatim
from shared.i18n.reasons import reasons
from shared.ui.components.clauses import law_words
from shared.ui.components.listing import listing
from shared.ui.components.notice import Tone, notice
from shared.ui.pages.asking import problem_box, why_button
from shared.ui.pages.base import Drawn, Scene
from shared.ui.view import Act, abreast, heading, press, with_act, words

QUOTED = (Sort.DOCUMENT, Sort.DECISION)
"""What carries a clerk's own words."""


def messages_page(scene: Scene) -> Drawn:
    """The message on offer, or that there is none, or that it cannot be known now."""
    told = scene.session.message()
    return _none(scene) if told is None else _one(scene, told)


def _one(scene: Scene, told: Told) -> Drawn:
    ui, session = scene.ui, scene.session
    main: list[ft.Control] = []
    if told.words and told.sort in QUOTED:
        main.append(notice(ui, ui.say("message.words", words=verbatim(told.words))))
    main.extend(_acts(scene, told))
    rows = [Row(title, value, source) for title, value, source in reasons(told, ui.words)]
    if told.words and told.sort is Sort.APPOINTMENT:
        rows.append(Row(text("message.fact.time"), verbatim(told.words)))
    title = heading(ui, ui.say("message.because"), level=2)
    if rows:
        main += [with_act(ui, title, why_button(scene)) if told.law else title, listing(ui, rows)]
    if scene.why:
        main.extend(words(ui, law_words(ui, law)) for law in told.law)
    count = len(session.unread())
    return Drawn(
        ui.say(told.title(session.service_of(told))),
        ui.say(f"message.{told.sort.value}.why"),
        top=_top(scene),
        main=tuple(main),
        after=_switch(scene),
        where=ui.say("message.title"),
        progress=ui.say("message.left", n=count - 1) if count > 1 else "",
        next=session.home,
        next_label="nav.home",
        keys=_keys(scene, told),
    )


def _acts(scene: Scene, told: Told) -> list[ft.Control]:
    """What can be done about it: the same three in the same order, the first only where it leads somewhere."""
    ui, session = scene.ui, scene.session
    found: list[ft.Control] = []
    if session.opens(told):
        label = words(ui, ui.say(f"message.{told.sort.value}.do"), bold=True, centre=True, ink=ui.palette.primary.ink)
        act, pair = session.open_message, ui.palette.primary
        found.append(press(ui, f"item.{told.id}.open", label, act, pair=pair, tall=ui.size.option))
    refusals = (("later", session.later), ("never", session.never))
    found.append(abreast(ui, *(_refusal(scene, told, verb, act) for verb, act in refusals)))
    return found


def _refusal(scene: Scene, told: Told, verb: str, act: Act) -> ft.Control:
    label = words(scene.ui, scene.ui.say(f"message.{verb}"), bold=True, centre=True)
    return press(scene.ui, f"item.{told.id}.{verb}", label, act, tall=scene.ui.size.option)


def _keys(scene: Scene, told: Told) -> dict[str, Act]:
    session = scene.session
    acts = [session.later, session.never]
    if session.opens(told):
        acts.insert(0, session.open_message)
    return {str(n): act for n, act in enumerate(acts, 1)}


def _none(scene: Scene) -> Drawn:
    ui, session = scene.ui, scene.session
    status = session.inbox_status
    if status is AskStatus.WAITING:
        title, help, tone = "message.waiting", "message.waiting.help", Tone.WAITING
    elif status is AskStatus.READY:
        title, help, tone = "message.none", "message.none.help", Tone.TOLD
    else:
        title, help, tone = "message.away", "message.away.help", Tone.WAITING
    again = [
        press(
            ui,
            f"item.{sort.value}.again",
            words(ui, ui.say("message.again", what=Text(f"message_choice.sort.{sort.value}")), centre=True),
            _again(scene, sort),
            tall=ui.size.target,
        )
        for sort in Sort
        if status is AskStatus.READY and sort in session.inbox.never
    ]
    return Drawn(
        ui.say(Text(title)),
        top=_top(scene),
        main=(notice(ui, ui.say(Text(help)), tone), *again),
        after=_switch(scene),
        where=ui.say("message.title"),
        next=session.home,
        next_label="nav.home",
    )


def _again(scene: Scene, sort: Sort) -> Act:
    async def act() -> None:
        await scene.session.again(sort)

    return act


def _top(scene: Scene) -> tuple[ft.Control, ...]:
    session, ui = scene.session, scene.ui
    said = (notice(ui, ui.say(session.notice), Tone.DONE),) if session.notice is not None else ()
    return (*problem_box(scene, ERROR), *said)


def _switch(scene: Scene) -> tuple[ft.Control, ...]:
    """Whether messages may follow from the record (个人信息保护法 第24条): how it stands, and the other way."""
    ui, session = scene.ui, scene.session
    if session.inbox_status is not AskStatus.READY:
        return ()
    allowed = session.inbox.profile

    async def turn() -> None:
        await session.look_at_record(not allowed)

    stands = "message.profile.on" if allowed else "message.profile.off"
    other = "message_choice.wish.profile_off" if allowed else "message_choice.wish.profile_on"
    return (
        words(ui, ui.say(Text(stands)), ink=ui.palette.secondary),
        press(
            ui,
            "act.profile_off" if allowed else "act.profile_on",
            words(ui, ui.say(Text(other)), centre=True),
            turn,
            pair=ui.palette.chosen,
        ),
    )


def entry_label(scene: Scene) -> str:
    """How the way to the messages is called on the first page: with their number, for who has shown their card."""
    count = len(scene.session.unread())
    return scene.ui.say("message.home_n", n=count) if count else scene.ui.say("message.home")


def also(scene: Scene) -> tuple[ft.Control, ...]:
    """At the end of something else: that there are messages, and the way to them."""
    ui, session = scene.ui, scene.session
    if not session.unread():
        return ()
    return (
        press(
            ui,
            "act.messages",
            words(ui, entry_label(scene), bold=True, centre=True),
            session.messages,
            pair=ui.palette.chosen,
            tall=ui.size.target,
        ),
    )
