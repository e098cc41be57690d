"""Every page of every flow is drawn from data: its identifiers, its words, both ways of lying."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest

from accessibility.script import script_of
from shared.app.pages import At
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.flow import Consent, Group, Kind, Level, Question
from shared.domain.kinds import choices, identifiers
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.components.options import IN_VIEW, page_of
from shared.ui.kinds import DRAW, Asking
from shared.ui.layout import layout
from shared.ui.pages import Drawn, Scene, draw
from shared.ui.pages.base import card_choices
from tests.app.trial import WANG
from tests.e2e.defaults import default
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.personas.headless import aim
from tests.personas.parity import only_heard, only_seen
from tests.ui.trees import identifiers as shown
from tests.ui.trees import texts, ui

RAW_ID = re.compile(r"[a-z_]+(\.[a-z_0-9]+)+")
ROWS = tuple({"value": f"v{n}", "title": f"第{n}个", "office": "v1", "region": "v1"} for n in range(1, 5))
MOST_PAGES = 60


def world() -> World:
    return World(FLOWS, {WANG: "王秀英"}, every_pack())


def scene(session: Session, *, width: float = 1080, height: float = 1920, lang: str = "zh") -> Scene:
    return Scene(ui(width, height, lang=lang), session, lambda: None, lambda _: None, session.entry())


def drawn(session: Session, **how: object) -> tuple[Drawn, tuple[str, ...], tuple[str, ...]]:
    """The page, its identifiers, and its words, on an upright screen unless told otherwise."""
    made = scene(session, **how)  # type: ignore[arg-type]
    page = draw(made)
    tree = layout(made.ui, page)
    return page, shown(tree), texts(tree)


async def go_on(session: Session) -> None:
    """Answer the page as a scripted person does."""
    question = session.question()
    place = session.journey.current if session.journey is not None else None
    if question is not None:
        pack = session.pack()
        offered = [c.value for c in choices(question, pack.rows if pack else None)]
        if session.page.at is At.IDENTIFY:
            offered = [c.value for c in card_choices(session)]
        await session.enter(kinds.spell(question, default(question, offered)))
    elif place is not None and isinstance(place.step, Consent):
        await session.consent(True, "0" * 64)
    elif place is not None and isinstance(place.step, Group) and session.journey is not None:
        if session.journey.count(place.key) == 0:
            await session.add(place.key)
        else:
            await session.go_on()
    else:
        await session.go_on()


@pytest.mark.parametrize("flow", FLOWS)
async def test_every_page_of_a_flow_is_drawn_in_words(flow: str) -> None:
    session = Session(world().ports)
    if FLOWS[flow].acts:
        await aim(session, FLOWS[flow], card=WANG)
        await session.act(session.page.key, flow)
    else:
        await session.open(flow)
    seen: list[str] = []
    while session.page.at not in (At.REVIEW, At.HOME) and len(seen) < MOST_PAGES:
        if session.journey is not None and session.journey.ended is not None:
            break
        seen.append(session.page.id)
        for width, height in ((1080, 1920), (1366, 768), (360, 800)):
            for lang in ("zh", "en"):
                page, ids, said = drawn(session, width=width, height=height, lang=lang)
                assert page.title
                assert page.next is not None
                assert len(ids) == len(set(ids))
                assert [words for words in said if RAW_ID.fullmatch(words)] == []
        question = session.question()
        if question is not None:
            assert page.container == f"q.{question.kind.value}.{question.id}"
        await go_on(session)
    assert len(seen) > 2
    assert session.page.at is At.REVIEW or (session.journey is not None and session.journey.ended is not None)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1366, 768)])
def test_every_kind_shows_the_identifiers_that_it_promises(kind: Kind, width: float, height: float) -> None:
    question = Question("asked", kind, "ui.example.question", unsure=kind is not Kind.NOTICE)
    options = choices(question, ROWS if kind in (Kind.REGION, Kind.SLOT, Kind.CHOICE, Kind.SEVERAL) else None)
    rows = ROWS if kind in (Kind.REGION, Kind.SLOT, Kind.CHOICE, Kind.SEVERAL) else None
    asking = Asking(ui(width, height), question, options, "", lambda: None, lambda _: None, lambda _: None)
    found: list[str] = []
    for part in kinds.KINDS[kind].parts if kind is Kind.PERSON else ("",):
        asking.typing.part = part  # the keys write one part at a time
        parts = DRAW[kind](asking)
        page = Drawn("x", main=parts.main, side=parts.side, after=parts.after, container=f"q.{kind.value}.asked")
        found += shown(layout(asking.ui, page))
    promised = set(identifiers(question, rows))
    if kind is Kind.CARD and options:
        promised = {id for id in promised if not id.startswith(("key.", "field."))}
    if kind in (Kind.TEXT, Kind.NOTICE, Kind.DOCUMENT, Kind.PERSON):
        promised = {id for id in promised if id != "opt.unsure"}
    assert promised <= set(found)


def test_more_options_than_fit_are_shown_a_few_at_a_time() -> None:
    rows = tuple({"value": f"v{n}", "title": f"第{n}个"} for n in range(20))
    question = Question("asked", Kind.REGION, "ui.example.question")
    asking = Asking(ui(), question, choices(question, rows), "", lambda: None, lambda _: None, lambda _: None)
    first = DRAW[Kind.REGION](asking)
    assert first.total == 20
    assert [id for id in shown(first.main) if id.startswith("opt.")] == [f"opt.v{n}" for n in range(IN_VIEW)]
    asking.first = 18
    assert [id for id in shown(DRAW[Kind.REGION](asking).main) if id.startswith("opt.")] == ["opt.v18", "opt.v19"]


@pytest.mark.parametrize("total", range(1, 40))
def test_every_option_is_on_one_page_and_none_has_a_page_of_its_own(total: int) -> None:
    pages = list(dict.fromkeys(page_of(total, index) for index in range(total)))
    assert [index for page in pages for index in page] == list(range(total))
    assert max(map(len, pages)) <= IN_VIEW
    assert total == 1 or min(map(len, pages)) > 1
    assert len(pages) == -(-total // IN_VIEW)


def test_an_index_beyond_the_options_counts_as_the_first() -> None:
    assert page_of(7, 7) == page_of(7, -1) == page_of(7, 0) == range(4)
    assert page_of(0, 0) == range(0)


async def test_an_error_stands_on_the_page_with_what_was_entered() -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    await session.choose_card("keypad")
    await session.enter("123")
    page, ids, _ = drawn(session)
    assert "error.identity" in ids
    assert page.container == "q.id_number.identity"


@dataclass
class Stuck:
    """Somebody who failed so often at the PIN of a service."""

    session: Session

    @classmethod
    async def at(cls, flow: str, times: int) -> Stuck:
        session = Session(world().ports)
        await session.open(flow)
        await session.choose_card(WANG)
        for _ in range(times):
            await session.enter("12")
        return cls(session)

    def offers(self) -> tuple[set[str], str]:
        """What is on the page to go on with, and what is said."""
        ids = {"act.help", "act.keypad"} & set(drawn(self.session)[1])
        return ids, script_of(self.session, translator("zh")).words


async def test_after_three_failures_a_person_is_offered_on_the_page_and_said_and_the_keypad_where_it_will_do() -> None:
    ids, said = (await Stuck.at("unemployment", 2)).offers()
    assert not ids and "找人帮忙" not in said
    ids, said = (await Stuck.at("unemployment", 3)).offers()
    assert ids == {"act.help", "act.keypad"}
    assert "找人帮忙" in said and "输身份证号码" in said
    stuck = await Stuck.at("unemployment", 3)
    script = script_of(stuck.session, translator("zh"))
    assert only_heard(stuck.session, script, "zh") == () and only_seen(stuck.session, script, "zh") == ()
    needs_card = next(id for id, flow in FLOWS.items() if flow.assurance > Level.L1 and not flow.acts)
    ids, said = (await Stuck.at(needs_card, 3)).offers()
    assert ids == {"act.help"} and "输身份证号码" not in said


async def test_failures_at_one_question_are_not_counted_at_the_next() -> None:
    stuck = await Stuck.at("unemployment", 3)
    await stuck.session.choose_card("keypad")
    await stuck.session.enter("123")
    assert stuck.session.problem is not None
    assert not stuck.offers()[0]


async def test_the_whole_claim_ends_on_a_receipt_with_number_state_and_code() -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    for _ in range(MOST_PAGES):
        if session.page.at is At.REVIEW:
            break
        await go_on(session)
    page, ids, _ = drawn(session)
    assert page.next_id == "review.submit"
    assert any(id.startswith("review.edit.") for id in ids)
    await session.submit()
    ids = drawn(session)[1]
    assert {"receipt.number", "receipt.state", "receipt.qr"} <= set(ids)


async def test_the_pin_is_nowhere_in_words() -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    await session.choose_card(WANG)
    made = replace(scene(session), raw="123456")
    assert not any("123456" in words for words in texts(layout(made.ui, draw(made))))


@pytest.mark.parametrize("at", [At.WAITING, At.HELP, At.CONFIRM_END, At.ITEM])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_pages_around_are_drawn(at: At, lang: str) -> None:
    session = Session(world().ports)
    if at is At.ITEM:
        await aim(session, FLOWS["objection"], card=WANG)
    else:
        {At.WAITING: session.waiting, At.HELP: session.help, At.CONFIRM_END: session.ask_end}[at]()
    page, _, said = drawn(session, lang=lang)
    assert page.title
    assert [words for words in said if RAW_ID.fullmatch(words)] == []
