"""What of a phone is one thing in a browser and another in a native app: keys, files, encryption, the line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from mobile.owner import Boxes, TextVault
from shared.app.ports import Keys
from shared.contract.api import RequestSigner
from shared.contract.trust import EnrolRequest
from shared.sealing.ports import Crypto
from shared.sealing.sealer import SealingDevice
from shared.store.base import Journal
from shared.sync.trust import DeviceKeys

if TYPE_CHECKING:
    from shared.client.http import HttpCitizenApi


class KnownPhone(SealingDevice, Protocol):
    """Who this phone is to the office."""


class PhoneKeys(DeviceKeys, Keys, RequestSigner, Protocol):
    """The keys of one phone, which enrols itself (`sealing.keys_browser.BrowserKeys`, `mobile.keys_native.OwnKeys`)."""

    @property
    def demo(self) -> bool:
        """Whether this build is for a demonstration."""
        ...

    @property
    def can_enrol(self) -> bool:
        """Whether this build knows whom to believe."""
        ...

    @property
    def device(self) -> KnownPhone:
        """The device; raises NotEnrolled."""
        ...

    async def enrolment(self) -> EnrolRequest:
        """The request to become a device: the same key each time."""
        ...

    async def enrol(self, token: str, key_set: str, now: datetime) -> None:
        """Take the office's certificate; raises ContractError, and nothing changes."""
        ...


@dataclass(frozen=True, slots=True)
class Drivers:
    """One kind of phone. `office` gives a line to the office at an address; `journal` is how its SQLite keeps a
    transaction that is under way."""

    crypto: Crypto
    keys: PhoneKeys
    vault: TextVault
    boxes: Boxes
    office: Callable[[str, RequestSigner | None], HttpCitizenApi]
    journal: Journal
