"""One person's session at one screen: who, where, and what can be done now.

Every method changes the page first and tells the listeners, then makes it durable, so that the screen never waits;
`saved` says when the last answer is safe. All methods are called on the loop of the process.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field

from shared.app.keeping import Keeper
from shared.app.pages import CARD, HOME, IDENTITY, KEYPAD, PIN, At, Page
from shared.app.ports import (
    Asked,
    AskStatus,
    Card,
    CardError,
    CardReader,
    CardRefusal,
    Clock,
    Datasets,
    Drafts,
    DraftMoved,
    Ids,
    Keys,
    NotEnrolled,
    Opened,
    Outbox,
    Pack,
    Person,
    Queries,
    ReceiptRow,
    Receipts,
    Sealed,
    Sealer,
    SessionProof,
    StoreFull,
)
from shared.domain import kinds
from shared.domain.answers import Answer, Problem, Record, Source
from shared.domain.content import content_of
from shared.domain.flow import Ask, Consent, Flow, Level, Offline, Question
from shared.domain.identity import IdFault, read_id_number
from shared.domain.journey import REVIEW, Journey
from shared.domain.text import Text, text
from shared.domain.values import UNKNOWN, Json, Value

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a session needs."""

    flows: Mapping[str, Flow]
    clock: Clock
    ids: Ids
    keys: Keys
    sealer: Sealer
    cards: CardReader
    drafts: Drafts
    outbox: Outbox
    receipts: Receipts
    datasets: Datasets
    queries: Queries


@dataclass(slots=True)
class Session:
    """The state of one screen. Read its fields; change it only through its methods."""

    ports: Ports
    page: Page = HOME
    before: list[Page] = field(default_factory=list)
    person: Person | None = None
    proof: SessionProof | None = None
    record: Record | None = None
    cards: tuple[Card, ...] = ()
    card: str = ""
    journey: Journey | None = None
    problem: Problem | None = None
    notice: Text | None = None
    """Something to be told on the page without stopping it: a draft that lost a part, a full disk."""
    asked: dict[str, Asked] = field(default_factory=dict)
    consents: dict[str, Answer] = field(default_factory=dict)
    items: dict[str, Sealed] = field(default_factory=dict)
    """What was submitted in this session, with its slip secret; gone with it."""
    receipt: str = ""
    busy: bool = False
    """While a submission is being sealed: a second touch of 提交 does nothing."""
    saved: bool = True
    failures: dict[str, int] = field(default_factory=dict)
    generation: int = 0
    _keeper: Keeper = field(init=False)
    _listeners: list[Callable[[], None]] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _wanted: str = ""

    def __post_init__(self) -> None:
        self._keeper = Keeper(self.ports.keys, self.ports.drafts, self.ports.clock, self.ports.ids)

    # listeners

    def listen(self, then: Callable[[], None]) -> Callable[[], None]:
        """Call `then` after every change of what is to be shown; returns the way to stop."""
        self._listeners.append(then)
        return lambda: self._listeners.remove(then) if then in self._listeners else None

    def changed(self) -> None:
        """Tell the listeners."""
        for then in tuple(self._listeners):
            then()

    def _show(self, page: Page, *, remember: bool = False) -> None:
        if remember and self.page != page:
            self.before.append(self.page)
        self.page = page
        self.problem = None
        self.changed()

    # home and the pages beside the flows

    @property
    def level(self) -> Level:
        """The assurance level of who is here."""
        return self.person.level if self.person is not None else Level.L0

    def flow(self) -> Flow | None:
        """The flow that is open or wanted."""
        return self.ports.flows.get(self.page.flow or self._wanted)

    async def home(self) -> None:
        """To the first page; an open draft stays for this session."""
        self.before.clear()
        self._show(HOME)

    def waiting(self) -> None:
        """The page of what waits on this machine."""
        self._show(Page(At.WAITING), remember=True)

    def help(self) -> None:
        """The page of ways to a person."""
        self._show(Page(At.HELP), remember=True)

    def ask_end(self) -> None:
        """Ending asks once."""
        self._show(Page(At.CONFIRM_END), remember=True)

    def show_receipt(self, id: str) -> None:
        """An item of this session or of this person."""
        self.receipt = id
        self._show(Page(At.RECEIPT, self._flow_of(id)), remember=True)

    def _flow_of(self, id: str) -> str:
        row = self.receipt_row(id)
        return row.flow if row is not None else ""

    def receipt_row(self, id: str = "") -> ReceiptRow | None:
        """The receipt that is shown, or that of an item."""
        return self.ports.receipts.get(id or self.receipt)

    async def own_receipts(self) -> tuple[ReceiptRow, ...]:
        """What this person submitted: at L2 everything on this device, below only this session's."""
        if self.person is not None and self.person.level >= Level.L2:
            return self.ports.receipts.of(await self.ports.keys.index(self.person.id_number))
        found = (self.ports.receipts.get(id) for id in self.items)
        return tuple(row for row in found if row is not None)

    # identification

    async def open(self, flow_id: str) -> None:
        """Open a flow: identification first where it needs more than there is."""
        flow = self.ports.flows[flow_id]
        self._wanted = flow_id
        if flow.assurance > Level.L0 and not self.ports.sealer.enrolled:
            self.notice = text("problem.not_enrolled")
            self._show(Page(At.TOLD, flow_id))
            return
        if self.level < flow.assurance:
            await self._identify()
            return
        await self._begin()

    async def _identify(self) -> None:
        self.cards = await self.ports.cards.cards()
        self._show(Page(At.IDENTIFY, self._wanted), remember=True)

    async def choose_card(self, card: str) -> None:
        """A card of the reader, or `keypad` for typing the number."""
        if card == KEYPAD:
            self._show(Page(At.NUMBER, self._wanted), remember=True)
            return
        self.card = card
        self._show(Page(At.PIN, self._wanted), remember=True)

    async def give_pin(self, raw: str) -> None:
        """The PIN of the chosen card; right, it opens L2."""
        pin = kinds.parse(PIN, raw)
        problem = pin if isinstance(pin, Problem) else kinds.KINDS[PIN.kind].fault(PIN, pin, None)
        if problem is not None:
            self._fail("pin", problem)
            return
        generation = self.generation
        try:
            opened = await self.ports.cards.open(self.card, str(pin))
        except CardError as error:
            self._fail("pin", card_problem(error))
            return
        if generation != self.generation:
            opened.proof.end()
            return
        await self._enter_as(opened)

    async def give_number(self, raw: str) -> None:
        """A number typed: L1."""
        value = kinds.parse(IDENTITY, raw)
        problem = value if isinstance(value, Problem) else kinds.KINDS[IDENTITY.kind].fault(IDENTITY, value, None)
        if problem is not None:
            self._fail("identity", problem)
            return
        number = read_id_number(str(value))
        if isinstance(number, IdFault):
            raise AssertionError("the kind let a faulty number through")
        self._forget_person()
        self.person = Person(number.number, Level.L1)
        await self._after_identification()

    async def _enter_as(self, opened: Opened) -> None:
        if self.person is not None and self.person.id_number != opened.person.id_number:
            await self._drop_drafts()
        self._forget_person()
        self.person, self.proof = opened.person, opened.proof
        self._spawn(self._fetch_record(opened.person, opened.proof))
        await self._after_identification()

    async def _after_identification(self) -> None:
        flow = self.ports.flows.get(self._wanted)
        self.before.clear()
        if flow is None:
            self._show(HOME)
        elif self.level < flow.assurance:
            self.notice = text("problem.needs_card")
            await self._identify()
        else:
            await self._begin()

    async def _fetch_record(self, person: Person, proof: SessionProof) -> None:
        record = await self.ports.queries.record(person, proof)
        if record is None or self.person is not person:
            return
        self.record = record
        if self.journey is not None and self.journey.record is None:
            self.journey = self.journey.with_record(record)
        self.changed()

    # a flow

    async def _begin(self) -> None:
        flow = self.ports.flows[self._wanted]
        if self.person is not None and await self._keeper.find(self.person, flow) is not None:
            self._show(Page(At.RESUME, flow.id))
            return
        await self._fresh(flow)

    async def resume(self, old: bool) -> None:
        """Go on with the draft that was found, or begin anew (the old one is then forgotten)."""
        flow = self.ports.flows[self._wanted]
        if not old or self.person is None:
            await self._keeper.forget()
            await self._fresh(flow)
            return
        restored = await self._keeper.restore(flow, self.ports.clock.today(), self.level, self.record)
        if restored is None:
            self.notice = text("problem.draft_gone")
            await self._fresh(flow, keep_notice=True)
            return
        if restored.lost:
            self.notice = text("problem.draft_lost", parts=tuple(Text(id) for id in restored.lost))
        self.journey = restored.journey
        self._to_step()

    async def _fresh(self, flow: Flow, keep_notice: bool = False) -> None:
        if not keep_notice:
            self.notice = None
        self.asked.clear()
        self._keeper.new()
        self.journey = Journey.start(flow, self.ports.clock.today(), self.level, self.record, self.consents)
        self._to_step()

    def _to_step(self) -> None:
        journey = self._journey()
        if journey.at == REVIEW:
            self._show(Page(At.REVIEW, journey.flow.id))
            return
        self._show(Page(At.STEP, journey.flow.id, journey.at))
        place = journey.current
        if place is not None and isinstance(place.step, Ask) and place.key not in self.asked:
            self._start_ask(place.key, place.step)

    def _journey(self) -> Journey:
        if self.journey is None:
            raise RuntimeError("no flow is open")
        return self.journey

    def question(self) -> Question | None:
        """The question of this page, identification included."""
        match self.page.at:
            case At.NUMBER:
                return IDENTITY
            case At.PIN:
                return PIN
            case At.IDENTIFY:
                return CARD
            case At.STEP if self.journey is not None and self.journey.current is not None:
                step = self.journey.current.step
                return step if isinstance(step, Question) else None
            case _:
                return None

    def pack(self) -> Pack | None:
        """The dataset behind the options of this page, narrowed by the answers that the question names."""
        question = self.question()
        if question is None or question.choices_from is None:
            return None
        pack = self.ports.datasets.pack(question.choices_from.dataset)
        if pack is None:
            return None
        answers = self._journey().values()
        wanted = {key: answers.get(key) for key in question.choices_from.given}
        rows = tuple(r for r in pack.rows if all(key not in r or r[key] == value for key, value in wanted.items()))
        return Pack(pack.name, pack.version, pack.as_of, rows)

    def entry(self) -> str:
        """What stands in the entry of this page at first: the earlier answer, or what the record says."""
        question, journey = self.question(), self.journey
        if question is None or journey is None or journey.current is None or self.page.at is not At.STEP:
            return ""
        answer = journey.answers.get(journey.at) or journey.prefilled(journey.current)
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
            case At.IDENTIFY:
                await self.choose_card(raw)
            case _:
                await self._answer(raw, source)

    async def _answer(self, raw: str, source: Source) -> None:
        journey, question = self._journey(), self.question()
        if question is None or journey.current is None:
            return
        value = kinds.parse(question, raw)
        if isinstance(value, Problem):
            self._fail(journey.at, value)
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
        journey = self._journey()
        if journey.current is None or not isinstance(journey.current.step, Consent):
            return
        value: dict[str, Value] = {"given": given, "words": words}
        self.consents[journey.at] = Answer(value)
        await self._move(journey.answer(value))

    async def go_on(self) -> None:
        """Next on a page that asks nothing: a result, a group's page, what an Ask brought."""
        journey = self._journey()
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
        return Asked(AskStatus.QUEUED if queue else AskStatus.NOT_TO_BE_HAD, {})

    async def add(self, group: str) -> None:
        """One more repetition of a group."""
        await self._move(self._journey().add(group))

    async def remove(self, group: str, n: int) -> None:
        """One repetition less."""
        await self._move(self._journey().remove(group, n))

    async def edit(self, key: str) -> None:
        """From the review to one answer."""
        self.journey = self._journey().edit(key)
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
            self._show(self.before.pop())
            return
        await self.home()

    async def _identify_again(self) -> None:
        if self.before and self.before[-1].at is At.IDENTIFY:
            self.before.pop()
        self._show(Page(At.IDENTIFY, self._wanted))

    async def _move(self, to: Journey | Problem) -> None:
        if isinstance(to, Problem):
            self._fail(self._journey().at, to)
            return
        self.journey = to
        self.saved = False
        self._to_step()
        if to.ended is not None:
            await self._keeper.forget()
            self.saved = True
            return
        await asyncio.sleep(0)  # the page goes out before the disk is asked
        await self._save()

    async def _save(self) -> None:
        if self.person is None or self.journey is None:
            return
        try:
            await self._keeper.save(self.person, self.journey)
            self.saved = True
        except StoreFull:
            self.notice = text("problem.store_full")
            self.changed()

    def _fail(self, key: str, problem: Problem) -> None:
        self.failures[key] = self.failures.get(key, 0) + 1
        self.problem = problem
        self.changed()

    def _start_ask(self, key: str, step: Ask) -> None:
        values = self._journey().values()
        given: dict[str, Value] = {}
        for name in step.given:
            value = values.get(name)
            if value is not None and value is not UNKNOWN:
                given[name] = value
        self.asked[key] = Asked(AskStatus.WAITING, {})
        self.changed()
        self._spawn(self._ask(key, step.query, given))

    async def _ask(self, key: str, query: str, given: Mapping[str, Value]) -> None:
        generation = self.generation
        asked = await self.ports.queries.ask(query, given, self.person, self.proof)
        if generation == self.generation:
            self.asked[key] = asked
            self.changed()

    # submission

    async def submit(self) -> None:
        """Seal, then move from draft to outbox in one transaction; the receipt's page comes at once after it."""
        journey, person = self._journey(), self.person
        if self.busy or person is None or journey.pending is not None or self.page.at is not At.REVIEW:
            return
        self.busy = True
        self.changed()
        try:
            await self._save()
            body: dict[str, Json] = {"content": content_of(journey), "subject": person.id_number}
            item = await self.ports.sealer.seal(journey.flow.operation.value, body, person, self.proof)
            owner = await self._keeper.owner(person)
            self.ports.outbox.submit(item, owner, self._keeper.id, self._keeper.revision)
            await self._keeper.submitted()
        except StoreFull:
            self._fail(REVIEW, Problem(text("problem.store_full")))
            return
        except DraftMoved:
            self._fail(REVIEW, Problem(text("problem.draft_moved")))
            return
        except NotEnrolled:
            self._fail(REVIEW, Problem(text("problem.not_enrolled")))
            return
        finally:
            self.busy = False
        self.items[item.id] = item
        self.journey, self.receipt = None, item.id
        self.asked.clear()
        self.before.clear()
        self._show(Page(At.RECEIPT, item.flow))

    # the end

    async def end(self) -> None:
        """The person ends, or the watch does: everything of theirs is forgotten, drafts of L1 included."""
        await self.wipe()
        self._show(Page(At.ENDED))

    async def wipe(self) -> None:
        """Forget everything. A draft of a verified person stays, encrypted, until its time is over."""
        self.generation += 1
        for task in tuple(self._tasks):
            task.cancel()
        if self.level < Level.L2:
            await self._drop_drafts()
        self._forget_person()
        self.page = HOME

    def _forget_person(self) -> None:
        if self.proof is not None:
            self.proof.end()
        self.person = self.proof = self.record = self.journey = self.problem = self.notice = None
        self.card = self.receipt = ""
        self.cards = ()
        self.before.clear()
        self.asked.clear()
        self.consents.clear()
        self.items.clear()
        self.failures.clear()
        self._keeper.new()
        self.saved, self.busy = True, False

    async def _drop_drafts(self) -> None:
        await self._keeper.forget()

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a background task of the session failed: %s", type(task.exception()).__name__)


def card_problem(error: CardError) -> Problem:
    """What a refused card means for the person."""
    match error.why:
        case CardRefusal.WRONG_PIN:
            return Problem(text("problem.pin.wrong", n=error.left or 0))
        case CardRefusal.LOCKED:
            return Problem(text("problem.pin.locked"))
        case CardRefusal.NOT_TRUSTED:
            return Problem(text("problem.card.not_trusted"))
        case CardRefusal.EXPIRED:
            return Problem(text("problem.card.expired"))
        case CardRefusal.REMOVED:
            return Problem(text("problem.card.removed"))
        case CardRefusal.NO_READER:
            return Problem(text("problem.card.no_reader"))
