"""One clerk's screen: turns keys and touches into the service's acts, and draws what came of them.

The service works in threads; while it does, nothing else is begun. The session's token is kept here and never sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Final, TypeVar

import flet as ft

from shared.backend.desk import acts, cases
from shared.backend.desk.clerks import Desk
from shared.backend.desk.doing import Shown, act_of, choices
from shared.backend.desk.errors import DeskError, NotLoggedIn
from shared.backend.desk.pages.act import act_sheet
from shared.backend.desk.pages.base import Sheet, top_bar
from shared.backend.desk.pages.case import case_sheet
from shared.backend.desk.pages.listing import IN_VIEW, listing_sheet
from shared.backend.desk.pages.login import login_sheet
from shared.backend.desk.pages.look import WAYS, DeskLook
from shared.backend.desk.phone_window import PhoneWindow
from shared.backend.desk.queue import waiting
from shared.domain.text import Text, text
from shared.i18n import translator
from shared.ui.components.error_box import error_box
from shared.ui.focus import give_focus
from shared.ui.look import LANGUAGES, locale
from shared.ui.scroller import Scroller
from shared.ui.theme import FAMILY, PALETTES, RARE, STEPS, XS, Metrics, S
from shared.ui.view import Act, Ui, heading, row, words

T = TypeVar("T")
log = logging.getLogger(__name__)
RARE_SOURCE: Final = "/desk/fonts/NuanchuangRare-Regular.otf"
TARGET: Final = 44
"""Least side of a target in dp (WCAG 2.2, 2.5.5), on a clerk's screen with a pointer."""


class DeskScreen:
    """The screen of one line."""

    def __init__(self, page: ft.Page, desk: Desk) -> None:
        self.page, self._desk = page, desk
        self._token = ""
        self._look = DeskLook()
        self._scroller = Scroller(lambda _: False)
        self._above, self._below = ft.Container(), ft.Container()
        self._shown = Shown()
        self._sheet: Sheet | None = None
        self._drawn = ""
        self._busy = False
        self._phones = PhoneWindow(desk, lambda: self._shown, lambda: self._token, self._ask, self._draw, self._queue)
        self._tasks: set[asyncio.Task[None]] = set()

    def attach(self) -> None:
        """Put the screen on its page."""
        page = self.page
        page.padding = page.spacing = 0
        page.theme, page.theme_mode = ft.Theme(font_family=FAMILY), ft.ThemeMode.LIGHT
        page.on_keyboard_event = self._key
        page.on_resize = self._resized
        page.on_close = self._closed
        page.controls = [
            ft.Column(
                [self._above, self._scroller.control, self._below],
                spacing=0,
                expand=True,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            )
        ]
        self._draw()
        page.fonts = {RARE: RARE_SOURCE}
        page.update()

    # drawing

    def _ui(self) -> Ui:
        size = Metrics(self.page.width or 1280, self.page.height or 900, self._look.body, STEPS, TARGET)
        return Ui(PALETTES[self._look.theme], size, translator(self._look.lang), self._look.lang)

    def _draw(self) -> None:
        ui, shown = self._ui(), self._shown
        sheet = self._draw_sheet(ui)
        self._sheet = sheet
        self.page.title, self.page.bgcolor = ui.say("desk.title"), ui.palette.page.ground
        codes = {code: locale(code) for code in LANGUAGES}
        self.page.locale_configuration = ft.LocaleConfiguration(list(codes.values()), codes[self._look.lang])
        ways = {name: self._changing(change) for name, change in WAYS.items()}
        self._above.content = top_bar(ui, shown.clerk.name if shown.clerk is not None else "", ways)
        self._above.bgcolor = self._below.bgcolor = ui.palette.bar.ground
        self._above.padding = self._below.padding = ft.Padding.symmetric(horizontal=S, vertical=XS)
        self._below.content = row(*sheet.acts, gap=XS, wrap=True)
        told: list[ft.Control] = []
        if shown.problem is not None:
            told.append(error_box(ui, "error.desk", ui.say(shown.problem)))
        elif shown.said is not None:
            told.append(ft.Semantics(identifier="desk.said", content=words(ui, ui.say(shown.said), bold=True)))
        anew = self._drawn != sheet.id
        self._drawn = sheet.id
        content = ft.Semantics(
            key=f"page.desk.{sheet.id}",
            identifier=f"page.desk.{sheet.id}",
            container=True,
            content=ft.Column(
                [heading(ui, sheet.title), *told, *sheet.main],
                spacing=XS,
                tight=True,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
        )
        self._scroller.put(ui, content, anew=anew or shown.problem is not None, earlier=False, later=False)
        self.page.update()
        if anew and sheet.focus is not None:
            self._spawn(give_focus(sheet.focus))

    def _draw_sheet(self, ui: Ui) -> Sheet:
        shown = self._shown
        flows = self._desk.office.flows
        if shown.page == "case" and shown.case is not None:
            return case_sheet(
                ui,
                shown.case,
                flows,
                shown=shown.full,
                pictures=shown.pictures,
                begin=self._begin,
                look=self._picture,
                reveal=self._reveal,
                back=self._leave,
            )
        if shown.page == "act" and shown.case is not None:
            return act_sheet(
                ui,
                shown.verb,
                shown.case.name or shown.case.masked,
                shown.reason,
                choices(ui, shown),
                shown.chosen,
                typed=shown.typed_reason,
                choose=self._choose,
                begin_with=self._begin_with,
                send=self._send,
                back=self._to_case,
            )
        if shown.page in ("phones", "stop_phone"):
            return self._phones.sheet(ui)
        if shown.page == "queue":
            doing: dict[str, Act] = {"all": self._all, "refresh": self._queue, "logout": self._log_out}
            doing["phones"] = self._phones.open
            if shown.first > 0:
                doing["earlier"] = self._earlier
            if shown.first + IN_VIEW < len(shown.lines):
                doing["later"] = self._later
            return listing_sheet(
                ui, shown.lines, flows, shown.first, everything=shown.everything, open_item=self._open, acts=doing
            )
        return login_sheet(ui, shown.name, shown.typed, self._log_in)

    # what the bar does

    def _changing(self, change: Callable[[DeskLook], DeskLook]) -> Act:
        async def act() -> None:
            self._look = change(self._look)
            self._draw()

        return act

    def _resized(self, _: ft.PageResizeEvent) -> None:
        if self._drawn != "login":  # nothing there depends on the size, and what is typed must stay
            self._draw()

    # logging in and out

    async def _log_in(self) -> None:
        name, password = self._shown.name, self._shown.password
        self._shown.password = ""
        token = await self._ask(lambda: self._desk.log_in(name, password))
        if token is None:
            self._drawn = ""  # the fields anew, the password empty
            self._draw()
            return
        self._token = token
        self._shown = Shown(page="queue", clerk=await self._ask(lambda: self._desk.whose(token)))
        await self._queue()

    async def _log_out(self) -> None:
        token, self._token = self._token, ""
        self._shown = Shown(said=text("desk.logged_out"))
        self._draw()
        await asyncio.to_thread(self._desk.log_out, token)

    async def _closed(self, _: ft.Event[ft.Page]) -> None:
        """The page is gone for good: the clerk is logged out, and what they had before them is free."""
        if self._token:
            token, self._token = self._token, ""
            await asyncio.to_thread(self._desk.log_out, token)

    # the list

    async def _queue(self) -> None:
        everything = self._shown.everything
        found = await self._ask(lambda: waiting(self._desk, self._token, everything=everything))
        if found is not None:
            shown = self._shown
            shown.page, shown.lines, shown.case = "queue", found, None
            shown.first = 0 if shown.first >= len(found) else shown.first
        self._draw()

    async def _all(self) -> None:
        self._shown.everything, self._shown.first = not self._shown.everything, 0
        await self._queue()

    async def _earlier(self) -> None:
        self._shown.first = max(0, self._shown.first - IN_VIEW)
        self._draw()

    async def _later(self) -> None:
        self._shown.first += IN_VIEW
        self._draw()

    # a case

    async def _open(self, item: str) -> None:
        self._shown.said = None
        case = await self._ask(lambda: cases.open_case(self._desk, self._token, item))
        if case is None:
            self._draw()
            return
        shown = self._shown
        shown.page, shown.case, shown.full, shown.pictures = "case", case, False, {}
        self._draw()

    async def _leave(self) -> None:
        case = self._shown.case
        if case is not None:
            await self._ask(lambda: cases.leave_case(self._desk, self._token, case.item))
        self._shown.case, self._shown.pictures = None, {}
        await self._queue()

    async def _reveal(self) -> None:
        case = self._shown.case
        if case is not None and await self._did(lambda: cases.reveal(self._desk, self._token, case.item)):
            self._shown.full = True
        self._draw()

    async def _picture(self, number: int) -> None:
        case = self._shown.case
        if case is not None:
            found = await self._ask(lambda: cases.attachment(self._desk, self._token, case.item, number))
            if found is not None:
                self._shown.pictures[number] = found[1]
        self._draw()

    async def _to_case(self) -> None:
        self._shown.page = "case"
        self._draw()

    # an act

    async def _begin(self, verb: str) -> None:
        shown = self._shown
        if verb == "pass_on":
            shown.colleagues = await self._ask(lambda: acts.colleagues(self._desk, self._token)) or ()
        if shown.page == "case":
            shown.page, shown.verb, shown.chosen, shown.reason = "act", verb, "", ""
        self._draw()

    def _choose(self, value: str) -> None:
        self._shown.chosen = value
        self._draw()

    def _begin_with(self, sentence: str) -> None:
        self._shown.reason = sentence
        self._draw()

    async def _send(self) -> None:
        shown, desk, token = self._shown, self._desk, self._token
        case, reason, chosen = shown.case, shown.reason, shown.chosen
        if case is None:
            return
        if choices(self._ui(), shown) and not chosen:
            shown.problem = text("ui.choose_first")
            self._draw()
            return
        if await self._did(act_of(desk, token, case.item, shown.verb, chosen, reason)):
            shown.said = text("desk.act.done", what=Text(f"desk.verb.{shown.verb}"))
            shown.case, shown.pictures, shown.reason = None, {}, ""
            await self._queue()
        else:
            self._draw()

    # keys, threads

    async def _key(self, event: ft.KeyboardEvent) -> None:
        if self._sheet is None or event.meta:
            return
        name = event.key.removeprefix("Numpad ").removeprefix("Digit ")
        if name in ("Page Down", "Page Up"):
            await self._scroller.turn(+1 if name == "Page Down" else -1)
            return
        held = "".join(word for word, down in (("Ctrl+", event.ctrl), ("Alt+", event.alt)) if down)
        act = self._sheet.keys.get(held + (name.upper() if len(name) == 1 else name))
        if act is not None:
            await act()

    async def _ask(self, work: Callable[[], T]) -> T | None:
        """What the service gave, in a thread of its own; None where it refused (the problem is then shown), or where
        something else is being done."""
        if self._busy:
            return None
        self._busy = True
        self._shown.problem = None
        try:
            return await asyncio.to_thread(work)
        except NotLoggedIn as error:
            self._token = ""
            known = self._shown.page != "login"
            self._shown = Shown(problem=error.words if known else None)
        except DeskError as error:
            self._shown.problem = error.words
        finally:
            self._busy = False
        return None

    async def _did(self, work: Callable[[], None]) -> bool:
        """Whether it was done."""

        def done() -> bool:
            work()
            return True

        return await self._ask(done) is True

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
