"""A phone's keys in a browser: non-extractable handles in a vault (IndexedDB), and what the office gave beside them.

In the vault: `sign` (the device's pair), `next` (a pair that awaits its certificate), `index` (HMAC), `draft.<id>` (one
AES key each), `device` (certificate and key set as text). A phone enrols itself and is L1.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from pyodide.ffi import to_js

from shared.contract.codec import Fields, canonical, parse
from shared.contract.errors import BadSignature, ContractError, Malformed, Unopenable
from shared.contract.trust import DeviceCertificate, EnrolRequest, KeySet, RenewRequest, renew_challenge
from shared.domain.exchange import NotEnrolled
from shared.sealing.crypto_browser import (
    SIGN,
    BrowserCrypto,
    BrowserSigner,
    decrypt_with,
    encrypt_with,
    js_bytes,
    js_object,
    new_pair,
    public_of,
    subtle,
)
from shared.sealing.drafts import draft_aad
from shared.sealing.enrolment import Trust
from shared.sealing.ports import IV_BYTES, TAG_BYTES, Random
from shared.sealing.transport import TransportSigner
from shared.sealing.trust import read_key_set, take_key_set, verify_device

log = logging.getLogger(__name__)
RENEW_BEFORE: Final = timedelta(days=30)


class Vault(Protocol):
    """Where handles lie; they outlive the page and never become bytes."""

    async def get(self, name: str) -> Any:
        """What lies under a name, or None."""
        ...

    async def put(self, name: str, value: Any) -> None:
        """Keep it; durable when this returns."""
        ...

    async def drop(self, name: str) -> None:
        """Forget it."""
        ...


@dataclass(frozen=True, slots=True)
class BrowserDevice:
    """Who this phone is, verified at start."""

    id: str
    signer: BrowserSigner
    token: str
    certificate: DeviceCertificate
    key_set: KeySet


class BrowserKeys:
    """The keys of one phone. Meets the ports `Keys` of the application, `DeviceKeys` of sync, `RequestSigner`."""

    def __init__(self, vault: Vault, trust: Trust | None, random: Random) -> None:
        self._vault, self._trust, self._random = vault, trust, random
        self._crypto = BrowserCrypto()
        self._device: BrowserDevice | None = None

    @classmethod
    async def open(cls, vault: Vault, trust: Trust | None, random: Random) -> BrowserKeys:
        """Open or begin the keys; without `trust` this phone can believe no office and is never enrolled."""
        found = cls(vault, trust, random)
        try:
            found._device = await found._read()
        except ContractError as error:
            log.warning("the device's certificate cannot be believed: %s; another is asked for", error.code)
        return found

    # who this is

    @property
    def enrolled(self) -> bool:
        """Whether some office knows this phone."""
        return self._device is not None

    @property
    def device(self) -> BrowserDevice:
        """The device; raises NotEnrolled."""
        if self._device is None:
            raise NotEnrolled
        return self._device

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
        signer = await self._signer("sign")
        return EnrolRequest(signer.public, await signer.sign(renew_challenge("", signer.public)))

    async def enrol(self, token: str, key_set: str, now: datetime) -> None:
        """Take the office's certificate under a key set of its root; raises ContractError, and nothing changes."""
        if self._trust is None:
            raise NotEnrolled
        found = await take_key_set(self._crypto, self._trust.root, key_set, held=await self._built_in(), now=now)
        certificate = await verify_device(self._crypto, token, found)
        signer = await self._signer("sign")
        if certificate.key != signer.public:
            raise BadSignature("the certificate is for another key")
        await self._keep(BrowserDevice(certificate.device, signer, token, certificate, found), key_set)

    async def take_key_set(self, token: str, now: datetime | None) -> KeySet:
        """Take a newer key set; raises BadSignature, RolledBack, Expired, Malformed, and then nothing changes."""
        device = self.device
        if self._trust is None:
            raise NotEnrolled
        found = await take_key_set(self._crypto, self._trust.root, token, held=device.key_set, now=now)
        if found.demo != self._trust.demo:
            raise BadSignature("the key set is of another kind of office")
        if found != device.key_set:
            await self._keep(replace(device, key_set=found), token)
        return found

    # renewal

    def renewal_due(self, now: datetime) -> bool:
        """Whether its certificate ends within 30 days."""
        return now > self.device.certificate.not_after - RENEW_BEFORE

    async def renewal(self) -> RenewRequest:
        """The request for a certificate over a new key, kept first: asking again after a lost reply sends the same."""
        device, signer = self.device, await self._signer("next")
        return RenewRequest(device.id, signer.public, await signer.sign(renew_challenge(device.id, signer.public)))

    async def renewed(self, token: str) -> None:
        """Use the new key from now on, once its certificate holds; raises BadSignature, UnknownKey, Malformed."""
        device, signer = self.device, await self._signer("next")
        certificate = await verify_device(self._crypto, token, device.key_set)
        if certificate.key != signer.public or certificate.device != device.id:
            raise BadSignature("the certificate is for another key")
        await self._vault.put("sign", await self._vault.get("next"))
        await self._keep(replace(device, signer=signer, token=token, certificate=certificate), await self._token())
        await self._vault.drop("next")

    # signing

    async def sign_request(self, method: str, target: str, nonce: str, body: bytes) -> Mapping[str, str]:
        """Sign a request with the key of the moment; raises NotEnrolled."""
        device = self.device
        return await TransportSigner(device.id, device.token, device.signer).sign_request(method, target, nonce, body)

    # persons and drafts

    async def index(self, id_number: str) -> str:
        """HMAC(index key, id number), never sent."""
        key = await self._vault.get("index")
        if key is None:
            key = await subtle().generateKey(js_object(name="HMAC", hash="SHA-256"), False, to_js(["sign"]))
            await self._vault.put("index", key)
        made = await subtle().sign("HMAC", key, js_bytes(id_number.upper().encode()))
        return str(made.to_bytes().hex())

    async def seal_draft(self, id: str, revision: int, plain: bytes) -> bytes:
        """Encrypt a draft under its own key, made at the first call."""
        key = await self._vault.get(f"draft.{id}")
        if key is None:
            how, uses = js_object(name="AES-GCM", length=256), to_js(["encrypt", "decrypt"])
            key = await subtle().generateKey(how, False, uses)
            await self._vault.put(f"draft.{id}", key)
        iv = self._random(IV_BYTES)
        return iv + await encrypt_with(key, iv, plain, draft_aad(id, revision))

    async def open_draft(self, id: str, revision: int, blob: bytes) -> bytes | None:
        """The draft again, or None where its key is gone or the bytes are not those of this revision."""
        key = await self._vault.get(f"draft.{id}")
        if key is None or len(blob) < IV_BYTES + TAG_BYTES:
            return None
        try:
            return await decrypt_with(key, blob[:IV_BYTES], blob[IV_BYTES:], draft_aad(id, revision))
        except Unopenable:
            return None

    async def drop_draft(self, id: str) -> None:
        """Forget the draft's key; no error where there is none."""
        await self._vault.drop(f"draft.{id}")

    # the vault

    async def _signer(self, name: str) -> BrowserSigner:
        pair = await self._vault.get(name)
        if pair is None:
            pair = await new_pair(SIGN, "sign", "verify")
            await self._vault.put(name, pair)
        return BrowserSigner(pair.privateKey, await public_of(pair.publicKey))

    async def _keep(self, device: BrowserDevice, key_set: str) -> None:
        text = canonical({"certificate": device.token, "key_set": key_set}).decode()
        await self._vault.put("device", text)
        self._device = device

    async def _token(self) -> str:
        return self._fields(await self._vault.get("device")).text("key_set", 1 << 20)

    @staticmethod
    def _fields(text: object) -> Fields:
        if not isinstance(text, str):
            raise Malformed("device", "is not there")
        return Fields.of(parse(text.encode(), "device"), "device")

    async def _built_in(self) -> KeySet:
        if self._trust is None:
            raise NotEnrolled
        return await read_key_set(self._crypto, self._trust.root, self._trust.key_set)

    async def _read(self) -> BrowserDevice | None:
        """The device as it was kept, believed anew; None where there is none yet."""
        text = await self._vault.get("device")
        if text is None or self._trust is None:
            return None
        f = self._fields(text)
        held, built_in, signer = await asyncio.gather(  # each waits for the browser's own threads
            read_key_set(self._crypto, self._trust.root, f.text("key_set", 1 << 20)),
            self._built_in(),
            self._signer("sign"),
        )
        key_set = held if held.version >= built_in.version else built_in
        token = f.text("certificate", 8192)
        certificate = await verify_device(self._crypto, token, key_set)
        if certificate.key != signer.public:
            raise BadSignature("the certificate is for another key")
        return BrowserDevice(certificate.device, signer, token, certificate, key_set)
