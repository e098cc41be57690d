"""One screen: draws the session's page between two bars, and turns touches into the session's actions.

A change draws only what changed: the bars are kept while their words stay the same, and a key of a keypad sends one
small control. Nothing here waits for the network or the disk.
"""

from __future__ import annotations

import asyncio
import logging

import flet as ft

from accessibility.preferences import Preferences
from shared.app.idle import Idle, IdleState
from shared.app.pages import At, Page
from shared.app.session import Session
from shared.ui.aside import Aside
from shared.ui.components.bars import Sound, Ways
from shared.ui.doing import Doing
from shared.ui.focus import give_focus
from shared.ui.frame import Around, Frame
from shared.ui.keys import Keys
from shared.ui.layout import dress, idle_page, layout, stacked
from shared.ui.listening import BY_VOICE, Listening
from shared.ui.look import LANGUAGES, locale
from shared.ui.manners import Manners
from shared.ui.pages import Drawn, Scene, draw
from shared.ui.scroller import Scroller
from shared.ui.signer import Signer
from shared.ui.slip import print_slip
from shared.ui.surroundings import Surroundings
from shared.ui.theme import PALETTES, RARE, Metrics
from shared.ui.view import Ui

log = logging.getLogger(__name__)
BY_KEY = ("key", "key.F4", "key.Tab", BY_VOICE)
"""What was done by a key or by voice: the client's focus is not given to what comes next."""
PAUSES = ("pref.speech.pause", "pref.speech.resume", "key.F4")
"""Controls that let the voice rest and go on, while every other action ends what it says."""


class Screen(Doing):
    """The screen of one session."""

    def __init__(self, page: ft.Page, session: Session, around: Surroundings) -> None:
        self.page, self.session, self.around = page, session, around
        self.manners = Manners(around, lambda: around.sizes(self._ui.size, self.manners.default), self._met)
        self.idle = Idle(session.ports.clock.monotonic())
        self.warned = False
        self._scroller = Scroller(self._more, around.first, self._measured)
        self._shown: Page | None = None
        self._scene: Scene | None = None
        self._aside = Aside()
        self._drawn: Drawn | None = None
        self._told = ""
        self._signer = Signer(session, around.signs)
        self._content: ft.Control = ft.Container()
        self.keys = Keys(self)
        self._line = self.keys.line.control
        self.listening = Listening(self, self.keys.walking)
        self._ui = self._new_ui()
        self._soon = False
        self._focus = ""
        self._heard: tuple[object, ...] = ()
        self._focused: ft.Button | None = None
        self._generation = self._forgotten = session.generation
        self._frame = Frame(self._all_ways())
        self._whole = ft.Semantics(container=True, expand=True)
        self._stops = (session.listen(self.draw_soon), around.ear.on_change(self.redraw))

    # beginning and end

    def attach(self) -> None:
        """Put the screen on its page."""
        page = self.page
        page.on_resize = self._resized
        page.on_keyboard_event = self.keys.press
        self.fresh()
        within = self._signer.around(self._scroller.control)
        self._whole.content = stacked(
            [self._frame.above, within, self._line, self.listening.line.control, self._frame.below]
        )
        dress(page, self._ui.say("kiosk.name"), self.keys.around(self._whole))
        self._put()
        page.update()
        if self.around.rare:
            page.fonts = {RARE: self.around.rare}
        self._send()
        self.session.spawn(self.manners.yield_to_reader())

    def detach(self) -> None:
        """The screen is gone: nothing is drawn or said any more."""
        for stop in self._stops:
            stop()
        self.keys.stop()
        self.listening.stop()
        self.manners.leave()
        self.around.guide.stop()

    def fresh(self) -> None:
        """As for the next person: default size, theme and language."""
        self._generation = self.session.generation
        self.warned = False
        self.manners.reset()
        self.keys.fresh()
        self.listening.stop()
        self._signer.on = self.manners.now.sign
        self._ui = self._new_ui()
        self._speak_language()

    # what is drawn

    def _new_ui(self) -> Ui:
        now = self.manners.now
        theme, size, said_in = PALETTES[now.theme], self._metrics(now), self.around.words(now.lang)
        return Ui(theme, size, said_in, now.lang, self.touched, self.keys.held, self._made, self.around.lettered)

    def _metrics(self, of: Preferences) -> Metrics:
        return self.around.metrics(self.page.width or 1080, self.page.height or 1920, of)

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
            self.around.method.forget()
            self.listening.stop()
            self._shown = self._scene = None
            self._aside.forget()
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
        news = self.worth_saying()
        if news != self._heard:
            self._heard = news
            self._say()
        self.listening.settle()

    def _made(self, id: str, button: ft.Button) -> None:
        if id and id == self._focus:
            self._focused = button

    def _put(self) -> None:
        hint = self._scene.hint if self._scene is not None else ""
        session, ui = self.session, self._signer.beside(self._ui, (self.worth_saying(), hint))
        anew = self._shown != session.page
        if anew or self._scene is None:
            self._focus = self._focus if self._focus.startswith("nav.") else ""
            self._scene = self._turn(session.page)
            self._shown = session.page
            self._load()
        scene = self._scene
        scene.ui, scene.preferences, scene.sizes = ui, self.manners.now, self.manners.sizes
        printer = self.around.printer
        scene.slip, scene.slip_label = (self._print, printer.label) if printer is not None else (None, "")
        self.page.bgcolor = ui.palette.page.ground
        listed = self.listening.showing and not anew and not self.warned
        drawn = idle_page(ui) if self.warned else self.listening.page() if listed else draw(scene)
        self._drawn = drawn
        drawn = self._frame.put(self._ui, session, drawn, self._surroundings())
        id = "page.idle" if self.warned else "page.sayings" if listed else f"page.{session.page.id}"
        content = ft.Semantics(
            key=id,  # another page is another node, so that no reader of the screen mistakes it for the old one
            identifier=id,
            container=True,
            content=layout(ui, drawn),
        )
        self._content = content
        self._scroller.put(ui, content, anew=anew, earlier=self.may_turn(-1), later=self.may_turn(1))
        self.keys.drawn()
        self.listening.drawn()

    def _turn(self, to: Page) -> Scene:
        """What another page is drawn from; who only went past a page beside it finds what they were entering."""
        kept = self._aside.turn(self._shown, self._scene, to)
        made = kept or Scene(self._ui, self.session, self.redraw, self._update, self.session.entry())
        self.manners.listen(made)
        made.lacks, made.bring = self.manners.lacks, self.manners.bring
        made.tell, made.pause, made.prefer = self._say, self.manners.pause, self.manners.prefer
        made.typing.method, made.typing.speak = self.around.method, self.manners.speak
        made.typing.by_hand = self.keys.working
        return made

    # the bars

    def _all_ways(self) -> Ways:
        return Ways(
            home=self.session.home,
            smaller=self.manners.smaller,
            larger=self.manners.larger,
            contrast=self.manners.contrast,
            language=self._language,
            speech=self.manners.speech,
            sign=self.manners.sign,
            voice=self.listening.toggle,
            settings=self._settings,
            back=self.session.back,
            repeat=self._repeat,
            help=self._help,
            next=self._next,
            end=self._end,
            outbox=self._outbox,
            pull=self._pull,
        )

    def _surroundings(self) -> Around:
        aloud = Sound.ON if self.manners.now.speaks else Sound.OFF
        sound = aloud if self.around.guide.available else Sound.MISSING
        met = self.manners.now != self.manners.default
        ear = self.listening
        pull, met = self.around.pull is not None, met or ear.on
        return Around(sound, self.around.demo, pull, self._signer.on, met, ear.possible, ear.on)

    def _met(self, before: Preferences) -> None:
        """Other preferences hold: the page is drawn anew, and said where its language or the voice is another."""
        now = self.manners.now
        self._signer.on = now.sign
        self._ui = self._new_ui()
        self.keys.settle(before)
        if now.lang != before.lang:
            self._speak_language()
        self.redraw()
        if (now.lang, now.speaks) != (before.lang, before.speaks):
            self._say()

    def _speak_language(self) -> None:
        """Tell the client, and so `<html lang>`, which language the page is in, and which way it runs."""
        facts = {code: locale(code) for code in LANGUAGES}
        self.page.locale_configuration = ft.LocaleConfiguration(list(facts.values()), facts[self.manners.now.lang])
        self.page.rtl = self._ui.rtl
        self._whole.increased_value = " " if self._ui.rtl else None  # what has words has a direction, for all within it

    def _resized(self, _: ft.PageResizeEvent) -> None:
        self.fit()

    def fit(self) -> None:
        """The screen, or text on all of this machine, has another size; who chose one here keeps it."""
        if self._metrics(self.manners.now) != self._ui.size:
            self._ui = self._new_ui()
            self.redraw()

    def _measured(self, height: float, content: float) -> None:
        if self.session.page.at is At.HOME and self.session.person is None:
            self.around.measured(height, content)

    # voice, printing, lists

    def _say(self, *, why: bool = False) -> None:
        if self._drawn is not None:
            self.manners.say(self._ui, self.session, self._drawn, warned=self.warned, why=why)

    def _load(self) -> None:
        """Fetch the person's own receipts for the page that lists them, which is drawn before they are there."""
        if self.session.page.at is not At.WAITING:
            return
        self.session.spawn(self.session.load_mine())

    async def _print(self) -> None:
        scene, printer = self._scene, self.around.printer
        if scene is not None and printer is not None:
            scene.printed = await print_slip(scene, printer)
            self.redraw()

    async def _pull(self) -> None:
        if self.around.pull is not None:
            self.around.pull()

    def news(self) -> None:
        """The store changed: draw what shows it, and leave alone a page on which somebody is entering something."""
        if self.session.page.at in (At.RECEIPT, At.WAITING, At.ITEM, At.BIND):
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
        self._focus = "" if id in BY_KEY else id
        if id and id not in BY_KEY:
            self.keys.leave()
        if id != BY_VOICE:
            self.listening.by_hand(id)
        self.idle = self.idle.touch(self.session.ports.clock.monotonic())
        if id not in PAUSES:
            self.manners.resting = False
            self.around.guide.stop()
        if self.warned:
            self.warned = False
            self.redraw()

    async def watch(self) -> None:
        """Look at the idle watch once: warn, or forget everything."""
        patient = self.manners.now.by_ear or self.keys.switching.on or self.listening.on
        idle = self.idle.by_voice() if patient else self.idle
        state = idle.state(self.session.ports.clock.monotonic())
        busy = self.session.person is not None or self.session.journey is not None
        if state is IdleState.LEFT:
            self.idle = self.idle.touch(self.session.ports.clock.monotonic())
            changed = self.manners.now != self.manners.default or self.listening.on
            if busy or changed or self.session.page.at is not At.HOME:
                await self.session.wipe()
                self.session.changed()
        elif state is IdleState.WARNING and busy and not self.warned:
            self.warned = True
            self.redraw()
