"""What a clerk does about lost phones, page by page: look for a person, choose a phone, say why, stop it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from shared.backend.desk.clerks import Desk
from shared.backend.desk.doing import Shown
from shared.backend.desk.pages.act import act_sheet
from shared.backend.desk.pages.base import Sheet, tail
from shared.backend.desk.pages.phones import phones_sheet
from shared.backend.desk.phones import STOP, phones_of, stop_phone
from shared.domain.text import Text, text
from shared.ui.view import Ui

T = TypeVar("T")


class Asking(Protocol):
    """What the service gave, or None where it refused and the problem is shown (`DeskScreen._ask`)."""

    def __call__(self, work: Callable[[], T]) -> Awaitable[T | None]: ...


@dataclass(frozen=True, slots=True)
class PhoneWindow:
    """The pages about phones of one screen. `queue` leads back to what waits."""

    desk: Desk
    shown: Callable[[], Shown]
    token: Callable[[], str]
    ask: Asking
    draw: Callable[[], None]
    queue: Callable[[], Awaitable[None]]

    def sheet(self, ui: Ui) -> Sheet:
        """The page on the screen."""
        shown = self.shown()
        if shown.page == "phones" or shown.phones is None:
            return phones_sheet(
                ui,
                shown.number,
                shown.phones,
                typed=shown.typed_number,
                find=self._find,
                choose=self._choose,
                back=self.queue,
            )
        return act_sheet(
            ui,
            STOP,
            shown.phones.name or tail(ui, shown.phones.masked),
            shown.reason,
            (),
            "",
            typed=shown.typed_reason,
            choose=shown.typed_reason,
            begin_with=self._begin_with,
            send=self._stop,
            back=self._back,
        )

    async def open(self) -> None:
        """Nobody is looked for yet."""
        shown = self.shown()
        shown.page, shown.number, shown.phones, shown.said = "phones", "", None, None
        self.draw()

    async def _find(self) -> None:
        shown, number = self.shown(), self.shown().number
        shown.phones = await self.ask(lambda: phones_of(self.desk, self.token(), number))
        if shown.phones is not None:
            shown.number = ""  # from here on its last four are enough
        self.draw()

    async def _choose(self, phone: str) -> None:
        shown = self.shown()
        shown.page, shown.phone, shown.reason = "stop_phone", phone, ""
        self.draw()

    async def _back(self) -> None:
        self.shown().page = "phones"
        self.draw()

    def _begin_with(self, sentence: str) -> None:
        self.shown().reason = sentence
        self.draw()

    async def _stop(self) -> None:
        shown = self.shown()
        whose, phone, reason = shown.phones, shown.phone, shown.reason
        if whose is None:
            return

        def stopped() -> bool:
            stop_phone(self.desk, self.token(), whose, phone, reason)
            return True

        if await self.ask(stopped):
            shown.said = text("desk.act.done", what=Text(f"desk.verb.{STOP}"))
            shown.phones, shown.number, shown.reason = None, "", ""
            await self.queue()
        else:
            self.draw()
