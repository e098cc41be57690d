"""An office in memory that really signs, behind a line that loses, repeats and forges as the test tells it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from shared.contract.bodies import QueryBody
from shared.contract.errors import NotOurServer, ServerFault, Throttled, TooLarge, Unreachable
from shared.contract.items import SealedItem, SubmissionBatch
from shared.contract.messages import (
    Changes,
    Health,
    KeySetReply,
    KnownReply,
    KnownRequest,
    NonceReply,
    Pack,
    PartReply,
    Permit,
    PermitRequest,
    QueryAnswer,
    QueryReply,
    QueryStatus,
    SubmissionReply,
)
from shared.contract.results import Accepted, Acknowledgement, Duplicate, ItemResult, Statement
from shared.contract.trust import CertificateReply, DeviceRole, EnrolRequest, KeyUse, RenewRequest
from shared.sealing.acks import sign_acknowledgement, sign_pack, sign_statement
from shared.sealing.answers import seal_answer
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.items import item_hash, open_for_office, verify_item
from shared.sealing.office_native import Office, rotate
from tests.fakes.ports import FakeClock


class Weather(StrEnum):
    """What happens to a request."""

    GOOD = "good"
    NO_LINE = "no_line"
    REPLY_LOST = "reply_lost"
    PORTAL = "portal"
    FAULT = "fault"
    BUSY = "busy"


T = TypeVar("T")
Twist = Callable[[tuple[ItemResult, ...]], tuple[ItemResult, ...]]


@dataclass
class Copy:
    """What a backup holds."""

    items: dict[str, tuple[bytes, int]]
    sequence: int
    order: list[str]


@dataclass
class FakeOffice:
    """Meets `CitizenApi`. `items` are those taken (hash, sequence) by id; `lag` is how far durability is behind, unless
    `durable` says up to which sequence it goes."""

    keys: Office
    clock: FakeClock
    weather: deque[Weather] = field(default_factory=deque)
    items: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    epoch: str = "e1"
    sequence: int = 0
    lag: int = 0
    durable: int | None = None
    granted: bool = True
    most_items: int = 100
    poison: set[str] = field(default_factory=set)
    answers: dict[str, ItemResult] = field(default_factory=dict)
    twist: Twist | None = None
    mute: set[str] = field(default_factory=set)
    news: list[ItemResult] = field(default_factory=list)
    packs: list[Pack] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    batches: list[tuple[str, ...]] = field(default_factory=list)
    token: str = ""
    replies: dict[str, QueryAnswer] = field(default_factory=dict)

    # the line

    async def _over(self, name: str, work: Callable[[], Awaitable[object]]) -> object:
        self.called.append(name)
        await asyncio.sleep(0)  # as a real line does, it lets others take their turn
        weather = self.weather[0] if len(self.weather) == 1 else self.weather.popleft() if self.weather else None
        match weather:
            case Weather.NO_LINE:
                raise Unreachable("ConnectError")
            case Weather.PORTAL:
                raise NotOurServer("status 302")
            case Weather.FAULT:
                raise ServerFault("status 500")
            case Weather.BUSY:
                raise Throttled("status 503", 30.0)
            case Weather.REPLY_LOST:
                await work()
                raise Unreachable("ReadError")
            case _:
                return await work()

    # signing

    async def statement(self) -> str:
        kid, signer = self.keys.signer(KeyUse.RECEIPT, self.clock.now())
        word = Statement(self.epoch, self.clock.now(), self._through())
        return await sign_statement(signer, kid, word)

    async def acknowledgement(self, id: str, hash: bytes, sequence: int) -> str:
        kid, signer = self.keys.signer(KeyUse.RECEIPT, self.clock.now())
        word = Acknowledgement(
            id=id,
            hash=hash,
            epoch=self.epoch,
            sequence=sequence,
            time=self.clock.now(),
            durable_through=self._through(),
        )
        return await sign_acknowledgement(signer, kid, word)

    def _through(self) -> int:
        return self.durable if self.durable is not None else max(self.sequence - self.lag, 0)

    # what the office does

    async def take(self, item: SealedItem) -> ItemResult:
        id, hash = item.header.id, item_hash(item)
        if id in self.answers:
            return self.answers[id]
        if id in self.items:
            known, sequence = self.items[id]
            assert known == hash, "the same id never comes with another hash"
            return Duplicate(id, await self.acknowledgement(id, hash, sequence))
        self.sequence += 1
        self.items[id] = (hash, self.sequence)
        self.order.append(id)
        return Accepted(id, await self.acknowledgement(id, hash, self.sequence))

    def backup(self) -> Copy:
        return Copy(dict(self.items), self.sequence, list(self.order))

    def restore(self, copy: Copy) -> None:
        """As after a loss: an older state, and a new epoch."""
        self.items, self.sequence, self.order = dict(copy.items), copy.sequence, list(copy.order)
        self.epoch = f"e{int(self.epoch[1:]) + 1}"

    async def rotate(self, *uses: KeyUse) -> None:
        self.keys = await rotate(self.keys, uses or tuple(KeyUse), now=self.clock.now() + timedelta(seconds=1))

    # the API

    async def health(self) -> Health:
        async def work() -> Health:
            return Health("ok")

        return _as(await self._over("health", work), Health)

    async def nonce(self) -> NonceReply:
        async def work() -> NonceReply:
            return NonceReply(("nonce",), 60, await self.statement())

        return _as(await self._over("nonce", work), NonceReply)

    async def key_set(self) -> KeySetReply:
        async def work() -> KeySetReply:
            return KeySetReply(self.token or self.keys.token)

        return _as(await self._over("key_set", work), KeySetReply)

    async def enrol(self, request: EnrolRequest) -> CertificateReply:
        raise NotImplementedError

    async def renew(self, request: RenewRequest) -> CertificateReply:
        async def work() -> CertificateReply:
            token = await self.keys.certify(request.device, DeviceRole.KIOSK, request.key, self.clock.now())
            return CertificateReply(token)

        return _as(await self._over("renew", work), CertificateReply)

    async def permit(self, request: PermitRequest) -> Permit:
        async def work() -> Permit:
            if not self.granted:
                return Permit(False, retry_after_s=120)
            return Permit(True, "permit", self.most_items, 10**9)

        return _as(await self._over("permit", work), Permit)

    async def submit(self, batch: SubmissionBatch) -> SubmissionReply:
        async def work() -> SubmissionReply:
            if len(batch.items) > self.most_items:
                raise TooLarge("status 413")
            ids = tuple(item.header.id for item in batch.items)
            self.batches.append(ids)
            if self.poison & set(ids):
                raise ServerFault("status 500")
            results = [await self.take(item) for item in batch.items if item.header.id not in self.mute]
            found = self.twist(tuple(results)) if self.twist is not None else tuple(results)
            return SubmissionReply(found, await self.statement())

        return _as(await self._over("submit", work), SubmissionReply)

    async def known(self, request: KnownRequest) -> KnownReply:
        async def work() -> KnownReply:
            here = [item for item in request.items if item.id in self.items]
            results = [Duplicate(item.id, await self.acknowledgement(item.id, *self.items[item.id])) for item in here]
            unknown = tuple(item.id for item in request.items if item.id not in self.items)
            return KnownReply(await self.statement(), tuple(results), unknown)

        return _as(await self._over("known", work), KnownReply)

    async def changes(self, cursor: str, session: str | None = None) -> Changes:
        async def work() -> Changes:
            start = int(cursor or 0)
            results, packs = tuple(self.news[start:]), await self._signed(self.packs if not cursor else ())
            return Changes(str(len(self.news)), await self.statement(), results, packs)

        return _as(await self._over("changes", work), Changes)

    async def _signed(self, packs: Iterable[Pack]) -> tuple[str, ...]:
        kid, signer = self.keys.signer(KeyUse.PACK, self.clock.now())
        return tuple([await sign_pack(signer, kid, pack) for pack in packs])

    async def query(self, item: SealedItem) -> QueryReply:
        """Answers from `replies`, sealed for who asked."""

        async def work() -> QueryReply:
            crypto = NativeCrypto()
            verified = await verify_item(crypto, item, self.keys.key_set)
            opened = await open_for_office(crypto, verified.jwe, self.keys.opener(verified.kid))
            body = opened.body
            assert isinstance(body, QueryBody)
            answer = self.replies.get(body.query, QueryAnswer("", QueryStatus.UNKNOWN_QUERY))
            answer = replace(answer, query=answer.query or item.header.id)
            epk = await crypto.new_agreement()
            return QueryReply(await seal_answer(crypto, answer, body.reply_key, epk=epk, iv=bytes(12)))

        return _as(await self._over("query", work), QueryReply)

    async def put_part(self, item: str, index: int, chunk: bytes) -> PartReply:
        raise NotImplementedError


def _as(value: object, kind: type[T]) -> T:
    assert isinstance(value, kind)
    return value


def changed(token: str) -> str:
    """A compact JWS of which one bit of the signature is another."""
    head, _, signature = token.rpartition(".")
    return f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
