"""Devices and their keys: a kiosk swaps its first key for one of its own, a phone enrols itself (L1 only)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.backend.certificates import keep
from shared.backend.gate import EVERYBODY, Caller
from shared.backend.now import millis, run
from shared.backend.tables import DeviceRow
from shared.contract.codec import Json
from shared.contract.errors import BadSignature, Forbidden, Revoked
from shared.contract.trust import (
    CertificateReply,
    DeviceRole,
    EnrolRequest,
    PublicKey,
    RenewRequest,
    renew_challenge,
)

if TYPE_CHECKING:
    from shared.backend.office import Office

NAME_CHARACTERS: Final = 22
"""128 bits of the key's thumbprint: the same key is the same phone."""


def renew(office: Office, caller: Caller, data: Json) -> CertificateReply:
    """A certificate over a new key of the same device. The same request again, after a lost reply, gives one again.

    Raises Forbidden, BadSignature, Malformed.
    """
    request = RenewRequest.from_json(data)
    if request.device != caller.device:
        raise Forbidden("another device's name")
    _holds(office, request.device, request.key, request.proof)
    now = office.now()
    with office.db.writing() as session:
        office.gate.spend(session, caller)
        row = session.get_one(DeviceRow, caller.device, with_for_update=True)
        kid = request.key.kid
        if caller.revoked:
            raise Revoked("the device is revoked: the operator enrols it again")
        if caller.expired:
            raise Forbidden("the device's certificate has expired: the operator enrols it again")
        if caller.superseded and row.kid != kid:
            raise Forbidden("the first key was exchanged for another")
        if caller.certificate.first and row.swapped_at is None and kid != caller.certificate.key.kid:
            row.swapped_at = millis(now)
        row.kid = kid
        token = office.keys.certify(request.device, caller.certificate.role, request.key, now)
        keep(session, request.device, token)
    return CertificateReply(token)


def enrol(office: Office, data: Json) -> CertificateReply:
    """A phone's own key becomes a device; rate limited for all together. Raises Throttled, BadSignature, Malformed."""
    request = EnrolRequest.from_json(data)
    _holds(office, "", request.key, request.proof)
    now, kid = office.now(), request.key.kid
    device = f"phone-{kid[:NAME_CHARACTERS]}"
    with office.db.writing() as session:
        office.gate.count(session, EVERYBODY, "enrolments", 1, office.limits.enrolments_per_window)
        row = session.get(DeviceRow, device)
        if row is not None and row.revoked_at is not None:
            raise Revoked("the device is revoked")
        if row is None:
            session.add(DeviceRow(id=device, role=DeviceRole.PHONE.value, kid=kid, created_at=millis(now)))
        token = office.keys.certify(device, DeviceRole.PHONE, request.key, now)
        keep(session, device, token)
    return CertificateReply(token)


def _holds(office: Office, device: str, key: PublicKey, proof: bytes) -> None:
    if not run(office.crypto.verify(key, proof, renew_challenge(device, key))):
        raise BadSignature("nobody has shown to hold the new key")
