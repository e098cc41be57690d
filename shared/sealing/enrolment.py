"""The operator's file that makes a machine a kiosk, and the public part of it for phones.

It carries the device's first private key: mode 0600, never by mail. The device swaps that key for one of its own at
first contact; the office keeps only public keys.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from shared.contract.codec import Fields, Json, canonical, parse
from shared.contract.errors import ContractError, Expired, Malformed, TrustError
from shared.contract.trust import DeviceCertificate, IssuerRoot, KeySet, PublicKey
from shared.sealing.derive import sha256
from shared.sealing.ports import Crypto
from shared.sealing.trust import check_dates, read_key_set, verify_device

VERSION = 1
LONGEST = 1 << 20


class EnrolmentFault(StrEnum):
    """What is wrong with a file or with importing it; message ids `enrolment.<fault>`."""

    MISSING = "missing"
    OPEN_TO_OTHERS = "open_to_others"
    UNREADABLE = "unreadable"
    MALFORMED = "malformed"
    NOT_TRUSTED = "not_trusted"
    KEY_DIFFERS = "key_differs"
    EXPIRED = "expired"
    ITEMS_WAIT = "items_wait"


class EnrolmentError(ContractError):
    """A file that cannot be taken, and why."""

    code = "enrolment"
    status = 422

    def __init__(self, fault: EnrolmentFault, detail: str = "") -> None:
        super().__init__(f"{fault.value} {detail}".strip())
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Trust:
    """What a device believes without asking: root, key set (compact JWS), card issuers. Public; in phone builds too."""

    root: PublicKey
    key_set: str
    issuers: tuple[IssuerRoot, ...]
    demo: bool = False

    def to_json(self) -> dict[str, Json]:
        return {
            "root": self.root.to_json(),
            "key_set": self.key_set,
            "issuers": [issuer.to_json() for issuer in self.issuers],
            "demo": self.demo,
        }

    @classmethod
    def from_json(cls, data: Json) -> Trust:
        f = Fields.of(data, "trust")
        issuers = f.each("issuers", IssuerRoot.from_json)
        trust = cls(PublicKey.from_json(f.any("root")), f.text("key_set", LONGEST), issuers, f.flag("demo"))
        if not trust.demo and any(issuer.demo for issuer in issuers):
            raise Malformed("trust.issuers", "hold a demo issuer outside of a demonstration")
        return trust


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The file's content. `key` is the private JWK of the device's first key; `backend` the office's URL, if known."""

    device: str
    key: Mapping[str, Json]
    certificate: str
    trust: Trust
    backend: str | None = None

    def __repr__(self) -> str:
        return f"Enrolment(device={self.device!r})"

    def to_json(self) -> dict[str, Json]:
        return {
            "v": VERSION,
            "device": self.device,
            "key": dict(self.key),
            "certificate": self.certificate,
            "backend": self.backend,
            **self.trust.to_json(),
        }

    @classmethod
    def from_json(cls, data: Json) -> Enrolment:
        f = Fields.of(data, "enrolment")
        if f.whole("v") != VERSION:
            raise Malformed("enrolment.v", "is a version that is not known here")
        key = f.members("key")
        PublicKey.from_json(dict(key))
        Fields("enrolment.key", key).raw("d", 32)
        return cls(
            f.text("device", 64), key, f.text("certificate", 8192), Trust.from_json(data), f.opt("backend", f.text)
        )

    @property
    def fingerprint(self) -> str:
        """Which file this is: SHA-256 of its content, in hex. The same file again changes nothing."""
        return sha256(canonical(self.to_json())).hex()


@dataclass(frozen=True, slots=True)
class CheckedTrust:
    """What an enrolment vouches for, verified."""

    key_set: KeySet
    certificate: DeviceCertificate


async def check_enrolment(crypto: Crypto, enrolment: Enrolment, now: datetime | None) -> CheckedTrust:
    """Verify root → key set → certificate → key; raises EnrolmentError. `now` None: dates are not looked at."""
    try:
        key_set = await read_key_set(crypto, enrolment.trust.root, enrolment.trust.key_set)
        certificate = await verify_device(crypto, enrolment.certificate, key_set)
        if now is not None:
            check_dates(certificate, now)
    except Expired as error:
        raise EnrolmentError(EnrolmentFault.EXPIRED, error.detail) from error
    except (TrustError, Malformed) as error:
        raise EnrolmentError(EnrolmentFault.NOT_TRUSTED, str(error)) from error
    if certificate.device != enrolment.device or certificate.key != PublicKey.from_json(dict(enrolment.key)):
        raise EnrolmentError(EnrolmentFault.KEY_DIFFERS)
    return CheckedTrust(key_set, certificate)


def load_enrolment(path: Path) -> Enrolment:
    """Read a file; raises EnrolmentError. Where the system knows modes, one that others can read is refused."""
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise EnrolmentError(EnrolmentFault.OPEN_TO_OTHERS, "chmod 600")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise EnrolmentError(EnrolmentFault.MISSING) from None
    except OSError as error:
        raise EnrolmentError(EnrolmentFault.UNREADABLE, type(error).__name__) from error
    try:
        return Enrolment.from_json(parse(raw, "enrolment"))
    except Malformed as error:
        raise EnrolmentError(EnrolmentFault.MALFORMED, error.detail) from error


def write_enrolment(path: Path, enrolment: Enrolment) -> None:
    """Write a file of mode 0600, whole or not at all."""
    write_private(path, canonical(enrolment.to_json()))


def write_private(path: Path, raw: bytes) -> None:
    """Write for this user only, durably: a new file is flushed and then put in place."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
