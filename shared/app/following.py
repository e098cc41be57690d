"""What acts on an earlier item: withdraw, correct, ask for a person, object. Each is a flow with an aim.

Who may: whoever has proven to be the person (L2), or holds the item's slip, which in the session that submitted it
is whoever sits there (PROTOCOL, An item). The office checks it again. A draft of such a flow ends with its session.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from shared.app.matters import Matters
from shared.app.pages import At
from shared.app.ports import Asked, AskStatus, ReceiptRow
from shared.app.state import Aim
from shared.domain.conditions import evaluate
from shared.domain.content import Content, ContentUnreadable, content_from_json
from shared.domain.decisions import Law
from shared.domain.drafts import reopened
from shared.domain.flow import ITEM, Ask, Flow, Level, Operation
from shared.domain.journey import Journey
from shared.domain.text import Text, text, verbatim
from shared.domain.values import Json, Value
from shared.flows.items import OVER, Where, lookup

BIND = "bind"
"""The kind of the item that binds a phone; no service."""
UNDOING = (Operation.WITHDRAW, Operation.CANCEL)


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What a person is told of correcting and withdrawing: before submitting, on the receipt, on its button."""

    review: Text
    receipt: Text
    button: Text


CHANGING: Final = Afterwards(text("kiosk.review.after"), text("kiosk.receipt.undo"), text("kiosk.receipt.follow"))
ASKING: Final = Afterwards(text("kiosk.after.ask"), text("kiosk.after.ask"), text("kiosk.receipt.progress"))
"""Of what acts on an item: it is itself neither corrected nor withdrawn here."""


def correction_of(service: Flow) -> Flow:
    """A service asked anew, in place of what was submitted: all of its questions, as `correct`."""
    return replace(service, operation=Operation.CORRECT, about=service.id)


class Following(Matters):
    """Flows about an item."""

    __slots__ = ()

    # what can be done

    def actions(self, id: str) -> tuple[Flow, ...]:
        """The flows that act on this item and that the person who is here may open now."""
        return tuple(flow for flow in self._fitting(id) if self._may(id, flow))

    def afterwards(self, flow_id: str) -> Afterwards:
        """What is told of correcting and withdrawing what is submitted of that service."""
        service = self.ports.flows.get(flow_id)
        return CHANGING if service is None or not service.acts else ASKING

    def needs_card(self, id: str) -> bool:
        """Whether there is more to be done for who proves who they are."""
        return self.level < Level.L2 and len(self.actions(id)) < len(self._fitting(id))

    def _fitting(self, id: str) -> tuple[Flow, ...]:
        """What the item's service and state allow. What a service has of its own goes before what acts on any item."""
        row, standing = self.receipt_row(id), self.standing(id)
        service = self.ports.flows.get(row.flow) if row is not None else None
        if row is None or service is None or service.acts or id in self.acted:
            return ()
        acting = [flow for flow in self.ports.flows.values() if flow.acts and flow.about in (ITEM, row.flow)]
        own = {flow.operation for flow in acting if flow.about == row.flow}
        general = [
            flow
            for flow in acting
            if flow.about == row.flow or not (flow.operation in UNDOING and own.intersection(UNDOING))
        ]
        if Operation.CORRECT not in own and standing["where"] not in OVER:
            general.append(correction_of(service))
        return tuple(flow for flow in general if evaluate(flow.offered, lookup(standing)) is not False)

    def _may(self, id: str, flow: Flow) -> bool:
        return self.level >= max(flow.assurance, Level.L1) and (bool(self.slip_check(id)) or self.level >= Level.L2)

    async def act(self, id: str, flow_id: str) -> None:
        """Open one of the item's flows: its verb is the flow's id, or `correct`."""
        flow = next((flow for flow in self.actions(id) if verb_of(flow) == flow_id), None)
        if flow is None:
            return
        await self._leave()
        self.aim = Aim(id, flow, self.slip_check(id))
        self.wanted = flow.id
        self.reopen = await self._content(id) if flow.operation is Operation.CORRECT else None
        await self.begin()

    async def _content(self, id: str) -> Content | None:
        """What was said before, where its slip is here or the office has given it back to its person."""
        held = self.items.get(id)
        told = self.told.get(id, {}).get("content")
        data: Json = None
        if held is not None:
            data = await self.ports.sealer.reopen(held)
        elif isinstance(told, str):
            try:
                data = json.loads(told)
            except ValueError:
                return None
        try:
            return None if data is None else content_from_json(data)
        except ContentUnreadable:
            return None

    async def open(self, flow_id: str, given: Mapping[str, Value] | None = None) -> None:
        """Open a flow; one that acts on an earlier item begins with choosing that."""
        await self._leave()
        if self.ports.flows[flow_id].acts:
            await self.my_matters()
            return
        await super().open(flow_id, given)

    async def _leave(self) -> None:
        """Nothing is kept of a flow about an item that was left unfinished."""
        self.then = None
        if self.aim is not None:
            await self.keeper.forget()
            self.aim = self.reopen = None

    def about(self) -> Text | None:
        """What the open flow does to which item, on its own pages."""
        row = self.receipt_row(self.aim.id) if self.aim is not None else None
        if self.aim is None or row is None or self.page.at not in (At.STEP, At.REVIEW):
            return None
        return text("item.about", what=action_title(self.aim.flow), service=title_of(self, row))

    # on the way

    async def begin(self) -> None:
        """Begin the wanted flow; one with an aim always anew."""
        if self.aim is None:
            await super().begin()
            return
        await self._fresh(self.aim.flow)

    async def _fresh(self, flow: Flow, keep_notice: bool = False) -> None:
        await super()._fresh(flow, keep_notice)
        self.keeper.lasting = self.aim is None

    def _first(self, flow: Flow) -> Journey:
        """At the first step; an item that is known to stand somewhere is not asked for, and what was said before stands
        there again."""
        today = self.ports.clock.today()
        if self.aim is None:
            return super()._first(flow)
        if self.reopen is not None:
            said = self.reopen
            again = reopened(flow, said.version, said.answers, today, self.level, self.known())
            if again.lost:
                self.notice = text("problem.draft_lost", parts=tuple(Text(id) for id in again.lost))
            return again.journey
        journey = super()._first(flow)
        place, standing = journey.current, self.standing(self.aim.id)
        here = place is not None and isinstance(place.step, Ask) and place.step.query == ITEM
        if here and standing["where"] != "office":
            return journey.freeze({**standing, "status": AskStatus.READY.value}, today)
        return journey

    async def _ask(self, key: str, query: str, given: Mapping[str, Value]) -> None:
        if query != ITEM:
            await super()._ask(key, query, given)
            return
        aim, generation = self.aim, self.generation
        if aim is None:
            return
        await self._follow(aim.id)
        if generation == self.generation and self.aim is aim:
            known = "state" in self.told.get(aim.id, {})
            status = AskStatus.READY if known else AskStatus.NOT_TO_BE_HAD
            self.asked[key] = Asked(status, self.standing(aim.id), self.ports.clock.today() if known else None)
            self.changed()

    async def home(self) -> None:
        """To the first page; what acts on an item is left there and then."""
        if self.aim is not None and self.page.at in (At.STEP, At.REVIEW):
            await self._leave()
            self.journey = None
        await super().home()


def title_of(session: Matters, row: ReceiptRow) -> Text:
    """What an item is called: its service; with a word before it where it corrects an earlier one."""
    flow = session.ports.flows.get(row.flow)
    if row.kind == BIND:
        return text("bind.open")
    if flow is None:
        return verbatim(" ".join(row.number[i : i + 4] for i in range(0, len(row.number), 4)))
    correct = row.kind == Operation.CORRECT.value and not flow.acts
    return text("item.corrected", service=Text(flow.title)) if correct else Text(flow.title)


def state_of(session: Matters, row: ReceiptRow) -> Text:
    """Where an item is, in a few words."""
    where = session.where(row.id)
    return Text(f"outbox.state.{row.state.value}") if where is Where.OFFICE else Text(f"item.where.{where.value}")


def due_of(flow: Flow | None, where: Where) -> tuple[int, Law] | None:
    """The working days that the law gives the office, while it has the item or is to have it."""
    pending = (Where.HERE, Where.HELD, Where.PERSON, Where.OFFICE)
    return flow.due if flow is not None and where in pending else None


def action_title(flow: Flow) -> Text:
    """What the button of an action says."""
    return text("item.correct") if verb_of(flow) == Operation.CORRECT.value else Text(flow.title)


def verb_of(flow: Flow) -> str:
    """What the button of an action is called in `item.<id>.<verb>`."""
    return Operation.CORRECT.value if flow.operation is Operation.CORRECT and flow.about == flow.id else flow.id
