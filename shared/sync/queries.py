"""Questions to the office, sealed and answered at once. What cannot be had is an answer, never an error."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Final

from shared.contract.api import CitizenApi
from shared.contract.errors import ContractError, Revoked
from shared.contract.messages import QueryAnswer, QueryStatus, record_of
from shared.domain.answers import Record
from shared.domain.exchange import Asked, AskStatus, NotEnrolled, Person, SessionProof, StoreFull
from shared.domain.values import Value
from shared.sealing.answers import open_answer
from shared.sealing.ports import Crypto
from shared.sealing.sealer import ItemSealer

log = logging.getLogger(__name__)

PATIENCE_S: Final = 20.0
"""Seconds after which a question counts as not answered; the page never waited for it."""
RECORD: Final = "record"


class Queries:
    """Meets the port `Queries` of the application."""

    def __init__(
        self,
        api: CitizenApi,
        sealer: ItemSealer,
        crypto: Crypto,
        patience_s: float = PATIENCE_S,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """`refused` is called when the office says that the key of this device is good no more."""
        self._api, self._sealer, self._crypto, self._patience = api, sealer, crypto, patience_s
        self._refused = refused

    async def ask(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> Asked:
        """Ask; levels are checked by the backend too."""
        answer = await self._answer(query, given, person, proof)
        if answer is None:
            return Asked(AskStatus.NOT_TO_BE_HAD, {})
        if answer.status is QueryStatus.WAITING:
            return Asked(AskStatus.QUEUED, {})
        if answer.status is not QueryStatus.READY or answer.value is None:
            return Asked(AskStatus.NOT_TO_BE_HAD, {})
        value = answer.value if isinstance(answer.value, Mapping) else {"value": answer.value}
        return Asked(AskStatus.READY, value, answer.as_of)

    async def record(self, person: Person, proof: SessionProof) -> Record | None:
        """The person's own record (L2), or None where it cannot be had now."""
        answer = await self._answer(RECORD, {}, person, proof)
        if answer is None or answer.status is not QueryStatus.READY or answer.value is None:
            return None
        try:
            return record_of(answer.value)
        except ContractError as error:
            log.warning("the record cannot be read: %s", error.code)
            return None

    async def _answer(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> QueryAnswer | None:
        try:
            async with asyncio.timeout(self._patience):
                item, key = await self._sealer.query(query, given, person, proof)
                reply = await self._api.query(item)
                return await open_answer(self._crypto, reply.answer, key, item.header.id)
        except (ContractError, NotEnrolled, StoreFull, TimeoutError) as error:
            if isinstance(error, Revoked):
                self._refused()
            log.info("a question was not answered: %s", getattr(error, "code", type(error).__name__))
            return None
