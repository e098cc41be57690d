"""One visit to the office: keys, then leave, then what waits, then news. When to come again is for others to say."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from shared.contract.api import MAX_BATCH_BYTES, MAX_BATCH_ITEMS, CitizenApi
from shared.contract.codec import b64, unb64
from shared.contract.errors import (
    ContractError,
    Forbidden,
    Malformed,
    RefusedRequest,
    Throttled,
    TrustError,
    Unauthorized,
)
from shared.contract.items import SealedItem, SubmissionBatch
from shared.contract.messages import KnownItem, KnownRequest, Permit, PermitRequest
from shared.contract.results import ItemResult, Statement, WaitingForParts
from shared.domain.exchange import Clock, Delivery, StoreFull
from shared.sealing.items import item_hash
from shared.sealing.sealer import item_of
from shared.store.queue import Due, Mark
from shared.store.store import Store
from shared.store.times import to_ms
from shared.sync.causes import DAMAGED, NO_ANSWER, WAITING_FOR_PARTS
from shared.sync.elapsed import SignedTime
from shared.sync.scheduler import BatchSize
from shared.sync.trust import Belief, DeviceKeys
from shared.sync.verdicts import Judge

log = logging.getLogger(__name__)

FIRST_BATCH: Final = 16
"""Items of the first batch: enough to go on quickly, little enough for a line that is only just there."""
ROOM: Final = MAX_BATCH_BYTES - 64 * 1024
"""Bytes of items in a batch, with room for what is written around them."""
KNOWN_AT_ONCE: Final = 500
KEYS_EVERY: Final = timedelta(hours=12)
RESYNC: Final = "resync"


@dataclass(frozen=True, slots=True)
class Sent:
    """What an answer is awaited for: hash (base64url) and tries by id."""

    hashes: Mapping[str, str]
    tries: Mapping[str, int]


class Courier:
    """Goes to the office and back. Everything it learns is in the store before it goes on."""

    def __init__(
        self, store: Store, api: CitizenApi, keys: DeviceKeys, judge: Judge, clock: Clock, time: SignedTime
    ) -> None:
        self._store, self._api, self._keys, self._judge = store, api, keys, judge
        self._clock, self._time = clock, time
        self._size = BatchSize(MAX_BATCH_ITEMS, FIRST_BATCH)
        self._keys_due = float("-inf")
        self._asked_for_unknown = False
        self._brought: set[str] = set()

    @property
    def _belief(self) -> Belief:
        return self._judge.belief

    # keys

    async def refresh_for_unknown(self) -> None:
        """Something is signed by a key that is not known: once in a visit that is worth asking for."""
        if not self._asked_for_unknown:
            self._asked_for_unknown = True
            await self.refresh_keys()

    async def refresh_keys(self) -> None:
        """Take a newer key set; one that is older or does not verify is refused, and the one held goes on."""
        reply = await self._api.key_set()
        try:
            await self._keys.take_key_set(reply.key_set, self._time.now())
        except (TrustError, Malformed) as error:
            log.warning("a key set was refused: %s", error.code)

    async def _keys_first(self) -> None:
        """The dates of keys and certificates are held against the office's time: a clock here may say anything."""
        if self._clock.monotonic() < self._keys_due:
            return
        statement = await self._belief.statement((await self._api.nonce()).statement)
        try:
            self._time.note(statement.time)
        except StoreFull:
            log.warning("the disk is full: what waits is brought all the same, though it cannot be marked")
        await self.refresh_keys()
        if self._keys.renewal_due(statement.time):
            await self._renew()
        self._keys_due = self._clock.monotonic() + KEYS_EVERY.total_seconds()

    async def _renew(self) -> None:
        """Swap in a key of our own, or a longer certificate. Where the office says no, items still go: it then holds
        them for a person."""
        try:
            reply = await self._api.renew(await self._keys.renewal())
            await self._keys.renewed(reply.certificate)
        except Throttled:
            raise
        except (RefusedRequest, TrustError, Malformed) as error:
            log.warning("the device's key was not renewed: %s", error.code)

    # the visit

    async def visit(self, *, news: bool) -> None:
        """Bring what is due; with `news` also ask what is new. Raises ContractError, StoreFull."""
        self._asked_for_unknown = False
        self._brought.clear()
        await self._keys_first()
        if self._store.state.get(RESYNC):
            await self._ask_what_is_known()
        count, size = self._store.queue.amount(self._now())
        if count:
            permit = await self._permit(count, size) if self._store.state.link.permit else None
            await self._push(permit)
        if news:
            await self._fetch_news()

    def _now(self) -> int:
        return to_ms(self._clock.now())

    async def _permit(self, count: int, size: int) -> Permit | None:
        try:
            permit = await self._api.permit(PermitRequest(count, size))
        except Throttled:
            raise
        except (Unauthorized, Forbidden) as error:
            log.warning("no permit for this device: %s", error.code)
            return None
        if not permit.granted:
            raise Throttled("no permit now", float(permit.retry_after_s))
        return permit

    async def _push(self, permit: Permit | None) -> None:
        most = permit.max_items if permit is not None and permit.max_items else MAX_BATCH_ITEMS
        room = min(permit.max_bytes, ROOM) if permit is not None and permit.max_bytes else ROOM
        token = permit.token if permit is not None else None
        while due := self._store.queue.due(self._now(), min(self._size.now, most), room):
            items = self._whole(due)
            if not items:
                continue
            try:
                self._store.queue.sending(items)
                await self._send(items, {one.id: one for one in due}, token)
            finally:
                self._store.queue.sending(())

    def _whole(self, due: Iterable[Due]) -> dict[str, SealedItem]:
        """The items as they travel; one of which the bytes are not those that were promised is never sent."""
        items: dict[str, SealedItem] = {}
        damaged: list[Mark] = []
        for one in due:
            try:
                item = item_of(one.wire)
            except Malformed:
                item = None
            if item is None or b64(item_hash(item)) != one.hash:
                damaged.append(self._judge.mark(one.id, Delivery.CONFLICT, DAMAGED, one.tries))
            else:
                items[one.id] = item
        if damaged:
            log.error("%d items are damaged on this disk", len(damaged))
            self._store.queue.mark(damaged)
        return items

    async def _send(self, items: Mapping[str, SealedItem], due: Mapping[str, Due], token: str | None) -> None:
        """One batch. What is refused as a whole is halved, until the one that is at fault stands alone."""
        try:
            reply = await self._api.submit(SubmissionBatch(tuple(items.values()), token))
        except Throttled:
            raise
        except ContractError as error:
            self._size = self._size.halved(len(items))
            if len(items) == 1:
                self._store.queue.mark(self._judge.mark(id, None, error.code, due[id].tries) for id in items)
            if not isinstance(error, RefusedRequest) or isinstance(error, Unauthorized | Forbidden):
                raise
            return
        sent = Sent({id: due[id].hash for id in items}, {id: due[id].tries for id in items})
        await self._settle(reply.results, reply.statement, sent, answers_all=True)
        self._size = self._size.doubled()
        for result in reply.results:
            if isinstance(result, WaitingForParts) and result.id in items:
                await self._bring_parts(result, items[result.id], due[result.id].tries)

    async def _bring_parts(self, waits: WaitingForParts, item: SealedItem, tries: int) -> None:
        """The chunks that the office still lacks, one after the other; then the item is due again at once, to be
        acknowledged. Once in a visit: whatever the office says, nothing goes round in circles."""
        id = waits.id
        missing: int | None = waits.next
        if id in self._brought:
            return
        self._brought.add(id)
        while missing is not None and missing < (item.header.parts or 0):
            chunk = self._store.queue.part(id, missing)
            if chunk is None:
                log.error("a part of an item is damaged or missing on this disk")
                self._store.queue.mark([self._judge.mark(id, Delivery.CONFLICT, DAMAGED, tries)])
                return
            try:
                following = (await self._api.put_part(id, missing, chunk)).next
            except Throttled:
                raise
            except RefusedRequest as error:
                self._store.queue.mark([self._judge.mark(id, None, error.code, tries)])
                return
            if following is not None and following <= missing:
                return  # the office asks for what it was just given: another visit
            missing = following
        self._store.queue.mark([Mark(id, Delivery.WAITING_FOR_PARTS, WAITING_FOR_PARTS, self._now(), 0)])

    # what comes back

    async def _settle(
        self,
        results: Iterable[ItemResult],
        token: str,
        sent: Sent,
        *,
        answers_all: bool = False,
        cursor: str | None = None,
    ) -> Statement:
        """Believe, judge, and keep all of one reply in one transaction."""
        statement = await self._belief.statement(token)
        answers = tuple(results)
        verdicts = await self._judge.judge(answers, sent.hashes, sent.tries, statement.epoch)
        if answers_all:
            silent = sent.hashes.keys() - {answer.id for answer in answers}
            verdicts.marks += [self._judge.mark(id, None, NO_ANSWER, sent.tries[id]) for id in sorted(silent)]
        queue, state = self._store.queue, self._store.state
        with self._store.transaction():
            self._time.note(statement.time)
            if statement.epoch != state.epoch:
                self._begin_epoch(statement.epoch)
            elif cursor is not None:
                state.cursor = cursor
            queue.deliver(verdicts.delivered)
            queue.mark(verdicts.marks)
            queue.durable(statement.epoch, statement.durable_through)
        return statement

    def _begin_epoch(self, epoch: str) -> None:
        """The office was restored (or is met for the first time): from the beginning, and again what it lost."""
        state = self._store.state
        state.epoch, state.cursor = epoch, ""
        again = self._store.queue.new_epoch(epoch)
        state.set(RESYNC, "1" if again else "")
        if again:
            log.warning("a new epoch of the office: %d items are asked for again", len(again))

    async def _ask_what_is_known(self) -> None:
        epoch = self._store.state.epoch
        held = self._store.queue.unacknowledged()
        for at in range(0, len(held), KNOWN_AT_ONCE):
            part = dict(held[at : at + KNOWN_AT_ONCE])
            known = await self._api.known(KnownRequest(tuple(KnownItem(id, unb64(hash)) for id, hash in part.items())))
            sent = Sent(part, self._store.queue.tries(part))
            await self._settle(known.results, known.statement, sent)
        if self._store.state.epoch == epoch:
            self._store.state.set(RESYNC, "")

    async def _fetch_news(self) -> None:
        while True:
            before = self._store.state.cursor
            changes = await self._api.changes(before)
            ids = [result.id for result in changes.results]
            sent = Sent(self._store.queue.hashes(ids), self._store.queue.tries(ids))
            await self._store.datasets.add(changes.packs, self._belief.pack)
            await self._settle(changes.results, changes.statement, sent, cursor=changes.cursor)
            if not changes.more or self._store.state.cursor == before:
                return
