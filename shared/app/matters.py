"""My matters: what a person submitted, here and elsewhere, and how each of it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from shared.app.messaging import HAD, Messaging
from shared.app.pages import RECEIPT, At, Page
from shared.app.ports import AskStatus, Delivery, ReceiptRow
from shared.domain import kinds
from shared.domain.answers import Problem
from shared.domain.calendar import CHINA
from shared.domain.decisions import Decision, decision_from_json
from shared.domain.flow import ITEM, Level
from shared.domain.identity import luhn_digit
from shared.domain.text import Text, text
from shared.domain.values import Value
from shared.flows.items import Where, text_of, where_is

SLIP: Final = "slip"
"""The key under which a slip that cannot be believed is told (`error.slip`)."""
MINE: Final = "items"
"""The query that lists one's own (L2)."""


class Matters(Messaging):
    """The list of what this person submitted, and one item of it."""

    __slots__ = ()

    # the list

    def waiting(self) -> None:
        """The page of what waits on this machine, and of one's own."""
        self.show(Page(At.WAITING), remember=True)
        if self.may_hold_up() and self.ports.scanner is not None:
            self._hush = self.ports.scanner.listen(lambda code: self.spawn(self.held_up(code)))
        if self.level >= Level.L2:
            self.spawn(self._fetch_mine())

    async def my_matters(self) -> None:
        """One's own items; who has not proven who they are is asked for the card first."""
        if self.level >= Level.L2:
            self.waiting()
            return
        self.wanted, self.then = "", Page(At.WAITING)
        await self._identify()

    async def _after_identification(self) -> None:
        if self.then is None or self.then.at is not At.WAITING:
            await super()._after_identification()
            return
        if self.level < Level.L2 and not self.slips:
            self.notice = text("problem.needs_card")
            await self._identify()
            return
        self.then = None
        self.before.clear()
        self.waiting()
        if self.slips:
            self.look(next(reversed(self.slips)))

    async def own_receipts(self) -> tuple[ReceiptRow, ...]:
        """What this person submitted: at L2 everything, on this device and elsewhere, below only this session's."""
        held = (*reversed(self.items), *reversed(self.slips))
        rows = {row.id: row for id in held if (row := self.receipt_row(id)) is not None}
        if self.person is not None and self.person.level >= Level.L2:
            for row in self.ports.receipts.of(await self.ports.keys.index(self.person.id_number)):
                rows.setdefault(row.id, row)
            for row in self.elsewhere.values():
                rows.setdefault(row.id, row)
        return tuple(sorted(rows.values(), key=lambda row: row.created, reverse=True))

    def may_find(self) -> bool:
        """Whether a receipt's number can be typed: somebody is here whose items could be meant."""
        return self.person is not None or bool(self.items) or bool(self.slips)

    def find(self) -> None:
        """The page on which a receipt's number is typed."""
        self.show(Page(At.FIND), remember=True)

    async def give_receipt(self, raw: str) -> None:
        """It opens one's own item: of this session, or after the card any. A number that is not one's own tells
        nothing, not even whether there is one: it is no key to anything."""
        value = kinds.parse(RECEIPT, raw)
        if isinstance(value, Problem):
            self.fail(RECEIPT.id, value)
            return
        number, generation = f"{value:0{RECEIPT.limits.length}d}", self.generation
        if luhn_digit(number[:-1]) != number[-1]:
            self.fail(RECEIPT.id, Problem(text("problem.receipt.digits"), text("problem.receipt.where")))
            return
        mine = {row.number: row for row in await self.own_receipts()}
        if number not in mine and self.level >= Level.L2:
            await self._fetch_mine()
            mine = {row.number: row for row in await self.own_receipts()}
        if generation != self.generation or self.page.at is not At.FIND:
            return
        if number in mine:
            self.look(mine[number].id)
        elif self.level < Level.L2:
            self.fail(RECEIPT.id, Problem(text("problem.receipt.none_here"), text("problem.receipt.card")))
        else:
            self.fail(RECEIPT.id, Problem(text("problem.receipt.none")))

    def may_hold_up(self) -> bool:
        """Whether a slip can be held up here, to open its item."""
        return self.ports.slips is not None and self.ports.scanner is not None

    async def held_up(self, code: str) -> None:
        """A slip was held up on the page of one's own matters: it opens its item, for whoever holds it."""
        if self.ports.slips is None:
            return
        generation, held = self.generation, await self.ports.slips.read(code)
        if generation != self.generation or self.page.at is not At.WAITING:
            return
        if held is None:
            self.fail(SLIP, Problem(text("problem.slip"), text("problem.slip.on")))
            return
        self.slips.pop(held.id, None)
        self.slips[held.id] = held
        self.look(held.id)

    async def load_mine(self) -> None:
        """Bring the list up to date."""
        mine = await self.own_receipts()
        if mine != self.mine:
            self.mine = mine
            self.changed()

    async def _fetch_mine(self) -> None:
        """What the office has of this person, from wherever it came."""
        person, generation = self.person, self.generation
        asked = await self.ports.queries.ask(MINE, {}, person, self.proof)
        if generation != self.generation or self.person is not person or asked.status not in HAD:
            return
        items = asked.value.get(MINE)
        for item in items if isinstance(items, tuple) else ():
            if not isinstance(item, Mapping):
                continue
            row = _row(item)
            if row is not None:
                self.elsewhere[row.id] = row
                self.told[row.id] = {**self.told.get(row.id, {}), **item}
        await self.load_mine()
        self.changed()

    def receipt_row(self, id: str = "") -> ReceiptRow | None:
        """The receipt that is shown, or that of an item."""
        wanted = id or self.receipt
        found, held = self.ports.receipts.get(wanted) or self.elsewhere.get(wanted), self.slips.get(wanted)
        if found is None and held is not None:
            return _made(held.id, held.kind, "", held.number, held.day)
        return found

    # one item

    def look(self, id: str) -> None:
        """The page of one item: how it stands and what can be done. The office is asked, and nobody waits for it."""
        row = self.receipt_row(id)
        self.show(Page(At.ITEM, row.flow if row is not None else "", id), remember=True)
        self.spawn(self._follow(id))

    async def _follow(self, id: str) -> None:
        """Ask the office how an item stands; what it holds of it comes only to who may see that."""
        row = self.ports.receipts.get(id)
        if row is not None and row.state is not Delivery.DELIVERED:
            return
        given: dict[str, Value] = {"target": id}
        check = self.slip_check(id)
        if check:
            given["target_check"] = check
        person, generation = self.person, self.generation
        asked = await self.ports.queries.ask(ITEM, given, person, self.proof)
        if generation == self.generation and self.person is person and asked.status is AskStatus.READY:
            self.told[id] = {**self.told.get(id, {}), **asked.value}
            other, flow, kind = self.receipt_row(id), asked.value.get("flow"), asked.value.get("kind")
            if row is None and other is not None and isinstance(flow, str) and isinstance(kind, str):
                self.elsewhere[id] = replace(other, flow=flow, kind=kind)
            self.changed()

    def slip_check(self, id: str) -> str:
        """What proves holding the slip of an item; empty where it is not here."""
        made, brought = self.items.get(id), self.slips.get(id)
        if made is not None:
            return self.ports.sealer.slip_check(made)
        return brought.check if brought is not None else ""

    def has_slip(self, id: str) -> bool:
        """Whether the slip of an item can be shown here."""
        row = self.receipt_row(id)
        return id in self.items or (row is not None and row.state is not Delivery.DELIVERED)

    def standing(self, id: str) -> Mapping[str, Value]:
        """How an item stands, as far as it is known now: the fields that conditions and rules look at."""
        row, told = self.receipt_row(id), self.told.get(id, {})
        found: dict[str, Value] = {name: told[name] for name in ("decided", "by", "due") if name in told}
        waits = row is not None and row.state is not Delivery.DELIVERED
        found["where"] = where_is(row.state if row is not None else None, None if waits else told.get("state")).value
        if row is not None:
            found |= {"service": row.flow, "kind": row.kind, "number": row.number}
            found["submitted"] = row.created.astimezone(CHINA).date()
        return found

    def where(self, id: str) -> Where:
        """Where an item is."""
        return Where(str(self.standing(id)["where"]))

    def words_of_office(self, id: str) -> tuple[Text, ...]:
        """What the office has told about an item, latest first."""
        told = self.told.get(id, {}).get("told")
        found = (text_of(one) for one in told) if isinstance(told, tuple) else ()
        return tuple(words for words in found if words is not None)[::-1]

    def decision(self, id: str) -> Decision | None:
        """What the rules came to at the office, clause by clause, as it was written down; None where the person may not
        see it. Titles and law come from this device's rules over the office's facts."""
        told = self.told.get(id, {})
        facts, decided, row = told.get("facts"), told.get("decision"), self.receipt_row(id)
        flow = self.ports.flows.get(row.flow) if row is not None else None
        if flow is None or flow.decide is None or not isinstance(facts, Mapping) or not isinstance(decided, str):
            return None
        try:
            return decision_from_json(json.loads(decided), flow.decide(facts))
        except ValueError:
            return None

    def judged(self, id: str) -> tuple[Text, ...]:
        """Who decided, before the clauses are shown: a person's decision first, then that the rest is what the rules
        came to; the rules' own answer where nobody else decided. Empty where no decision is shown."""
        decision, clerk = self.decision(id), self.told.get(id, {}).get("clerk")
        if decision is None:
            return ()
        if clerk not in ("granted", "refused"):
            return (decision.answer,)
        return (Text(f"item.clerk.{clerk}"), text("item.rules"), decision.answer)

    def erased(self, id: str) -> bool:
        """Whether a photo that was sent along is deleted at the office."""
        return self.told.get(id, {}).get("erased") is True


def _row(item: Mapping[str, Value]) -> ReceiptRow | None:
    """An item of the office's list as a receipt of what is not on this device."""
    id, kind, flow, number = (item.get(name) for name in ("id", "kind", "flow", "number"))
    day = item.get("received")
    if not (isinstance(id, str) and isinstance(kind, str) and isinstance(flow, str) and isinstance(number, str)):
        return None
    if not isinstance(day, date):
        return None
    return _made(id, kind, flow, number, day)


def _made(id: str, kind: str, flow: str, number: str, day: date) -> ReceiptRow:
    return ReceiptRow(id, kind, flow, number, "", Delivery.DELIVERED, datetime.combine(day, time(12), CHINA))
