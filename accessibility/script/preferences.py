"""What the pages of 设置 say: what is asked, what holds now, and the numbered choices."""

from __future__ import annotations

from collections.abc import Iterator

from accessibility.preferences import Preferences
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import MANY, Utterance
from accessibility.settings import CODE, PRESETS, ROOMS, SETTINGS, chosen, level
from shared.app.session import Session
from shared.domain.kinds import Choice
from shared.domain.text import Text, text


def offered(session: Session) -> tuple[Choice, ...]:
    """The choices of the page in the order of their numbers."""
    key = session.page.key
    if key in ROOMS:
        return tuple(Choice(id, SETTINGS[id].title) for id in ROOMS[key])
    if key in SETTINGS:
        return tuple(Choice(value.id, value.title) for value in SETTINGS[key].values)
    if key == CODE:
        return ()
    sets = [Choice(preset.id, preset.title) for preset in PRESETS]
    return (*sets, *(Choice(room, Text(f"pref.{room}")) for room in (*ROOMS, CODE)))


def preferences(say: Speaking, session: Session, now: Preferences | None) -> Iterator[Utterance]:
    """One page of them."""
    key = session.page.key
    title = f"pref.{key or 'first'}"
    yield say.line(Text(title))
    yield from say.optional(f"{title}.help")
    setting = SETTINGS.get(key)
    held = (
        next((v for v in setting.values if v.id == chosen(now or Preferences(), setting)), None)
        if setting is not None
        else None
    )
    if held is not None:
        yield say.line(text("pref.chosen", what=held.title), private=False)
    standing = level(now or Preferences(), setting) if setting is not None else None
    if standing is not None:
        yield say.line(standing, private=False)
    if key == "lang" and not say.t.facts.reviewed:
        yield say.line("ui.unreviewed")
    found = offered(session)
    if len(found) > MANY:
        yield say.line(text("speech.many", n=len(found)))
    yield from say.numbered([say.raw(choice.title) for choice in found])
