"""A session with real seals and a real office: what the device says before an act is what the office does with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from shared.app.following import verb_of
from shared.app.pages import At
from shared.app.ports import Card, Delivery, Opened, Paper, Person
from shared.app.session import Session
from shared.app.state import Ports
from shared.backend.matters import due
from shared.backend.processing import process_due
from shared.backend.tables import CaseState
from shared.backend.targets import Why
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.results import Accepted
from shared.contract.trust import KeySet
from shared.domain.decisions import Outcome
from shared.domain.flow import Level
from shared.domain.text import verbatim
from shared.flows import FLOWS
from shared.flows.items import Where
from shared.sealing.demo_native import DemoPerson
from shared.sealing.ports import Signer
from shared.sealing.sealer import ItemSealer, item_of
from shared.sync.queries import Queries
from shared.sync.slips import SlipCodes
from tests.app.test_following import settle
from tests.backend.test_processing import case_of
from tests.backend.world import CRYPTO, OTHER, PERSON, START, Kiosk, World
from tests.fakes.packs import starter_packs
from tests.fakes.ports import FakeClock
from tests.fakes.ports import World as Fakes
from tests.personas.headless import walk

CLAIM = FLOWS["unemployment"]
ANSWERS = {"region": "310000", "reason": "dismissed", "registered": True, "stops": (), "pay_to": "card"}


@dataclass(frozen=True)
class Device:
    """A kiosk of the test office as sealing knows it."""

    kiosk: Kiosk

    @property
    def id(self) -> str:
        return self.kiosk.id

    @property
    def signer(self) -> Signer:
        return self.kiosk.signer

    @property
    def token(self) -> str:
        return self.kiosk.certificate

    @property
    def key_set(self) -> KeySet:
        return self.kiosk.key_set


@dataclass
class Ids:
    """Real ids and randomness."""

    n: int = 0

    def uuid7(self) -> str:
        self.n += 1
        return uuid7(int(START.timestamp() * 1000) + self.n, secrets.token_bytes(RANDOM_BYTES))

    def token(self, n: int) -> bytes:
        return secrets.token_bytes(n)


@dataclass
class Cards:
    """Demo cards that really sign for this kiosk; the number of the person is the card's name."""

    kiosk: Kiosk
    people: tuple[DemoPerson, ...] = (PERSON, OTHER)

    async def cards(self) -> tuple[Card, ...]:
        return tuple(Card(p.id_number, verbatim(p.name), demo=True) for p in self.people)

    async def open(self, card: str, pin: str) -> Opened:
        person = next(p for p in self.people if p.id_number == card)
        return Opened(Person(person.id_number, Level.L2, person.name), await self.kiosk.session(person))

    def on_removed(self, then: object) -> object:
        return lambda: None


@dataclass(frozen=True)
class Enrolled:
    """The keys of an enrolled kiosk, as far as believing goes."""

    device: Device
    enrolled: bool = True


@dataclass
class Glass:
    """A scanner at which the test holds up codes."""

    then: Callable[[str], None] | None = None

    def papers(self) -> tuple[Paper, ...]:
        return ()

    def hold_up(self, paper: str) -> None:
        if self.then is not None:
            self.then(paper)

    def listen(self, then: Callable[[str], None]) -> Callable[[], None]:
        self.then = then

        def stop() -> None:
            self.then = None

        return stop


@dataclass
class Window:
    """One kiosk in front of the office: its ports, and the network as the test wants it."""

    world: World
    fakes: Fakes

    @classmethod
    def at(cls, world: World) -> Window:
        fakes = Fakes(dict(FLOWS), {}, starter_packs())
        return cls(world, fakes)

    @property
    def ports(self) -> Ports:
        kiosk, clock, ids = self.world.kiosk, FakeClock(self.world.clock.at), Ids()

        def next_seq() -> int:
            kiosk.seq += 1
            return kiosk.seq

        sealer = ItemSealer(CRYPTO, clock, ids, lambda: Device(kiosk), next_seq)
        queries = Queries(self.world.api(), sealer, CRYPTO)
        cards = Cards(kiosk)
        return replace(
            self.fakes.ports,
            clock=clock,
            ids=ids,
            sealer=sealer,
            queries=queries,
            cards=cards,  # type: ignore[arg-type]
            slips=SlipCodes(CRYPTO, Enrolled(Device(kiosk))),  # type: ignore[arg-type]
            scanner=Glass(),
        )

    async def deliver(self) -> None:
        """Everything that waits goes to the office."""
        for id, (item, _) in self.fakes.store.items.items():
            row = self.fakes.store.receipts[id]
            if row.state is not Delivery.DELIVERED:
                assert isinstance(await self.world.one(item_of(item.wire)), Accepted)
                self.fakes.store.receipts[id] = replace(row, state=Delivery.DELIVERED)

    async def claimed(self, *, card: bool = True) -> tuple[Session, str]:
        """Somebody with a claim just submitted."""
        session = Session(self.ports)
        number = PERSON.id_number
        await walk(session, CLAIM, card=number if card else "", number=number, answers=ANSWERS)  # type: ignore[arg-type]
        return session, session.receipt

    async def again(self, person: DemoPerson = PERSON) -> Session:
        """Somebody with card and PIN, later, among their own matters."""
        session = Session(self.ports)
        await session.my_matters()
        await session.enter(person.id_number)
        await session.enter("123456")
        await settle(session)
        assert session.page.at is At.WAITING
        return session


async def look(session: Session, id: str) -> Where:
    session.look(id)
    await settle(session)
    return session.where(id)


async def act(session: Session, id: str, verb: str) -> tuple[Outcome, str]:
    """Do it, to the receipt; what the device said would come of it, and the id of the new item."""
    await session.act(id, verb)
    outcome = Outcome.NEEDS_PERSON
    while session.page.at is At.STEP:
        assert session.journey is not None
        decide = session.journey.flow.decide
        if decide is not None:
            outcome = decide(session.journey.facts()).outcome
        question = session.question()
        if question is None:
            await session.go_on()
        elif question.options:
            await session.enter(question.options[0].value)
        else:
            await session.enter("none" if question.optional else "agree")
        assert session.problem is None, session.problem
    await session.submit()
    assert session.page.at is At.RECEIPT, session.problem
    return outcome, session.receipt


async def bring(window: Window, session: Session, id: str, where: Where) -> None:
    """Let the office come so far with the item."""
    if where is Where.HERE:
        return
    await window.deliver()
    if where is Where.HELD:
        return
    window.world.clock.passes(minutes=10)
    process_due(window.world.office)


@pytest.mark.parametrize("where", [Where.HERE, Where.HELD, Where.CONFIRM, Where.DECIDED])
async def test_what_the_device_says_of_a_withdrawal_is_what_the_office_does(office_world: World, where: Where) -> None:
    window = Window.at(office_world)
    session, id = await window.claimed(card=where is not Where.CONFIRM)
    await bring(window, session, id, where)
    assert await look(session, id) is where
    outcome, back = await act(session, id, "withdraw")
    await window.deliver()
    target, case = case_of(office_world, id), case_of(office_world, back)
    if outcome is Outcome.FAVOURABLE:
        assert (target.state, case.state) == (CaseState.UNDONE, CaseState.DONE)
    else:
        assert (case.state, case.why) == (CaseState.DESK, Why.AFTER_HOLD)
        assert target.state == where.value
    assert (outcome is Outcome.FAVOURABLE) is (where in (Where.HERE, Where.HELD))
    assert await look(session, id) is (Where.UNDONE if outcome is Outcome.FAVOURABLE else where)


async def test_the_last_day_that_the_law_gives_is_said_in_working_days(office_world: World) -> None:
    window = Window.at(office_world)
    session, id = await window.claimed()
    assert "due" not in session.standing(id)
    await window.deliver()
    await look(session, id)
    assert session.standing(id)["due"] == date(2026, 12, 7), "ten working days after Monday 23 November"


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (datetime(2026, 9, 28, 3, tzinfo=UTC), date(2026, 10, 16)),  # 10 October, a Saturday, is worked
        (datetime(2026, 11, 22, 16, 30, tzinfo=UTC), date(2026, 12, 7)),
        (datetime(2026, 12, 28, 3, tzinfo=UTC), None),
    ],
)
def test_holidays_and_exchanged_days_count_and_what_is_not_announced_is_not_said(
    received: datetime, last: date | None
) -> None:
    assert due(CLAIM, received) == last
    assert due(FLOWS["withdraw"], received) is None


async def test_a_decision_is_shown_clause_by_clause_as_the_office_made_it(office_world: World) -> None:
    window = Window.at(office_world)
    session, id = await window.claimed()
    await bring(window, session, id, Where.DECIDED)
    assert await look(session, id) is Where.DECIDED
    decision = session.decision(id)
    assert decision is not None and decision.outcome is Outcome.FAVOURABLE
    assert {finding.clause.id for finding in decision.findings} >= {"contributed"}
    assert session.standing(id)["by"] == "rule"
    assert session.words_of_office(id)[0].id == "office.decided"


async def test_by_card_one_finds_what_was_submitted_anywhere_and_withdraws_it(office_world: World) -> None:
    elsewhere, here = Window.at(office_world), Window.at(office_world)
    _, id = await elsewhere.claimed(card=False)
    await elsewhere.deliver()
    session = await here.again()
    assert [row.id for row in session.mine] == [id]
    assert await look(session, id) is Where.HELD
    _, back = await act(session, id, "withdraw")
    await here.deliver()
    assert case_of(office_world, id).state == CaseState.UNDONE
    assert case_of(office_world, back).state == CaseState.DONE


async def held_up(session: Session, code: str) -> None:
    """Somebody stands among their own matters and holds up a code."""
    session.waiting()
    glass = session.ports.scanner
    assert isinstance(glass, Glass)
    glass.hold_up(code)
    await settle(session)


async def test_the_slip_opens_its_own_item_and_whoever_holds_it_withdraws_by_a_typed_number(
    office_world: World,
) -> None:
    window = Window.at(office_world)
    first, id = await window.claimed(card=False)
    slip = first.ports.sealer.slip_code(first.items[id], "", secret=True)
    await window.deliver()
    await first.end()
    elsewhere = Window.at(office_world)
    session = Session(elsewhere.ports)
    await held_up(session, slip)
    assert (session.page.at, session.page.key) == (At.ITEM, id)
    assert session.where(id) is Where.HELD
    row = session.receipt_row(id)
    assert row is not None and row.flow == CLAIM.id
    assert session.actions(id) == () and session.needs_card(id), "nobody has said who they are"
    await session.my_matters()
    await session.enter("keypad")
    await session.enter(PERSON.id_number)
    await settle(session)
    assert (session.page.at, session.page.key) == (At.ITEM, id)
    assert {verb_of(flow) for flow in session.actions(id)} == {"withdraw", "correct"}
    await act(session, id, "withdraw")
    await elsewhere.deliver()
    assert case_of(office_world, id).state == CaseState.UNDONE
    await session.end()
    assert session.slips == {} and session.elsewhere == {}


async def test_a_slip_without_its_secret_or_of_nobody_opens_nothing(office_world: World) -> None:
    window = Window.at(office_world)
    first, id = await window.claimed(card=False)
    sealer = first.ports.sealer
    whole, small = (sealer.slip_code(first.items[id], "", secret=secret) for secret in (True, False))
    session = Session(Window.at(office_world).ports)
    for code in (small, whole[:-4] + "0000", "NCS1:", "hello"):
        await held_up(session, code)
        assert session.page.at is At.WAITING
        assert session.problem is not None and session.problem.what.id == "problem.slip"
        assert session.slips == {}
    session.help()
    await held_up(session, whole)
    assert session.page.at is At.ITEM
    other = Session(session.ports)
    other.waiting()
    other.help()
    glass = other.ports.scanner
    assert isinstance(glass, Glass)
    assert glass.then is None, "nothing listens away from that page"


async def test_another_person_is_told_nothing_and_offered_nothing(office_world: World) -> None:
    window = Window.at(office_world)
    session, id = await window.claimed()
    await bring(window, session, id, Where.DECIDED)
    stranger = await window.again(OTHER)
    assert stranger.mine == ()
    stranger.look(id)
    await settle(stranger)
    told = stranger.told[id]
    assert set(told) == {"state", "received"} and told["state"] == "done"
    assert stranger.decision(id) is None and stranger.words_of_office(id) == ()


async def test_below_the_card_the_slip_shows_the_course_and_never_a_record(office_world: World) -> None:
    window = Window.at(office_world)
    session, id = await window.claimed(card=False)
    await bring(window, session, id, Where.CONFIRM)
    assert await look(session, id) is Where.CONFIRM
    assert not {"facts", "decision", "content"} & set(session.told[id])
    assert {verb_of(flow) for flow in session.actions(id)} == {"withdraw", "correct"}


async def test_a_correction_takes_the_place_and_the_office_decides_that(office_world: World) -> None:
    window = Window.at(office_world)
    first, id = await window.claimed()
    await window.deliver()
    await first.end()
    session = await window.again()
    await look(session, id)
    await session.act(id, "correct")
    assert session.journey is not None
    assert session.journey.answers["reason"].value == "dismissed", "given back by the office"
    await session.home()
    await look(session, id)
    _, anew = await act(session, id, "correct")
    await window.deliver()
    assert case_of(office_world, id).state == CaseState.UNDONE
    office_world.clock.passes(minutes=10)
    assert process_due(office_world.office) == 1
    assert case_of(office_world, anew).state == CaseState.DECIDED


@pytest.mark.parametrize("verb", ["objection", "human_review"])
async def test_objecting_and_asking_for_a_person_bring_a_person(office_world: World, verb: str) -> None:
    window = Window.at(office_world)
    session, id = await window.claimed()
    await bring(window, session, id, Where.DECIDED)
    await look(session, id)
    outcome, new = await act(session, id, verb)
    assert outcome is Outcome.NEEDS_PERSON
    await window.deliver()
    case = case_of(office_world, new)
    assert (case.state, case.why, case.flow) == (CaseState.DESK, Why.OBJECTION, verb)
    assert case_of(office_world, id).state == CaseState.DECIDED, "what was granted stays"


async def test_both_made_offline_are_undone_together_in_whichever_order_they_arrive(office_world: World) -> None:
    window = Window.at(office_world)
    session, id = await window.claimed(card=False)
    outcome, back = await act(session, id, "withdraw")
    assert outcome is Outcome.FAVOURABLE
    store = window.fakes.store
    items = [item_of(store.items[name][0].wire) for name in (back, id)]
    results = (await office_world.send(*items)).results
    assert all(isinstance(result, Accepted) for result in results)
    assert case_of(office_world, id).state == CaseState.UNDONE
