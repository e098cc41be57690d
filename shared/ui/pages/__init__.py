"""Which page is shown: chosen by the session's data, never by the flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from shared.app.pages import At
from shared.domain.flow import Ask, Consent, Exit, Group, Question, Show
from shared.ui.components.practice import practice_mark
from shared.ui.pages import around, home, preferences
from shared.ui.pages.asking import consent_page, question_page
from shared.ui.pages.base import Drawn, Scene
from shared.ui.pages.binding import bind_page
from shared.ui.pages.matters import item_page, waiting_page
from shared.ui.pages.messages import messages_page
from shared.ui.pages.practice import practice_page, practised_page
from shared.ui.pages.scanning import scan_page
from shared.ui.pages.showing import ask_page, exit_page, group_page, show_page
from shared.ui.view import words

AROUND: Final[Mapping[At, Callable[[Scene], Drawn]]] = {
    At.HOME: home.home_page,
    At.SERVICES: home.services_page,
    At.SEARCH: home.search_page,
    At.PREFERENCES: preferences.preferences_page,
    At.RESUME: around.resume_page,
    At.REVIEW: around.review_page,
    At.RECEIPT: around.receipt_page,
    At.WAITING: waiting_page,
    At.ITEM: item_page,
    At.HELP: around.help_page,
    At.CONFIRM_END: around.end_page,
    At.ENDED: around.ended_page,
    At.TOLD: around.told_page,
    At.SCAN: scan_page,
    At.MESSAGES: messages_page,
    At.BIND: bind_page,
    At.PRACTICE: practice_page,
    At.PRACTISED: practised_page,
}


def draw(scene: Scene) -> Drawn:
    """The page of the session as it is now; in a service that acts on an item, with what it does to which."""
    drawn, about = _page(scene), scene.session.about()
    if scene.session.practising:
        drawn = replace(drawn, mark=practice_mark(scene.ui))
    if about is None:
        return drawn
    return replace(drawn, top=(words(scene.ui, scene.ui.say(about), ink=scene.ui.palette.secondary), *drawn.top))


def _page(scene: Scene) -> Drawn:
    session = scene.session
    question = session.question()
    if question is not None:
        return question_page(scene, question)
    if session.page.at is not At.STEP:
        return AROUND.get(session.page.at, home.home_page)(scene)
    place = session.journey.current if session.journey is not None else None
    if place is None:
        return home.home_page(scene)
    match place.step:
        case Consent() as consent:
            return consent_page(scene, consent)
        case Show() as show:
            return show_page(scene, place, show)
        case Ask() as ask:
            return ask_page(scene, place, ask)
        case Group() as group:
            return group_page(scene, group)
        case Exit() as ended:
            return exit_page(scene, ended)
        case Question() as asked:
            return question_page(scene, asked)


__all__ = ["Drawn", "Scene", "draw"]
