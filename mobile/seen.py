"""Questions to the office from the owner's phone: what they were answered is kept for them and read without network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from mobile.owner import Owner
from shared.app.ports import Asked, AskStatus, Person, Queries, SessionProof
from shared.contract.errors import Malformed
from shared.contract.messages import record_of, record_value
from shared.domain.answers import Record
from shared.domain.values import Value, from_json, to_json

KEPT: Final = ("passive_state", "passive_code", "messages", "items")
"""Questions without anything given, of which the last answer is worth having."""
RECORD: Final = "record"
OWNED: Final = "owned"
AHEAD: Final = ("passive_state", "passive_code", "items")
"""What the owner may want to see when there is no network any more; the messages are asked for anyway."""


class SeenQueries:
    """Meets the port `Queries` before another one that does not keep anything."""

    def __init__(self, office: Queries, owner: Owner, lost: Callable[[], None] = lambda: None) -> None:
        """`lost` is called when the office says that this phone is nobody's any more; what was kept is gone by then."""
        self._office, self._owner, self._lost = office, owner, lost
        self._ahead: set[asyncio.Task[None]] = set()

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        """Ask the office; where it cannot be reached, the owner gets its last answer with its day."""
        asked = await self._office.ask(query, given, person, proof)
        if query not in KEPT or given or not self._of_owner(person, proof):
            return asked
        if asked.status is AskStatus.READY:
            await self._keep(query, to_json(asked.value), asked.as_of)
        elif asked.status is AskStatus.NOT_TO_BE_HAD:
            kept = await self._kept(query)
            if kept is not None and isinstance(kept[0], Mapping):
                return Asked(AskStatus.LAST_KNOWN, kept[0], kept[1])
        return asked

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        """The owner's record, or the last one that was had."""
        owners = self._of_owner(person, proof)
        if owners and await self._given_up():
            return None
        found = await self._office.record(person, proof)
        if not owners:
            return found
        if found is not None:
            await self._keep(RECORD, to_json(record_value(found)), None)
            task = asyncio.get_running_loop().create_task(self._look_ahead(person, proof))
            self._ahead.add(task)
            task.add_done_callback(self._ahead.discard)
            return found
        kept = await self._kept(RECORD)
        try:
            return record_of(kept[0]) if kept is not None else None
        except Malformed:
            return None

    async def _given_up(self) -> bool:
        """Whether the office answers, and says that this phone was unbound elsewhere: then everything is forgotten."""
        asked = await self._office.ask(OWNED, {}, None, None)
        if asked.status is not AskStatus.READY or asked.value.get(OWNED) is not False:
            return False
        await self._owner.give_up()
        self._lost()
        return True

    async def _look_ahead(self, person: Person, proof: SessionProof) -> None:
        for query in AHEAD:
            await self.ask(query, {}, person, proof)

    async def looked_ahead(self) -> None:
        """Wait until what may be wanted later has been asked for."""
        await asyncio.gather(*self._ahead)

    def _of_owner(self, person: Person | None, proof: SessionProof | None) -> bool:
        unlocked = self._owner.unlocked
        return unlocked is not None and proof is unlocked.proof and person == unlocked.person

    async def _keep(self, query: str, value: Any, as_of: date | None) -> None:
        day = as_of.isoformat() if as_of is not None else None
        await self._owner.remember(query, {"value": value, "as_of": day})

    async def _kept(self, query: str) -> tuple[Value, date | None] | None:
        kept = await self._owner.seen(query)
        if kept is None:
            return None
        day = kept["as_of"]
        return from_json(kept["value"]), date.fromisoformat(day) if day is not None else None
