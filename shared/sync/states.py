"""Reading a state that a person brings along: what the office signed, for that person, without any network."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Final, Generic, TypeVar

from shared.contract.errors import ContractError, Malformed
from shared.domain.answers import Record
from shared.domain.binding import PREFIX as BIND_PREFIX
from shared.domain.calendar import CHINA
from shared.domain.exchange import CodeFault
from shared.sealing.ports import Crypto
from shared.sealing.slips import SLIP_PREFIX, SMALL_PREFIX, verify_state
from shared.sync.trust import DeviceKeys

log = logging.getLogger(__name__)

OTHERS: Final = (SLIP_PREFIX, SMALL_PREFIX, BIND_PREFIX)
T = TypeVar("T")


class StateCodes(Generic[T]):
    """Meets the port `StateReader` of the application; `made` makes its value of the day and the record."""

    def __init__(self, crypto: Crypto, keys: DeviceKeys, made: Callable[[date, Record], T]) -> None:
        self._crypto, self._keys, self._made = crypto, keys, made

    async def read(self, text: str, id_number: str) -> T | CodeFault:
        """The state, or why it is none: no code at all, another kind, not the office's, not this person's."""
        if text.startswith(OTHERS):
            return CodeFault.OTHER
        if not self._keys.enrolled:
            return CodeFault.FORGED  # a machine that was never enrolled believes no office
        try:
            state = await verify_state(self._crypto, text, self._keys.device.key_set)
        except Malformed:
            return CodeFault.UNREADABLE
        except ContractError as error:
            log.info("a state that was brought along is not believed: %s", error.code)
            return CodeFault.FORGED
        if not state.is_of(id_number):
            return CodeFault.FOREIGN
        return self._made(state.issued.astimezone(CHINA).date(), state.record)
