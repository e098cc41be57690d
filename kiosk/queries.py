"""Questions to an office that may not be there yet, or not at all."""

from __future__ import annotations

from collections.abc import Mapping

from shared.app.ports import Asked, AskStatus, Person, Queries, SessionProof
from shared.domain.answers import Record
from shared.domain.values import Value


class LateQueries:
    """Meets the port `Queries`: not to be had until `office` is set."""

    def __init__(self) -> None:
        self.office: Queries | None = None

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        """Ask the office where there is one."""
        if self.office is None:
            return Asked(AskStatus.NOT_TO_BE_HAD, {})
        return await self.office.ask(query, given, person, proof)

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        """The person's own record, or None where it cannot be had now."""
        return None if self.office is None else await self.office.record(person, proof)
