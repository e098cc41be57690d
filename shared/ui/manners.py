"""How the person at this screen is met: their preferences, every way to change them, and what a code asks for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from accessibility.greeting import BadCode, from_code, is_greeting, to_code
from accessibility.preferences import Preferences
from accessibility.settings import ALOUD, CLIPS, CODE, Sizes
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.text import Text, text
from shared.ui.pages import Drawn, Scene
from shared.ui.reader import news
from shared.ui.surroundings import Surroundings
from shared.ui.view import Ui

log = logging.getLogger(__name__)


class Manners:
    """The preferences of one screen. `changed` is told those of before, after the new ones hold."""

    def __init__(
        self, around: Surroundings, sizes: Callable[[], Sizes], changed: Callable[[Preferences], None]
    ) -> None:
        self._around, self._sizes, self._changed = around, sizes, changed
        self._read_along = False
        self.now = self.default
        self.resting = False
        self._hush: Callable[[], None] | None = None
        self._unsense = around.headset.listen(self._plugged)

    @property
    def default(self) -> Preferences:
        """What everybody finds; our voice yields to a screen reader that shows itself."""
        return Preferences(lang=self._around.lang, reader=self._read_along)

    @property
    def sizes(self) -> Sizes:
        """The text sizes of this screen."""
        return self._sizes()

    def put(self, wanted: Preferences) -> None:
        """These from now on; a language that cannot be drawn here is none to begin with."""
        if self._around.lacks(wanted.lang):
            wanted = replace(wanted, lang=self.now.lang)
        before, self.now = self.now, wanted
        self._around.guide.settle(wanted)
        self._keep(wanted)
        self._changed(before)

    def _keep(self, wanted: Preferences) -> None:
        if self._around.keep is not None:
            self._around.kept = to_code(wanted, self._sizes().kept)
            self._around.keep(self._around.kept)

    def lacks(self, what: str, value: str) -> int:
        """Bytes that are to be fetched before a value can be chosen whose setting fetches that (`Setting.fetches`)."""
        if what == CLIPS:
            return self._around.unsaid(self.now.lang) if value == ALOUD else 0
        return self._around.lacks(value)

    async def bring(self, what: str, value: str) -> bool:
        """Fetch that; False where it cannot be had. With the letters of a language the app begins anew in it."""
        if what == CLIPS:
            voice = self._around.bring_voice
            return voice is not None and await voice(self.now.lang)
        return await self._bring_letters(value)

    async def _bring_letters(self, lang: str) -> bool:
        bring = self._around.bring
        if bring is None or not await bring(lang):
            return False
        self._keep(replace(self.now, lang=lang))
        self._around.anew()
        return True

    def reset(self) -> None:
        """As for the next person, or as the one whose machine this is had it; who calls this draws everything anew."""
        self.now = self.default
        if self._around.kept:
            try:
                self.now = from_code(self._around.kept, self._sizes().kept, self._sizes().steps)
            except BadCode as error:
                log.warning("the preferences that were kept are not used: %s", error.fault.value)
        if self._around.lacks(self.now.lang):
            self.now = replace(self.now, lang=self._around.lang)
        self._around.guide.settle(self.now)

    async def yield_to_reader(self) -> None:
        """Once, at the beginning: where a screen reader shows itself, ours keeps silent unless the person wants it."""
        if await self._around.reader.there():
            self._read_along = True
            self.put(replace(self.now, reader=True))

    def _plugged(self, there: bool) -> None:
        """A headset came or went: silence before anything else, then private numbers whole or by their tail."""
        guide = self._around.guide
        guide.stop()
        self.put(replace(self.now, in_full=there))
        guide.tell(text("speech.headset.in" if there else "speech.headset.out"), self.now.lang)

    def leave(self) -> None:
        """The screen is gone: neither codes nor headsets are minded any more."""
        self.hush()
        self._unsense()

    def say(self, ui: Ui, session: Session, drawn: Drawn, *, warned: bool, why: bool) -> None:
        """Have the page said, the idle warning, or its 为什么: by our voice, or by the person's own reader."""
        guide, lang = self._around.guide, self.now.lang
        if self.now.reader:
            session.spawn(self._around.reader.tell(news(ui, session, drawn)))
        elif self.now.speaks and warned:
            guide.warn(lang)
        elif self.now.speaks:
            (guide.why if why else guide.page)(session, lang)

    def pause(self, rest: bool) -> None:
        """Let the voice rest, or go on from the sentence that was interrupted."""
        guide = self._around.guide
        (guide.pause if rest else guide.resume)()

    async def rest(self) -> None:
        """The pause key: rest, and at the next press go on."""
        self.resting = not self.resting
        self.pause(self.resting)

    def speak(self, what: Text) -> None:
        """Say one thing, where the person listens."""
        if self.now.speaks and not self.now.reader:
            self._around.guide.tell(what, self.now.lang)

    def tell(self, id: str) -> None:
        """Say one message."""
        self._around.guide.tell(Text(id), self.now.lang)

    def prefer(self, wanted: Preferences, said: Text | None) -> None:
        """Chosen on a page: they hold at once, and a sentence, where there is one, is heard in the new way."""
        self.put(wanted)
        if wanted.tongue and not self._around.guide.speaks(wanted.tongue):
            self._around.guide.tell(text("pref.tongue.missing"), wanted.lang)
        elif said is not None:
            self._around.guide.tell(said, wanted.lang)

    def greet(self, code: str) -> Text | None:
        """Take a code that somebody holds up; None where it is not of this kind, else what is to be told of it."""
        if not is_greeting(code):
            return None
        sizes = self.sizes
        try:
            wanted = from_code(code, sizes.default, sizes.steps)
        except BadCode as error:
            return Text(f"pref.code.{error.fault.value}")
        self.put(wanted)
        return text("pref.code.taken")

    def hush(self) -> None:
        """Take no code any more."""
        if self._hush is not None:
            self._hush()
            self._hush = None

    def listen(self, scene: Scene) -> None:
        """While the page with the code is shown, a code that is held up is taken; the page tells what became of it."""
        session, guide = scene.session, self._around.guide
        self.hush()
        if session.ports.scanner is None or (session.page.at, session.page.key) != (At.PREFERENCES, CODE):
            return

        def read(code: str) -> None:
            told = self.greet(code) or text("pref.code.none_of_ours")
            scene.printed = scene.ui.say(told)  # after the new language holds
            scene.redraw()
            guide.tell(told, self.now.lang)

        self._hush = session.ports.scanner.listen(read)

    # the controls of the upper bar

    async def smaller(self) -> None:
        """One step smaller."""
        self.put(self.now.resized(self.sizes.steps, -1, self.sizes.shown))

    async def larger(self) -> None:
        """One step larger."""
        self.put(self.now.resized(self.sizes.steps, 1, self.sizes.shown))

    async def contrast(self) -> None:
        """The next theme."""
        self.put(self.now.recoloured())

    async def sign(self) -> None:
        """Signed, or not; the journey stays where it is."""
        self.put(replace(self.now, sign=not self.now.sign))

    async def speech(self) -> None:
        """Read out, or not."""
        self.put(self.now.heard(aloud=not self.now.speaks))
