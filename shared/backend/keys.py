"""The office's keys at work: made ready once, then used for thousands of items."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from shared.backend.now import run
from shared.contract.errors import UnknownKey
from shared.contract.messages import Pack
from shared.contract.results import Acknowledgement, Statement, Verdict
from shared.contract.trust import DeviceRole, KeySet, KeyUse, PublicKey
from shared.sealing.acks import sign_acknowledgement, sign_pack, sign_statement, sign_verdict
from shared.sealing.crypto_native import NativeAgreement, NativeSigner
from shared.sealing.office_native import Office as OfficeKeys
from shared.sealing.slips import StateCode, sign_state


class Keys:
    """Signing, opening and certifying."""

    def __init__(self, office: OfficeKeys) -> None:
        self.office = office
        self._opener = lru_cache(maxsize=64)(office.opener)
        self._days: dict[tuple[KeyUse, int], tuple[str, NativeSigner]] = {}

    @property
    def key_set(self) -> KeySet:
        """Its public keys."""
        return self.office.key_set

    @property
    def token(self) -> str:
        """The key set as signed by the root."""
        return self.office.token

    def seal_private(self, kid: str) -> NativeAgreement | None:
        """The private seal key of that id, or None."""
        try:
            return self._opener(kid)
        except UnknownKey:
            return None

    def _signing(self, use: KeyUse, now: datetime) -> tuple[str, NativeSigner]:
        """The key of today for a use; looked up once a day, since loading one costs more than signing."""
        day = (use, now.toordinal())
        if day not in self._days:
            self._days[day] = self.office.signer(use, now)
        return self._days[day]

    def sign_acknowledgement(self, acknowledgement: Acknowledgement, now: datetime) -> str:
        """By the key of use `receipt`."""
        kid, signer = self._signing(KeyUse.RECEIPT, now)
        return run(sign_acknowledgement(signer, kid, acknowledgement))

    def sign_statement(self, statement: Statement, now: datetime) -> str:
        """By the key of use `receipt`."""
        kid, signer = self._signing(KeyUse.RECEIPT, now)
        return run(sign_statement(signer, kid, statement))

    def sign_state(self, state: StateCode, now: datetime) -> str:
        """The code that a person takes along, by the key of use `receipt`."""
        kid, signer = self._signing(KeyUse.RECEIPT, now)
        return run(sign_state(signer, kid, state))

    def sign_verdict(self, verdict: Verdict, now: datetime) -> str:
        """By the key of use `receipt`."""
        kid, signer = self._signing(KeyUse.RECEIPT, now)
        return run(sign_verdict(signer, kid, verdict))

    def sign_pack(self, pack: Pack, now: datetime) -> str:
        """By the key of use `pack`."""
        kid, signer = self._signing(KeyUse.PACK, now)
        return run(sign_pack(signer, kid, pack))

    def certify(self, device: str, role: DeviceRole, key: PublicKey, now: datetime) -> str:
        """A certificate of 90 days for a device's own key."""
        return run(self.office.certify(device, role, key, now))
