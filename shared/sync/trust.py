"""What is believed of the office's words: only what is signed by a key of the set that the root vouches for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

from shared.contract.errors import UnknownKey
from shared.contract.messages import Pack
from shared.contract.results import Acknowledgement, Statement
from shared.contract.trust import KeySet, RenewRequest
from shared.sealing.acks import verify_acknowledgement, verify_pack, verify_statement
from shared.sealing.ports import Crypto

T = TypeVar("T")


class KnownDevice(Protocol):
    """An enrolled device, as far as sync looks at it."""

    @property
    def id(self) -> str: ...
    @property
    def key_set(self) -> KeySet: ...


class DeviceKeys(Protocol):
    """The device's keys and what it believes (`sealing.keys_native.FileKeys`, or the browser's)."""

    @property
    def enrolled(self) -> bool: ...
    @property
    def device(self) -> KnownDevice: ...
    async def take_key_set(self, token: str, now: datetime | None) -> KeySet: ...
    def renewal_due(self, now: datetime) -> bool: ...
    async def renewal(self) -> RenewRequest: ...
    async def renewed(self, token: str) -> None: ...


class Belief:
    """Verifies, and where a key is not known asks once for a newer key set (`refresh`) before saying no."""

    def __init__(self, crypto: Crypto, keys: DeviceKeys, refresh: Callable[[], Awaitable[None]]) -> None:
        self._crypto, self._keys, self._refresh = crypto, keys, refresh

    async def statement(self, token: str) -> Statement:
        """Epoch, time and durability; raises TrustError, Malformed."""
        return await self._either(lambda keys: verify_statement(self._crypto, token, keys))

    async def acknowledgement(self, token: str, id: str, hash: bytes) -> Acknowledgement:
        """For exactly this id and hash; raises TrustError, Malformed."""
        return await self._either(lambda keys: verify_acknowledgement(self._crypto, token, keys, id=id, hash=hash))

    async def pack(self, token: str) -> Pack:
        """A dataset; raises TrustError, Malformed."""
        return await self._either(lambda keys: verify_pack(self._crypto, token, keys))

    async def kept_pack(self, token: str) -> Pack:
        """A dataset that is kept here, without asking anybody; raises TrustError, Malformed."""
        return await verify_pack(self._crypto, token, self._keys.device.key_set)

    async def _either(self, check: Callable[[KeySet], Awaitable[T]]) -> T:
        try:
            return await check(self._keys.device.key_set)
        except UnknownKey:
            await self._refresh()
            return await check(self._keys.device.key_set)
