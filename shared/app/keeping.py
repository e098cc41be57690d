"""Keeps the draft of the flow that is open: encrypted, under a revision, found again only by the same person."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from shared.app.ports import Clock, DraftRow, Drafts, Ids, Keys, Person
from shared.domain.answers import Record
from shared.domain.drafts import DraftUnreadable, Restored, draft_from_json, draft_to_json
from shared.domain.flow import Flow, Level
from shared.domain.journey import Journey
from shared.domain.values import canonical


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a machine keeps drafts: `life` after the last touch; `own` where the machine is one person's, so that a
    draft begun with a number typed is found again too (DESIGN section 8)."""

    life: timedelta
    own: bool = False


SHARED: Final = Keeping(timedelta(minutes=30))
"""A kiosk's way."""
OWN: Final = Keeping(timedelta(days=7), own=True)
"""A phone's way: who begins on a hill goes on in the village, days later."""
TYPED: Final = "typed."
"""Before the owner's index of a draft at L1."""


class Keeper:
    """The draft of one session. `id` and `revision` name what the store holds."""

    def __init__(self, keys: Keys, drafts: Drafts, clock: Clock, ids: Ids, keeping: Keeping = SHARED) -> None:
        self._keys, self._drafts, self._clock, self._ids, self._keeping = keys, drafts, clock, ids, keeping
        self.id = ""
        self.revision = 0
        self.lasting = True
        """Whether the draft of a verified person is found again after the session."""
        self._token = ""
        self._found: DraftRow | None = None
        self.new()

    def new(self) -> None:
        """The next save begins a new draft."""
        self.id, self.revision, self._found, self.lasting = self._ids.uuid7(), 0, None, True
        self._token = self._ids.token(16).hex()

    async def owner(self, person: Person) -> str:
        """Under whom it is kept: the person's index at L2; below it a token that dies with the session, or on a machine
        of one's own the index under a sign that opens nothing of L2."""
        if not self.outlives(person.level):
            return self._token
        index = await self._keys.index(person.id_number)
        return index if person.level >= Level.L2 else f"{TYPED}{index}"

    def outlives(self, level: Level) -> bool:
        """Whether a draft at that level is found again after the session."""
        return level >= Level.L2 or (self._keeping.own and level >= Level.L1)

    async def save(self, person: Person, journey: Journey) -> None:
        """Encrypt and keep; raises StoreFull, DraftMoved."""
        plain = canonical(draft_to_json(journey))
        id, revision = self.id, self.revision + 1
        owner = await self.owner(person) if self.lasting else self._token
        blob = await self._keys.seal_draft(id, revision, plain)
        if id != self.id:
            await self._keys.drop_draft(id)
            return  # forgotten meanwhile: nothing may come back
        row = DraftRow(
            id,
            owner,
            journey.flow.id,
            journey.flow.version,
            revision,
            blob,
            self._clock.now(),
        )
        self._drafts.put(row, self.revision)
        self.revision = revision

    async def find(self, person: Person, flow: Flow) -> DraftRow | None:
        """A draft of this person for this flow, younger than its life: where the person is verified or the machine is
        their own. Nobody else learns that it exists."""
        self._found = None
        await self.sweep()
        if not self.outlives(person.level):
            return None
        owners = [await self.owner(person)]
        if self._keeping.own and person.level >= Level.L2:
            owners.append(await self.owner(replace(person, level=Level.L1)))
        rows = [row for owner in owners for row in self._drafts.of(owner) if row.flow == flow.id]
        self._found = max(rows, key=lambda row: row.touched, default=None)
        return self._found

    async def restore(self, flow: Flow, as_of: date, level: Level, record: Record | None) -> Restored | None:
        """The journey of the draft that was found, or None where it cannot be read any more."""
        row = self._found
        if row is None:
            return None
        plain = await self._keys.open_draft(row.id, row.revision, row.blob)
        if plain is None:
            await self.forget()
            return None
        try:
            restored = draft_from_json(flow, json.loads(plain), as_of, level, record)
        except (DraftUnreadable, ValueError):
            return None  # kept until its time is over: a later version may read it
        self.id, self.revision = row.id, row.revision
        return restored

    async def forget(self) -> None:
        """Drop the draft that is open or was found, and its key."""
        for id in {self.id, self._found.id if self._found is not None else self.id}:
            self._drafts.drop(id)
            await self._keys.drop_draft(id)
        self.new()

    async def submitted(self) -> None:
        """The outbox took the draft's place: its key goes."""
        await self._keys.drop_draft(self.id)
        self.new()

    async def sweep(self) -> None:
        """Forget the drafts whose time is over."""
        for id in self._drafts.drop_older(self._clock.now() - self._keeping.life):
            await self._keys.drop_draft(id)
