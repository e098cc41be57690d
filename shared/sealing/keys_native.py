"""A kiosk's keys in files: device key, certificate and trust, index key; draft keys in memory-backed files.

`DIR/device.json` (signing key, certificate, trust), `DIR/index.key`, `DIR/renewal.key` while a new key awaits its
certificate; all 0600 in a folder of 0700. Draft keys lie where no disk is: they survive a killed process, not a power
cut. Where a system has no such place they are kept in memory alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from shared.contract.codec import Fields, canonical, parse
from shared.contract.errors import BadSignature, Malformed, TrustError, Unopenable
from shared.contract.trust import DeviceCertificate, KeySet, RenewRequest, renew_challenge
from shared.domain.exchange import NotEnrolled
from shared.sealing.crypto_native import NativeCrypto, NativeSigner, scalar_from_json, signer_of
from shared.sealing.derive import person_index
from shared.sealing.draft_keys_native import DraftKeys, draft_folder
from shared.sealing.drafts import decrypt_draft, encrypt_draft
from shared.sealing.enrolment import (
    Enrolment,
    EnrolmentError,
    EnrolmentFault,
    Trust,
    check_enrolment,
    write_private,
)
from shared.sealing.ports import CEK_BYTES, Random
from shared.sealing.transport import TransportSigner
from shared.sealing.trust import read_key_set, take_key_set, verify_device

log = logging.getLogger(__name__)

RENEW_BEFORE: Final = timedelta(days=30)
"""How long before the end of its certificate a device asks for a new one."""
INDEX_BYTES: Final = 32


class Imported(StrEnum):
    """What importing an enrolment did."""

    NEW = "new"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Device:
    """Who this machine is, verified at start."""

    id: str
    signer: NativeSigner
    token: str
    certificate: DeviceCertificate
    trust: Trust
    key_set: KeySet
    fingerprint: str
    backend: str | None = None


class FileKeys:
    """The keys of one kiosk. Meets the ports `Keys` of the application and `RequestSigner` of the contract."""

    def __init__(self, folder: Path, random: Random, drafts: DraftKeys) -> None:
        self._folder = folder
        self._random = random
        self._drafts = drafts
        self._crypto = NativeCrypto()
        self._device: Device | None = None
        self._index_key = b""
        self.broken = False
        """Whether the device's file could not be believed and was put aside: the kiosk then needs a new enrolment."""

    @classmethod
    async def open(cls, folder: Path, random: Random, drafts: Path | None = None) -> FileKeys:
        """Open or begin the keys in a folder; `drafts` is where draft keys lie (default: a folder of shared memory)."""
        await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        found = cls(folder, random, DraftKeys(drafts if drafts is not None else draft_folder(folder)))
        found._index_key = await asyncio.to_thread(found._read_index)
        await found._read_device()
        return found

    # who this is

    @property
    def enrolled(self) -> bool:
        """Whether this machine is a kiosk of some office."""
        return self._device is not None

    @property
    def device(self) -> Device:
        """The device; raises NotEnrolled."""
        if self._device is None:
            raise NotEnrolled
        return self._device

    @property
    def demo(self) -> bool:
        """Whether it was enrolled for a demonstration: the kiosk then shows 演示."""
        return self._device is not None and self._device.trust.demo

    async def enrol(self, enrolment: Enrolment, now: datetime | None, *, items_wait: bool) -> Imported:
        """Import a file; the same one again changes nothing, another is refused while items wait.

        Raises EnrolmentError. `now` None: the clock is not to be trusted and dates are not looked at.
        """
        if self._device is not None and self._device.fingerprint == enrolment.fingerprint:
            return Imported.SAME
        if self._device is not None and items_wait:
            raise EnrolmentError(EnrolmentFault.ITEMS_WAIT)
        checked = await check_enrolment(self._crypto, enrolment, now)
        signer = signer_of(scalar_from_json(dict(enrolment.key), "enrolment.key"))
        await self._keep(
            Device(
                enrolment.device,
                signer,
                enrolment.certificate,
                checked.certificate,
                enrolment.trust,
                checked.key_set,
                enrolment.fingerprint,
                enrolment.backend,
            )
        )
        await asyncio.to_thread(self._renewal_path.unlink, missing_ok=True)
        return Imported.NEW

    async def take_key_set(self, token: str, now: datetime | None) -> KeySet:
        """Take a newer key set; raises BadSignature, RolledBack, Expired, Malformed, and then nothing changes."""
        device = self.device
        found = await take_key_set(self._crypto, device.trust.root, token, held=device.key_set, now=now)
        if found.demo != device.trust.demo:
            raise BadSignature("the key set is of another kind of office")
        if found != device.key_set:
            await self._keep(replace(device, trust=replace(device.trust, key_set=token), key_set=found))
        return found

    # renewal

    def renewal_due(self, now: datetime) -> bool:
        """Whether it is time for a new key: the first one is in use, or the certificate ends within 30 days."""
        device = self.device
        return device.certificate.first or now > device.certificate.not_after - RENEW_BEFORE

    async def renewal(self) -> RenewRequest:
        """The request for a certificate over a new key, kept first: asking again after a lost reply sends the same."""
        device = self.device
        signer = await asyncio.to_thread(self._read_renewal)
        if signer is None:
            signer = await self._crypto.new_signer()
            await asyncio.to_thread(write_private, self._renewal_path, canonical(signer.private_json()))
        proof = await signer.sign(renew_challenge(device.id, signer.public))
        return RenewRequest(device.id, signer.public, proof)

    async def renewed(self, token: str) -> None:
        """Use the new key from now on, once its certificate holds; raises BadSignature, UnknownKey, Malformed."""
        device = self.device
        signer = await asyncio.to_thread(self._read_renewal)
        certificate = await verify_device(self._crypto, token, device.key_set)
        if signer is None or certificate.key != signer.public or certificate.device != device.id:
            raise BadSignature("the certificate is for another key")
        await self._keep(replace(device, signer=signer, token=token, certificate=certificate))
        await asyncio.to_thread(self._renewal_path.unlink, missing_ok=True)

    # signing

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        """Sign a request with the key of the moment; raises NotEnrolled."""
        device = self.device
        return await TransportSigner(device.id, device.token, device.signer).sign_request(method, target, nonce, body)

    # persons and drafts

    async def index(self, id_number: str) -> str:
        """HMAC(index key, id number), never sent."""
        return person_index(self._index_key, id_number)

    async def seal_draft(self, id: str, revision: int, plain: bytes) -> bytes:
        """Encrypt a draft under its own key, made at the first call."""
        key = await asyncio.to_thread(self._drafts.get, id)
        if key is None:
            key = self._random(CEK_BYTES)
            await asyncio.to_thread(self._drafts.put, id, key)
        return await encrypt_draft(self._crypto, key, self._random, id, revision, plain)

    async def open_draft(self, id: str, revision: int, blob: bytes) -> bytes | None:
        """The draft again, or None where its key is gone or the bytes are not those of this revision."""
        key = await asyncio.to_thread(self._drafts.get, id)
        if key is None:
            return None
        try:
            return await decrypt_draft(self._crypto, key, id, revision, blob)
        except Unopenable:
            return None

    async def drop_draft(self, id: str) -> None:
        """Forget the draft's key; no error where there is none."""
        await asyncio.to_thread(self._drafts.drop, id)

    # files

    @property
    def _device_path(self) -> Path:
        return self._folder / "device.json"

    @property
    def _renewal_path(self) -> Path:
        return self._folder / "renewal.key"

    def _read_index(self) -> bytes:
        path = self._folder / "index.key"
        if path.exists():
            found = path.read_bytes()
            if len(found) == INDEX_BYTES:
                return found
            log.warning("the index key cannot be read: earlier receipts are not found by person any more")
        fresh = self._random(INDEX_BYTES)
        write_private(path, fresh)
        return fresh

    def _read_renewal(self) -> NativeSigner | None:
        try:
            return signer_of(scalar_from_json(parse(self._renewal_path.read_bytes()), "renewal"))
        except FileNotFoundError:
            return None
        except Malformed:
            log.warning("the key that awaits its certificate cannot be read: another is made")
            return None

    async def _keep(self, device: Device) -> None:
        data = {
            "device": device.id,
            "key": dict(device.signer.private_json()),
            "certificate": device.token,
            "backend": device.backend,
            "fingerprint": device.fingerprint,
            **device.trust.to_json(),
        }
        await asyncio.to_thread(write_private, self._device_path, canonical(data))
        self._device = device
        self.broken = False

    async def _read_device(self) -> None:
        try:
            raw = await asyncio.to_thread(self._device_path.read_bytes)
        except FileNotFoundError:
            return
        try:
            self._device = await self._device_of(raw)
        except (Malformed, TrustError):
            self.broken = True
            log.warning("the device's keys cannot be believed: put aside, a new enrolment is needed")
            await asyncio.to_thread(self._device_path.replace, self._device_path.with_suffix(".broken"))

    async def _device_of(self, raw: bytes) -> Device:
        f = Fields.of(parse(raw, "device"), "device")
        trust = Trust.from_json(dict(f.data))
        signer = signer_of(scalar_from_json(f.any("key"), "device.key"))
        key_set = await read_key_set(self._crypto, trust.root, trust.key_set)
        token = f.text("certificate", 8192)
        certificate = await verify_device(self._crypto, token, key_set)
        if certificate.key != signer.public or certificate.device != f.text("device"):
            raise BadSignature("the certificate is for another key")
        backend = f.opt("backend", f.text)
        return Device(certificate.device, signer, token, certificate, trust, key_set, f.text("fingerprint"), backend)
