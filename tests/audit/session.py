"""One audit of some places in some looks: walks, looks, judges, tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Browser

from shared.app.session import Session
from shared.domain.flow import Flow
from shared.flows import FLOWS
from tests.audit.camera import Camera
from tests.audit.looks import Look
from tests.audit.rules import judge
from tests.audit.rules.places import Standing
from tests.audit.seen import Finding
from tests.audit.stage import Stage, stage
from tests.audit.tour import Place, Tour
from tests.fakes.ports import World

MOST_VIEWS: Final = 5
"""Views of one long page, turned by `page.down`."""
LONGER: Final = (12, 60)
"""Frames for which a page stands before what was found is looked for again, and once more."""
LONGEST: Final = 180.0
"""Seconds that a look may take, with all of its views."""
Told = Callable[[Place, Look, Sequence[Finding]], None]
Wanted = Callable[[Place], Sequence[Look]]


@asynccontextmanager
async def limit(place: Place, look: Look, seconds: float = LONGEST) -> AsyncIterator[None]:
    """Raises TimeoutError, which names the look, once it took so long: a client that answers no more never would."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise TimeoutError(f"{place.name} [{look}] did not come to stand") from error


@dataclass(slots=True)
class Audit:
    """`wanted` gives the looks of a place that are still to be had; `keyed` whether to go round it by Tab, too."""

    stage: Stage
    camera: Camera
    wanted: Wanted
    told: Told
    keyed: Callable[[Place, Look], bool]
    views: int = MOST_VIEWS
    standing: Standing = field(default_factory=Standing)

    async def run(self, flows: Mapping[str, Flow] = FLOWS) -> None:
        """All of it."""
        await Tour(self._begin, self._visit).whole(flows)

    def _begin(self, world: World) -> Session:
        return self.stage.begin(world)

    async def _visit(self, _: Session, place: Place) -> None:
        looks = list(self.wanted(place))
        if looks[-1:] == [self.stage.look]:  # as it stands there already
            looks.reverse()
        for look in looks:
            async with limit(place, look):
                await self.stage.show(look, place.state)
                found = await self.look_at(place, look)
            self.told(place, look, found)

    async def look_at(self, place: Place, look: Look) -> list[Finding]:
        """Every view of the page in that look."""
        keyed = self.keyed(place, look)
        found = await self._judged(place, look, keys=keyed)
        if keyed:
            await self.stage.top()
        for _ in range(self.views):
            if not await self.stage.turn():
                break
            found.extend(await self._judged(place, look))
        await self.stage.top(wait=False)
        return list(dict.fromkeys(found))

    async def _judged(self, place: Place, look: Look, *, keys: bool = False) -> list[Finding]:
        """What is found in one view; a fault stays, so what a later look does not find was still on its way."""
        found = await self._found(place, look, keys=keys)
        for frames in LONGER:
            if not found:
                break
            if keys:
                await self.stage.top()
            await self.stage.settle(frames)
            again = {(f.rule, f.thing) for f in await self._found(place, look, keys=keys)}
            found = [f for f in found if (f.rule, f.thing) in again]
        return found

    async def _found(self, place: Place, look: Look, *, keys: bool) -> list[Finding]:
        seen = await self.camera.take(place.name, look, keys=keys)
        return [*judge(seen), *self.standing.find(seen)]


@asynccontextmanager
async def audit(
    browser: Browser, wanted: Wanted, told: Told, keyed: Callable[[Place, Look], bool], views: int = MOST_VIEWS
) -> AsyncIterator[Audit]:
    """An audit on a stage of its own."""
    async with stage(browser, lit=False) as opened:
        yield Audit(opened, Camera(opened), wanted, told, keyed, views)
