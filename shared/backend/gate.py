"""Who asks, and whether they may now: server nonces, transport signatures, the standing of a device, its quota.

`check` only looks; `spend` belongs to the transaction of the request itself, so that a nonce is used exactly when
something came of it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shared.backend.certificates import keep, whole
from shared.backend.now import millis, run
from shared.backend.tables import DeviceRow, NonceRow, UsageRow
from shared.contract.api import CERTIFICATE_HEADER
from shared.contract.codec import b64, unb64
from shared.contract.errors import Forbidden, Malformed, NonceUsed, Revoked, Throttled, TrustError, Unauthorized
from shared.contract.trust import DeviceCertificate, DeviceRole
from shared.sealing.transport import nonce_of, verify_request

if TYPE_CHECKING:
    from shared.backend.office import Office

_TIME: Final = 6
_RANDOM: Final = 12
_TAG: Final = 16
EVERYBODY: Final = "*"
"""The device under which unsigned requests are counted."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The device that signed a request, and how it stands: in good standing unless one of the three is true. `token` is
    its certificate as it came, whole."""

    certificate: DeviceCertificate
    nonce: str
    expired: bool = False
    revoked: bool = False
    superseded: bool = False
    owner: str | None = None
    token: str = ""

    @property
    def device(self) -> str:
        return self.certificate.device

    @property
    def good(self) -> bool:
        """Neither expired, nor revoked, nor with a first key that was swapped for another."""
        return not (self.expired or self.revoked or self.superseded)


class Gate:
    """The checks before any work is done."""

    def __init__(self, office: Office, secret: bytes) -> None:
        self._office = office
        self._secret = secret

    # nonces

    def new_nonce(self) -> str:
        """Its own time and a tag: nothing is kept until it is used."""
        body = millis(self._office.now()).to_bytes(_TIME, "big") + secrets.token_bytes(_RANDOM)
        return b64(body + self._tag(b"nonce" + body))

    def _tag(self, data: bytes) -> bytes:
        return hmac.digest(self._secret, data, "sha256")[:_TAG]

    def _made_at(self, nonce: str) -> int:
        """When it was made, ms; raises NonceUsed for what is not ours or is too old."""
        try:
            raw = unb64(nonce, "nonce")
        except Malformed:
            raise NonceUsed("not a nonce of this server") from None
        body, tag = raw[: _TIME + _RANDOM], raw[_TIME + _RANDOM :]
        if len(body) != _TIME + _RANDOM or not hmac.compare_digest(tag, self._tag(b"nonce" + body)):
            raise NonceUsed("not a nonce of this server")
        made = int.from_bytes(body[:_TIME], "big")
        if not 0 <= millis(self._office.now()) - made <= self._office.limits.nonce_ttl * 1000:
            raise NonceUsed("too old")
        return made

    # permits

    def new_permit(self, device: str) -> str:
        """Leave to send sealed bodies for a while, bound to the device."""
        until = (millis(self._office.now()) + self._office.limits.permit_ttl * 1000).to_bytes(_TIME, "big")
        return b64(until + self._tag(b"permit" + until + device.encode()))

    def permitted(self, token: str | None, device: str) -> bool:
        """Whether a permit is this device's and still good."""
        if token is None:
            return False
        try:
            raw = unb64(token, "permit")
        except Malformed:
            return False
        until, tag = raw[:_TIME], raw[_TIME:]
        good = hmac.compare_digest(tag, self._tag(b"permit" + until + device.encode()))
        return good and int.from_bytes(until, "big") >= millis(self._office.now())

    # requests

    def check(self, headers: Mapping[str, str], method: str, target: str, body: bytes) -> Caller:
        """The caller behind the signature; raises Unauthorized, NonceUsed, UnknownCertificate. Expired and revoked
        devices are told apart, not refused: what they may still do is the operation's to say."""
        nonce = nonce_of(headers)
        self._made_at(nonce)
        office, named = self._office, headers.get(CERTIFICATE_HEADER.lower(), "")
        with office.db.reading() as session:
            token = whole(session, named)
        headers = {**headers, CERTIFICATE_HEADER.lower(): token}
        try:
            certificate = run(
                verify_request(
                    office.crypto, headers, method=method, target=target, body=body, key_set=office.keys.key_set
                )
            )
        except TrustError as error:
            raise Unauthorized(str(error)) from None
        except Malformed as error:
            raise Unauthorized(str(error)) from None
        with office.db.reading() as session:
            if session.get(NonceRow, nonce) is not None:
                raise NonceUsed("used before")
            return replace(self.standing(session, certificate, nonce), token=token)

    def standing(self, session: Session, certificate: DeviceCertificate, nonce: str = "") -> Caller:
        """How the holder of a certificate stands now."""
        row = session.get(DeviceRow, certificate.device)
        kid = certificate.key.kid
        return Caller(
            certificate,
            nonce,
            expired=not certificate.not_before <= self._office.now() <= certificate.not_after,
            revoked=row is not None and row.revoked_at is not None,
            superseded=certificate.first and row is not None and row.swapped_at is not None and row.kid != kid,
            owner=None if row is None else row.owner,
        )

    def spend(self, session: Session, caller: Caller, what: str = "requests", count: int = 1) -> None:
        """Use up the nonce and count against the quota; raises NonceUsed, Throttled."""
        limits = self._office.limits
        self.count(session, caller.device, "requests", 1, limits.requests_per_window)
        if what == "items":
            phone = caller.certificate.role is DeviceRole.PHONE
            most = limits.phone_items_per_window if phone else limits.items_per_window
            self.count(session, caller.device, what, count, most)
        elif what == "queries":
            self.count(session, caller.device, what, count, limits.queries_per_window)
        if session.get(NonceRow, caller.nonce) is not None:
            raise NonceUsed("used before")
        session.add(NonceRow(nonce=caller.nonce, expires=self._made_at(caller.nonce) + limits.nonce_ttl * 1000))
        self.remember(session, caller.certificate)
        keep(session, caller.device, caller.token)

    def remember(self, session: Session, certificate: DeviceCertificate) -> None:
        """A device whose certificate holds is known from then on, and whoever comes with a key of its own has exchanged
        the first one: that stays so after a restore from an older copy."""
        row, kid, now = session.get(DeviceRow, certificate.device), certificate.key.kid, millis(self._office.now())
        if row is None:
            row = DeviceRow(id=certificate.device, role=certificate.role.value, kid=kid, created_at=now)
            session.add(row)
        if not certificate.first and row.swapped_at is None:
            row.swapped_at, row.kid = now, kid
        session.flush()

    def count(self, session: Session, device: str, what: str, count: int, most: int) -> None:
        """Count within the present window; raises Throttled with the seconds until the next one."""
        now = millis(self._office.now()) // 1000
        length = self._office.limits.window
        window = now - now % length
        row = session.get(UsageRow, (device, what), with_for_update=True)
        if row is None:
            row = UsageRow(device=device, what=what, window=window, count=0)
            session.add(row)
        if row.window != window:
            row.window, row.count = window, 0
        # One whole batch is let through in a fresh window, even beyond the quota: cut in two it would come anyway.
        whole_batch = what == "items" and row.count == 0
        if row.count + count > most and not whole_batch:
            raise Throttled(f"more than {most} {what} in {length} s", window + length - now)
        row.count += count

    def forget_old(self) -> None:
        """Drop used nonces that nobody could use any more."""
        with self._office.db.writing() as session:
            session.execute(delete(NonceRow).where(NonceRow.expires < millis(self._office.now()) - 1000))


def must_be_good(caller: Caller) -> None:
    """Raises Forbidden, or Revoked, for a device that may only hand in items, which are then held."""
    if caller.revoked:
        raise Revoked("the device is revoked")
    if caller.superseded:
        raise Forbidden("the first key was exchanged")
    if caller.expired:
        raise Forbidden("the device's certificate has expired")
