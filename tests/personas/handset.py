"""A phone that personas hold: the phone's manners, owner, queries and own voice over a page in memory."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from typing import Final

from accessibility.preferences import Preferences
from accessibility.speech import OwnVoice
from accessibility.speech.telling import Said
from mobile.mouth import BrowserMouth
from mobile.owner import CARD, Owner
from mobile.seen import SeenQueries
from mobile.senses import PageCamera, PicturePrinter
from shared.app.keeping import OWN
from shared.app.ports import Asked, AskStatus, Opened
from shared.app.session import Session
from shared.app.state import Ports
from shared.domain.flow import Flow
from shared.domain.text import Text
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.surroundings import Surroundings
from tests.fakes.packs import every_pack
from tests.fakes.page import FakePage
from tests.fakes.phone import FakeBoxes, FakeVault
from tests.fakes.ports import World
from tests.personas.booth import Booth, Ear
from tests.personas.headless import PERSON_NUMBER, aim
from tests.personas.known import ME, PEOPLE

CODE: Final = "1" * 40
PIN: Final = "123456"
"""The one that every persona knows."""
VOICES: Final = [{"uri": "zh", "lang": "zh-CN"}, {"uri": "en", "lang": "en-GB"}]
PHOTO: Final = base64.b64encode(b"\xff\xd8\xff picture").decode()


class OwnEar(Ear):
    """What the phone's own voice says, as its transcript has it."""

    def __init__(self, page: FakePage) -> None:
        super().__init__()
        self.mouth = BrowserMouth(page.line)
        self._voice = OwnVoice(self.mouth, translator, self._said)
        self._on_page = False

    def speaks(self, lang: str) -> bool:
        return self._voice.speaks(lang)

    def page(self, session: Session, lang: str) -> None:
        self.page_said, self._on_page = (), True
        self._voice.page(session, lang)

    def why(self, session: Session, lang: str) -> None:
        self._on_page = False
        self._voice.why(session, lang)

    def warn(self, lang: str) -> None:
        self._on_page = False
        self._voice.warn(lang)

    def tell(self, what: Text, lang: str) -> None:
        self._on_page = False
        self._voice.tell(what, lang)

    def settle(self, preferences: Preferences) -> None:
        super().settle(preferences)
        self._voice.settle(preferences)

    def stop(self) -> None:
        super().stop()
        self._voice.stop()

    def wipe(self) -> None:
        super().wipe()
        self._voice.wipe()

    def _said(self, said: Said) -> None:
        self._add(said.words)
        if self._on_page:
            self.page_said = (*self.page_said, said.words)

    async def begun(self) -> None:
        """Until what was to be said is being said, or was silenced."""
        while self._voice.speaking and self._voice._unsaid:  # noqa: ASYNC110 - the voice tells nobody that it began
            await asyncio.sleep(0)


class Handset(Booth):
    """One phone in memory, with an owner where `bound` made it."""

    def __init__(self, width: float = 360, height: float = 780, *, owner: Owner, world: World, page: FakePage) -> None:
        self.client, self.owner = page, owner
        self.kept: list[str] = []
        super().__init__(width, height, world=world)

    @classmethod
    async def bound(cls, width: float = 360, height: float = 780) -> Handset:
        """A phone that is its owner's, and locked."""
        world = World(dict(FLOWS), dict(PEOPLE), every_pack())
        page = FakePage(voices={"voices": VOICES}, say={}, photo={"jpeg": PHOTO}, slip={"shared": False})
        world.queries.answers["bind"] = Asked(AskStatus.READY, {"bound": "bound", "id_number": ME, "name": PEOPLE[ME]})
        owner = await Owner.read(FakeVault(), FakeBoxes(), world.queries, world.ids.token)
        opened: Opened = await owner.claim(CODE, PIN)
        opened.proof.end()
        phone = cls(width, height, owner=owner, world=world, page=page)
        assert isinstance(phone.ear, OwnEar)
        await phone.ear.mouth.look()
        return phone

    def ports(self) -> Ports:
        """As `mobile.machine` wires them."""
        return replace(
            self.world.ports,
            cards=self.owner,
            queries=SeenQueries(self.world.queries, self.owner),
            keeping=OWN,
            camera=PageCamera(self.client.line),
            owner=self.owner,
            call=lambda number: self.client.line.tell("call", to=number),
        )

    def surroundings(self) -> Surroundings:
        """As `mobile.machine` gives them."""
        self.ear = OwnEar(self.client)
        return Surroundings(
            guide=self.ear,
            printer=PicturePrinter(self.client.line),
            keep=self.kept.append,
            demo=True,
            rare="",
            sleep=self.metronome.sleep,
        )

    async def settle(self) -> None:
        await super().settle()
        assert isinstance(self.ear, OwnEar)
        await self.ear.begun()

    async def aim(self, flow: Flow, *, card: bool) -> None:
        """An item that was submitted and delivered before, by the owner or by whoever typed their number."""
        await aim(self.session, flow, card=CARD if card else "", number=ME if card else PERSON_NUMBER)
        await self.settle()


__all__ = ["Handset"]
