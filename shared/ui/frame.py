"""The two bars around a page: built again only when something in them changed, so that they stand still.

Where one is and how far changes with every page: those words alone are written anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import flet as ft

from shared.app.pages import At
from shared.app.session import Session
from shared.ui.breaks import rewrite
from shared.ui.components.bars import Said, Sound, Ways, bar_a, bar_b, place, place_words
from shared.ui.components.bars.tools import beside, in_a_row, tools_of
from shared.ui.pages import Drawn
from shared.ui.view import Ui, crowded
from shared.ui.view import drawn as as_drawn

NO_FLOW = (At.HOME, At.WAITING, At.HELP, At.ENDED, At.SERVICES, At.SEARCH, At.MESSAGES, At.PREFERENCES)
"""Pages that belong to no service."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the bars must know besides the page: the voice, a demo, a card that can be pulled, pages that are signed,
    whether somebody is met in another way than everybody (`met`), which ends with them, and can be heard, and is."""

    sound: Sound
    demo: bool
    pull: bool
    signing: bool = False
    met: bool = False
    hears: bool = False
    listening: bool = False


class Frame:
    """The bars of one screen."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.above, self.below = ft.Container(), ft.Container()
        self._placed = ft.Text()
        self._place = ""
        self._above_key: object = None
        self._below_key: object = None

    def put(self, ui: Ui, session: Session, drawn: Drawn, around: Around) -> Drawn:
        """Bring the bars up to date; nothing is sent until the page updates. What is left for the page: where a view
        holds a few lines, the upper bar carries the mark of practice."""
        said, ways = self._said(ui, session, drawn, around), self._possible(ui, session, drawn, around)
        if drawn.mark is not None and crowded(ui) and not beside(ui, in_a_row(ui, tools_of(ui, said, ways))):
            said, drawn = replace(said, practice=True), replace(drawn, mark=None)
        above = (
            id(ui),
            said.sound,
            said.demo,
            said.signing,
            said.listening,
            said.practice,
            ways.voice,
            ways.home,
            ways.smaller,
            ways.larger,
            ways.settings,
            ways.pull,
            *((ways.repeat, ways.end) if ui.size.slim else ()),
        )
        where = place(ui, said, ways)
        if above != self._above_key:
            self._above_key, self._placed = above, place_words(ui, said, ways)
            self.above.content = bar_a(ui, said, ways, self._placed)
        elif where != self._place:
            rewrite(self._placed, as_drawn(ui, where))
        self._place = where
        below = (
            *(id(ui), said.next, said.next_id, said.waiting),
            *(ways.back, ways.repeat, ways.help, ways.next, ways.end, ways.outbox, ways.home),
        )
        if below != self._below_key:
            self._below_key, self.below.content = below, bar_b(ui, said, ways)
        return drawn

    def _said(self, ui: Ui, session: Session, drawn: Drawn, around: Around) -> Said:
        waiting = session.ports.outbox.waiting()
        flow = session.flow() if session.page.at not in NO_FLOW else None
        return Said(
            where=drawn.where or ui.say(flow.title if flow is not None else "kiosk.name"),
            progress=drawn.progress,
            next=ui.say(drawn.next_label),
            waiting=ui.say("kiosk.bar.waiting", n=waiting.count) if waiting.count else ui.say("kiosk.bar.none"),
            count=waiting.count,
            sound=around.sound,
            next_id=drawn.next_id,
            demo=around.demo,
            short=_short(ui, session),
            signing=around.signing,
            listening=around.listening,
        )

    def _possible(self, ui: Ui, session: Session, drawn: Drawn, around: Around) -> Ways:
        """What can be done on this page; the rest leaves its place empty."""
        all, at, steps = self.ways, session.page.at, ui.size.steps
        active = session.person is not None or session.journey is not None or around.met
        return replace(
            all,
            home=all.home if at is not At.HOME else None,
            smaller=all.smaller if ui.size.body > steps[0] else None,
            larger=all.larger if ui.size.body < steps[-1] else None,
            speech=all.speech if around.sound is not Sound.MISSING else None,
            back=all.back if drawn.back else None,
            voice=all.voice if around.hears else None,
            repeat=all.repeat if around.sound is Sound.ON else None,
            help=all.help if at is not At.HELP else None,
            next=all.next if drawn.next is not None else None,
            end=all.end if active and at not in (At.CONFIRM_END, At.ENDED) else None,
            outbox=all.outbox if at is not At.WAITING else None,
            settings=all.settings if at is not At.PREFERENCES else None,
            pull=all.pull if around.pull and session.proof is not None and not session.practising else None,
        )


def _short(ui: Ui, session: Session) -> str:
    """第 3 题: how far, without how many are left."""
    journey = session.journey if session.page.at is At.STEP else None
    return ui.say("ui.progress_short", n=journey.number) if journey is not None else ""
