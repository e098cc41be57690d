"""The steps of the open flow: answers, results, groups, facts from the backend, drafts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from shared.app.identification import Identification
from shared.app.pages import ASKED, At, Page
from shared.app.pictures import named, without_pictures
from shared.app.places import nearest_first
from shared.app.ports import (
    Asked,
    AskStatus,
    DraftMoved,
    Pack,
    StoreFull,
)
from shared.domain import kinds
from shared.domain.answers import Answer, Problem, Source
from shared.domain.flow import Ask, Consent, Flow, Kind, Level, Offline, Question, Show
from shared.domain.journey import REVIEW, Journey
from shared.domain.slots import read_slot
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Value

CAMERA: Final = "camera"
"""What an option may need of the machine."""


class Walking(Identification):
    """One flow, from its first step to its review."""

    __slots__ = ()

    # a flow

    async def begin(self) -> None:
        flow = self.ports.flows[self.wanted]
        if self.person is not None and await self.keeper.find(self.person, flow) is not None:
            self.show(Page(At.RESUME, flow.id))
            return
        await self._fresh(flow)

    async def resume(self, old: bool) -> None:
        """Go on with the draft that was found, or begin anew (the old one is then forgotten)."""
        flow = self.ports.flows[self.wanted]
        if not old or self.person is None:
            await self.keeper.forget()
            await self._fresh(flow)
            return
        restored = await self.keeper.restore(flow, self.ports.clock.today(), self.level, self.known())
        if restored is None:
            self.notice = text("problem.draft_gone")
            await self._fresh(flow, keep_notice=True)
            return
        if restored.lost:
            self.notice = text("problem.draft_lost", parts=tuple(Text(id) for id in restored.lost))
        self.journey = without_pictures(restored.journey)
        self._to_step()

    async def _fresh(self, flow: Flow, keep_notice: bool = False) -> None:
        if not keep_notice:
            self.notice = None
        self.asked.clear()
        self.keeper.new()
        self.journey = self._first(flow)
        self._to_step()

    def _first(self, flow: Flow) -> Journey:
        return Journey.start(flow, self.ports.clock.today(), self.level, self.known(), self.consents)

    def _to_step(self) -> None:
        journey = self.walk()
        if journey.at == REVIEW:
            self.show(Page(At.REVIEW, journey.flow.id))
            return
        self.show(Page(At.STEP, journey.flow.id, journey.at))
        place = journey.current
        if place is not None and isinstance(place.step, Ask) and place.key not in self.asked:
            self._start_ask(place.key, place.step)
        if place is not None and isinstance(place.step, Show) and place.step.take and place.key not in self.asked:
            self._start_take(place.key, place.step.take)

    def walk(self) -> Journey:
        if self.journey is None:
            raise RuntimeError("no flow is open")
        return self.journey

    def question(self) -> Question | None:
        """The question of this page, identification included."""
        match self.page.at:
            case at if at in ASKED:
                return ASKED[at]
            case At.STEP if self.journey is not None and self.journey.current is not None:
                step = self.journey.current.step
                return step if isinstance(step, Question) else None
            case _:
                return None

    def pack(self) -> Pack | None:
        """The dataset behind the options of this page, narrowed by the answers that the question names."""
        question = self.question()
        source = question.choices_from if question is not None else None
        pack = self.ports.datasets.pack(source.dataset) if source is not None else None
        if question is None or source is None or pack is None:
            return None
        rows = kinds.offered(question, pack.rows, self.walk().values())
        if source.near and self.ports.here is not None:
            rows = nearest_first(rows, self.ports.here)
        return Pack(pack.name, pack.version, pack.as_of, rows)

    def widened(self) -> bool:
        """Whether what can be chosen on this page lies elsewhere than was asked for, since there is none there."""
        source = question.choices_from if (question := self.question()) is not None else None
        pack = self.ports.datasets.pack(source.dataset) if source is not None else None
        return source is not None and pack is not None and kinds.widened(pack.rows, source, self.walk().values().get)

    def missing(self) -> tuple[str, ...]:
        """Devices that options of this page would need and this machine has not."""
        question, have = self.question(), {CAMERA: self.ports.camera is not None}
        needs = dict.fromkeys(option.needs for option in question.options) if question is not None else {}
        return tuple(device for device in needs if device and not have.get(device, False))

    def withheld(self) -> frozenset[str]:
        """Options of this page that cannot be offered here."""
        question, missing = self.question(), self.missing()
        return (
            frozenset(o.value for o in question.options if o.needs in missing) if question is not None else frozenset()
        )

    def choices(self) -> tuple[kinds.Choice, ...]:
        """What can be chosen on this page, on this machine, now."""
        question, pack = self.question(), self.pack()
        if question is None:
            return ()
        found, withheld = kinds.choices(question, pack.rows if pack is not None else None), self.withheld()
        return tuple(choice for choice in found if choice.value not in withheld)

    def _taken(self, question: Question, value: Mapping[str, Value]) -> bool:
        """A picture that an answer names was really taken here."""
        picture = self.pictures.get(self.walk().at)
        return question.kind is not Kind.DOCUMENT or (picture is not None and named(picture) == value)

    def age(self) -> tuple[Text, ...]:
        """How old the options of this page are where not of today, and that the wish is noted for what goes."""
        question, pack = self.question(), self.pack()
        if question is None or question.choices_from is None or pack is None:
            return ()
        days = (self.ports.clock.today() - pack.as_of).days
        if days <= 0:
            return ()
        told = text("kiosk.pack_as_of", day=pack.as_of, days=days)
        return (told, text("kiosk.pack_queue")) if question.choices_from.offline is Offline.QUEUE else (told,)

    def read_back(self, question: Question, value: Value, *, full: bool = False) -> Text:
        """How an answer is shown and said: what came from a dataset by its row's title, a half hour with its day."""
        if question.choices_from is not None and read_slot(value) is None:
            pack = self.ports.datasets.pack(question.choices_from.dataset)
            for row in pack.rows if pack is not None else ():
                if row["value"] == value:
                    return kinds.row_title(row)
        return kinds.read_back(question, value, full=full)

    def entry(self) -> str:
        """What stands in the entry of this page at first: the earlier answer, or what the record says."""
        question, journey = self.question(), self.journey
        if question is None or journey is None or journey.current is None or self.page.at is not At.STEP:
            return ""
        answer = journey.answers.get(journey.at) or journey.prefilled(journey.current)
        if answer is None and journey.at in self.suggested:
            answer = Answer(self.suggested[journey.at])
        return "" if answer is None else kinds.spell(question, answer.value)

    def from_record(self) -> Answer | None:
        """The record's word for this question, where it is shown to be confirmed."""
        journey = self.journey
        if journey is None or journey.current is None or self.page.at is not At.STEP:
            return None
        return None if journey.at in journey.answers else journey.prefilled(journey.current)

    async def enter(self, raw: str, source: Source = Source.TYPED) -> None:
        """Answer the question of this page with a raw entry."""
        match self.page.at:
            case At.NUMBER:
                await self.give_number(raw)
            case At.PIN:
                await self.give_pin(raw)
            case At.FIND:
                await self.give_receipt(raw)
            case At.IDENTIFY:
                await self.choose_card(raw)
            case _:
                await self._answer(raw, source)

    async def _answer(self, raw: str, source: Source) -> None:
        journey, question = self.walk(), self.question()
        if question is None or journey.current is None:
            return
        value = kinds.parse(question, raw)
        if isinstance(value, Problem):
            self.fail(journey.at, value)
            return
        hidden = isinstance(value, str) and value in self.withheld()
        if hidden or (isinstance(value, Mapping) and not self._taken(question, value)):
            self.fail(journey.at, Problem(text("problem.not_a_choice")))
            return
        known = journey.prefilled(journey.current)
        as_of = None
        if known is not None and known.value == value:
            source, as_of = Source.RECORD, known.as_of
        pack = self.pack()
        rows = pack.rows if pack is not None else None
        self.failures.pop(journey.at, None)
        await self._move(journey.answer(value, source, as_of=as_of, rows=rows))

    async def consent(self, given: bool, words: str) -> None:
        """Give or refuse the consent of this page; `words` is the hash of the words shown."""
        journey = self.walk()
        if journey.current is None or not isinstance(journey.current.step, Consent):
            return
        value: dict[str, Value] = {"given": given, "words": words}
        self.consents[journey.at] = Answer(value)
        await self._move(journey.answer(value))

    async def go_on(self) -> None:
        """Next on a page that asks nothing: a result, a group's page, what an Ask brought."""
        journey = self.walk()
        place = journey.current
        if place is not None and isinstance(place.step, Ask):
            asked = self.asked.get(place.key, Asked(AskStatus.NOT_TO_BE_HAD, {}))
            asked = self._settled(place.step, asked)
            await self._move(journey.freeze({**asked.value, "status": asked.status.value}, asked.as_of))
            return
        await self._move(journey.go_on())

    @staticmethod
    def _settled(step: Ask, asked: Asked) -> Asked:
        """Who goes on while it still waits, goes on without: the wish is queued, or the fact is not to be had."""
        if asked.status is not AskStatus.WAITING:
            return asked
        queue = step.offline is Offline.QUEUE
        return Asked(AskStatus.QUEUED if queue else AskStatus.NOT_TO_BE_HAD, asked.value)

    async def add(self, group: str) -> None:
        """One more repetition of a group."""
        await self._move(self.walk().add(group))

    async def remove(self, group: str, n: int) -> None:
        """One repetition less."""
        await self._move(self.walk().remove(group, n))

    async def edit(self, key: str) -> None:
        """From the review to one answer."""
        self.journey = self.walk().edit(key)
        self._to_step()

    async def back(self) -> None:
        """One page back, wherever one is."""
        if self.page.at in (At.STEP, At.REVIEW) and self.journey is not None:
            earlier = self.journey.back()
            if earlier.at != self.journey.at:
                self.journey = earlier
                self._to_step()
                return
            await self.home()
            return
        if self.page.at is At.PIN or self.page.at is At.NUMBER:
            self.card = ""
            await self._identify_again()
            return
        if self.before:
            self.show(self.before.pop())
            return
        await self.home()

    async def _identify_again(self) -> None:
        if self.before and self.before[-1].at is At.IDENTIFY:
            self.before.pop()
        self.show(Page(At.IDENTIFY, self.wanted))

    async def _move(self, to: Journey | Problem) -> None:
        if isinstance(to, Problem):
            self.fail(self.walk().at, to)
            return
        self.journey = to
        self.saved = False
        self._to_step()
        if to.ended is not None:
            await self.keeper.forget()
            self.saved = True
            return
        await asyncio.sleep(0)  # the page goes out before the disk is asked
        await self.save_draft()

    async def save_draft(self) -> None:
        """Keep the journey as it is now; answers that came while an earlier one was written are kept together."""
        async with self._saving:
            journey = self.journey
            if self.person is None or journey is None or journey is self._kept or journey.ended is not None:
                return
            try:
                await self.keeper.save(self.person, journey)
            except (StoreFull, DraftMoved) as error:
                full = isinstance(error, StoreFull)
                self.notice = text("problem.store_full") if full else text("problem.draft_moved")
                self.changed()
                return
            self._kept = journey
            self.saved = self.journey is journey

    def _start_ask(self, key: str, step: Ask) -> None:
        values = self.walk().values()
        given: dict[str, Value] = {}
        for name in step.given:
            value = values.get(name)
            if value is not None and value is not UNKNOWN:
                given[name] = value
        self.asked[key] = Asked(AskStatus.WAITING, {})
        self.changed()
        self.spawn(self._ask(key, step.query, given))

    def _start_take(self, key: str, query: str) -> None:
        """Ask for the code to take along; the page stands without it where it is not to be had."""
        if self.level >= Level.L2:
            self.asked[key] = Asked(AskStatus.WAITING, {})
            self.spawn(self._ask(key, query, {}))

    def code_to_take(self) -> str:
        """The signed code that belongs to this page, to be taken along; empty where there is none."""
        journey = self.journey
        place = journey.current if journey is not None and self.page.at is At.STEP else None
        if place is None or not isinstance(place.step, Show) or place.key not in self.asked:
            return ""
        code = self.asked[place.key].value.get("code")
        return code if isinstance(code, str) else ""

    def paper_to_take(self) -> bool:
        """Whether this page is a paper to be taken along (`Show.paper`)."""
        place = self.journey.current if self.journey is not None and self.page.at is At.STEP else None
        return place is not None and isinstance(place.step, Show) and place.step.paper

    async def _ask(self, key: str, query: str, given: Mapping[str, Value]) -> None:
        generation = self.generation
        asked = await self.ports.queries.ask(query, given, self.person, self.proof)
        if generation == self.generation:
            self.asked[key] = asked
            self.changed()
