"""What a session holds, and what happens when it is forgotten."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field

from shared.app.keeping import SHARED, Keeper, Keeping
from shared.app.pages import HOME, At, Page
from shared.app.places import Place
from shared.app.ports import (
    Asked,
    AskStatus,
    Camera,
    Card,
    CardReader,
    Clock,
    CodeReader,
    Codes,
    Datasets,
    Drafts,
    Ids,
    Keys,
    Outbox,
    Person,
    PhoneOwner,
    Picture,
    Queries,
    ReceiptRow,
    Receipts,
    Scanner,
    Sealed,
    Sealer,
    SessionProof,
    Slips,
)
from shared.domain.answers import Answer, Problem, Record
from shared.domain.content import Content
from shared.domain.exchange import HeldSlip
from shared.domain.flow import Flow, Level
from shared.domain.journey import Journey
from shared.domain.messages import Inbox
from shared.domain.text import Text
from shared.domain.values import Value
from shared.flows.record import said_by_number

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
    troubles: Callable[[], tuple[Text, ...]] = lambda: ()
    """What is wrong with this machine, for everybody to read on the first page: a broken file, a full disk."""
    codes: Codes | None = None
    slips: Slips | None = None
    """Where it is missing, or no scanner is, an item is not opened by its slip."""
    scanner: Scanner | None = None
    """Where either is missing, no code that a person brings along is asked for."""
    camera: Camera | None = None
    here: Place | None = None
    """Where this machine stands, where its operator has said so."""
    keeping: Keeping = SHARED
    """How long unfinished claims are kept, and whose this machine is."""
    owner: PhoneOwner | None = None
    """Of a phone; it is its card reader too. None on a kiosk."""
    call: Callable[[str], None] | None = None
    """Calls a number, where this machine is a telephone."""
    reader: CodeReader | None = None
    """Reads a code with the camera of a phone."""
    office_at: Callable[[], str] = str
    """Address of the office, which serves the phone app too; "" where that is not known (yet)."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The item that a flow acts on; `check` proves holding its slip, "" where the card is the proof."""

    id: str
    flow: Flow
    check: str = ""


@dataclass(slots=True, repr=False)
class SessionState:
    """The state of one screen. Read its fields; change it only through the methods of `Session`."""

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
    lines: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    """What stands on the slips of this session's items, beside their number: where and when, what to bring."""
    receipt: str = ""
    busy: bool = False
    """While a submission is being sealed: a second touch of 提交 does nothing."""
    saved: bool = True
    failures: dict[str, int] = field(default_factory=dict)
    """Failed tries by what was asked."""
    _failed: str = ""
    """What was failed last."""
    generation: int = 0
    keeper: Keeper = field(init=False)
    _saving: asyncio.Lock = field(default_factory=asyncio.Lock)
    _kept: Journey | None = None
    _listeners: list[Callable[[], None]] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    wanted: str = ""
    then: Page | None = None
    """The page that identification leads to, where that is not a flow."""
    inbox: Inbox = field(default_factory=Inbox)
    """What the office tells this person (L2); gone with the session."""
    inbox_status: AskStatus = AskStatus.NOT_TO_BE_HAD
    settled: set[str] = field(default_factory=set)
    """Messages that were dealt with in this session."""
    doubted: set[str] = field(default_factory=set)
    """Facts of the record that the person has reported wrong in this session: nothing rests on them any more."""
    suggested: Mapping[str, Value] = field(default_factory=dict)
    """Answers that a message suggests for the flow that it opened; each is confirmed by the person."""
    looked_for: str = ""
    """What was typed to find a service; gone with the person."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By the key of the step that asked for it; never on a disk, gone with the person."""
    taking: bool = False
    """While the camera is at work."""
    _hush: Callable[[], None] | None = None
    """Ends listening to the scanner."""
    aim: Aim | None = None
    """What the open flow acts on."""
    reopen: Content | None = None
    """What was said before, while it is corrected."""
    mine: tuple[ReceiptRow, ...] = ()
    """What this person submitted, as last read."""
    elsewhere: dict[str, ReceiptRow] = field(default_factory=dict)
    """What the office has of this person, from wherever it came (L2)."""
    told: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    """What the office says of items, by id."""
    slips: dict[str, HeldSlip] = field(default_factory=dict)
    """The slips that were held up in this session, by the item's id."""
    practising: bool = False
    """Whether nothing of this is real: the ports are those of `shared.app.invented`."""
    _real: Ports | None = None
    """The real ports, while it is practised."""
    bind_code: bytes = field(default=b"", repr=False)
    """The code that binds a phone, shown by the kiosk or brought to the phone; gone with the person."""
    bind_item: str = ""
    """The item that tells the office of it."""
    new_pin: str = field(default="", repr=False)
    """The phone's new PIN, until it was typed once more."""
    phones: int | None = None
    """How many phones are this person's, as far as the office has said so."""
    acted: dict[str, Text] = field(default_factory=dict)
    """What this session has done to earlier items: the title of the flow, by the item's id."""

    def __post_init__(self) -> None:
        self.keeper = Keeper(self.ports.keys, self.ports.drafts, self.ports.clock, self.ports.ids, self.ports.keeping)

    def __repr__(self) -> str:
        """The page only: a session in a log or a traceback names nobody."""
        return f"<{type(self).__name__} at {self.page.id}, L{int(self.level)}>"

    # listeners

    def listen(self, then: Callable[[], None]) -> Callable[[], None]:
        """Call `then` after every change of what is to be shown; returns the way to stop."""
        self._listeners.append(then)
        return lambda: self._listeners.remove(then) if then in self._listeners else None

    def changed(self) -> None:
        """Tell the listeners."""
        for then in tuple(self._listeners):
            then()

    def show(self, page: Page, *, remember: bool = False) -> None:
        if remember and self.page != page:
            self.before.append(self.page)
        self.page = page
        self.problem = None
        if self._hush is not None and page.at is not At.SCAN:
            self._hush()
            self._hush = None
        self.changed()

    @property
    def level(self) -> Level:
        """The assurance level of who is here."""
        return self.person.level if self.person is not None else Level.L0

    def known(self) -> Record | None:
        """What rules may look at: what the number itself says of its holder, and over it the register's record (L2)."""
        if self.person is None:
            return None
        said = said_by_number(self.person.id_number, self.ports.clock.today())
        registers = {key: fact for key, fact in (self.record or {}).items() if key not in self.doubted}
        return {**said, **registers}

    def flow(self) -> Flow | None:
        """The flow that is open or wanted."""
        return self.ports.flows.get(self.page.flow or self.wanted)

    async def home(self) -> None:
        """To the first page; an open draft stays for this session."""
        self.before.clear()
        self.show(HOME)

    def fail(self, key: str, problem: Problem) -> None:
        self.failures[key] = self.failures.get(key, 0) + 1
        self._failed = key
        self.problem = problem
        self.changed()

    @property
    def tries(self) -> int:
        """How often what this page asks was failed so far; 0 where nothing is wrong now."""
        return self.failures.get(self._failed, 0) if self.problem is not None else 0

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a background task of the session failed: %s", type(task.exception()).__name__)

    def forget_person(self) -> None:
        if self.proof is not None:
            self.proof.end()
        if self.ports.codes is not None:
            self.ports.codes.forget()
        if self.person is not None:
            self.slips.clear()  # what was held up before saying who one is, is still one's own
        self.person = self.proof = self.record = self.journey = self.problem = self.notice = None
        self.card = self.receipt = self.looked_for = self.new_pin = self.bind_item = ""
        self.bind_code, self.phones = b"", None
        self.cards = ()
        self.before.clear()
        self.asked.clear()
        self.consents.clear()
        self.items.clear()
        self.pictures.clear()
        self.lines.clear()
        self.inbox, self.inbox_status, self.suggested = Inbox(), AskStatus.NOT_TO_BE_HAD, {}
        self.settled.clear()
        self.doubted.clear()
        self.aim = self.reopen = None
        self.mine = ()
        for known in (self.elsewhere, self.told, self.acted):
            known.clear()
        self.failures.clear()
        self.keeper.new()
        self.saved, self.busy, self._kept = True, False, None

    async def _drop_drafts(self) -> None:
        await self.keeper.forget()
