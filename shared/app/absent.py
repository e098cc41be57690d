"""Drivers for what may not be there: an office that is not reached yet or not at all, a machine without a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shared.app.ports import (
    Asked,
    AskStatus,
    Card,
    CardError,
    CardRefusal,
    Opened,
    Person,
    Queries,
    SessionProof,
)
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


class NoReader:
    """No reader: only the keypad is left."""

    async def cards(self) -> tuple[Card, ...]:
        """None."""
        return ()

    async def open(self, card: str, pin: str) -> Opened:
        """Always refused."""
        raise CardError(CardRefusal.NO_READER)

    def on_removed(self, then: Callable[[], None]) -> Callable[[], None]:
        """Never told."""
        return lambda: None
