"""Kiosks race for the last half hours, against the real service: `python -m tests.simulation.races --rounds 1000`.

Each round opens ten places at an office of its own, and fifty kiosks send a wish each at the same moment; half of them
reach the same database by another opening of the office. What must hold after every round: no half hour has more people
than places, every wish is accepted and has an answer that its person is told, and no place stays free that somebody
wished for and did not get. In every fifth round those who lost then wish again while some give their time back.

Two ways in: `whole` seals and signs each item and sends it through the API; `intake` begins behind the checks of
signature and form, at the transaction that accepts an item, which is where a race is decided.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import insert, select

from shared.backend.app import create_app
from shared.backend.intake import Batch, accept
from shared.backend.now import millis
from shared.backend.office import Office
from shared.backend.settings import Limits, Settings
from shared.backend.slots.booking import held
from shared.backend.slots.tables import BookingRow, BookingState, SlotRow
from shared.backend.tables import CaseRow, ItemRow, ItemState, MessageRow
from shared.client.http import HttpCitizenApi
from shared.contract.bodies import FlowBody, Subject
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.items import ItemKind, SealedItem, SubmissionBatch
from shared.contract.results import Accepted, ItemResult
from shared.domain.answers import Answer
from shared.domain.content import Content
from shared.domain.flow import Level
from shared.domain.slots import Slot, day_value
from shared.domain.values import Value
from shared.sealing.derive import slip_check
from tests.backend.slots.scene import at, wish
from tests.backend.world import PERSON, START, Clock, Kiosk, World

KIOSKS: Final = 50
PLACES: Final = 10
DAY: Final = date(2026, 11, 24)
SLIP: Final = bytes(16)
UNLIMITED: Final = Limits(
    requests_per_window=10**9, items_per_window=10**9, active_batches=10**6, nonces_at_once=1, retry_after=1
)


class Broken(AssertionError):
    """A promise that did not hold."""


@dataclass(slots=True)
class Tally:
    """What came out, over all rounds."""

    rounds: int = 0
    wishes: int = 0
    again: int = 0
    confirmed: int = 0
    offered: int = 0
    cancelled: int = 0
    seconds: float = 0.0

    @property
    def sent(self) -> int:
        """All items."""
        return self.wishes + self.again + self.cancelled

    def line(self) -> str:
        """The figures in one line; overbooked and lost are 0, since the first of either ends the run."""
        return (
            f"{self.rounds} rounds, {self.wishes + self.again} wishes ({self.again} of them a second time), "
            f"{self.confirmed} have a time, {self.offered} were offered others, {self.cancelled} gave theirs back; "
            f"0 overbooked, 0 lost; {self.sent / max(self.seconds, 1e-9):.0f} a second"
        )


@dataclass(frozen=True, slots=True)
class Act:
    """An item ready to go."""

    id: str
    go: Callable[[], Awaitable[ItemResult]]


class Way(Protocol):
    """How items reach the office."""

    async def make(self, n: int, content: Content, kind: ItemKind, target: str | None) -> Act:
        """An item of the kiosk of that number."""

    async def close(self) -> None:
        """Let everything go."""


class Whole:
    """Sealed, signed, and sent through the API."""

    def __init__(self, folder: Path, offices: Sequence[Office], clock: Clock) -> None:
        self._folder, self._offices, self._clock = folder, offices, clock
        self._kiosks: list[tuple[Kiosk, HttpCitizenApi]] = []
        self._apps = [create_app(office) for office in offices]

    async def _kiosk(self, n: int) -> tuple[Kiosk, HttpCitizenApi]:
        while len(self._kiosks) <= n:
            side = len(self._kiosks) % len(self._offices)
            kiosk = await Kiosk.enrolled(self._offices[side], self._folder)
            made = World(self._folder, self._offices[side], self._clock, self._apps[side], kiosk)
            self._kiosks.append((kiosk, made.api()))
        return self._kiosks[n]

    async def make(self, n: int, content: Content, kind: ItemKind, target: str | None) -> Act:
        """As the protocol says."""
        kiosk, line = await self._kiosk(n)
        proof = SLIP if target is not None else None
        item = await kiosk.claim(
            PERSON, level=Level.L1, content=content, kind=kind, target=target, target_secret=proof, secret=SLIP
        )

        async def go() -> ItemResult:
            return await _sent(line, item)

        return Act(item.header.id, go)

    async def close(self) -> None:
        """As the protocol says."""
        for _, line in self._kiosks:
            await line.close()


async def _sent(line: HttpCitizenApi, item: SealedItem) -> ItemResult:
    (result,) = (await line.submit(SubmissionBatch((item,)))).results
    return result


class Intake:
    """From the transaction that accepts an item on, each in a thread of its own."""

    def __init__(self, offices: Sequence[Office], threads: int) -> None:
        self._offices, self._threads = offices, ThreadPoolExecutor(threads)
        self._seq = 0

    async def make(self, n: int, content: Content, kind: ItemKind, target: str | None) -> Act:
        """As the protocol says."""
        self._seq += 1
        office, check = self._offices[n % len(self._offices)], slip_check(SLIP)
        body = FlowBody(
            content=content,
            subject=Subject(PERSON.id_number, PERSON.name),
            lang="zh_Hans_CN",
            slip_check=check,
            target=target,
            target_check=None if target is None else check,
        )
        id = uuid7(int(START.timestamp() * 1000) + self._seq, secrets.token_bytes(RANDOM_BYTES))
        row = ItemRow(
            id=id,
            hash=sha256(id.encode()).digest(),
            device=f"kiosk-{n}",
            device_seq=self._seq,
            kind=kind.value,
            sealed="",
            received=millis(office.now()),
            authentic=True,
            by_device=f"kiosk-{n}",
            state=ItemState.REJECTED.value,
            explanation="",
            level=1,
            parts=0,
            subject=PERSON.id_number,
            flow=content.flow,
            slip_check=check,
            target=target,
            target_check=body.target_check,
            body=body.to_bytes(),
        )

        def take() -> ItemResult:
            with office.db.writing() as session, session.no_autoflush:
                batch = Batch.begin(office, session, {id})
                session.add(row)
                batch.rows.setdefault(id, []).append(row)
                return accept(batch, row)

        async def go() -> ItemResult:
            return await asyncio.get_running_loop().run_in_executor(self._threads, take)

        return Act(id, go)

    async def close(self) -> None:
        """As the protocol says."""
        self._threads.shutdown()


class Course:
    """An office opened twice, a way in, and the rounds."""

    def __init__(self, offices: Sequence[Office], way: Way, kiosks: int, dice: random.Random) -> None:
        self.offices, self.way, self.kiosks, self.dice = offices, way, kiosks, dice
        self.tally = Tally()
        self.plain = wish(at(540))

    async def race(self, number: int) -> None:
        """One round; raises Broken."""
        office = f"race-{number}"
        slots = self._open(office, number)
        acts = [await self._wish(n, slots) for n in range(self.kiosks)]
        await self._send(acts)
        self._holds(office, slots, acts)
        self.tally.rounds += 1
        self.tally.wishes += len(acts)
        if number % 5 == 0:
            await self._again(office, slots, acts)
        states = self._states(office)
        self.tally.confirmed += sum(state == BookingState.CONFIRMED for state in states.values())
        self.tally.offered += sum(state == BookingState.OFFERED for state in states.values())

    def _open(self, office: str, number: int) -> list[Slot]:
        """Ten places: in ten half hours, in every third round all in one."""
        half_hours = 1 if number % 3 == 0 else PLACES
        slots = [Slot(office, DAY, 540 + 30 * n) for n in range(half_hours)]
        places = {"office": office, "topic": "pension", "day": DAY.toordinal(), "taken": 0}
        rows = [{**places, "minute": slot.minute, "capacity": PLACES // half_hours} for slot in slots]
        with self.offices[0].db.writing() as session:
            session.execute(insert(SlotRow), rows)
        return slots

    async def _wish(self, n: int, slots: Sequence[Slot], instead: Act | None = None) -> Act:
        """A wish for one half hour, with two alternatives where there are others."""
        chosen = self.dice.sample(list(slots), min(3, len(slots)))
        first = chosen[0]
        said: dict[str, Value] = {"office": first.office, "day": day_value(first.office, DAY), "slot": first.value}
        if len(chosen) == 3:
            said |= {"second": chosen[1].value, "third_day": said["day"], "third": chosen[2].value}
        answers = {**self.plain.answers, **{key: Answer(value) for key, value in said.items()}}
        facts = {**self.plain.facts, **{key: value for key, value in said.items() if key != "third_day"}}
        content = replace(self.plain, answers=answers, facts=facts)
        if instead is None:
            return await self.way.make(n, content, ItemKind.SUBMIT, None)
        anew = replace(content, operation=ItemKind.CORRECT.value, about=content.flow)
        return await self.way.make(n, anew, ItemKind.CORRECT, instead.id)

    async def _send(self, acts: Sequence[Act]) -> None:
        """All at the same moment; every one must be acknowledged."""
        began = time.monotonic()
        results = await asyncio.gather(*(act.go() for act in acts))
        self.tally.seconds += time.monotonic() - began
        for result in results:
            if not isinstance(result, Accepted):
                raise Broken(f"a wish was answered {result.answer}")

    async def _again(self, office: str, slots: Sequence[Slot], acts: Sequence[Act]) -> None:
        """Half of those who have a time give it back while those who have none wish again."""
        states = self._states(office)
        won = [act for act in acts if states[act.id] == BookingState.CONFIRMED]
        lost = [act for act in acts if states[act.id] == BookingState.OFFERED]
        giving = won[: len(won) // 2]
        nothing = replace(self.plain, operation=ItemKind.CANCEL.value, answers={}, consents={}, facts={})
        back = [await self.way.make(n, nothing, ItemKind.CANCEL, act.id) for n, act in enumerate(giving)]
        more = [await self._wish(n, slots, act) for n, act in enumerate(lost[: self.kiosks - len(back)], len(back))]
        await self._send([*back, *more])
        self.tally.again += len(more)
        self.tally.cancelled += len(back)
        self._holds(office, slots, [*acts, *more])

    # what must hold

    def _states(self, office: str) -> dict[str, str]:
        with self.offices[0].db.reading() as session:
            rows = session.execute(select(BookingRow.item, BookingRow.state).where(BookingRow.office == office))
            return {row.item: row.state for row in rows}

    def _holds(self, office: str, slots: Sequence[Slot], acts: Sequence[Act]) -> None:
        ids = {act.id for act in acts}
        with self.offices[1].db.reading() as session:
            bookings = session.scalars(select(BookingRow).where(BookingRow.office == office)).all()
            cases = set(session.scalars(select(CaseRow.item).where(CaseRow.item.in_(ids))))
            told = set(session.scalars(select(MessageRow.item).where(MessageRow.item.in_(ids))))
            rows = session.scalars(select(SlotRow).where(SlotRow.office == office)).all()
            room = {Slot(row.office, date.fromordinal(row.day), row.minute): (row.taken, row.capacity) for row in rows}
            have = Counter(slot for booking in bookings if (slot := held(booking)) is not None)
            waiting = [set(b.offered.split()) for b in bookings if b.state == BookingState.OFFERED.value]
        for lacking, what in (
            (ids - {b.item for b in bookings}, "booking"),
            (ids - cases, "case"),
            (ids - told, "word"),
        ):
            if lacking:
                raise Broken(f"{len(lacking)} wishes without a {what}")
        for slot in slots:
            taken, capacity = room[slot]
            if not have[slot] == taken <= capacity:
                raise Broken(f"{have[slot]} people, {taken} counted, {capacity} places")
        if len(slots) == 1 and waiting and len(acts) == self.kiosks and sum(have.values()) < PLACES:
            raise Broken("a place stayed free that somebody wished for")


async def run(
    folder: Path, rounds: int, *, whole: bool = False, kiosks: int = KIOSKS, seed: int = 20261124, every: int = 0
) -> Tally:
    """So many rounds; raises Broken at the first promise that does not hold. `every`: rounds between progress lines."""
    clock = Clock()
    settings = Settings(data=folder, hold_minutes=0, limits=UNLIMITED)
    with ExitStack() as stack:
        offices = [stack.enter_context(Office.open(settings, clock)) for _ in range(2)]
        way: Way = Whole(folder, offices, clock) if whole else Intake(offices, kiosks)
        course = Course(offices, way, kiosks, random.Random(seed))
        try:
            for number in range(1, rounds + 1):
                await course.race(number)
                if every and number % every == 0:
                    print(course.tally.line(), flush=True)
        finally:
            await way.close()
        return course.tally


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; exit 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.races", description="kiosks race for half hours")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--kiosks", type=int, default=KIOSKS)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--whole", action="store_true", help="seal, sign and send each wish through the API")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        work = run(Path(folder), given.rounds, whole=given.whole, kiosks=given.kiosks, seed=given.seed, every=50)
        try:
            tally = asyncio.run(work)
        except Broken as broken:
            print(f"BROKEN: {broken}", file=sys.stderr)
            return 1
    print(f"{tally.line()}; {timedelta(seconds=round(time.monotonic() - began))} in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
