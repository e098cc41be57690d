"""What a reply is worth: the office's, somebody else's, or none. Pure: every trick of a portal is one test case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

from shared.contract.api import SERVICE_HEADER
from shared.contract.codec import Json, parse
from shared.contract.errors import (
    PROBLEM_JSON,
    BadReply,
    ContractError,
    Malformed,
    NotOurServer,
    ServerFault,
    TooLarge,
    error_of,
)

LONGEST_WAIT: Final = 24 * 3600.0
"""Seconds of Retry-After that are honoured at most: a mistyped header must not silence a device for a year."""
_CODE: Final = re.compile(r"[a-z_]{1,40}", re.ASCII)
_JSON: Final = "application/json"
_NETWORK_AUTHENTICATION: Final = 511


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it came. Names of `headers` are in lower case; `whole` is False where the body is not all there."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool = True

    @property
    def type(self) -> str:
        """The content type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def ours(self) -> bool:
        """Whether it says to come from the office. Proves nothing; a portal does not say so."""
        return self.headers.get(SERVICE_HEADER.lower()) == "1"


def read(reply: Reply) -> Json:
    """The JSON of a good reply; raises the typed error of any other. Never quotes what came."""
    if not 200 <= reply.status < 300 or reply.status == 204:
        raise _refusal(reply)
    if not reply.ours:
        raise NotOurServer("an answer without the office's mark")
    if reply.type != _JSON:
        raise BadReply("not JSON")
    if not reply.whole:
        raise BadReply("too long, or packed")
    try:
        return parse(reply.body, "reply")
    except Malformed as error:
        raise BadReply(error.detail) from None


def _refusal(reply: Reply) -> ContractError:
    status = reply.status
    after = retry_after_s(reply.headers)
    if status == _NETWORK_AUTHENTICATION or status < 400:
        return NotOurServer(f"status {status}")
    if status == 413:
        return TooLarge(f"status {status}", after)
    if status >= 500:
        return (
            error_of(status, None, f"status {status}", after) if after is not None else ServerFault(f"status {status}")
        )
    if not reply.ours:
        return NotOurServer(f"status {status}")
    return error_of(status, _code(reply), f"status {status}", after)


def _code(reply: Reply) -> str | None:
    if reply.type not in (PROBLEM_JSON, _JSON) or not reply.whole:
        return None
    try:
        data = parse(reply.body, "problem")
    except Malformed:
        return None
    code = data.get("code") if isinstance(data, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds of Retry-After (RFC 9110, section 10.2.3). A date counts from the reply's own Date, not our clock."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), LONGEST_WAIT)
    until, now = _date(text), _date(headers.get("date", ""))
    if until is None or now is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
