"""Every page that a citizen can come to, in turn: the pages beside the services, each service, and what follows it.

Whoever looks is told the page's name and in what state it is; the session stands there until they have looked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from accessibility.settings import CODE, ROOMS, SETTINGS
from shared.app.pages import At
from shared.app.ports import Asked, AskStatus, CardRefusal
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.binding import BYTES, digits_of
from shared.domain.flow import Consent, Flow, Group, Kind, Level
from shared.domain.messages import Inbox, inbox_value
from shared.domain.values import Value
from shared.flows import EXERCISES, FLOWS
from shared.flows.home import SUBMITTED, entries
from tests.app.test_messages import CHECK, DAY
from tests.audit.stage import NAME, PERSON
from tests.fakes.packs import every_pack
from tests.fakes.phone import FakeOwner
from tests.fakes.ports import World
from tests.personas.headless import OnPage, onward, walk

ANSWERS: Final[Mapping[str, Value]] = {"pay_to": "account"}
WRONG: Final[Mapping[Kind, str]] = dict.fromkeys(
    (Kind.DATE, Kind.MONTH, Kind.PHONE, Kind.ID_NUMBER, Kind.BANK_ACCOUNT, Kind.PIN), "1"
)
"""What is certainly no answer of that kind, so that the page shows its error."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page in a state (`why` open, an `error` shown, the `idle` warning); pages of one `group` are drawn alike."""

    page: str
    state: str
    group: str

    @property
    def name(self) -> str:
        """Page and state."""
        return f"{self.page}!{self.state}" if self.state else self.page


Begin = Callable[[World], Session]
Visit = Callable[[Session, Place], Awaitable[None]]


def world() -> World:
    """What the pages stand on: one person with a card, every dataset, a message that waits."""
    made = World(dict(FLOWS), {PERSON: NAME}, every_pack())
    made.queries.answers["messages"] = Asked(AskStatus.READY, inbox_value(Inbox((CHECK,))), DAY)
    return made


class Tour:
    """One way through everything; a place is shown once, in the first service that has it."""

    def __init__(self, begin: Begin, visit: Visit) -> None:
        self._begin, self._visit = begin, visit
        self.seen: dict[str, Place] = {}

    async def whole(self, flows: Mapping[str, Flow] = FLOWS) -> None:
        """The pages beside the services, then every service."""
        await self._beside()
        await self._ways_in(next(flow for flow in FLOWS.values() if not flow.acts and flow.assurance <= Level.L1))
        for flow in flows.values():
            await self._service(flow)
        await self._practice()
        await self._after()
        await self._binding()

    async def look(self, session: Session, state: str = "", name: str = "") -> None:
        """Show the page as it is now, unless it was shown."""
        place = Place(name or session.page.id, state, group_of(session, state))
        if place.name not in self.seen:
            self.seen[place.name] = place
            await self._visit(session, place)

    async def _beside(self) -> None:
        session = self._begin(world())
        await self.look(session)
        groups = [entry.group for entry in entries(FLOWS) if entry.group and entry.group != SUBMITTED]
        for group in groups:
            session.services(group)
            await self.look(session)
        session.search()
        await self.look(session)
        for found in ("YL", "YLX"):
            session.look_for(found)
            await self.look(session, name=f"search-{found}")
        for go in (session.help, session.waiting):
            go()
            await self.look(session)
        for setting in ("", *ROOMS, *SETTINGS, CODE):
            session.preferences(setting)
            await self.look(session)

    async def _ways_in(self, flow: Flow) -> None:
        session = self._begin(world())
        await session.open(flow.id)
        await self.look(session)
        await session.enter("keypad")
        await self.look(session)
        await session.enter("123")
        await self.look(session, "error")
        await session.back()
        await session.enter(PERSON)
        await self.look(session)
        await session.enter("111111")
        await self.look(session, "error")
        session.ask_end()
        await self.look(session)
        await session.end()
        await self.look(session)
        alone = world()
        alone.sealer.enrolled = False
        session = self._begin(alone)
        await session.open(flow.id)
        await self.look(session)

    async def _service(self, flow: Flow) -> None:
        session = self._begin(world())
        await walk(session, flow, card=PERSON, number=PERSON, answers=ANSWERS, on_page=self._page())
        if session.page.at is At.RECEIPT:
            await self.look(session, name=f"receipt.{flow.id}")
            session.look_at(session.receipt)
            await self.look(session, name=f"item.{flow.id}")
            session.waiting()
            await self.look(session, name="waiting-own")
            session.find()
            await self.look(session, name="find")

    def _page(self) -> OnPage:
        async def page(session: Session) -> None:
            if session.page.at is not At.RECEIPT:
                await self.look(session)
            if session.page.at is not At.STEP or session.journey is None:
                return
            place = session.journey.current
            if place is not None and isinstance(place.step, Group) and session.journey.count(place.key) == 0:
                await session.add(place.key)
                await page(session)
                return
            question = session.question()
            if question is not None or (place is not None and isinstance(place.step, Consent)):
                await self.look(session, "why")
            if question is not None and question.kind in WRONG:
                before = session.page
                await session.enter(WRONG[question.kind])
                assert session.page == before and session.problem is not None, (before.id, "took a wrong answer")
                await self.look(session, "error")

        return page

    async def _practice(self) -> None:
        """What can be practised, and the exercises that only practice has."""
        session = self._begin(world())
        await session.practice()
        await self.look(session)
        for exercise in EXERCISES:
            session = self._begin(world())
            await session.practise(exercise)
            await onward(session, on_page=self._page())
            await self.look(session)

    async def _binding(self) -> None:
        """A phone is bound: the kiosk's code, and what the phone asks."""
        session = self._begin(world())
        await session.bind_phone()
        await session.enter(PERSON)
        await session.enter("123456")
        await self.look(session)
        made = world()
        owner = FakeOwner(refuses=CardRefusal.NOT_YET)
        made.ports = replace(made.ports, owner=owner, cards=owner)
        session = self._begin(made)
        await session.bind_phone()
        await self.look(session)
        for entry in (digits_of(bytes(BYTES)), "246813"):
            await session.enter(entry)
            await self.look(session)

    async def _after(self) -> None:
        """A message, a draft found again, and the warning of the idle watch."""
        made = world()
        session = self._begin(made)
        await session.messages()
        await session.enter(PERSON)
        await session.enter("123456")
        await self.look(session)
        flow = next(flow for flow in FLOWS.values() if not flow.acts and len(flow.steps) > 4)
        made = world()
        session = self._begin(made)
        await walk(session, flow, card=PERSON, answers=ANSWERS, submit=False)
        await session.wipe()
        session = self._begin(made)
        await session.open(flow.id)
        await session.enter(PERSON)
        await session.enter("123456")
        await self.look(session)
        await self.look(session, "idle", "idle")


BESIDE: Final[Mapping[At, str]] = {
    At.HOME: "home",
    At.SERVICES: "home",
    At.SEARCH: "search",
    At.PREFERENCES: "preferences",
    At.WAITING: "matters",
    At.ITEM: "matters",
    At.RECEIPT: "receipt",
    At.REVIEW: "review",
    At.NUMBER: "typed",
    At.PIN: "typed",
    At.FIND: "typed",
    At.IDENTIFY: "options",
    At.RESUME: "options",
}
CHOSEN: Final = (Kind.CHOICE, Kind.REGION, Kind.SEVERAL, Kind.SLOT, Kind.YES_NO, Kind.CARD)


def group_of(session: Session, state: str = "") -> str:
    """Which pages are drawn by the same code: typed, chosen, read ones, steps that ask nothing, the shell's own."""
    if state in ("why", "error"):
        return state
    if session.page.at is not At.STEP:
        return BESIDE.get(session.page.at, "shell")
    question = session.question()
    if question is not None:
        kind = question.kind
        return "options" if kind in CHOSEN else "typed" if kinds.KINDS[kind].keypad else f"q.{kind.value}"
    place = session.journey.current if session.journey is not None else None
    return type(place.step).__name__.lower() if place is not None else "exit"


async def places(flows: Mapping[str, Flow] = FLOWS) -> list[Place]:
    """Every place, found without a screen."""

    async def look(_: Session, __: Place) -> None:
        """Nobody looks."""

    tour = Tour(lambda made: Session(made.ports), look)
    await tour.whole(flows)
    return list(tour.seen.values())
