"""One person's session at one screen: who, where, and what can be done now.

Every method changes the page first and tells the listeners, then makes it durable, so that the screen never waits;
`saved` says when the last answer is safe. All methods are called on the loop of the process.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from shared.app.binding import Binding
from shared.app.pages import HOME, At, Page
from shared.app.ports import (
    DraftMoved,
    NotEnrolled,
    Person,
    SessionProof,
    StoreFull,
)
from shared.app.state import Ports
from shared.domain.answers import Problem
from shared.domain.content import content_of
from shared.domain.flow import Question
from shared.domain.journey import REVIEW, Journey
from shared.domain.text import Text, text
from shared.domain.values import Json

MOST_LOOKED_FOR: Final = 40
"""Characters of what is looked for; nobody calls a service by more."""


class Session(Binding):
    """The whole session: home, identification, flows, submission, receipts, the end."""

    __slots__ = ()

    # home and the pages beside the flows

    def services(self, group: str) -> None:
        """The page of one group of services."""
        self.show(Page(At.SERVICES, key=group), remember=True)

    def search(self) -> None:
        """The page on which a service is looked for by its name."""
        self.looked_for = ""
        self.show(Page(At.SEARCH), remember=True)

    def look_for(self, words: str) -> None:
        """What is being looked for; the page shows at once what fits, without being drawn anew."""
        self.looked_for = words[:MOST_LOOKED_FOR]

    def preferences(self, setting: str = "") -> None:
        """How one wants to be met: the first page of it, or that of one setting. The journey stays as it is."""
        self.show(Page(At.PREFERENCES, key=setting), remember=True)

    def preferred(self) -> None:
        """Back to where one came from."""
        while self.before and self.before[-1].at is At.PREFERENCES:
            self.before.pop()
        self.show(self.before.pop() if self.before else HOME)

    def help(self) -> None:
        """The page of ways to a person."""
        self.show(Page(At.HELP), remember=True)

    def ask_end(self) -> None:
        """Ending asks once; where nothing is at stake, not even that."""
        if self.practising:
            self.leave_practice()
            return
        self.show(Page(At.CONFIRM_END), remember=True)

    def show_receipt(self, id: str) -> None:
        """An item of this session or of this person."""
        self.receipt = id
        self.show(Page(At.RECEIPT, self._flow_of(id)), remember=True)

    def look_at(self, id: str) -> None:
        """Show how an item stands, from wherever it was submitted."""
        self.look(id)

    async def _fetch_inbox(self, person: Person, proof: SessionProof) -> None:
        """The messages, and what they are about where that was submitted elsewhere."""
        await super()._fetch_inbox(person, proof)
        if any(told.item and self.receipt_row(told.item) is None for told in self.inbox.told):
            await self._fetch_mine()

    def _flow_of(self, id: str) -> str:
        row = self.receipt_row(id)
        return row.flow if row is not None else ""

    # submission

    async def submit(self) -> None:
        """Seal, then move from draft to outbox in one transaction; the receipt's page comes at once after it."""
        journey, person = self.walk(), self.person
        if self.busy or person is None or journey.pending is not None or self.page.at is not At.REVIEW:
            return
        if self.practising:
            self.practised(self._lines(journey))
            return
        self.busy = True
        self.changed()
        try:
            await self.save_draft()
            body: dict[str, Json] = {"content": content_of(journey), "subject": person.id_number}
            if self.aim is not None:
                body |= {"target": self.aim.id, "target_check": self.aim.check or None}
            kind, attached = journey.flow.operation.value, self.attached()
            item = await self.ports.sealer.seal(kind, body, person, self.proof, attached)
            owner = await self.keeper.owner(person)
            self.ports.outbox.submit(item, owner, self.keeper.id, self.keeper.revision)
            await self.keeper.submitted()
        except StoreFull:
            self.fail(REVIEW, Problem(text("problem.store_full")))
            return
        except DraftMoved:
            self.fail(REVIEW, Problem(text("problem.draft_moved")))
            return
        except NotEnrolled:
            self.fail(REVIEW, Problem(text("problem.not_enrolled")))
            return
        finally:
            self.busy = False
        self.items[item.id] = replace(item, parts=())
        self.pictures.clear()
        self.lines[item.id] = self._lines(journey)
        if self.aim is not None:
            self.acted[self.aim.id] = text(self.aim.flow.title)
        self.aim = self.reopen = None
        self.journey, self.receipt = None, item.id
        self.asked.clear()
        self.before.clear()
        self.show(Page(At.RECEIPT, item.flow))

    def _lines(self, journey: Journey) -> tuple[Text, ...]:
        """What the flow puts on its slip: answers as they are read back, and what to bring along."""
        found: list[Text] = []
        for key in journey.flow.slip:
            place, answer = journey.place(key), journey.answers.get(key)
            if place is not None and answer is not None and isinstance(place.step, Question):
                back = self.read_back(place.step, answer.value)
                found.append(text("kiosk.slip.line", title=Text(f"{place.step.title}.name"), answer=back))
        bring = journey.flow.bring
        return (*found, *(bring(journey.facts()) if bring is not None else ()))

    # the end

    def at_end(self) -> Text:
        """What becomes of one's things when one ends now."""
        if self.items:
            return text("kiosk.end.kept")
        return text("phone.end.help" if self.ports.keeping.own else "kiosk.end.help")

    async def end(self) -> None:
        """The person ends, or the watch does: everything of theirs is forgotten on the screen."""
        await self.wipe()
        self.show(Page(At.ENDED))

    async def wipe(self) -> None:
        """Forget everything. A draft that `Keeper.outlives` stays, encrypted, until its time is over."""
        self.generation += 1
        for task in tuple(self._tasks):
            task.cancel()
        if not self.keeper.outlives(self.level) or self.aim is not None:
            await self.keeper.forget()
        self.forget_person()
        self.slips.clear()
        self.then = None
        self.stop_practising()
        self.page = HOME


__all__ = ["Ports", "Session"]
