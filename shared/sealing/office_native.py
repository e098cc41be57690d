"""The office's own keys: the root, the key set and its private halves, and certificates. Used by the backend alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from shared.contract.codec import Fields, Json, canonical, parse
from shared.contract.errors import Malformed, UnknownKey
from shared.contract.trust import DeviceCertificate, DeviceRole, IssuerRoot, KeyEntry, KeySet, KeyUse, PublicKey
from shared.sealing.crypto_native import (
    NativeAgreement,
    NativeCrypto,
    NativeSigner,
    agreement_of,
    scalar_from_json,
    signer_of,
)
from shared.sealing.enrolment import Enrolment, Trust, write_private
from shared.sealing.trust import CERTIFICATE_DAYS, read_key_set, sign_device, sign_key_set

YEAR: Final = timedelta(days=365)
SLACK: Final = timedelta(days=1)
"""Keys and certificates begin a day earlier, for clocks that are behind."""
KID_CHARACTERS: Final = 11
"""A key's id within the key set: the beginning of its thumbprint, short enough for a slip's code."""


async def make_root() -> NativeSigner:
    """A new offline root."""
    return await NativeCrypto().new_signer()


@dataclass(frozen=True, slots=True)
class Office:
    """The office's keys. `root` is None on a machine that only serves; `private` are scalars by key id."""

    key_set: KeySet
    token: str
    root_key: PublicKey
    private: Mapping[str, bytes] = field(repr=False)
    issuers: tuple[IssuerRoot, ...] = ()
    root: NativeSigner | None = field(default=None, repr=False)

    @property
    def trust(self) -> Trust:
        """What devices are given to believe."""
        return Trust(self.root_key, self.token, self.issuers, self.key_set.demo)

    def opener(self, kid: str) -> NativeAgreement:
        """The private seal key of that id, expired ones included; raises UnknownKey."""
        return agreement_of(self._scalar(KeyUse.SEAL, kid))

    def signer(self, use: KeyUse, now: datetime) -> tuple[str, NativeSigner]:
        """Key id and key to sign with now for a use; raises UnknownKey."""
        for entry in self.key_set.of_use(use):
            if entry.not_before <= now <= entry.not_after and entry.kid in self.private:
                return entry.kid, signer_of(self.private[entry.kid])
        raise UnknownKey(f"no {use.value} key is valid now")

    def _scalar(self, use: KeyUse, kid: str) -> bytes:
        if kid not in self.private or all(entry.kid != kid for entry in self.key_set.of_use(use)):
            raise UnknownKey(f"no {use.value} key of that id")
        return self.private[kid]

    async def certify(
        self, device: str, role: DeviceRole, key: PublicKey, now: datetime, *, first: bool = False
    ) -> str:
        """A certificate of 90 days for a device's key."""
        kid, authority = self.signer(KeyUse.DEVICE, now)
        until = now + timedelta(days=CERTIFICATE_DAYS)
        return await sign_device(authority, kid, DeviceCertificate(device, role, key, now - SLACK, until, first))

    def to_json(self) -> Json:
        """With every private key: for a file of mode 0600 and nothing else."""
        return {
            **self.trust.to_json(),
            "private": {kid: signer_of(scalar).private_json() for kid, scalar in self.private.items()},
            "root_private": None if self.root is None else dict(self.root.private_json()),
        }


async def make_key_set(
    root: NativeSigner, *, now: datetime, issuers: tuple[IssuerRoot, ...] = (), demo: bool = False
) -> Office:
    """A first key set under a root, one key of each use."""
    empty = KeySet(0, now, now, (), demo)
    office = Office(empty, "", root.public, {}, issuers, root)
    return await rotate(office, tuple(KeyUse), now=now)


async def rotate(office: Office, uses: tuple[KeyUse, ...], *, now: datetime) -> Office:
    """A new version of the key set with a new key for each use; the old ones stay for verifying and opening.

    Seal keys are sealed to for a year, others sign for two. Raises UnknownKey where the root is elsewhere.
    """
    if office.root is None:
        raise UnknownKey("the root is not on this machine")
    entries, private = list(office.key_set.keys), dict(office.private)
    for use in uses:
        key = await NativeCrypto().new_signer()
        kid = key.public.kid[:KID_CHARACTERS]
        life = YEAR if use is KeyUse.SEAL else 2 * YEAR
        entries.append(KeyEntry(kid, use, key.public, now - SLACK, now + life))
        private[kid] = scalar_from_json(key.private_json())
    key_set = KeySet(office.key_set.version + 1, now, now + YEAR, tuple(entries), office.key_set.demo)
    return replace(office, key_set=key_set, token=await sign_key_set(office.root, key_set), private=private)


async def enrol_device(office: Office, device: str, *, now: datetime, backend: str | None = None) -> Enrolment:
    """An enrolment file for one kiosk: its first key, its certificate, and what it shall believe."""
    key = await NativeCrypto().new_signer()
    certificate = await office.certify(device, DeviceRole.KIOSK, key.public, now, first=True)
    return Enrolment(device, key.private_json(), certificate, office.trust, backend)


def save_office(path: Path, office: Office) -> None:
    """Keep all keys in a file of mode 0600."""
    write_private(path, canonical(office.to_json()))


async def read_office(raw: bytes) -> Office:
    """The office's keys from the bytes of their file; raises Malformed, BadSignature."""
    f = Fields.of(parse(raw, "office"), "office")
    trust = Trust.from_json(dict(f.data))
    private = {kid: scalar_from_json(key, "office.private") for kid, key in f.members("private").items()}
    root = f.then("root_private", lambda key: signer_of(scalar_from_json(key, "office.root_private")))
    if root is not None and root.public != trust.root:
        raise Malformed("office.root_private", "is another root's")
    key_set = await read_key_set(NativeCrypto(), trust.root, trust.key_set)
    return Office(key_set, trust.key_set, trust.root, private, trust.issuers, root)
