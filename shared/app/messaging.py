"""主动服务 at the screen: the office's messages, one at a time, after the card.

A kiosk keeps none of them (DESIGN section 6): they live in the session, and without the network there are none to see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from shared.app.pages import At, Page
from shared.app.ports import AskStatus, Opened, Person, SessionProof
from shared.app.sending import Sending
from shared.domain.flow import Level
from shared.domain.messages import PROFILE, Inbox, Sort, Told, inbox_of
from shared.domain.text import Text, text
from shared.domain.values import Value
from shared.flows.message_choice.flow import FLOW as CHOICE
from shared.flows.message_choice.rules import comes_again

QUERY = "messages"
ERROR = "messages"
"""Under which key a choice that could not be kept is told (`error.messages`)."""
HAD: Final = (AskStatus.READY, AskStatus.LAST_KNOWN)
"""There is an answer: today's, or on the owner's phone without network the last one."""


class Messaging(Sending):
    """What the office tells of its own accord, and what the person wants of it."""

    __slots__ = ()

    # what there is

    def unread(self) -> tuple[Told, ...]:
        """What is still to be offered in this session, most urgent first."""
        if self.level < Level.L2:
            return ()
        sent = {item.flow for item in self.items.values()}
        return tuple(told for told in self.inbox.told if told.id not in self.settled and told.flow not in sent)

    def message(self) -> Told | None:
        """The message on offer."""
        return next(iter(self.unread()), None)

    def service_of(self, told: Told) -> str:
        """The message id of the title of the service that a message is about."""
        flow = self.ports.flows.get(told.about)
        return flow.title if flow is not None else "kiosk.name"

    def opens(self, told: Told) -> bool:
        """Whether there is something to open here for a message."""
        return told.flow in self.ports.flows or bool(told.item)

    # coming to them

    async def messages(self) -> None:
        """The page of messages; who has not proven who they are is asked for the card first."""
        self.notice = None
        if self.level < Level.L2:
            self.wanted, self.then = "", Page(At.MESSAGES)
            await self._identify()
            return
        if self.person is not None and self.proof is not None and self.inbox_status is AskStatus.NOT_TO_BE_HAD:
            self.spawn(self._fetch_inbox(self.person, self.proof))
            self.inbox_status = AskStatus.WAITING
        self.show(self._offered(), remember=self.page.at is not At.MESSAGES)

    async def open(self, flow_id: str, given: Mapping[str, Value] | None = None) -> None:
        """Open a service, filled in with what a message suggests."""
        self.then, self.suggested = None, given or {}
        await super().open(flow_id)

    async def _after_identification(self) -> None:
        if self.then is None:
            await super()._after_identification()
        elif self.level < Level.L2:
            self.notice = text("problem.needs_card")
            await self._identify()
        else:
            self.then, self.inbox_status = None, AskStatus.WAITING
            self.before.clear()
            self.show(self._offered())

    async def _enter_as(self, opened: Opened) -> None:
        await super()._enter_as(opened)
        if self.person is opened.person:
            self.inbox_status = AskStatus.WAITING
            self.spawn(self._fetch_inbox(opened.person, opened.proof))

    async def _fetch_inbox(self, person: Person, proof: SessionProof) -> None:
        asked = await self.ports.queries.ask(QUERY, {}, person, proof)
        if self.person is not person:
            return
        self.inbox_status = asked.status
        self.inbox = inbox_of(asked.value) if asked.status in HAD else Inbox()
        if self.page.at is At.MESSAGES:
            self.show(self._offered())
        else:
            self.changed()

    def _offered(self) -> Page:
        """The page of the message on offer; each is a page of its own, so that each is read out."""
        told = self.message()
        return Page(At.MESSAGES, key=told.id if told is not None else self.inbox_status.value)

    # what can be done

    async def open_message(self) -> None:
        """Do what the message is about."""
        told = self.message()
        if told is None or self.busy or not self.opens(told):
            return
        self.settled.add(told.id)
        self.notice = None
        if told.flow in self.ports.flows:
            await self.open(told.flow, told.given)
        else:
            self.look_at(told.item)

    def look_at(self, id: str) -> None:
        """Show how an item stands."""
        raise NotImplementedError

    async def later(self) -> None:
        """Not now: the office keeps the day on which it comes again."""
        told = self.message()
        if told is not None:
            row: dict[str, Value] = {"id": told.id, "sort": told.sort.value}
            again = text("message_choice.done.later", day=comes_again(self.ports.clock.today()))
            if await self._choose(again, wish="later", now={"rows": (row,)}):
                self.settled.add(told.id)
                self.show(self._offered())

    async def never(self) -> None:
        """Never this kind."""
        told = self.message()
        if told is not None and await self._choose(
            text("message_choice.done.never"), wish="never", sort=told.sort.value
        ):
            kept = tuple(one for one in self.inbox.told if one.sort is not told.sort)
            self.inbox = replace(self.inbox, told=kept, never=self.inbox.never | {told.sort})
            self.show(self._offered())

    async def again(self, sort: Sort) -> None:
        """One kind may come again; from the next visit on."""
        if await self._choose(text("message_choice.done.again"), wish="again", sort=sort.value):
            self.inbox = replace(self.inbox, never=self.inbox.never - {sort})
            self.show(self._offered())

    async def look_at_record(self, allowed: bool) -> None:
        """The switch of 个人信息保护法 第24条: whether messages may follow from a look at the record."""
        wish = "profile_on" if allowed else "profile_off"
        if await self._choose(Text(f"message_choice.done.{wish}"), wish=wish):
            told = self.inbox.told if allowed else tuple(t for t in self.inbox.told if t.sort not in PROFILE)
            self.inbox = replace(self.inbox, told=told, profile=allowed)
            self.show(self._offered())

    async def _choose(self, done: Text, **said: Value) -> bool:
        """Send a choice; said on the page whether it is kept."""
        if self.busy:
            return False
        problem = await self.send(CHOICE, said)
        if problem is not None:
            self.notice = None
            self.fail(ERROR, problem)
            return False
        self.notice = done
        return True
