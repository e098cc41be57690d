"""An office with its desk, clerks who are logged in, and cases that really came there."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from shared.backend.desk.cases import Opened, open_case
from shared.backend.desk.clerks import Desk
from shared.backend.desk.demo import DEMO_CLERKS
from shared.backend.desk.limits import DeskLimits
from shared.backend.desk.tables import ActRow
from shared.backend.messages import messages_of
from shared.backend.processing import process_due
from shared.backend.tables import CaseRow, CaseState
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.messages import Message
from shared.domain.flow import Level
from shared.sealing.demo_native import PEOPLE_BY_KEY, DemoPerson
from tests.backend.test_processing import case_of
from tests.backend.world import ANSWERS, PERSON, World, filled, world

PASSWORDS = {clerk.id: clerk.password for clerk in DEMO_CLERKS}
UNMET = PEOPLE_BY_KEY["sun_qian"]
"""Left by her own will: the rules find a clause that is not met, so a person decides."""
REASON = "您是自己辞职的，按规定不能领失业金。"


@dataclass
class Counter:
    """The desk of one office."""

    world: World
    desk: Desk

    def clerk(self, id: str = "tang") -> str:
        """The token of a clerk who logs in."""
        return self.desk.log_in(id, PASSWORDS[id])

    def settle_due(self) -> None:
        """The hold passes, and the rules look at everything."""
        self.world.clock.passes(minutes=10)
        process_due(self.world.office)

    async def unmet(self, person: DemoPerson = UNMET) -> str:
        """A claim that the rules cannot grant; its item."""
        item = await self.world.kiosk.claim(person, content=filled({**ANSWERS, "months": 40, "reason": "own_will"}))
        await self.world.one(item)
        self.settle_due()
        assert self.case(item.header.id).state == CaseState.DESK
        return item.header.id

    async def unproven(self, **more: object) -> str:
        """A favourable claim of a typed number, which has to be confirmed; its item."""
        item = await self.world.kiosk.claim(PERSON, level=Level.L1, **more)  # type: ignore[arg-type]
        await self.world.one(item)
        self.settle_due()
        assert self.case(item.header.id).state == CaseState.CONFIRM
        return item.header.id

    def plain(self, *, state: CaseState = CaseState.DESK, days_ago: int = 0, **more: object) -> str:
        """A case that no item set going, put there directly; its item."""
        now = int(self.world.clock().timestamp() * 1000) - days_ago * 86_400_000
        item = uuid7(now, secrets.token_bytes(RANDOM_BYTES))
        given: dict[str, object] = {
            "kind": "submit",
            "flow": "unemployment",
            "subject": PERSON.id_number,
            "level": int(Level.L2),
            "accepted": now,
            "due": now,
            "why": "unknown",
            **more,
        }
        with self.world.office.db.writing() as session:
            session.add(CaseRow(item=item, state=state.value, **given))
        return item

    def opened(self, token: str, item: str) -> Opened:
        """The case before a clerk."""
        return open_case(self.desk, token, item)

    def case(self, item: str) -> CaseRow:
        """What is stored of it."""
        return case_of(self.world, item)

    def log(self, item: str) -> list[tuple[str, str, str]]:
        """Who did what, and why, in order."""
        with self.world.office.db.reading() as session:
            rows = session.scalars(select(ActRow).where(ActRow.item == item).order_by(ActRow.number))
            return [(row.clerk, row.verb, row.reason) for row in rows]

    def told(self, number: str) -> list[Message]:
        """What a person was told, oldest first."""
        with self.world.office.db.reading() as session:
            return [message for _, message in messages_of(session, number)]

    def decided(self, item: str) -> dict[str, object]:
        """What is stored of the decision."""
        found = json.loads(self.case(item).decision or "{}")
        assert isinstance(found, dict)
        return found


@asynccontextmanager
async def counter(folder: Path, limits: DeskLimits | None = None) -> AsyncIterator[Counter]:
    """An office with the demonstration's clerks."""
    async with world(folder) as made:
        yield Counter(made, Desk(made.office, limits))
