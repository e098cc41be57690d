"""A phone's keys in a native app: private files of the app instead of handles in a browser. Meets `PhoneKeys`.

The files are the kiosk's (`sealing.keys_native.FileKeys`); a phone makes its first key itself and is enrolled with it.
Whoever can read the app's private folder can read them, as on a rooted phone: a browser's handles are stronger.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from shared.contract.codec import canonical, parse
from shared.contract.errors import BadSignature, Malformed
from shared.contract.trust import EnrolRequest, KeySet, RenewRequest, renew_challenge
from shared.domain.exchange import NotEnrolled
from shared.sealing.crypto_native import NativeCrypto, NativeSigner, scalar_from_json, signer_of
from shared.sealing.enrolment import Enrolment, Trust, write_private
from shared.sealing.keys_native import Device, FileKeys
from shared.sealing.ports import Random
from shared.sealing.trust import read_key_set, take_key_set, verify_device

log = logging.getLogger(__name__)
FIRST: Final = "first.key"
"""The key with which the phone asks to be enrolled; the same until it is."""


class OwnKeys:
    """The keys of one phone."""

    def __init__(self, folder: Path, files: FileKeys, trust: Trust | None) -> None:
        self._folder, self._files, self._trust = folder, files, trust
        self._crypto = NativeCrypto()

    @classmethod
    async def open(cls, folder: Path, trust: Trust | None, random: Random) -> OwnKeys:
        """Open or begin them. Draft keys lie with the others: a phone is its owner's, and keeps drafts for days."""
        files = await FileKeys.open(folder, random, folder / "drafts")
        return cls(folder, files, trust)

    # who this is

    @property
    def enrolled(self) -> bool:
        """Whether some office knows this phone."""
        return self._files.enrolled

    @property
    def device(self) -> Device:
        """The device; raises NotEnrolled."""
        return self._files.device

    @property
    def demo(self) -> bool:
        """Whether this build is for a demonstration."""
        return self._trust is not None and self._trust.demo

    @property
    def can_enrol(self) -> bool:
        """Whether this build knows whom to believe."""
        return self._trust is not None

    async def enrolment(self) -> EnrolRequest:
        """The request to become a device: the same key each time, so that a lost reply costs nothing."""
        signer = await asyncio.to_thread(self._first)
        return EnrolRequest(signer.public, await signer.sign(renew_challenge("", signer.public)))

    async def enrol(self, token: str, key_set: str, now: datetime) -> None:
        """Take the office's certificate under a key set of its root; raises ContractError, and nothing changes."""
        if self._trust is None:
            raise NotEnrolled
        built_in = await read_key_set(self._crypto, self._trust.root, self._trust.key_set)
        found = await take_key_set(self._crypto, self._trust.root, key_set, held=built_in, now=now)
        certificate = await verify_device(self._crypto, token, found)
        signer = await asyncio.to_thread(self._first)
        if certificate.key != signer.public:
            raise BadSignature("the certificate is for another key")
        trust = replace(self._trust, key_set=key_set)
        enrolment = Enrolment(certificate.device, signer.private_json(), token, trust)
        await self._files.enrol(enrolment, now, items_wait=False)

    def _first(self) -> NativeSigner:
        path = self._folder / FIRST
        try:
            return signer_of(scalar_from_json(parse(path.read_bytes()), "first key"))
        except FileNotFoundError:
            pass
        except Malformed:
            log.warning("the phone's first key cannot be read: another is made")
        signer = asyncio.run(self._crypto.new_signer())  # in a thread of its own
        write_private(path, canonical(signer.private_json()))
        return signer

    # the same as a kiosk's

    async def take_key_set(self, token: str, now: datetime | None) -> KeySet:
        """Take a newer key set."""
        return await self._files.take_key_set(token, now)

    def renewal_due(self, now: datetime) -> bool:
        """Whether its certificate ends within 30 days."""
        return self._files.renewal_due(now)

    async def renewal(self) -> RenewRequest:
        """The request for a certificate over a new key."""
        return await self._files.renewal()

    async def renewed(self, token: str) -> None:
        """Use the new key from now on."""
        await self._files.renewed(token)

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        """Sign a request with the key of the moment; raises NotEnrolled."""
        return await self._files.sign_request(method, target, nonce, body)

    async def index(self, id_number: str) -> str:
        """HMAC(index key, id number), never sent."""
        return await self._files.index(id_number)

    async def seal_draft(self, id: str, revision: int, plain: bytes) -> bytes:
        """Encrypt a draft under its own key, made at the first call."""
        return await self._files.seal_draft(id, revision, plain)

    async def open_draft(self, id: str, revision: int, blob: bytes) -> bytes | None:
        """The draft again, or None."""
        return await self._files.open_draft(id, revision, blob)

    async def drop_draft(self, id: str) -> None:
        """Forget the draft's key."""
        await self._files.drop_draft(id)
