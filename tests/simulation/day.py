"""A kiosk's day: sixty people with mixed errands, no network from ten to three, and what became of every one of them.

`python -m tests.simulation.day` prints it. Real store, keys, cards, sealing, sync and session on one side, the real
office on the other; only the clock and the line between them are made up. The services are found by listing them.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import httpx
from sqlalchemy import select

from kiosk.cards import DemoReader
from shared.app.brought import Brought, BroughtStates
from shared.app.following import verb_of
from shared.app.pages import At
from shared.app.session import Ports, Session
from shared.backend.app import create_app
from shared.backend.office import Office
from shared.backend.processing import process_due
from shared.backend.settings import Settings
from shared.backend.tables import CaseRow, ItemRow
from shared.client.http import HttpCitizenApi
from shared.domain.exchange import Delivery
from shared.domain.flow import Flow, Kind, Level, Question, Step
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.demo_native import DEMO_PEOPLE
from shared.sealing.enrolment import load_enrolment
from shared.sealing.keys_native import FileKeys
from shared.sealing.sealer import ItemSealer
from shared.store.store import Store
from shared.sync.elapsed import SignedTime
from shared.sync.engine import Engine
from shared.sync.queries import Queries
from shared.sync.states import StateCodes
from tests.fakes.kiosk import CountingIds
from tests.fakes.ports import CHINA, FakeClock
from tests.personas.headless import onward, walk

PACKS: Final = Path(__file__).parents[2] / "assets" / "packs"
PEOPLE: Final = 60
OPENS: Final = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
"""Half past eight in China."""
CLOSES: Final = OPENS + timedelta(hours=9)
CUT: Final = (OPENS + timedelta(hours=1.5), OPENS + timedelta(hours=6.5))
"""Ten and three o'clock."""
POWER_CUT: Final = OPENS + timedelta(hours=4)
"""Half past twelve: the kiosk is switched off and on again."""
LONGEST_STEP: Final = 60.0
"""Seconds of the clock between two looks at what is due."""
LEAVES: Final = 13
"""Every thirteenth walks away before submitting."""
OLDER: Final = tuple(person for person in DEMO_PEOPLE if person.born.year <= OPENS.year - 60)
"""Who comes most often."""
IDLE: Final = timedelta(seconds=90)


@dataclass
class Errand:
    """One person with one wish, and what became of it: `end` in words, `item` where something was submitted."""

    n: int
    at: datetime
    flow: str
    level: Level
    online: bool = True
    end: str = ""
    item: str = ""
    delivered: datetime | None = None


class Line(httpx.AsyncBaseTransport):
    """The way to the office, cut between two moments of the day."""

    def __init__(self, to: httpx.AsyncBaseTransport, clock: FakeClock) -> None:
        self._to, self._clock = to, clock

    @property
    def up(self) -> bool:
        """Whether anything goes through now."""
        return not CUT[0] <= self._clock.now() < CUT[1]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not self.up:
            raise httpx.ConnectError("no line", request=request)
        return await self._to.handle_async_request(request)

    async def aclose(self) -> None:
        await self._to.aclose()


@dataclass
class Day:
    """The kiosk, the office, and the people."""

    folder: Path
    clock: FakeClock
    office: Office
    keys: FileKeys
    dice: random.Random = field(default_factory=lambda: random.Random(26))
    ids: CountingIds = field(default_factory=CountingIds)
    errands: list[Errand] = field(default_factory=list)

    @classmethod
    async def begin(cls, folder: Path) -> Day:
        """An office, and a kiosk that it enrolled."""
        clock = FakeClock(OPENS)
        office = Office.open(Settings(data=folder, hold_minutes=10), clock.now)
        file = folder / "enrolment.json"
        office.enrol_to(file)
        keys = await FileKeys.open(folder / "kiosk" / "keys", CountingIds("keys").token, folder / "drafts")
        await keys.enrol(load_enrolment(file), clock.now(), items_wait=False)
        day = cls(folder, clock, office, keys)
        day.switch_on(0)
        return day

    def switch_on(self, n: int) -> None:
        """The kiosk starts: everything that lives in memory is new."""
        crypto = NativeCrypto()
        self.store = Store(self.folder / "store.db", self.clock, starters=PACKS)
        self.time = SignedTime(self.store.state, self.clock, f"boot{n}")
        self.sealer = ItemSealer(
            crypto, self.clock, self.ids, lambda: self.keys.device, self.store.state.next_seq, self.time.created
        )
        self.line = Line(httpx.ASGITransport(app=create_app(self.office)), self.clock)
        self.api = HttpCitizenApi("http://127.0.0.1", self.keys, transport=self.line)
        self.engine = Engine(
            self.store, self.api, self.keys, crypto, self.clock, self.time, chance=random.Random(n).random
        )
        queries = Queries(self.api, self.sealer, crypto)
        self.queries = BroughtStates(queries, StateCodes(crypto, self.keys, Brought), self.clock)
        self.cards = DemoReader(self.keys, self.clock)

    async def switch_off(self) -> None:
        """As when it is unplugged, but for the files that are closed."""
        await self.api.close()
        self.store.close()

    def ports(self) -> Ports:
        """What a session needs."""
        store = self.store
        return Ports(
            *(FLOWS, self.clock, self.ids, self.keys, self.sealer, self.cards),
            *(store.drafts, store.outbox, store.receipts, store.datasets, self.queries),
            codes=self.queries,
        )

    # the hours

    async def until(self, moment: datetime) -> None:
        """Time passes; sync and the office do what is due meanwhile."""
        while self.clock.now() < moment:
            await self.engine.step()
            process_due(self.office)
            self._note_delivered()
            left = (moment - self.clock.now()).total_seconds()
            self.clock.advance(timedelta(seconds=min(left, max(0.1, min(self.engine.pause_s(), LONGEST_STEP)))))

    def _note_delivered(self) -> None:
        for errand in self.errands:
            row = self.store.receipts.get(errand.item) if errand.item and errand.delivered is None else None
            if row is not None and row.state is Delivery.DELIVERED:
                errand.delivered = self.clock.now()

    # the people

    async def visit(self, errand: Errand) -> None:
        """One person, from the first page to their end."""
        flow, session = FLOWS[errand.flow], Session(self.ports())
        self.errands.append(errand)
        errand.online = self.line.up
        who = self.dice.choice(DEMO_PEOPLE if self.dice.random() < 0.4 else OLDER)
        card = who.key if errand.level >= Level.L2 else ""
        leaves = errand.n % LEAVES == LEAVES - 1
        if flow.acts and not await self.find_aim(session, flow):
            errand.end = "told: nothing of theirs can be acted on now"
            await session.end()
            return
        go = partial(
            onward if flow.acts else partial(walk, flow=flow),
            card=card,
            number=who.id_number,
            answers=self.answers(flow),
            on_page=lambda _: self.clock.advance(timedelta(seconds=8)),
            submit=not leaves,
        )
        await go(session)
        journey = session.journey
        if session.page.at is At.RECEIPT:
            errand.item = session.receipt
        elif journey is not None and journey.ended is not None:
            errand.end = f"told: {journey.ended.outcome}"
        elif leaves:
            errand.end = "left before submitting; nothing was sent"
            self.clock.advance(IDLE)
        await session.end()

    async def find_aim(self, session: Session, flow: Flow) -> bool:
        """By card to one's own items, and the service on the first of them that it may act on. Whoever submitted
        something today comes back for it; on each of those cards it is looked for."""
        for who in DEMO_PEOPLE:
            await session.my_matters()
            await session.enter(who.key)
            await session.enter("123456")
            await settled(session)
            for row in await session.own_receipts():
                session.look(row.id)
                await settled(session)
                if flow.id in map(verb_of, session.actions(row.id)):
                    await session.act(row.id, flow.id)
                    return True
            await session.end()
            await session.home()
        return False

    def answers(self, flow: Flow) -> Mapping[str, Value]:
        """Any option of each choice, so that branches mix."""
        found: dict[str, Value] = {}
        for step in _questions(flow.steps):
            if step.kind is Kind.CHOICE and step.options and step.choices_from is None:
                found[step.id] = self.dice.choice(step.options).value
        return found

    def settle(self) -> None:
        """What became of whatever was submitted: on this machine, and in the office."""
        with self.office.db.reading() as session:
            items = {row.id: row for row in session.scalars(select(ItemRow))}
            cases = {row.item: row for row in session.scalars(select(CaseRow))}
            for errand in self.errands:
                if not errand.item:
                    continue
                receipt, item = self.store.receipts.get(errand.item), items.get(errand.item)
                if receipt is None or (item is None and receipt.state is Delivery.DELIVERED):
                    errand.end = LOST
                elif item is None:
                    errand.end = f"waits on the kiosk: {receipt.state.value}"
                else:
                    case = cases.get(errand.item)
                    errand.end = f"office: {case.state if case is not None else item.state}"


LOST: Final = "LOST"


async def settled(session: Session) -> None:
    """Until nothing of the session runs beside it."""
    while session._tasks:
        await asyncio.gather(*session._tasks)
        await asyncio.sleep(0)  # their ends are told in the next turn of the loop


def _questions(steps: tuple[Step, ...]) -> list[Question]:
    return [step for step in steps if isinstance(step, Question)]


async def live(folder: Path, people: int = PEOPLE) -> Day:
    """The whole day, and the evening in which the last ones arrive."""
    day = await Day.begin(folder)
    flows = list(FLOWS.values())
    off = False  # whether the power was cut already
    for n in range(people):
        moment = OPENS + (CLOSES - OPENS) * n / people
        if not off and moment >= POWER_CUT:
            off = True
            await day.until(POWER_CUT)
            await day.switch_off()
            day.switch_on(1)
        await day.until(moment)
        flow = flows[n % len(flows)]
        level = Level.L2 if flow.acts or flow.assurance >= Level.L2 or day.dice.random() < 0.6 else Level.L1
        await day.visit(Errand(n, day.clock.now(), flow.id, level))
    await day.until(CLOSES + timedelta(hours=2))
    day.settle()
    return day


def summary(day: Day) -> str:
    """A line for every errand, then what they come to."""
    lines = [f"{'when':5}  {'service':20} level  line  {'what became of it':52} arrived"]
    for errand in day.errands:
        arrived = f"{errand.delivered.astimezone(CHINA):%H:%M}" if errand.delivered is not None else ""
        lines.append(
            f"{errand.at.astimezone(CHINA):%H:%M}  {errand.flow:20} L{int(errand.level)}     "
            f"{'up' if errand.online else 'down':4}  {errand.end:52} {arrived}".rstrip()
        )
    ends = Counter(errand.end.partition(":")[0] if errand.end != LOST else LOST for errand in day.errands)
    offline = [errand for errand in day.errands if not errand.online and errand.item]
    lines += [
        "",
        f"{len(day.errands)} people, {len({e.flow for e in day.errands})} services; "
        + ", ".join(f"{end} {n}" for end, n in sorted(ends.items())),
        f"submitted while the network was down: {len(offline)}; of them arrived: "
        f"{sum(e.delivered is not None for e in offline)}",
        f"lost: {sum(errand.end == LOST for errand in day.errands)}",
    ]
    return "\n".join(lines)


async def main() -> int:
    """Print the day; exit 1 where anything was lost."""
    with tempfile.TemporaryDirectory(prefix="day-") as folder:
        day = await live(Path(folder))
        print(summary(day))
        await day.switch_off()
        day.office.close()
    return 1 if any(errand.end in (LOST, "") for errand in day.errands) else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
