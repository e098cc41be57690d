"""What the judge knows of a screen that stands in this process, and time that passes when told."""

from __future__ import annotations

from shared.app.pages import At
from shared.app.session import Session
from shared.domain.flow import Flow
from tests.fakes.metronome import Metronome
from tests.personas.headless import PERSON_NUMBER, aim

ME = "110101195001010025"
PEOPLE = {ME: "王秀英", "110101195801010031": "李建国"}


class Known:
    """The base of every stand. `settle` lets everything that was begun come to rest."""

    session: Session
    metronome: Metronome

    async def settle(self) -> None:
        """Until nothing is under way any more."""
        raise NotImplementedError

    # time

    async def lit(self) -> float:
        """The metronome strikes."""
        passed = self.metronome.strike()
        await self.settle()
        return passed

    async def pause(self, seconds: float) -> None:
        """By the metronome."""
        self.metronome.wait(seconds)

    # the judge's

    @property
    def at(self) -> str:
        """The id of the page."""
        return self.session.page.id

    @property
    def progress(self) -> object:
        """Page, journey and person."""
        return self.session.page, self.session.journey, self.session.person

    def ended(self, flow: Flow) -> At | None:
        """As the session says."""
        if self.session.page.at in (At.RECEIPT, At.PRACTISED):
            return self.session.page.at
        return At.STEP if self.session.journey is not None and self.session.journey.ended is not None else None

    async def practise(self) -> None:
        """Led there, since the screen may be dark."""
        await self.session.practice()
        await self.settle()

    async def aim(self, flow: Flow, *, card: bool) -> None:
        """An item that was submitted and delivered before, by whoever stands here."""
        await aim(self.session, flow, card=ME if card else "", number=ME if card else PERSON_NUMBER)
        await self.settle()
