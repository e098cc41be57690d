"""The phone as a whole: its drivers wired to the same ports as the kiosk's, and one screen in front of them."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import flet as ft

from accessibility.speech import OwnVoice
from mobile.about import About, Heights
from mobile.clips import ClipMouth, Packs, table
from mobile.drivers import Drivers, KnownPhone, PhoneKeys
from mobile.letters import Letters, fetch_letters
from mobile.line import Line, Unable
from mobile.mouth import BrowserMouth
from mobile.owner import Owner
from mobile.parcels import Parcels
from mobile.seen import SeenQueries
from mobile.senses import PAGE_SECONDS, PageCamera, PageReader, PicturePrinter, at_rest, scale_of
from mobile.troubles import troubles
from shared.app.absent import LateQueries
from shared.app.keeping import OWN
from shared.app.pages import At
from shared.app.session import Ports, Session
from shared.contract.codec import parse
from shared.contract.errors import ContractError
from shared.domain.binding import code_of
from shared.domain.exchange import StoreFull
from shared.flows import FLOWS
from shared.i18n import translator
from shared.sealing.enrolment import Trust
from shared.sealing.sealer import ItemSealer
from shared.store.store import Store
from shared.sync.elapsed import SignedTime
from shared.sync.engine import Engine, Pace, hurried
from shared.sync.queries import Queries
from shared.sync.scheduler import jitter
from shared.sync.system import SystemClock, SystemIds
from shared.ui.reader import ClientReader
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from shared.client.http import HttpCitizenApi

log = logging.getLogger(__name__)
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
KNOCK_SECONDS: Final = 1.0
PREFERENCES: Final = "preferences"
STOPPED: Final = "stopped"
"""Under this it is kept that the office refuses this phone's key."""


@dataclass(slots=True)
class Phone:
    """Everything that outlives a session. `shown` is called once the first page is on its way to the screen."""

    url: str
    drivers: Drivers
    store: Store
    line_to_page: Line
    owner: Owner
    kept: bool  # whether the browser has promised to keep what is stored
    shown: Callable[[], None]
    parcels: Parcels
    common: str
    """The ideographs of the text face."""
    packs: Packs = field(default_factory=dict)
    """The clips of speech that this build has."""
    clock: SystemClock = field(default_factory=SystemClock)
    ids: SystemIds = field(default_factory=SystemIds)
    queries: LateQueries = field(default_factory=LateQueries)
    screen: Screen | None = None
    voice: OwnVoice | None = None
    letters: Letters | None = None
    costs: Callable[[], bool] = lambda: False
    """Whether the line costs money by the byte."""
    free: Callable[[], bool] = lambda: True
    """Whether it is known to cost nothing."""
    rare: Callable[[ft.Page], None] = fetch_letters
    """Has the client fetch the face for rare characters."""
    about: Awaitable[About] | None = None
    """What was asked of the page beforehand."""
    engine: Engine | None = None
    reader: PageReader | None = None
    time: SignedTime = field(init=False)
    sealer: ItemSealer = field(init=False)
    mouth: ClipMouth = field(init=False)
    stopped: bool = False
    _link: str = field(default="", repr=False)
    _line: asyncio.Event = field(default_factory=asyncio.Event)
    _drawn: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        # A browser does not tell one run of the machine from another: a fresh name, too careful and never wrong.
        self.time = SignedTime(self.store.state, self.clock, secrets.token_hex(8))
        self.stopped = bool(self.store.state.get(STOPPED))
        own = BrowserMouth(self.line_to_page, self._voices)
        self.mouth = ClipMouth(own, self.line_to_page, self.packs, lambda: self.free(), self._voices)  # noqa: PLW0108 - it is set later
        self.sealer = ItemSealer(
            self.drivers.crypto, self.clock, self.ids, self.device, self.store.state.next_seq, self.time.created
        )

    @classmethod
    async def open(
        cls, url: str, drivers: Drivers, line: Line, data: Path, app: Path, *, kept: bool, shown: Callable[[], None]
    ) -> Phone:
        """Open store and keys; nothing here needs the network. The office's address is where the app came from."""
        clock, ids = SystemClock(), SystemIds()
        queries = LateQueries()
        reading = asyncio.ensure_future(Owner.read(drivers.vault, drivers.boxes, queries, ids.token))
        store = Store(data / "store.db", clock, journal=drivers.journal, starters=app / "assets" / "packs")
        common = (app / "assets" / "fonts" / "tongyong_guifan.txt").read_text("utf-8")
        parts = urlsplit(url)
        at = f"{parts.scheme}://{parts.netloc}"
        packs = table(app / "mobile")
        parcels = Parcels(drivers.vault, store.queue)
        owner = await reading
        phone = cls(at, drivers, store, line, owner, kept, shown, parcels, common, packs, clock, ids, queries)
        store.changes.subscribe(phone.news)
        return phone

    @property
    def keys(self) -> PhoneKeys:
        """Its keys."""
        return self.drivers.keys

    def device(self) -> KnownPhone | None:
        """Who this phone is to the office; None before the first contact."""
        return self.keys.device if self.keys.enrolled else None

    # the office

    def start(self) -> None:
        """Look which voices this phone has, and, once the first page is drawn, begin to speak with the office, whenever
        it is there."""
        self._spawn(self.mouth.look(), "voices")
        self._spawn(self._connect(), "connect")

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self) -> None:
        await self._drawn.wait()
        await at_rest(self.line_to_page)
        crypto = self.drivers.crypto
        if self.keys.can_enrol:
            await self._enrol(self.drivers.office(self.url, None))
        api = self.drivers.office(self.url, self.keys)
        self.queries.office = Queries(api, self.sealer, crypto, refused=self._stopped)
        near = (urlsplit(self.url).hostname or "") in LOOPBACK
        pace = hurried(Pace(), KNOCK_SECONDS) if near else Pace()
        self.engine = Engine(self.store, api, self.keys, crypto, self.clock, self.time, pace=pace)
        self.engine.start()

    async def _enrol(self, api: HttpCitizenApi) -> None:
        """Become a device of the office: once, as soon as it can be reached, never giving up."""
        tries = 0
        while not self.keys.enrolled:
            try:
                reply = await api.enrol(await self.keys.enrolment())
                await self.keys.enrol(reply.certificate, (await api.key_set()).key_set, self.clock.now())
                self._known()
            except ContractError as error:
                log.info("not enrolled yet: %s", error.code)
                await self._pause(jitter(tries, secrets.randbelow(1000) / 1000))
                tries += 1
        await api.close()

    def _known(self) -> None:
        """The office knows this phone from now on: the first page no longer says otherwise."""
        if self.screen is not None and self.screen.session.page.at is At.HOME:
            self.screen.redraw()
            self.screen.session.spawn(self._bring(self.screen.session))

    async def _pause(self, seconds: float) -> None:
        self._line.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._line.wait()
        except TimeoutError:
            pass  # the pause is over

    def line(self, online: bool) -> None:
        """The browser says that the network came or went: only the first is a reason to try."""
        if online:
            self._line.set()
            self.mouth.again()
            if self.letters is not None:
                self.letters.again()
            if self.engine is not None:
                self.engine.kick(now=True)

    def news(self, _: str) -> None:
        """The store changed: what waits, or what became of it."""
        self._spawn(self._lay(), "parcels")
        if self.screen is not None:
            self.screen.news()

    async def _lay(self) -> None:
        """Lay what waits ready for when no page is open; then the browser says when the line is back."""
        device = None if self.stopped else self.device()
        if device is not None and await self.parcels.lay(device.id, device.token):
            self.line_to_page.tell("waits")

    # the screen

    def ports(self) -> Ports:
        """What a session needs."""
        store = self.store
        return Ports(
            FLOWS,
            self.clock,
            self.ids,
            self.keys,
            self.sealer,
            self.owner,
            store.drafts,
            store.outbox,
            store.receipts,
            store.datasets,
            SeenQueries(self.queries, self.owner, self._lost),
            lambda: troubles(self),
            keeping=OWN,
            camera=PageCamera(self.line_to_page),
            owner=self.owner,
            call=lambda number: self.line_to_page.tell("call", to=number),
            reader=self.reader,
        )

    def _voices(self) -> None:
        """The phone's voices are known: the bar offers them, and what was shown before that is said."""
        if self.screen is not None and self.voice is not None:
            self.screen.redraw()
            if self.screen.manners.now.speaks and not self.voice.speaking:
                self.voice.repeat()

    async def main(self, page: ft.Page) -> None:
        """The client is there: one session, as long as the page is open."""
        self.voice = OwnVoice(self.mouth, translator)
        about = await (self.about or About.ask(self.line_to_page))
        self.reader, languages, heights = about.reader, about.languages, Heights(self.store.state)
        self.letters = Letters(self.common, self.costs, lambda: self.rare(page))
        around = Surroundings(
            guide=self.voice,
            printer=PicturePrinter(self.line_to_page),
            kept=self.store.state.get(PREFERENCES),
            keep=self._prefer,
            first=heights.sizes(),
            measured=heights.measured,
            scale=about.scale,
            demo=self.keys.demo,
            rare="",
            lacks=languages.lacks,
            bring=languages.bring,
            anew=languages.anew,
            unsaid=self.mouth.lacks,
            bring_voice=self.mouth.bring,
            reader=ClientReader(page),
            lettered=self.letters.met,
        )
        self.screen = Screen(page, Session(self.ports()), around)
        self.screen.attach()
        self.line_to_page.listen("back", lambda _: self._back())
        self.line_to_page.listen("text", lambda said: self._scaled(scale_of(said)))
        self.line_to_page.tell("hold")
        self.shown()
        self._drawn.set()
        await self._take_link(self.screen.session)

    def _prefer(self, code: str) -> None:
        """Keep how the owner is met; a full phone keeps it as long as the page is open."""
        try:
            self.store.state.set(PREFERENCES, code)
        except StoreFull:
            log.warning("the preferences could not be kept: no room")

    def _stopped(self) -> None:
        """The owner reported this phone lost: nothing of theirs stays on it but what is sealed and waits."""
        self.stopped = True
        try:
            self.store.state.set(STOPPED, "1")
        except StoreFull:
            log.warning("that this phone was stopped could not be kept: no room")
        self._spawn(self.owner.give_up(), "stopped")
        self._lost()

    def _lost(self) -> None:
        """The owner gave this phone up elsewhere."""
        if self.screen is not None:
            self._spawn(self.screen.session.lost(), "lost")

    def _scaled(self, scale: float) -> None:
        if self.screen is not None:
            self.screen.around.scale = scale
            self.screen.fit()

    def _back(self) -> None:
        """The phone's back gesture: 返回. On the first page it is not held, so that the next one leaves."""
        if self.screen is not None:
            self.screen.session.spawn(self._step_back(self.screen))

    async def _step_back(self, screen: Screen) -> None:
        if await screen.step_back():
            self.line_to_page.tell("hold")

    async def _take_link(self, session: Session) -> None:
        """A code that binds this phone may have come with the link that opened the app."""
        try:
            code = str((await self.line_to_page.ask("brought", PAGE_SECONDS)).get("code", ""))
        except Unable as error:
            log.info("no link: %s", error)
            return
        if code_of(code) is not None:
            self._link = code
            await self._bring(session)

    async def _bring(self, session: Session) -> None:
        """Once the office knows this phone: before that nothing can be sealed for it."""
        if self._link and self.keys.enrolled:
            code, self._link = self._link, ""
            await session.bring(code)


def trust_of(app: Path) -> Trust | None:
    """Whom this build believes; None where it was built without."""
    file = app / "mobile" / "trust.json"
    return Trust.from_json(parse(file.read_bytes(), "trust")) if file.is_file() else None
