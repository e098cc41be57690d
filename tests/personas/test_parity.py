"""No sense gets less: what a page shows is said, and what is said stands on the page, in every service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.script import Script, script_of
from accessibility.script.utterance import Utterance, Words
from shared.app.session import Session
from shared.domain.flow import Flow, Level
from shared.domain.text import text
from shared.flows import EXERCISES, FLOWS
from shared.i18n import translator
from shared.i18n.bidi import bare
from shared.i18n.bilingual import shown
from shared.i18n.locales import LOCALES, offered
from shared.ui.layout import layout
from shared.ui.pages import Scene, draw
from shared.ui.view import STRAIGHT, Ui
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World
from tests.personas.headless import onward, walk
from tests.personas.listen import ANSWERS, PERSON
from tests.personas.parity import only_heard, only_seen, plain
from tests.ui.trees import texts, ui

every_flow = pytest.mark.parametrize("flow", list(FLOWS.values()), ids=lambda flow: flow.id)


def session_of() -> Session:
    return Session(World(dict(FLOWS), {PERSON: "王秀英"}, starter_packs()).ports)


@every_flow
@pytest.mark.parametrize("lang", offered())
@pytest.mark.parametrize("card", [True, False], ids=["card", "number"])
async def test_what_is_seen_is_heard_and_what_is_heard_is_seen(flow: Flow, lang: str, card: bool) -> None:
    faults: list[str] = []

    def note(at: Session) -> None:
        script = script_of(at, translator(lang))
        faults.extend(f"{script.page}: only heard: {words}" for words in only_heard(at, script, lang))
        faults.extend(f"{script.page}: only seen: {words}" for words in only_seen(at, script, lang))

    given = PERSON if card or flow.assurance > Level.L1 else ""
    await walk(session_of(), flow, card=given, number=PERSON, answers=ANSWERS, on_page=note)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("flow", [*EXERCISES.values(), FLOWS["withdraw"]], ids=lambda flow: flow.id)
@pytest.mark.parametrize("lang", offered())
async def test_practice_is_heard_as_it_is_seen_and_says_on_every_page_that_it_is_practice(
    flow: Flow, lang: str
) -> None:
    faults: list[str] = []
    mark = plain(translator(lang).say(text("practice.mark")), lang)

    def note(at: Session) -> None:
        script = script_of(at, translator(lang))
        faults.extend(f"{script.page}: only heard: {words}" for words in only_heard(at, script, lang))
        faults.extend(f"{script.page}: only seen: {words}" for words in only_seen(at, script, lang))
        assert plain(script.utterances[0].words, lang) == mark

    session = session_of()
    await session.practice()
    note(session)
    await session.practise(flow.id)
    await onward(session, card="practice", on_page=note)
    assert not faults, "\n".join(faults)


@every_flow
@pytest.mark.parametrize("lang", [code for code in offered() if LOCALES[code].bilingual])
async def test_what_stands_with_chinese_is_complete_in_both_and_chinese_comes_first(flow: Flow, lang: str) -> None:
    faults: list[str] = []

    def note(at: Session) -> None:
        first, own, both = (
            shown_in(at, replace(ui(lang=lang), words=words))
            for words in (translator("zh"), translator(lang), shown(lang))
        )
        wanted = [
            f"{zh}\n{words}" if zh != words else words
            for zh, words in zip(map(bare, first), map(bare, own), strict=True)
        ]
        faults.extend(
            f"{at.page.id}: {got}" for got, want in zip(both, wanted, strict=True) if straight(got) != straight(want)
        )

    await walk(session_of(), flow, card=PERSON, number=PERSON, answers=ANSWERS, on_page=note)
    assert not faults, "\n".join(faults)


def straight(words: str) -> str:
    """Without signs of direction, and with the quotation marks that Latin letters have."""
    return bare(words).translate(STRAIGHT)


def shown_in(session: Session, ui: Ui) -> tuple[str, ...]:
    """Every text of the page, in that language and look; not the room that is kept for an entry."""
    scene = Scene(ui, session, lambda: None, lambda _: None, session.entry())
    return tuple(said for said in texts(layout(ui, draw(scene))) if said.strip())


async def test_a_planted_difference_is_found() -> None:
    session = session_of()
    script = script_of(session, translator("zh"))
    assert not only_heard(session, script, "zh") and not only_seen(session, script, "zh")
    more = Utterance((Words("只有听得见", "zh"),))
    assert only_heard(session, Script(script.page, (*script.utterances, more)), "zh") == (plain("只有听得见", "zh"),)
    assert only_seen(session, Script(script.page, script.utterances[1:]), "zh") == (script.utterances[0].words,)
