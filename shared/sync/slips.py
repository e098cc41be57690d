"""Reading the slip that a person brings along: which item it opens, believed by its signatures without any network."""

from __future__ import annotations

import logging

from shared.contract.codec import b64
from shared.contract.errors import ContractError
from shared.domain.exchange import HeldSlip
from shared.sealing.derive import slip_check
from shared.sealing.ports import Crypto
from shared.sealing.slips import SlipCode, verify_slip
from shared.sync.trust import DeviceKeys

log = logging.getLogger(__name__)


class SlipCodes:
    """Meets the port `Slips` of the application."""

    def __init__(self, crypto: Crypto, keys: DeviceKeys) -> None:
        self._crypto, self._keys = crypto, keys

    async def read(self, text: str) -> HeldSlip | None:
        """The item of the citizen's own slip; None for every other code, and for one that nobody signed."""
        if not self._keys.enrolled:
            return None
        try:
            code = SlipCode.from_text(text)
            found = await verify_slip(self._crypto, code, self._keys.device.key_set)
        except ContractError as error:
            log.info("a slip is not believed: %s", error.code)
            return None
        if code.secret is None:
            return None
        receipt = found.receipt
        return HeldSlip(receipt.id, receipt.kind.value, receipt.number, receipt.day, b64(slip_check(code.secret)))
