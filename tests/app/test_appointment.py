"""An appointment at the screen: nearest first, how old the options are, what stands on the slip, change and cancel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from accessibility.script import script_of
from shared.app.places import ROUND, Place, nearest_first
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.text import text
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.layout import layout
from shared.ui.pages import Scene, draw
from tests.app.test_following import a_world, settle, verbs
from tests.app.trial import WANG
from tests.fakes.packs import TODAY, every_pack
from tests.fakes.ports import World
from tests.personas.headless import walk
from tests.ui.trees import texts, ui

FLOW = FLOWS["appointment"]
DAY: Final = "sh-xuhui-1.20261124"
WISH: Final[dict[str, Value]] = {
    "topic": "pension",
    "region": "310000",
    "office": "sh-xuhui-1",
    "day": DAY,
    "slot": f"{DAY}.0900",
    "second": f"{DAY}.0930",
    "third_day": "sh-xuhui-1.20261125",
    "third": "sh-xuhui-1.20261125.1000",
    "phone": "none",
}


def world(age: int = 0) -> World:
    """A machine whose datasets are so many days old."""
    made = a_world()
    packs = every_pack(TODAY - timedelta(days=age)) if age else every_pack()
    made.packs.update({name: replace(pack, as_of=TODAY - timedelta(days=age)) for name, pack in packs.items()})
    return made


async def at(session: Session, page: str, card: str = WANG) -> None:
    """Walk until that question is asked."""
    await walk(session, FLOW, card=card, answers=WISH, submit=False)
    journey = session.journey
    assert journey is not None
    await session.edit(page)


async def test_the_wish_and_what_to_bring_stand_on_the_receipt_until_the_session_ends() -> None:
    session = Session(world().ports)
    await walk(session, FLOW, card=WANG, answers=WISH)
    say = translator("zh").say
    lines = [say(line) for line in session.lines[session.receipt]]
    assert len(lines) == 4
    assert "田林" in lines[0] and "09:00–09:30" in lines[1] and "星期二" in lines[1]
    assert "身份证" in lines[2] and "不用带" in lines[3]
    await session.end()
    assert session.lines == {}


async def test_who_takes_whatever_is_free_first_has_the_part_of_the_day_on_the_slip() -> None:
    session = Session(world().ports)
    await walk(session, FLOW, card=WANG, answers={**WISH, "day": "soonest", "part": "afternoon"})
    lines = [translator("zh").say(line) for line in session.lines[session.receipt]]
    assert "下午" in lines[1]


async def test_a_machine_that_never_heard_from_the_office_takes_the_wish_all_the_same() -> None:
    made = world()
    for name in ("days", "slots"):
        del made.packs[name]
    session = Session(made.ports)
    await walk(session, FLOW, card=WANG, answers={"topic": "pension", "part": "any", "phone": "none"})
    assert session.receipt


async def test_how_old_the_options_are_is_said_and_that_they_may_be_gone() -> None:
    fresh, old = Session(world().ports), Session(world(age=3).ports)
    await at(fresh, "slot")
    await at(old, "slot")
    assert fresh.age() == ()
    assert [line.id for line in old.age()] == ["kiosk.pack_as_of", "kiosk.pack_queue"]
    assert old.age()[0].arg("days") == 3
    await old.edit("office")
    assert [line.id for line in old.age()] == ["kiosk.pack_as_of"], "an office does not go like a free time"


async def test_offices_come_nearest_first_with_how_far_and_what_is_there() -> None:
    made = world()
    session = Session(replace(made.ports, here=Place(31_112_800, 121_381_700)))
    await at(session, "office")
    pack, question = session.pack(), session.question()
    assert pack is not None and question is not None
    offered = kinds.choices(question, pack.rows)
    assert [choice.value for choice in offered] == ["sh-minhang-1", "sh-xuhui-1", "sh-pudong-1"]
    said = [[translator("zh").say(more) for more in choice.more] for choice in offered]
    assert said[0][0] == "约 100 米" and said[1][0].endswith("公里")
    assert "门口有台阶" in said[0] and "有手语翻译" in said[2]


async def test_only_offices_that_handle_it_are_offered() -> None:
    session = Session(world().ports)
    await walk(session, FLOW, card=WANG, answers={**WISH, "topic": "allowance"}, submit=False)
    await session.edit("office")
    pack = session.pack()
    assert pack is not None
    assert {row["value"] for row in pack.rows} == {"sh-pudong-1", "sh-xuhui-1"}


async def test_where_no_office_does_it_the_nearest_elsewhere_are_offered_and_said_to_be_elsewhere() -> None:
    made = world()
    session = Session(replace(made.ports, here=Place(31_112_800, 121_381_700)))
    heard: list[str] = []

    def note(at: Session) -> None:
        question, said = at.question(), translator("zh").say(text("kiosk.elsewhere"))
        scene = Scene(ui(), at, lambda: None, lambda _: None, at.entry())
        told = [line.words for line in script_of(at, translator("zh")).utterances]
        assert (said in told) is at.widened() is (said in texts(layout(scene.ui, draw(scene))))
        if question is not None and question.id == "office":
            heard.extend(choice.value for choice in at.choices())

    await walk(session, FLOW, card=WANG, answers={**WISH, "region": "110000", "topic": "allowance"}, on_page=note)
    assert heard[:2] == ["sh-xuhui-1", "sh-pudong-1"], "nearest first, and none that does not do it"
    assert heard[2:] == ["gd-tianhe-1", "gd-yuexiu-1"] or heard[2:] == ["gd-yuexiu-1", "gd-tianhe-1"]
    assert session.receipt


async def test_an_appointment_is_cancelled_by_its_own_flow_and_changed_by_asking_anew() -> None:
    made = world()
    session = Session(made.ports)
    await walk(session, FLOW, card=WANG, answers=WISH)
    id = session.receipt
    session.look(id)
    assert verbs(session, id) == {"appointment_cancel", "correct"}
    await session.act(id, "appointment_cancel")
    await session.go_on()
    await session.enter("agree")
    await session.submit()
    await settle(session)
    assert made.store.receipts[session.receipt].flow == "appointment_cancel"
    assert verbs(session, id) == set(), "what was cancelled is not acted on again"


places = st.builds(Place, st.integers(18_000_000, 53_000_000), st.integers(73_000_000, 135_000_000))


@given(here=places, there=st.lists(st.one_of(st.none(), places), max_size=12))
def test_near_comes_before_far_and_nothing_is_lost(here: Place, there: list[Place | None]) -> None:
    rows = [
        {"value": f"o{n}", "title": "x"} | ({} if place is None else {"north": place.north, "east": place.east})
        for n, place in enumerate(there)
    ]
    found = nearest_first(rows, here)
    assert sorted(str(row["value"]) for row in found) == sorted(str(row["value"]) for row in rows)
    told = [metres for row in found if isinstance(metres := row.get("metres"), int)]
    assert told == sorted(told) and all(metres >= ROUND for metres in told)
    assert ["metres" in row for row in found] == sorted(("metres" in row for row in found), reverse=True)


def test_known_distances_come_out_right() -> None:
    people_square, airport = Place(31_230_000, 121_473_000), Place(31_143_000, 121_805_000)
    assert abs(people_square.metres_to(airport) - 33_000) < 500
