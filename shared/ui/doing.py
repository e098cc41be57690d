"""What the bars of a screen do, whatever the page."""

from __future__ import annotations

from shared.app.pages import At
from shared.ui.shown import Shown


class Doing(Shown):
    """The screen, as far as its bars work it."""

    def touched(self, id: str = "") -> None:
        """Something was done."""
        raise NotImplementedError

    async def step_back(self) -> bool:
        """What a phone's own gesture does: 返回, where the page has it. False on the first page, which may be left."""
        if self.session.page.at is At.HOME:
            return False
        if self._drawn is not None and self._drawn.back:
            self.touched("nav.back")
            await self.session.back()
        return True

    async def _next(self) -> None:
        if self._drawn is not None and self._drawn.next is not None:
            await self._drawn.next()

    async def _repeat(self) -> None:
        self.around.guide.page(self.session, self.manners.now.lang)

    async def _help(self) -> None:
        self.session.help()

    async def _end(self) -> None:
        """Ask once; who only set how they want to be met has nothing to lose, and is not asked."""
        if self.session.person is None and self.session.journey is None and not self.session.practising:
            await self.session.end()
        else:
            self.session.ask_end()

    async def _outbox(self) -> None:
        self.session.waiting()

    async def _language(self) -> None:
        self.session.preferences("lang")

    async def _settings(self) -> None:
        self.session.preferences()
