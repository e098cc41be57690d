"""Does what somebody said: touches the page's own controls, or enters a value, by the same ways as a finger does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accessibility.commands import Command
from accessibility.keypad.spoken import thing_words, typed_words
from accessibility.settings import choose
from shared.domain.answers import Source
from shared.domain.text import Text, text
from shared.ui.stage import MORE, Stage, things_of
from shared.ui.things import Held
from shared.ui.walking import Walking

SETS: Final[Mapping[str, tuple[str, str]]] = {
    "voice.slower": ("rate", "slower"),
    "voice.faster": ("rate", "faster"),
    "voice.louder": ("volume", "louder"),
    "voice.softer": ("volume", "softer"),
}
"""What is said about the voice itself, as the setting that it moves."""
STOP: Final = "voice.stop"
"""Silence, which hearing anything brings anyway."""
FIELD: Final = "field."


class Spoken:
    """The hand of who speaks to one screen."""

    def __init__(self, stage: Stage, walking: Walking) -> None:
        self._stage, self._walking = stage, walking

    async def do(self, command: Command) -> Text | None:
        """Do it; what is still to be told of it, unless the page or another voice tells."""
        if command.does in SETS:
            self._set(*SETS[command.does])
            return None
        if command.does.startswith(FIELD):
            return self._enter(command)
        return await self._press(command) if command.does != STOP else None

    def _set(self, setting: str, value: str) -> None:
        manners = self._stage.manners
        wanted = choose(manners.now, setting, value, manners.sizes)
        manners.prefer(wanted, text("pref.chosen", what=Text(f"pref.{setting}.{value}")))

    def _enter(self, command: Command) -> Text | None:
        """An entry that was said, read back and confirmed."""
        stage, scene = self._stage, self._stage.scene
        if scene is None:
            return None
        scene.keep(command.value, Source.SPOKEN)
        stage.redraw()
        entry = next((held.thing for held in things_of(stage) if held.thing.entry), None)
        return text("ear.done", what=typed_words(entry)) if entry is not None else None

    async def _press(self, command: Command) -> Text | None:
        """Touch a control."""
        stage = self._stage
        held = self._find(command.does)
        if held is None and command.does in MORE and await stage.scroll(MORE[command.does]):
            return None
        if held is None or held.act is None:
            return text("ear.not_here", what=command.title)
        news, scene = stage.worth_saying(), stage.scene
        raw = scene.raw if scene is not None else ""
        await held.act()
        entered = scene is not None and scene.raw != raw
        if scene is not None and entered:
            scene.source = Source.SPOKEN
        if stage.worth_saying() != news:
            return None
        now = self._at(command.does)
        if command.value and entered and now is not None and now.thing.chosen:
            return text("ear.done", what=thing_words(now.thing))
        self._walking.changed(held.thing)
        return None

    def _find(self, id: str) -> Held | None:
        """The control of that identifier; among options that are not in view too."""
        stage = self._stage
        found = self._at(id)
        if found is not None or stage.scene is None or id.startswith("nav.") or id in MORE:
            return found
        before = stage.scene.first
        stage.scene.look(0)
        stage.redraw()
        while (found := self._at(id)) is None:
            if not stage.turn_to(1):
                stage.scene.look(before)
                stage.redraw()
                return None
        return found

    def _at(self, id: str) -> Held | None:
        return next((held for held in things_of(self._stage) if held.thing.id == id), None)
