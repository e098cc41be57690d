"""The state that a person brings along on paper or phone, for a kiosk that the office does not answer now.

It is signed by the office, named for one person, and carries its day: it is shown as of that day (`last_known`), and
only time itself moves it on. Without it the wish is queued.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from shared.app.ports import Asked, AskStatus, Clock, CodeFault, Person, Queries, SessionProof
from shared.domain.answers import Record
from shared.domain.calendar import add_months
from shared.domain.flow import Level
from shared.domain.values import Value
from shared.flows.params import NATION
from shared.flows.passive_check.flow import TOLD_FACTS
from shared.flows.passive_check.states import aged
from shared.flows.record import PERSON_REGION

QUERY: Final = "passive_state"
CODE_QUERY: Final = "passive_code"
OLDEST: Final = 12
"""Months after which nothing in a code can still hold: a check is good for 12 from its day, and no code is older."""
AWAY: Final = (AskStatus.NOT_TO_BE_HAD, AskStatus.QUEUED)


@dataclass(frozen=True, slots=True)
class Brought:
    """A verified state: on which day the office signed it, and what it says."""

    issued: date
    record: Record


class StateReader(Protocol):
    """Verifies a code without network."""

    async def read(self, text: str, id_number: str) -> Brought | CodeFault:
        """The state where the office signed it and it is that person's; else why not."""


class BroughtStates:
    """Meets the ports `Queries` and `Codes`: asks the office first, and falls back on what the person brought. Kept in
    memory only, until `forget` (the end of the session). `given` is told of every code that is handed out."""

    def __init__(
        self, office: Queries, reader: StateReader, clock: Clock, given: Callable[[str], object] = lambda _: None
    ) -> None:
        self._office, self._reader, self._clock, self._given = office, reader, clock, given
        self._brought: tuple[str, Brought] | None = None

    async def bring(self, text: str, person: Person) -> CodeFault | None:
        """Take a code from a verified person (L2); why not, or None where it holds. Whoever only typed a number is
        shown nothing, and is not even told whose code it is."""
        if person.level < Level.L2:
            return CodeFault.FOREIGN
        found = await self._reader.read(text, person.id_number)
        if isinstance(found, CodeFault):
            return found
        today = self._clock.today()
        if found.issued > today:
            return CodeFault.EARLY
        if add_months(found.issued, OLDEST) < today:
            return CodeFault.OLD
        self._brought = (person.id_number, found)
        return None

    def forget(self) -> None:
        """The session ended."""
        self._brought = None

    def answer(self, query: str, person: Person | None) -> Asked | None:
        """What this very person brought along answers, as of its day; None where it says nothing of that."""
        if query != QUERY or self._brought is None or person is None or person.level < Level.L2:
            return None
        whose, brought = self._brought
        if person.id_number != whose:
            return None
        value = state_on(brought.record, self._clock.today())
        return Asked(AskStatus.LAST_KNOWN, value, brought.issued) if value else None

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        """The office's answer; where there is none, what this very person brought along."""
        asked = await self._office.ask(query, given, person, proof)
        if query == CODE_QUERY and isinstance(code := asked.value.get("code"), str):
            self._given(code)
        if asked.status not in AWAY:
            return asked
        return self.answer(query, person) or asked

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        """As the office says; a code holds no record to prefill from."""
        return await self._office.record(person, proof)


def state_on(record: Record, on: date) -> dict[str, Value]:
    """What a brought record says of the check, as it stands on a day; empty where it says nothing."""
    told = {name: record[f"passive.{name}"].value for name in TOLD_FACTS if f"passive.{name}" in record}
    region = record.get(PERSON_REGION.id)
    place = region.value if region is not None and isinstance(region.value, str) else NATION
    return aged(told, place, on) if "code" in told else {}
