"""One tap that submits: a short service answered for the person, sealed and queued like everything else.

So what somebody wants of their messages, or says of their record, has the promises of any item: nothing is lost
without the network, the office checks the card, it can be withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shared.app.pages import At
from shared.app.ports import NotEnrolled, StoreFull
from shared.app.scanning import Scanning
from shared.domain import kinds
from shared.domain.answers import Problem, RecordFact, Source
from shared.domain.content import content_of
from shared.domain.flow import Ask, Flow, Question
from shared.domain.journey import Journey
from shared.domain.kinds.base import NONE_RAW
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Json, Value
from shared.flows.record_wrong.flow import FLOW as WRONG
from shared.flows.record_wrong.flow import said_of

REPORTED = text("message.wrong.done")


class Sending(Scanning):
    """What is sent by one tap, on whatever page one is."""

    __slots__ = ()

    async def send(self, flow: Flow, said: Mapping[str, Value]) -> Problem | None:
        """Submit a service with these answers; what it asks besides is left open. None where it is kept and goes."""
        person, generation = self.person, self.generation
        if self.busy or person is None or self.level < flow.assurance:
            return Problem(text("problem.needs_card"))
        journey = answered(Journey.start(flow, self.ports.clock.today(), self.level, self.known()), said)
        self.busy = True
        try:
            body: dict[str, Json] = {"content": content_of(journey), "subject": person.id_number}
            item = await self.ports.sealer.seal(flow.operation.value, body, person, self.proof)
            owner = await self.keeper.owner(person)
            self.ports.outbox.submit(item, owner, self.ports.ids.uuid7(), 0)
        except StoreFull:
            return Problem(text("problem.store_full"))
        except NotEnrolled:
            return Problem(text("problem.not_enrolled"))
        finally:
            self.busy = False
        if generation == self.generation:
            self.items[item.id] = item
        return None

    # a wrong record

    def shown_fact(self) -> RecordFact | None:
        """The register's word that this page shows to be confirmed, or that was confirmed on it."""
        question, journey = self.question(), self.journey
        if question is None or question.prefill is None or journey is None or self.page.at is not At.STEP:
            return None
        given = journey.answers.get(journey.at)
        if given is not None and given.source is not Source.RECORD:
            return None
        return None if question.prefill in self.doubted else (self.record or {}).get(question.prefill)

    def may_report(self) -> bool:
        """Whether this page shows a fact that can be said to be wrong."""
        question = self.question()
        fact = question.prefill if question is not None and self.shown_fact() is not None else None
        return fact is not None and said_of(fact) is not None

    async def report_wrong(self) -> None:
        """The fact on this page is wrong: a person looks into it. The journey goes on without it, with the person's own
        word or with none."""
        question, journey = self.question(), self.journey
        if self.busy or question is None or question.prefill is None or journey is None or not self.may_report():
            return
        problem = await self.send(WRONG, {**(said_of(question.prefill) or {}), "how": UNKNOWN})
        if self.journey is None:
            return
        if problem is not None:
            self.fail(journey.at, problem)
            return
        self.doubted.add(question.prefill)
        without = {key: answer for key, answer in self.journey.answers.items() if key != journey.at}
        self.journey = replace(self.journey, answers=without).with_record(self.known() or {})
        self.notice, self.problem = REPORTED, None
        self.changed()

    async def _move(self, to: Journey | Problem) -> None:
        if self.notice == REPORTED and isinstance(to, Journey):
            self.notice = None
        await super()._move(to)


def answered(journey: Journey, said: Mapping[str, Value]) -> Journey:
    """The journey answered to its end. ValueError where an answer is missing or does not fit: the service's own tests
    see to it that it is not."""
    while (place := journey.pending) is not None:
        match place.step:
            case Question() as question if question.id in said:
                moved = journey.answer(said[question.id], key=place.key)
            case Question() as question:
                value = kinds.parse(question, NONE_RAW)
                moved = value if isinstance(value, Problem) else journey.answer(value, key=place.key)
            case Ask():
                brought = said.get(place.key, {})
                status: dict[str, Value] = {"status": "ready"}
                moved = replace(journey, at=place.key).freeze(
                    {**status, **(brought if isinstance(brought, Mapping) else {})}, journey.as_of
                )
            case _:
                moved = replace(journey, at=place.key).go_on()
        if isinstance(moved, Problem):
            raise ValueError(f"{place.key}: {moved.what.id}")  # noqa: TRY004 (a value that does not fit, not a type)
        journey = moved
    return journey
