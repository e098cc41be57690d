"""What can go wrong between device and office, typed. `code` is stable and names the message `fault.<code>`.

Nothing here ever carries a personal value: `detail` names places, sizes and states only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

PROBLEM_JSON: Final = "application/problem+json"
"""Content type of errors (RFC 9457)."""


class ContractError(Exception):
    """Any failure of talking to the office. `status` is the HTTP status under which a backend says it."""

    code: ClassVar[str] = "fault"
    status: ClassVar[int] = 500
    later: ClassVar[bool] = False
    """Whether trying again later can help without anybody doing anything."""

    def __init__(self, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after_s = retry_after_s

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


class ClientError(ContractError):
    """Met on the device's side of the line."""


class Unreachable(ClientError):
    """No connection, a timeout, or a broken line. The most usual one; nothing is lost by it."""

    code = "unreachable"
    later = True


class NotOurServer(ClientError):
    """Something answered that is not the office: a captive portal's page, a redirect, an empty 204, another host."""

    code = "not_our_server"
    later = True


class BadReply(ClientError):
    """The office answered with something that cannot be read."""

    code = "bad_reply"
    later = True


class Malformed(BadReply):
    """A message that is not as agreed. A client meets it as a bad reply; a backend answers it with 422."""

    code = "malformed"
    status = 422
    later = False

    def __init__(self, what: str, why: str = "is malformed") -> None:
        super().__init__(f"{what} {why}")
        self.what = what
        self.why = why


class ServerFault(ClientError):
    """The office had a fault of its own (5xx)."""

    code = "server_fault"
    later = True


class RefusedRequest(ContractError):
    """The office understood and said no; trying the same again does not help."""

    code = "refused"
    status = 400


class Unauthorized(RefusedRequest):
    """The transport signature, its nonce or the session proof does not hold."""

    code = "unauthorized"
    status = 401


class NonceUsed(Unauthorized):
    """The nonce was used or has expired: take a new one and send the same again."""

    code = "nonce_used"
    later = True


class UnknownCertificate(Unauthorized):
    """A certificate was only named, and the office does not know it by that name: send it whole."""

    code = "unknown_certificate"
    later = True


class Forbidden(RefusedRequest):
    """The device or the assurance level may not do this."""

    code = "forbidden"
    status = 403


class Revoked(Forbidden):
    """The key of this device is good no more: its owner reported it lost, or its operator took it out of service."""

    code = "revoked"


class NotFound(RefusedRequest):
    """There is no such thing, or not for this asker."""

    code = "not_found"
    status = 404


class Conflict(RefusedRequest):
    """It contradicts what is already there; both are kept and a person looks."""

    code = "conflict"
    status = 409


class TooLarge(RefusedRequest):
    """More than is taken at once (413): send half."""

    code = "too_large"
    status = 413
    later = True


class UnknownCoding(RefusedRequest):
    """The body came in a content coding that is not read here (415): send it as it is."""

    code = "unknown_coding"
    status = 415
    later = True


class Rejected(RefusedRequest):
    """The content cannot be taken; it is kept and explained, never dropped."""

    code = "rejected"
    status = 422


class Throttled(RefusedRequest):
    """Too much at once, or no permit now (429, 503 with Retry-After)."""

    code = "throttled"
    status = 429
    later = True


class TrustError(ContractError):
    """Something signed does not hold: nothing is marked by it and nothing is taken from it."""

    code = "trust"
    status = 422


class BadSignature(TrustError):
    """A signature that does not verify."""

    code = "bad_signature"


class UnknownKey(TrustError):
    """Signed or sealed with a key that the key set does not hold for this use at this time."""

    code = "unknown_key"


class Expired(TrustError):
    """A certificate, key or statement outside its dates."""

    code = "expired"


class RolledBack(TrustError):
    """An older key set than the one already held, or another one of the same version."""

    code = "rolled_back"


class Unopenable(TrustError):
    """Sealed bytes that this key does not open, or that were changed."""

    code = "unopenable"


ERRORS: Final[Mapping[str, type[ContractError]]] = {
    error.code: error
    for error in (
        *(Unreachable, NotOurServer, BadReply, ServerFault, Unauthorized, NonceUsed, Forbidden, Revoked, NotFound),
        *(Conflict, TooLarge, Rejected, Throttled, RefusedRequest, BadSignature, UnknownKey, Expired, RolledBack),
        *(Unopenable, TrustError, ContractError, UnknownCertificate, UnknownCoding),
    )
}
"""By code (all but `Malformed`, which needs its place)."""


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """An error as a backend says it (RFC 9457, application/problem+json), with our `code`."""

    status: int
    code: str
    title: str
    detail: str = ""
    retry_after_s: float | None = None

    @classmethod
    def of(cls, error: ContractError) -> ProblemDetails:
        """The wire form of a typed error."""
        return cls(error.status, error.code, type(error).__name__, error.detail, error.retry_after_s)

    def to_json(self) -> dict[str, str | int]:
        """`type` is a relative reference, so that it needs no host; Retry-After goes into its own HTTP header."""
        return {
            "type": f"/problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }


def error_of(status: int, code: str | None, detail: str = "", retry_after_s: float | None = None) -> ContractError:
    """The typed error behind an HTTP status and the `code` of its problem body, where there was one."""
    if status == 503 and retry_after_s is not None:
        return Throttled(detail, retry_after_s)
    if status >= 500:
        return ServerFault(f"status {status}", retry_after_s)
    if code is not None and code in ERRORS:
        return ERRORS[code](detail, retry_after_s)
    by_status = {401: Unauthorized, 403: Forbidden, 404: NotFound, 409: Conflict, 413: TooLarge, 422: Rejected}
    by_status |= {429: Throttled}
    if status in by_status:
        return by_status[status](detail, retry_after_s)
    if 400 <= status < 500:
        return RefusedRequest(detail or f"status {status}", retry_after_s)
    return NotOurServer(f"status {status}")
