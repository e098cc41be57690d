"""Going through a page with the eight keys of an audio keypad: arrows go, one key selects, and each step is said.

Where one is, is ours and not the client's focus, so that a key never acts on anything but what was said last, on a dark
screen too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accessibility.keypad import Key, Thing, edge_words, move, moved_words, stay, thing_words, typed_words
from accessibility.keypad.moves import HOME
from shared.app.pages import At, Page
from shared.domain.text import Text, text, verbatim
from shared.ui.focus import give_focus
from shared.ui.light import Light
from shared.ui.line import Line
from shared.ui.stage import MORE, Stage, things_of
from shared.ui.things import Held

ARROWS: Final[Mapping[str, Key]] = {
    "Arrow Up": Key.UP,
    "Arrow Down": Key.DOWN,
    "Arrow Left": Key.LEFT,
    "Arrow Right": Key.RIGHT,
}
SAID_ANYWAY: Final = (At.PREFERENCES, At.SEARCH)
"""Pages that say themselves what a choice changed."""


class Walking:
    """Where one person is on the page. `on` since the first arrow, until a touch or Tab works another way."""

    def __init__(self, stage: Stage, light: Light, line: Line) -> None:
        self._stage, self._light, self._line = stage, light, line
        self.on = False
        self.at = ""
        self._things: tuple[Thing, ...] = ()
        self._page: Page | None = None

    def start(self) -> None:
        """From now on, with nothing said."""
        if not self.on:
            self.on, self._page = True, None

    def leave(self) -> None:
        """Another way of working begins."""
        if self.on:
            self.on, self.at = False, ""
            self._light.off()
            self._line.hide()
            self._stage.send(self._line.control)

    def drawn(self) -> None:
        """The page was drawn anew: stay at the same thing, or before the first of another page."""
        if not self.on:
            return
        if self._stage.session.page != self._page:
            self._page, self.at = self._stage.session.page, ""
            self._line.put(self._stage.ui, text("speech.keys"))
        held = self._look()
        self._light.on(self._stage.ui.palette, [h for h in held if h.thing.id == self.at], send=False)

    def _look(self) -> tuple[Held, ...]:
        held = things_of(self._stage)
        things = tuple(h.thing for h in held)
        self.at = stay(self._things, things, self.at)
        self._things = things
        return held

    async def go(self, key: Key) -> None:
        """One step, and what is there is said."""
        stage = self._stage
        if not self.on:
            self.start()
            stage.redraw()
        held = self._look()
        before, moved = self.at, move(self._things, self.at, key)
        self.at = moved.at
        said = edge_words() if moved.edge else moved_words(self._things, before, moved.at, key)
        self._tell(said)
        await self._show(held)

    async def select(self) -> None:
        """Do what one is at; what changed is said, unless the page says it."""
        stage = self._stage
        held = next((h for h in self._look() if h.thing.id == self.at), None)
        if held is None:
            return
        if held.act is None:
            self._tell(thing_words(held.thing))
            if held.field is not None:
                stage.session.spawn(give_focus(held.field))
            return
        news = stage.worth_saying()
        await held.act()
        if held.thing.secret and held.thing.key:
            self.at = HOME
        if stage.worth_saying() == news:
            self.changed(held.thing)
        await self._show(self._look())

    def changed(self, did: Thing) -> None:
        """Say what became of it on the same page."""
        stage, scene = self._stage, self._stage.scene
        if scene is not None and scene.hint:
            self._tell(verbatim(scene.hint))
            return
        if did.id in MORE:
            self.turned()
            return
        if stage.session.page.at in SAID_ANYWAY:
            return
        things = [held.thing for held in things_of(stage)]
        if did.id.startswith("key."):
            entry = next((thing for thing in things if thing.entry), None)
            if entry is not None:
                self._tell(typed_words(entry))
            return
        now = next((thing for thing in things if thing.id == did.id), None)
        if now is not None and now.chosen != did.chosen:
            self._tell(thing_words(now) if now.chosen else text("keypad.unchosen", what=thing_words(now)))

    def typed(self) -> None:
        """A digit was typed or chose something: say what stands there now, for who does not look."""
        things = [held.thing for held in things_of(self._stage)]
        entry = next((thing for thing in things if thing.entry), None)
        chosen = next((thing for thing in things if thing.chosen), None)
        if entry is not None:
            self._tell(typed_words(entry))
        elif chosen is not None and self._stage.session.page.at not in SAID_ANYWAY:
            self.at = chosen.id if self.on else ""
            self._tell(thing_words(chosen))

    def turned(self) -> None:
        """Other options are in view: say the first of them."""
        things = [held.thing for held in things_of(self._stage) if held.thing.id not in MORE]
        first = next((thing for thing in things if thing.id.startswith("opt.")), things[0] if things else None)
        if first is not None:
            self.at = first.id if self.on else ""
            self._tell(thing_words(first))

    async def _show(self, held: tuple[Held, ...]) -> None:
        here = [h for h in held if h.thing.id == self.at]
        self._light.on(self._stage.ui.palette, here)
        if here:
            await self._stage.reach("" if here[0] is held[0] else here[0].thing.id)

    def _tell(self, what: Text) -> None:
        if self.on:
            self._line.tell(self._stage.ui, what)
        self._stage.around.guide.tell(what, self._stage.manners.now.lang)
