"""Being spoken to: what the ear heard becomes touches of the page's own controls, and what is asked back is shown and
said. The ear hears nothing while the voice speaks; nothing that was heard is kept.
"""

from __future__ import annotations

import asyncio
from typing import Final

import flet as ft

from accessibility.commands import (
    Command,
    Dialogue,
    Do,
    Grammar,
    Offer,
    Reply,
    Sayings,
    answers,
    grammar_of,
    hear,
    sayings,
    unsayable,
    with_numbers,
)
from accessibility.commands.pages import phrases
from accessibility.keypad import Thing
from shared.app.devices import Heard, Sounding
from shared.app.pages import Page
from shared.domain.flow import Kind
from shared.domain.text import Text, text
from shared.i18n import Translator, translator
from shared.ui.breath import AFTER, BEAT, Breath
from shared.ui.line import Line
from shared.ui.pages import Drawn
from shared.ui.sayings import CLOSE, sayings_page
from shared.ui.spoken import Spoken
from shared.ui.stage import MORE, Stage, things_of
from shared.ui.walking import Walking

BY_VOICE: Final = "ear"
"""As which a screen is told that something was done by voice."""
SAY: Final = "voice.say"
"""Asks what may be said."""


class Listening:
    """One person's talk with one screen."""

    def __init__(self, stage: Stage, walking: Walking) -> None:
        self._stage, self._doing = stage, Spoken(stage, walking)
        self.line = Line(stage.send, "ear.state")
        self.on = False
        self._task: asyncio.Task[None] | None = None
        self._heeded: tuple[str, tuple[str, ...]] | None = None
        """What the ear attends to; None while it rests."""
        self._breath = Breath(stage.around.sleep)
        self._there: frozenset[str] = frozenset()
        """The controls of the page."""
        self._begin(None)

    def _begin(self, page: Page | None) -> None:
        """Another page: what was asked back on the one before is void."""
        self._page = page
        self._now, self._grammar = Dialogue(), Grammar("", "", ())
        self._numbers: dict[str, int] = {}
        """Of what on this page has no phrase, once it was asked what may be said."""
        self._asked: Text | None = None
        """What was said to the person last and waits for them."""
        self._numbered = self._tired = self._waited = self.showing = False
        """Whether that was asked; whether it was told that nothing was understood, three times, and that nothing was
        heard; and whether what may be said is shown instead of the page."""

    @property
    def possible(self) -> bool:
        """Whether somebody can be heard here, in the language of the page."""
        return self._stage.around.ear.hears(self._lang)

    @property
    def grammar(self) -> Grammar:
        """What may be said now; nothing while nobody is listened to."""
        return self._grammar

    @property
    def _lang(self) -> str:
        return self._stage.manners.now.lang

    @property
    def _words(self) -> Translator:
        return translator(self._lang)

    # beginning and end

    async def toggle(self) -> None:
        """The control of the bar: listen, or do so no more."""
        if self.on:
            self.stop("ear.off")
        else:
            self._start()

    def _start(self) -> None:
        self.on = True
        self._begin(None)
        self._stage.around.ear.open(self._news)
        if self.on:  # it may have been refused at once
            self._task = asyncio.get_running_loop().create_task(self._run())
            self._stage.around.guide.breathe(self._breath.take, AFTER)
            self._stage.redraw()
            self._tell(text("ear.on"))

    def stop(self, told: str = "") -> None:
        """The microphone is off; where that is news, it is told."""
        if not self.on:
            return
        self.on, self._heeded = False, None
        self._breath.shut()
        self._stage.around.guide.breathe(None)
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        self._stage.around.ear.close()
        self._begin(None)
        self.line.hide()
        if told:
            self.line.put(self._stage.ui, Text(told), sign=ft.Icons.MIC_OFF)
            self._stage.redraw()
            self._stage.around.guide.tell(Text(told), self._lang)

    def by_hand(self, id: str) -> None:
        """A finger or a key did something: what was asked back is void, and what was told or listed stands no more."""
        if not self.on and self.line.control.visible:
            self.line.hide()
            self._stage.send(self.line.control)
        if self.on:
            self._now, self._asked, self._tired = Dialogue(), None, False
            if self.showing and id not in (CLOSE, *MORE):
                self.showing = False
                self._stage.redraw()

    async def _run(self) -> None:
        while True:
            await self._stage.around.sleep(BEAT)
            self.settle()

    # the page

    def drawn(self) -> None:
        """The page was drawn anew, and is not sent yet."""
        if not self.on:
            return
        stage = self._stage
        if stage.session.page != self._page:
            self._begin(stage.session.page)
        if not self.showing:
            self._grammar = self._grammar_now()
        self._put()

    def page(self) -> Drawn:
        """What may be said, to be shown instead of the page."""
        return sayings_page(self._stage.ui, self._sayings(), self._close)

    async def _close(self) -> None:
        self.showing = False
        self._stage.redraw()

    def _grammar_now(self) -> Grammar:
        stage = self._stage
        found = grammar_of(stage.session, self._words, stage.manners.now)
        things = [held.thing for held in things_of(stage)]
        self._there = frozenset(thing.id for thing in things)
        return self._number(found, things) if self._numbered else found

    def _number(self, grammar: Grammar, things: list[Thing]) -> Grammar:
        """Numbers for what has no phrase; what had one keeps it as long as the page is shown."""
        question = self._stage.session.question()
        left = unsayable(grammar, things, pin=question is not None and question.kind is Kind.PIN)
        for thing in left:
            self._numbers.setdefault(thing.id, len(self._numbers) + 1)
        return with_numbers(grammar, left, self._numbers, self._words)

    # the ear

    def settle(self) -> None:
        """Attend to what may be said now, or rest while the voice speaks: it is never heard by itself."""
        if not self.on:
            return
        ear, lang = self._stage.around.ear, self._lang
        if not ear.hears(lang):
            self.stop("ear.lost")
            return
        guide = self._stage.around.guide
        if guide.speaking and not guide.breathing:
            if self._heeded is not None:
                self._heeded = None
                self._breath.shut()
                ear.rest()
                self._show()
            return
        more = answers(self._words) if self._now.pending is not None else ()
        close = phrases(self._words, "say.ear.close") if self.showing else ()
        wanted = lang, (*self._grammar.vocabulary(), *more, *close)
        if wanted != self._heeded:
            self._heeded = wanted
            ear.attend(*wanted)
            self._show()

    def _news(self, news: Heard | Sounding) -> None:
        if isinstance(news, Heard):
            self._stage.session.spawn(self._take(news))
        elif news in (Sounding.OPEN, Sounding.SHUT):
            self._opens(open=news is Sounding.OPEN)
        elif news is Sounding.SPEECH:
            self._breath.spoken_to = True
            self._show("ear.speech")
        elif news is Sounding.NOTHING:
            self._nothing()
        else:
            self.stop(f"ear.{news.value}")

    def _opens(self, *, open: bool) -> None:
        """What is said is heard from now on, or no longer."""
        if self._breath.open is open:
            return
        self._breath.shut()
        self._breath.open = open
        self._show()

    def _nothing(self) -> None:
        """Nobody says anything: once a page, it is told what may be said."""
        if not self._waited:
            self._waited = True
            self._tell(text("ear.by_hand" if self._grammar.by_hand else "ear.nothing"))

    async def _take(self, heard: Heard) -> None:
        """Words were heard."""
        if not self.on:
            return
        stage, grammar = self._stage, self._grammar
        if self.showing and grammar.exactly(heard.words) is None and self._closes(heard.words):
            stage.touched(BY_VOICE)
            await self._close()
            return
        today = stage.session.ports.clock.today()
        now, reply = hear(self._now, grammar, heard.words, heard.confidence, self._words, today)
        understood = reply is not None and not isinstance(reply, Offer)
        self._breath.spoken_to = False
        if not understood and stage.around.guide.breathing:  # the page goes on to be said
            self._show()
            return
        if understood and stage.warned:  # it says that somebody is there, and does nothing else
            stage.touched(BY_VOICE)
            return
        self._now = now
        if understood:
            stage.touched(BY_VOICE)
            self._tired = False
        await self._reply(reply)
        if self.on and not self.showing:  # what is typed changes what may be said without the page being drawn anew
            self._grammar = self._grammar_now()
        self.settle()

    def _closes(self, words: str) -> bool:
        return "".join(words.split()) in {"".join(p.split()) for p in phrases(self._words, "say.ear.close")}

    async def _reply(self, reply: Reply) -> None:
        match reply:
            case None:
                self._show()
            case Do(command):
                self._asked = None
                await self._do(command)
            case Offer(words, by_hand):
                if not self._tired:
                    self._tell(words)
                    self._tired = by_hand
            case _:
                self._tell(reply.words)

    # what is done

    async def _do(self, command: Command) -> None:
        if command.does == SAY or (self.showing and command.does == "nav.repeat"):
            self._say_sayings()
            return
        if self.showing and command.does not in MORE:
            await self._close()
        told = await self._doing.do(command)
        if told is not None:
            self._tell(told)

    def _say_sayings(self) -> None:
        """Show and say what may be said, with a number for all that has no phrase."""
        if not self.showing:
            self._numbered = True
            self._grammar = self._grammar_now()
            self.showing = True
        self._stage.redraw()
        guide, (first, *more) = self._stage.around.guide, self._sayings().spoken
        guide.tell(first, self._lang)
        for line in more:
            guide.add(line, self._lang)

    def _sayings(self) -> Sayings:
        numbered = [command.does for command in self._grammar.commands if command.does in self._numbers]
        return sayings(self._grammar, self._words, self._there, numbered)

    # what is shown and said

    def _tell(self, what: Text) -> None:
        """Say it, and let it stand in the line."""
        self._asked = what
        self._show()
        self._stage.around.guide.tell(what, self._lang)
        self.settle()

    def _state(self, state: str = "") -> Text:
        if not state:
            state = "ear.waits" if not self._breath.open else "ear.by_hand" if self._grammar.by_hand else "ear.listens"
        return Text(state) if self._asked is None else text("ear.line", said=self._asked, state=Text(state))

    def _put(self) -> None:
        sign = ft.Icons.MIC if self._breath.open else ft.Icons.MIC_OFF
        self.line.put(self._stage.ui, self._state(), sign=sign)

    def _show(self, state: str = "") -> None:
        """What the ear does now, sent at once."""
        sign = ft.Icons.MIC if self._breath.open else ft.Icons.MIC_OFF
        self.line.put(self._stage.ui, self._state(state), sign=sign)
        self._stage.send(self.line.control)


__all__ = ["BY_VOICE", "Listening"]
