"""The kiosk as a whole: drivers wired to ports, and one screen at a time in front of them."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import flet as ft

from accessibility.sign import SignPacks, open_packs
from accessibility.sign.pack import ASSETS as SIGNS
from accessibility.speech import Clips, Driver, Voice
from accessibility.speech.pyttsx3_native import find_driver
from kiosk.camera_native import FfmpegCamera, find_camera
from kiosk.cards import DemoReader
from kiosk.headset_native import find_headset
from kiosk.options import Options
from kiosk.printer_native import LpPrinter
from kiosk.scanners import DemoScanner
from kiosk.sound import PagePlayer
from shared.app.absent import LateQueries
from shared.app.brought import Brought, BroughtStates
from shared.app.devices import Ear, NoEar
from shared.app.idle import Idle
from shared.app.ports import HeadsetSense
from shared.app.session import Ports, Session
from shared.app.tidying import Tidying
from shared.client.http import HttpCitizenApi
from shared.domain.flow import Flow, Level
from shared.domain.text import Text, text
from shared.flows import FLOWS
from shared.i18n import translator
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.enrolment import load_enrolment
from shared.sealing.keys_native import Device, FileKeys
from shared.sealing.sealer import ItemSealer
from shared.store.base import Trouble
from shared.store.store import Store
from shared.sync.elapsed import SignedTime
from shared.sync.engine import Engine, Pace, hurried
from shared.sync.queries import Queries
from shared.sync.slips import SlipCodes
from shared.sync.states import StateCodes
from shared.sync.system import SystemClock, SystemIds
from shared.ui.reader import ClientReader
from shared.ui.screen import Screen
from shared.ui.surroundings import Surroundings

log = logging.getLogger(__name__)
PACKS: Final = Path(__file__).parent.parent / "assets" / "packs"
WATCH_SECONDS: Final = 0.5
DRAWN_SECONDS: Final = 0.1
"""In which most pages are drawn: making and fetching sound meanwhile would make them later (`make bench`)."""
KNOCK_SECONDS: Final = 1.0
"""How often an office on this machine is looked for after it was gone."""
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


def boot_id() -> str:
    """The name of this run of the machine; a fresh one where the system cannot tell."""
    try:
        return BOOT_ID.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return str(uuid.uuid4())


@dataclass(slots=True)
class Machine:
    """Everything that outlives a session."""

    options: Options
    clock: SystemClock
    ids: SystemIds
    store: Store
    keys: FileKeys
    sealer: ItemSealer
    time: SignedTime
    cards: DemoReader
    queries: LateQueries
    driver: Driver
    clips: Clips
    flows: Mapping[str, Flow]
    printer: LpPrinter | None
    scanner: DemoScanner
    camera: FfmpegCamera | None
    codes: BroughtStates
    signs: SignPacks
    headset: HeadsetSense
    sound: PagePlayer
    screen: Screen | None = None
    voice: Voice | None = None
    api: HttpCitizenApi | None = None
    office_at: str = ""
    """The office's address, once it was told."""
    engine: Engine | None = None
    ear: Ear = field(default_factory=NoEar)
    tidying: Tidying = field(default_factory=Tidying)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    """A page was sent to a screen."""

    @classmethod
    async def open(cls, options: Options, sound: PagePlayer) -> Machine:
        """Open store, keys and voice under `--data`; nothing here needs the network."""
        clock, ids = SystemClock(), SystemIds()
        folder = options.data / "kiosk"
        store = Store(folder / "store.db", clock, starters=PACKS)
        printer = LpPrinter()
        keys, driver, destination, signs = await asyncio.gather(
            FileKeys.open(folder / "keys", ids.token),
            find_driver(),
            printer.destination(),
            asyncio.to_thread(open_packs, (SIGNS, options.data / "sign")),
        )
        time = SignedTime(store.state, clock, boot_id())

        def device() -> Device | None:
            return keys.device if keys.enrolled else None

        queries, scanner = LateQueries(), DemoScanner(lambda: keys.demo)
        codes = BroughtStates(queries, StateCodes(NativeCrypto(), keys, Brought), clock, scanner.handed_out)
        sealer = ItemSealer(NativeCrypto(), clock, ids, device, store.state.next_seq, time.created)
        return cls(
            options,
            clock,
            ids,
            store,
            keys,
            sealer,
            time,
            DemoReader(keys, clock),
            queries,
            driver,
            Clips(ids.token, clock.monotonic),
            FLOWS,
            printer if destination else None,
            scanner,
            find_camera(options.camera),
            codes,
            signs,
            find_headset(),
            sound,
        )

    async def enrol(self, file: Path) -> None:
        """Import the office's file; raises EnrolmentError."""
        enrolment = await asyncio.to_thread(load_enrolment, file)
        waits = self.store.outbox.waiting().count > 0
        done = await self.keys.enrol(enrolment, self.clock.now(), items_wait=waits)
        log.info("enrolment: %s", done.value)

    async def connect(self, url: str) -> None:
        """Speak with the office at that URL: questions at once, and sync for what waits."""
        await self.disconnect()
        crypto = NativeCrypto()
        self.office_at = url
        self.api = HttpCitizenApi(url, self.keys if self.keys.enrolled else None)
        self.queries.office = Queries(self.api, self.sealer, crypto)
        near = (urlsplit(url).hostname or "") in LOOPBACK
        pace = hurried(Pace(), KNOCK_SECONDS) if near else Pace()
        self.engine = Engine(self.store, self.api, self.keys, crypto, self.clock, self.time, pace=pace)
        self.engine.start()
        log.info("the office is at %s", url)

    async def disconnect(self) -> None:
        """Speak with no office any more."""
        engine, api = self.engine, self.api
        self.engine = self.api = self.queries.office = None
        if engine is not None:
            await engine.stop()
        if api is not None:
            await api.close()

    def ports(self) -> Ports:
        """What a session needs."""
        store = self.store
        return Ports(
            self.flows,
            self.clock,
            self.ids,
            self.keys,
            self.sealer,
            self.cards,
            store.drafts,
            store.outbox,
            store.receipts,
            store.datasets,
            self.codes,
            self.troubles,
            codes=self.codes,
            slips=SlipCodes(NativeCrypto(), self.keys),
            scanner=self.scanner if self.options.scanner else None,
            camera=self.camera,
            here=self.options.at,
            office_at=lambda: self.office_at,
        )

    def troubles(self) -> tuple[Text, ...]:
        """What everybody should read before they begin."""
        found: list[Text] = []
        if self.store.trouble is not Trouble.NONE:
            found.append(text("kiosk.trouble.no_room"))
        recovered = self.store.recovered
        if recovered is not None:
            found.append(text("kiosk.trouble.recovered", n=recovered.items))
        if recovered is not None and recovered.unreadable:
            found.append(text("kiosk.trouble.unreadable", n=recovered.unreadable))
        return tuple(found)

    # the screen

    async def main(self, page: ft.Page) -> None:
        """A client connected: a new session, and an end to the one before."""
        await self._leave()
        voice = Voice(self.driver, self.clips, self.sound, translator, after=DRAWN_SECONDS)
        session = Session(self.ports())
        around = Surroundings(
            guide=voice,
            printer=self.printer,
            inches=self.options.inches,
            lang=self.options.lang,
            demo=self.keys.demo,
            pull=self.cards.pull if self.keys.demo else None,
            typed=self.scanner.typed,
            signs=self.signs,
            headset=self.headset,
            ear=self.ear,
            reader=ClientReader(page),
        )
        screen = Screen(page, session, around)
        screen.idle = Idle(self.clock.monotonic(), idle=self.options.idle, warning=self.options.warning)
        self.screen, self.voice = screen, voice

        async def closed(_: ft.Event[ft.Page]) -> None:
            if self.screen is screen:
                await self._leave()

        page.on_close = closed
        screen.attach()
        self.begun.set()

    async def _leave(self) -> None:
        """Forget whoever was at the screen."""
        screen, voice = self.screen, self.voice
        self.screen = self.voice = None
        if screen is not None:
            screen.detach()
            await screen.session.wipe()
        if voice is not None:
            voice.wipe()
            await voice.close()

    def card_pulled(self) -> None:
        """The card in use was taken out: the session of its holder ends at once."""
        screen = self.screen
        if screen is not None and screen.session.level >= Level.L2:
            screen.session.spawn(self._end(screen))

    async def _end(self, screen: Screen) -> None:
        # Not as a task of the session, since ending cancels those.
        asyncio.get_running_loop().call_soon(lambda: asyncio.ensure_future(screen.end()))

    def news(self, _: str) -> None:
        """The store changed: what waits, or what became of it."""
        if self.screen is not None:
            self.screen.news()

    async def watch(self) -> None:
        """The idle watch, the age of drafts, and what is let go of in a pause, as long as the kiosk runs."""
        swept = self.clock.monotonic()
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self.screen is not None:
                await self.screen.watch()
            self.tidying.look(self._mark(), self.clock.monotonic())
            if self.clock.monotonic() - swept > 60:
                swept = self.clock.monotonic()
                for id in self.store.drafts.drop_older(self.clock.now() - timedelta(minutes=30)):
                    await self.keys.drop_draft(id)

    def _mark(self) -> object:
        """Another after every touch, and with every session."""
        screen = self.screen
        return None if screen is None else (id(screen), screen.idle.touched, screen.session.generation)

    async def close(self) -> None:
        """Let go of everything."""
        await self._leave()
        await self.disconnect()
        await self.driver.close()
        self.headset.close()
        self.store.close()
