"""One screen: draws the session's page between two bars, and turns touches into the session's actions.

A change draws only what changed: the bars are kept while their words stay the same, and a key of a keypad sends one
small control. Nothing here waits for the network or the disk.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import flet as ft

from shared.app.idle import Idle, IdleState
from shared.app.pages import At, Page
from shared.app.ports import Delivery
from shared.app.session import Session
from shared.ui.components.bars import Sound, Ways
from shared.ui.components.options import IN_VIEW
from shared.ui.focus import give_focus
from shared.ui.frame import Around, Frame
from shared.ui.layout import idle_page, layout
from shared.ui.look import LANGUAGES, Look, locale
from shared.ui.pages import Drawn, Scene, draw
from shared.ui.scroller import Scroller
from shared.ui.slip import print_slip
from shared.ui.surroundings import Surroundings
from shared.ui.theme import FAMILY, PALETTES, RARE, RARE_SOURCE, metrics
from shared.ui.view import Ui

log = logging.getLogger(__name__)
PRIVATE_PAGES = (At.PIN, At.NUMBER)


class Screen:
    """The screen of one session."""

    def __init__(self, page: ft.Page, session: Session, around: Surroundings) -> None:
        self.page, self.session, self.around = page, session, around
        self.look = Look(lang=around.lang)
        self.idle = Idle(session.ports.clock.monotonic())
        self.warned = False
        self._scroller = Scroller(self._more)
        self._shown: Page | None = None
        self._scene: Scene | None = None
        self._drawn: Drawn | None = None
        self._told = ""
        self._ui = self._new_ui()
        self._soon = False
        self._focus = ""
        self._heard: tuple[object, ...] = ()
        self._focused: ft.Button | None = None
        self._generation = self._forgotten = session.generation
        self._frame = Frame(self._all_ways())
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
        self._speak_language()
        page.controls = [
            ft.Column(
                [self._frame.above, self._scroller.control, self._frame.below],
                spacing=0,
                expand=True,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            )
        ]
        self._put()
        page.update()
        page.fonts = {RARE: RARE_SOURCE}
        self._send()

    def detach(self) -> None:
        """The screen is gone: nothing is drawn or said any more."""
        self._stop_listening()
        self.around.guide.stop()

    def fresh(self) -> None:
        """As for the next person: default size, theme and language."""
        self._generation = self.session.generation
        self.warned = False
        self._relook(Look(lang=self.around.lang), draw=False)

    # what is drawn

    def _new_ui(self) -> Ui:
        width, height = self.page.width or 1080, self.page.height or 1920
        size = metrics(width, height, self.look.body, self.around.inches)
        said_in = self.around.words(self.look.lang)
        return Ui(PALETTES[self.look.theme], size, said_in, self.look.lang, self.touched, self._made)

    def draw_soon(self) -> None:
        """Draw once, before anything else happens, however much changed."""
        if not self._soon:
            self._soon = True
            asyncio.get_running_loop().call_soon(self._draw_now)

    def _draw_now(self) -> None:
        self._soon = False
        if self._forgotten != self.session.generation:
            self._forgotten = self.session.generation
            self.around.guide.wipe()
            self._shown = self._scene = None
        if self._generation != self.session.generation and self.session.page.at is At.HOME:
            self.fresh()
        self._put()
        self._send()

    def redraw(self) -> None:
        """Draw the page again after something on it changed."""
        self._put()
        self._send()

    def _send(self) -> None:
        """Send what was drawn; the control that had the focus takes it again, for who works with keys."""
        self.page.update()
        button, self._focused = self._focused, None
        if button is not None:
            self.session.spawn(give_focus(button))
        news = self._news()
        if news != self._heard:
            self._heard = news
            self._say()

    def _news(self) -> tuple[object, ...]:
        """What is worth saying when it changes: the page, what is wrong on it, and that a claim has arrived."""
        session = self.session
        row = session.receipt_row() if session.page.at is At.RECEIPT else None
        arrived = row is not None and row.state is Delivery.DELIVERED
        return self.warned, session.page, session.problem, sum(session.failures.values()), arrived

    def _made(self, id: str, button: ft.Button) -> None:
        if id and id == self._focus:
            self._focused = button

    def _put(self) -> None:
        session, ui = self.session, self._ui
        anew = self._shown != session.page
        if anew or self._scene is None:
            self._focus = self._focus if self._focus.startswith("nav.") else ""
            self._shown = session.page
            self._scene = Scene(ui, session, self.redraw, self._update, session.entry(), tell=self._say)
            self._load()
        scene = self._scene
        scene.ui = ui
        scene.slip = self._print if self.around.printer is not None else None
        self.page.bgcolor = ui.palette.page.ground
        drawn = idle_page(ui) if self.warned else draw(scene)
        self._drawn = drawn
        self._frame.put(ui, session, drawn, self._surroundings())
        id = "page.idle" if self.warned else f"page.{session.page.id}"
        content = ft.Semantics(
            key=id,  # another page is another node, so that no reader of the screen mistakes it for the old one
            identifier=id,
            container=True,
            content=layout(ui, drawn),
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

    # the bars

    def _all_ways(self) -> Ways:
        return Ways(
            home=self.session.home,
            smaller=self._smaller,
            larger=self._larger,
            contrast=self._contrast,
            language=self._language,
            speech=self._speech,
            back=self.session.back,
            repeat=self._repeat,
            help=self._help,
            next=self._next,
            end=self._end,
            outbox=self._outbox,
            pull=self._pull,
        )

    def _sound(self) -> Sound:
        if not self.around.guide.available:
            return Sound.MISSING
        return Sound.ON if self.look.aloud else Sound.OFF

    def _surroundings(self) -> Around:
        return Around(self._sound(), self.around.demo, self.around.pull is not None)

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

    def _relook(self, look: Look, *, draw: bool = True) -> None:
        language = look.lang != self.look.lang
        self.look = look
        self._ui = self._new_ui()
        if language:
            self._speak_language()
        if draw:
            self.redraw()

    def _speak_language(self) -> None:
        """Tell the client, and so `<html lang>`, which language the page is in."""
        facts = {code: locale(code) for code in LANGUAGES}
        self.page.locale_configuration = ft.LocaleConfiguration(list(facts.values()), facts[self.look.lang])

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

    def _say(self, *, why: bool = False) -> None:
        guide, lang = self.around.guide, self.look.lang
        if self.look.aloud and self.warned:
            guide.warn(lang)
        elif self.look.aloud:
            (guide.why if why else guide.page)(self.session, lang)

    def _load(self) -> None:
        """Fetch the person's own receipts for the page that lists them, which is drawn before they are there."""
        if self.session.page.at is not At.WAITING:
            return
        self.session.spawn(self.session.load_mine())

    async def _print(self) -> None:
        scene, printer = self._scene, self.around.printer
        if scene is not None and printer is not None:
            scene.printed = await print_slip(self._ui, self.session, printer)
            self.redraw()

    async def _pull(self) -> None:
        if self.around.pull is not None:
            self.around.pull()

    def news(self) -> None:
        """The store changed: draw what shows it, and leave alone a page on which somebody is entering something."""
        if self.session.page.at in (At.RECEIPT, At.WAITING, At.ITEM):
            self._load()
            self.redraw()
        elif self._drawn is not None:
            self._frame.put(self._ui, self.session, self._drawn, self._surroundings())
            self.page.update()

    async def end(self) -> None:
        """End the session, whoever asked for it: nothing of the person is left, and the page says so."""
        await self.session.end()

    # time and keys

    def touched(self, id: str = "") -> None:
        """Something was done: the watch begins anew, the voice is silent, a warning goes."""
        self._focus = id
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
                self.session.changed()
        elif state is IdleState.WARNING and busy and not self.warned:
            self.warned = True
            self.redraw()

    async def _key(self, event: ft.KeyboardEvent) -> None:
        """Keys of a keypad or keyboard: digits choose and type, Escape goes back, F1 asks for help, F2 repeats."""
        ways, keys = self._frame.ways, self._drawn.keys if self._drawn is not None else {}
        name = event.key.removeprefix("Numpad ").removeprefix("Digit ")
        act = {"Escape": ways.back, "F1": ways.help, "F2": ways.repeat}.get(name) or keys.get(name)
        if self.around.typed(event.key):
            self.touched()
        elif act is not None:
            self.touched()
            await act()
