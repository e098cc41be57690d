"""Pages beside the questions, and each state of a page, say what they show."""

from __future__ import annotations

import re
from datetime import date

import pytest

from accessibility.script import Priority, Script, script_of
from accessibility.script.speaking import Speaking
from shared.app.pages import At, Page
from shared.app.ports import Asked, AskStatus
from shared.app.session import Session
from shared.domain.answers import Problem
from shared.domain.flow import Ask, Flow, Group, Show
from shared.domain.text import Text, text
from shared.flows import FLOWS
from shared.i18n import Translator
from tests.accessibility.test_script import ANSWERS, WANG, a_world
from tests.personas.headless import walk

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
BESIDE = (At.HOME, At.RESUME, At.WAITING, At.HELP, At.CONFIRM_END, At.ENDED, At.TOLD, At.RECEIPT, At.SCAN)


def words(script: Script) -> list[str]:
    return [utterance.words for utterance in script.utterances]


@LANGS
@pytest.mark.parametrize("at", BESIDE)
def test_every_page_beside_the_flows_is_said_in_the_language_of_the_screen(at: At, lang: str) -> None:
    session = Session(a_world().ports)
    session.page = Page(at)
    script = script_of(session, Translator(lang, strict=True))
    assert script.page == at.value
    assert script.words.strip()
    assert bool(re.search(r"[一-鿿]", script.words)) == (lang == "zh")
    assert not any(utterance.private for utterance in script.utterances), "nobody is here"


@LANGS
def test_ending_offers_two_numbered_ways(lang: str) -> None:
    session = Session(a_world().ports)
    session.page = Page(At.CONFIRM_END)
    assert script_of(session, Translator(lang, strict=True)).choices == ("end", "stay")


class Reached(Exception):
    """The walk has come to the page that was looked for."""


async def at_step(kind: type[Ask | Group | Show], flow: Flow) -> Session:
    """A session at the first page of that kind in a flow."""
    session = Session(a_world().ports)

    def look(at: Session) -> None:
        place = at.journey.current if at.journey is not None and at.page.at is At.STEP else None
        if place is not None and isinstance(place.step, kind):
            raise Reached

    with pytest.raises(Reached):
        await walk(session, flow, card=WANG, number=WANG, answers=ANSWERS, on_page=look)
    return session


def with_a(kind: type[Ask | Group]) -> pytest.MarkDecorator:
    """Every flow that has such a step."""
    found = [flow for flow in FLOWS.values() if any(isinstance(step, kind) for step in flow.steps)]
    assert found
    return pytest.mark.parametrize("flow", found, ids=lambda flow: flow.id)


@LANGS
@with_a(Ask)
@pytest.mark.parametrize("status", list(AskStatus))
async def test_what_is_asked_of_the_office_says_how_it_stands(status: AskStatus, flow: Flow, lang: str) -> None:
    session, translator = await at_step(Ask, flow), Translator(lang, strict=True)
    assert session.journey is not None and session.journey.current is not None
    known = date(2026, 11, 2) if status is AskStatus.LAST_KNOWN else None
    session.asked[session.journey.current.key] = Asked(status, {}, as_of=known)
    script = script_of(session, translator)
    assert translator.say(text(f"kiosk.ask.{status.value}")) in script.words
    if known is not None:
        assert ("二零二六年十一月二日" if lang == "zh" else "2 November 2026") in script.words


async def precheck(lang: str) -> Script:
    return script_of(await at_step(Show, FLOWS["unemployment"]), Translator(lang, strict=True))


async def test_a_decision_says_its_answer_first_then_each_clause_with_its_law() -> None:
    said = words(await precheck("zh"))
    clauses = [n for n, line in enumerate(said) if line.endswith(("：符合", "：不符合", "：还不知道"))]
    laws = [n for n, line in enumerate(said) if line.startswith("依据是") and "条" in line]
    assert clauses and laws
    assert 0 < clauses[0] < laws[0], "the answer comes before the first clause, a clause before its law"
    assert len([n for n in laws if n > clauses[-1]]) >= 1


async def test_values_of_a_decision_are_never_cached() -> None:
    said = await precheck("zh")
    assert all(u.private for u in said.utterances if "：" in u.words)


@LANGS
@with_a(Group)
async def test_a_group_says_what_it_is(flow: Flow, lang: str) -> None:
    session, translator = await at_step(Group, flow), Translator(lang, strict=True)
    title = next(step.title for step in flow.steps if isinstance(step, Group))
    assert translator.say(Text(title)).rstrip("。.") in script_of(session, translator).words


@LANGS
def test_an_error_comes_first_with_its_example_and_after_three_a_person_is_offered(lang: str) -> None:
    session = Session(a_world().ports)
    session.page = Page(At.NUMBER)
    session.fail("identity", Problem(text("problem.date.form"), text("problem.date.example")))
    translator = Translator(lang, strict=True)
    first, second, third, *_ = script_of(session, translator).utterances
    assert first.priority is Priority.NEXT
    assert first.words == translator.say(text("problem.date.form")).rstrip(" ")
    assert re.search(r"零七零幺|zero seven zero one", second.words.replace(",", "")), (
        "the example is said as it is typed"
    )
    offer = text("kiosk.offer_person")
    offered = Speaking(translator).line(offer).words
    assert offered not in (first.words, second.words, third.words)
    session.failures["identity"] = 3
    assert words(script_of(session, translator))[2] == offered
