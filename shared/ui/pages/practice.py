"""练习: choosing what to practise, and the end of a practised service with its invented receipt."""

from __future__ import annotations

from functools import partial

from shared.app.invented import RECEIPT_NUMBER
from shared.domain.text import Text
from shared.ui.components.notice import Tone
from shared.ui.components.options import Item, option_list, page_of
from shared.ui.components.receipt import Shown, receipt
from shared.ui.pages.around import grouped
from shared.ui.pages.base import Drawn, Scene
from shared.ui.pictures import has_picture

DRAWINGS = {"again": "again", "real": "yes", "others": "practice"}
"""The picture of what can be done after a practised service."""


def practice_page(scene: Scene) -> Drawn:
    """What can be practised, the first lesson first; touching one begins it."""
    ui, session = scene.ui, scene.session
    flows = session.exercises()
    items = [Item(f.id, ui.say(Text(f.title)), _drawing(f.picture or f.id), id=f"home.{f.id}") for f in flows]
    view = page_of(len(items), scene.first)
    return Drawn(
        ui.say("practice.title"),
        ui.say("practice.help"),
        main=(option_list(ui, items[view.start : view.stop], frozenset(), session.practise, first=view.start + 1),),
        keys={str(n): partial(session.practise, item.value) for n, item in enumerate(items[:9], 1)},
        total=len(items),
    )


def _drawing(name: str) -> str:
    return name if has_picture(name) else "document"


def practised_page(scene: Scene) -> Drawn:
    """An invented receipt, marked as what it is, and what can be done now."""
    ui, session = scene.ui, scene.session
    shown = Shown(
        grouped(RECEIPT_NUMBER),
        ui.say("practice.receipt"),
        ui.say("practice.receipt.more"),
        Tone.WAITING,
        tuple(ui.say(line) for line in session.lines.get(RECEIPT_NUMBER, ())),
    )
    offered = session.after_practice()
    items = [Item(c.value, ui.say(c.title), DRAWINGS[c.value], id=f"act.practice.{c.value}") for c in offered]
    return Drawn(
        ui.say("practice.done"),
        ui.say("practice.done.help"),
        main=(receipt(ui, shown),),
        side=(option_list(ui, items, frozenset(), session.go_after),),
        next=session.home,
        next_label="nav.home",
        back=False,
        keys={str(n): partial(session.go_after, choice.value) for n, choice in enumerate(offered, 1)},
    )
