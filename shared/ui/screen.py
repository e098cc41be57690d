"""One screen: draws the session's page between two bars, and turns touches into the session's actions.

A change draws only what changed: the bars are kept while their words stay the same, and a key of a keypad sends one
small control. Nothing here waits for the network or the disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import flet as ft

from shared.app.idle import Idle, IdleState
from shared.app.pages import At, Page
from shared.app.ports import Printed, Printer, ReceiptRow, Slip
from shared.app.session import Session
from shared.domain.text import text, verbatim
from shared.i18n import Translator, translator
from shared.ui.components.bars import Said, Sound, Ways, bar_a, bar_b
from shared.ui.components.options import IN_VIEW
from shared.ui.guide import Guide, Silent
from shared.ui.look import Look
from shared.ui.pages import Drawn, Scene, draw
from shared.ui.scroller import Scroller
from shared.ui.theme import FAMILY, PALETTES, RARE, RARE_SOURCE, XS, L, M, S, metrics
from shared.ui.view import Ui, column, heading, press, words

log = logging.getLogger(__name__)
PRIVATE_PAGES = (At.PIN, At.NUMBER)


@dataclass(slots=True)
class Surroundings:
    """What the shell gives the screen besides the session."""

    words: Callable[[str], Translator] = translator
    guide: Guide = field(default_factory=Silent)
    printer: Printer | None = None
    inches: float | None = None
    lang: str = "zh"
    demo: bool = False
    pull: Callable[[], None] | None = None
    """Takes the demo card out of its reader."""


class Screen:
    """The screen of one session."""

    def __init__(self, page: ft.Page, session: Session, around: Surroundings) -> None:
        self.page, self.session, self.around = page, session, around
        self.look = Look(lang=around.lang)
        self.idle = Idle(session.ports.clock.monotonic())
        self.warned = False
        self._scroller = Scroller(self._more)
        self._above, self._below = ft.Container(), ft.Container()
        self._above_key: object = None
        self._below_key: object = None
        self._shown: Page | None = None
        self._scene: Scene | None = None
        self._drawn: Drawn | None = None
        self._told = ""
        self._ui = self._new_ui()
        self._soon = False
        self._person = False
        self._ways = self._all_ways()
        self._stop_listening = session.listen(self.draw_soon)

    # beginning and end

    def attach(self) -> None:
        """Put the screen on its page."""
        page = self.page
        page.title = self._ui.say("kiosk.name")
        page.padding = 0
        page.spacing = 0
        page.theme = ft.Theme(font_family=FAMILY)
        page.theme_mode = ft.ThemeMode.LIGHT
        page.on_resize = self._resized
        page.on_keyboard_event = self._key
        page.controls = [
            ft.Column(
                [self._above, self._scroller.control, self._below],
                spacing=0,
                expand=True,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            )
        ]
        self._put()
        page.update()
        page.fonts = {RARE: RARE_SOURCE}
        page.update()
        self._say()

    def detach(self) -> None:
        """The screen is gone: nothing is drawn or said any more."""
        self._stop_listening()
        self.around.guide.stop()

    def fresh(self) -> None:
        """As for the next person: default size, theme and language, nothing entered, nothing said."""
        self.look = Look(lang=self.around.lang)
        self._shown = self._scene = None
        self.warned = False
        self.around.guide.wipe()
        self._ui = self._new_ui()

    # what is drawn

    def _new_ui(self) -> Ui:
        width, height = self.page.width or 1080, self.page.height or 1920
        size = metrics(width, height, self.look.body, self.around.inches)
        return Ui(PALETTES[self.look.theme], size, self.around.words(self.look.lang), self.look.lang, self.touched)

    def draw_soon(self) -> None:
        """Draw once, before anything else happens, however much changed."""
        if not self._soon:
            self._soon = True
            asyncio.get_running_loop().call_soon(self._draw_now)

    def _draw_now(self) -> None:
        self._soon = False
        here = self.session.person is not None
        if self._person and not here and self.session.page.at in (At.HOME, At.ENDED):
            self.fresh()
        self._person = here
        before = self._shown, self.session.problem
        self._put()
        self.page.update()
        if (self._shown, self.session.problem) != before:
            self._say()

    def redraw(self) -> None:
        """Draw the page again after something on it changed."""
        self._put()
        self.page.update()

    def _put(self) -> None:
        session, ui = self.session, self._ui
        anew = self._shown != session.page
        if anew or self._scene is None:
            self._shown = session.page
            self._scene = Scene(ui, session, self.redraw, self._update, session.entry())
            self._load()
        scene = self._scene
        scene.ui = ui
        scene.slip = self._print if self.around.printer is not None else None
        self.page.bgcolor = ui.palette.page.ground
        drawn = self._warning() if self.warned else draw(scene)
        self._drawn = drawn
        self._put_bars(drawn)
        id = "page.idle" if self.warned else f"page.{session.page.id}"
        content = ft.Semantics(
            key=id,  # another page is another node, so that no reader of the screen mistakes it for the old one
            identifier=id,
            container=True,
            content=self._layout(drawn),
        )
        self._scroller.put(
            ui,
            content,
            anew=anew,
            earlier=scene.first > 0,
            later=scene.first + IN_VIEW < drawn.total,
        )

    def _update(self, control: ft.Control) -> None:
        control.update()

    def _layout(self, drawn: Drawn) -> ft.Control:
        ui = self._ui
        head: list[ft.Control] = []
        if drawn.title:
            head.append(heading(ui, drawn.title))
        if drawn.help or drawn.beside is not None:
            head.append(self._help_line(drawn))
        gap = S if ui.size.landscape or ui.size.width < 900 else M
        if ui.size.landscape and drawn.side:
            body: ft.Control = ft.Row(
                [
                    ft.Container(content=column(*head, *drawn.top, *drawn.main, *drawn.after, gap=gap), expand=1),
                    ft.Container(content=column(*drawn.side), expand=1),
                ],
                spacing=L,
                vertical_alignment=ft.CrossAxisAlignment.START,
            )
        else:
            body = column(column(*head, gap=XS), *drawn.top, *drawn.main, *drawn.side, *drawn.after, gap=gap)
        if not drawn.container:
            return body
        return ft.Semantics(identifier=drawn.container, container=True, content=body)

    def _help_line(self, drawn: Drawn) -> ft.Control:
        ui = self._ui
        help = words(ui, drawn.help, ink=ui.palette.secondary)
        if drawn.beside is None:
            return help
        if ui.size.narrow:
            return column(help, ft.Row([drawn.beside]), gap=XS)
        return ft.Row(
            [ft.Container(content=help, expand=True), drawn.beside],
            spacing=S,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )

    def _warning(self) -> Drawn:
        ui = self._ui

        async def extend() -> None:
            """Touching it is all that is needed."""

        button = press(
            ui,
            "idle.extend",
            words(ui, ui.say("kiosk.idle.extend"), bold=True, centre=True, ink=ui.palette.primary.ink),
            extend,
            pair=ui.palette.primary,
            tall=ui.size.option * 1.5,
        )
        return Drawn(ui.say("kiosk.idle.title"), ui.say("kiosk.idle.help"), main=(button,), back=False)

    # the bars

    def _all_ways(self) -> Ways:
        return Ways(
            home=self._act(self.session.home),
            smaller=self._act(self._smaller),
            larger=self._act(self._larger),
            contrast=self._act(self._contrast),
            language=self._act(self._language),
            speech=self._act(self._speech),
            back=self._act(self.session.back),
            repeat=self._act(self._repeat),
            help=self._act(self._help),
            next=self._act(self._next),
            end=self._act(self._end),
            outbox=self._act(self._outbox),
            pull=self._act(self._pull),
        )

    def _act(self, then: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            await then()

        return act

    def _put_bars(self, drawn: Drawn) -> None:
        ui, session, all = self._ui, self.session, self._ways
        at, steps = session.page.at, ui.size.steps
        waiting = session.ports.outbox.waiting()
        flow = session.flow() if at not in (At.HOME, At.WAITING, At.HELP, At.ENDED) else None
        said = Said(
            where=drawn.where or (ui.say(flow.title) if flow is not None else ui.say("kiosk.name")),
            progress=drawn.progress,
            next=ui.say(drawn.next_label),
            waiting=ui.say("kiosk.bar.waiting", n=waiting.count) if waiting.count else ui.say("kiosk.bar.none"),
            count=waiting.count,
            sound=self._sound(),
            next_id=drawn.next_id,
            demo=self.around.demo,
        )
        active = session.person is not None or session.journey is not None
        ways = replace(
            all,
            home=all.home if at is not At.HOME else None,
            smaller=all.smaller if ui.size.body > steps[0] else None,
            larger=all.larger if ui.size.body < steps[-1] else None,
            speech=all.speech if self.around.guide.available else None,
            back=all.back if drawn.back else None,
            repeat=all.repeat if self.around.guide.available and self.look.aloud else None,
            help=all.help if at is not At.HELP else None,
            next=all.next if drawn.next is not None else None,
            end=all.end if active and at not in (At.CONFIRM_END, At.ENDED) else None,
            outbox=all.outbox if at is not At.WAITING else None,
            pull=all.pull if self.around.pull is not None and session.proof is not None else None,
        )
        above = (id(ui), said.where, said.progress, said.sound, ways.home, ways.smaller, ways.larger, ways.pull)
        if above != self._above_key:
            self._above_key, self._above.content = above, bar_a(ui, said, ways)
        below = (
            id(ui),
            said.next,
            said.next_id,
            said.waiting,
            ways.back,
            ways.repeat,
            ways.help,
            ways.next,
            ways.end,
            ways.outbox,
        )
        if below != self._below_key:
            self._below_key, self._below.content = below, bar_b(ui, said, ways)

    def _sound(self) -> Sound:
        if not self.around.guide.available:
            return Sound.MISSING
        return Sound.ON if self.look.aloud else Sound.OFF

    # what the bars do

    async def _next(self) -> None:
        if self._drawn is not None and self._drawn.next is not None:
            await self._drawn.next()

    async def _repeat(self) -> None:
        self.around.guide.page(self.session, self.look.lang)

    async def _help(self) -> None:
        self.session.help()

    async def _end(self) -> None:
        self.session.ask_end()

    async def _outbox(self) -> None:
        self.session.waiting()

    async def _smaller(self) -> None:
        self._relook(self.look.resized(self._ui.size, -1))

    async def _larger(self) -> None:
        self._relook(self.look.resized(self._ui.size, +1))

    async def _contrast(self) -> None:
        self._relook(self.look.contrasted())

    async def _language(self) -> None:
        self._relook(self.look.other_language())
        self._say()

    async def _speech(self) -> None:
        self._relook(replace(self.look, aloud=not self.look.aloud))
        self._say()

    def _relook(self, look: Look) -> None:
        language = look.lang != self.look.lang
        self.look = look
        self._ui = self._new_ui()
        if language:
            self.page.locale_configuration = ft.LocaleConfiguration(current_locale=locale(look.lang))
        self.redraw()

    def _resized(self, _: ft.PageResizeEvent) -> None:
        new = metrics(self.page.width or 1080, self.page.height or 1920, self.look.body, self.around.inches)
        if new != self._ui.size:
            self._ui = self._new_ui()
            self.redraw()

    def _more(self, by: int) -> bool:
        scene = self._scene
        if scene is None:
            return False
        scene.first = max(0, scene.first + by * IN_VIEW)
        self.redraw()
        return True

    # voice, printing, lists

    def _say(self) -> None:
        if not self.look.aloud:
            return
        if self.warned:
            self.around.guide.warn(self.look.lang)
        else:
            self.around.guide.page(self.session, self.look.lang)

    def _load(self) -> None:
        """Fetch the person's own receipts for the page that lists them, which is drawn before they are there."""
        scene = self._scene
        if scene is None or self.session.page.at is not At.WAITING:
            return

        async def load() -> None:
            rows: tuple[ReceiptRow, ...] = await self.session.own_receipts()
            if scene is self._scene and rows:
                scene.receipts = rows
                self.redraw()

        self.session.spawn(load())

    async def _print(self) -> None:
        scene, row, printer = self._scene, self.session.receipt_row(), self.around.printer
        item = self.session.items.get(row.id) if row is not None else None
        if scene is None or row is None or item is None or printer is None:
            return
        sealer = self.session.ports.sealer
        slip = Slip(
            text("kiosk.receipt.slip"),
            (verbatim(row.number), text(f"outbox.state.{row.state.value}"), text("kiosk.receipt.undo")),
            sealer.slip_code(item, row.acknowledgement, secret=True),
            sealer.slip_code(item, row.acknowledgement, secret=False),
        )
        done = await printer.print(slip, self.look.lang)
        scene.printed = self._ui.say(f"kiosk.print.{done.value if isinstance(done, Printed) else 'failed'}")
        self.redraw()

    async def _pull(self) -> None:
        if self.around.pull is not None:
            self.around.pull()

    def news(self) -> None:
        """The store changed: draw what shows it, and leave alone a page on which somebody is entering something."""
        if self.session.page.at in (At.RECEIPT, At.WAITING):
            self._load()
            self.redraw()
        elif self._drawn is not None:
            self._put_bars(self._drawn)
            self.page.update()

    async def end(self) -> None:
        """End the session, whoever asked for it."""
        self.around.guide.stop()
        await self.session.end()

    # time and keys

    def touched(self) -> None:
        """Something was done: the watch begins anew, the voice is silent, a warning goes."""
        self.idle = self.idle.touch(self.session.ports.clock.monotonic())
        self.around.guide.stop()
        if self.warned:
            self.warned = False
            self.redraw()

    async def watch(self) -> None:
        """Look at the idle watch once: warn, or forget everything."""
        state = self.idle.state(self.session.ports.clock.monotonic())
        busy = self.session.person is not None or self.session.journey is not None
        if state is IdleState.LEFT:
            self.idle = self.idle.touch(self.session.ports.clock.monotonic())
            if busy or self.look != Look(lang=self.around.lang) or self.session.page.at is not At.HOME:
                await self.session.wipe()
                self.fresh()
                self.session.changed()
        elif state is IdleState.WARNING and busy and not self.warned:
            self.warned = True
            self.redraw()
            self._say()

    async def _key(self, event: ft.KeyboardEvent) -> None:
        """Keys of a keypad or keyboard: digits choose, Escape goes back, F1 asks for help."""
        act = self._key_act(event.key)
        if act is not None:
            self.touched()
            await act()

    def _key_act(self, key: str) -> Callable[[], Awaitable[None]] | None:
        match key:
            case "Escape":
                return self._ways.back
            case "F1":
                return self._ways.help
            case "F2":
                return self._ways.repeat
            case _:
                return None


def locale(lang: str) -> ft.Locale:
    """What `<html lang>` says."""
    return ft.Locale("zh", "CN", "Hans") if lang == "zh" else ft.Locale(lang)
