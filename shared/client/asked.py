"""One request as it is sent: in as few bytes as the office takes, and what was learnt of it on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from shared.contract.api import NAMED, Route
from shared.contract.codec import Json, canonical
from shared.contract.codings import coded
from shared.contract.errors import ContractError
from shared.contract.items import SealedItem, SubmissionBatch


class Message(Protocol):
    """Any message of the contract."""

    def to_json(self) -> Json:
        """Its wire form."""
        ...


@dataclass(slots=True)
class Asked:
    """One request, and what was learnt of it while it was sent: what the office then took, the certificate that it was
    signed with, what was put right already. `whole`: nothing may be named any more."""

    route: Route
    message: Message | bytes | None
    path: str
    query: Mapping[str, str] | None
    headers: Mapping[str, str]
    takes: frozenset[str] = frozenset()
    certificate: str | None = None
    whole: bool = False
    mended: set[type[ContractError]] = field(default_factory=set)

    @property
    def json(self) -> bool:
        """Whether its body is JSON; else it is encrypted, and gets no smaller."""
        return not isinstance(self.message, bytes)

    def body(self) -> tuple[bytes, str | None]:
        """Its bytes, and what they are coded in."""
        message = self.message
        if message is None or isinstance(message, bytes):
            return message or b"", None
        if NAMED in self.takes and isinstance(message, SealedItem | SubmissionBatch):
            message = message.named()
        return coded(canonical(message.to_json()), self.takes)
