"""The first page: services grouped by what people say, one group's services, and looking for one by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import flet as ft

from shared.domain.text import Text, text
from shared.flows.home import SUBMITTED, Entry, entries, group, service, services
from shared.i18n.finding import found
from shared.ui.components.letters import letters
from shared.ui.components.notice import Tone, notice
from shared.ui.components.tile import tile, tile_grid, torn, wide_tile
from shared.ui.kinds.text import text_input
from shared.ui.measure import breadth
from shared.ui.pages.base import Drawn, Scene
from shared.ui.pages.messages import entry_label
from shared.ui.theme import S
from shared.ui.view import Act, Ui, abreast, column, lined, press, row, words

CLAUSES: Final = re.compile(r"[\u3400-\u9fff]+[？，。！]?")
"""Chinese that is read in one breath, and stands on one line beside a picture."""
SHORT: Final = 2
"""Lines of words that a tile in a third of the width may have; where it would have more, the tiles are lines."""

TWICE: Final = 45
"""Text sizes that a lying screen is high at least where words in two languages come before the tiles."""
STANDING: Final = 38
"""The same of a kiosk's standing screen."""


def home_page(scene: Scene) -> Drawn:
    """What can be done here, as tiles."""
    ui, session = scene.ui, scene.session
    top: list[ft.Control] = []
    top.extend(notice(ui, ui.say(trouble), Tone.WAITING) for trouble in session.ports.troubles())
    if session.notice is not None:
        top.append(notice(ui, ui.say(session.notice)))
    if session.journey is not None and session.journey.ended is None:
        top.append(notice(ui, ui.say("kiosk.home.open", flow=text(session.journey.flow.title))))

    async def search() -> None:
        session.search()

    shown, try_it = entries(session.ports.flows), session.may_practise()
    lesser = [
        ("act.messages", entry_label(scene), "talk", session.messages),
        ("act.search", ui.say("home.search"), "search", search),
        *([("act.practice", ui.say("home.practice"), "practice", session.practice)] if try_it else []),
    ]
    lesser_tiles = [wide_tile(ui, *given) for given in lesser]
    room = (ui.size.width - 2 * ui.size.edge) / len(lesser) - ui.size.picture - 3 * S
    labels = [label for _, label, _, _ in lesser]
    crowded = any(breadth(label) * ui.size.body > SHORT * room for label in labels)
    crowded |= any(breadth(clause) * ui.size.body > room for label in labels for clause in CLAUSES.findall(label))
    line = [column(*lesser_tiles) if crowded else abreast(ui, *lesser_tiles)]
    beside: ft.Control | None = None
    help, last = ui.say("kiosk.home.help"), list[ft.Control]()
    if _low(ui) or _short(ui):  # the tiles first, of which else none would be in view
        help, last = "", [words(ui, help, ink=ui.palette.secondary)]
    if _low(ui):
        line = [abreast(ui, *(_plain(ui, *given) for given in lesser))]
    elif ui.size.landscape:  # no line of its own, so that all tiles are in view
        beside = row(*(_plain(ui, *given) for given in lesser))
        line = []
    return Drawn(
        ui.say("kiosk.home.title"),
        help,
        top=tuple(top),
        main=(_tiles(scene, shown), *line, *last),
        beside=beside,
        back=False,
        keys={str(n): _opener(scene, entry) for n, entry in enumerate(shown, 1)},
    )


def _low(ui: Ui) -> bool:
    """Whether of a lying screen so little is left that no tile would be in view; two languages take twice the lines,
    and higher bars."""
    return ui.size.low or (ui.size.landscape and ui.words.facts.bilingual and ui.size.height < ui.size.body * TWICE)


def _short(ui: Ui) -> bool:
    """The same of a standing kiosk's screen in two languages: its tiles are lines."""
    standing = not ui.size.landscape and not ui.size.slim
    return standing and ui.words.facts.bilingual and ui.size.height < ui.size.body * STANDING


def _plain(ui: Ui, id: str, label: str, _: str, act: Act) -> ft.Control:
    """What is done less often, as words alone."""
    return press(ui, id, words(ui, label, centre=True), act, pair=ui.palette.chosen)


def services_page(scene: Scene) -> Drawn:
    """The services of one group."""
    ui, flows = scene.ui, scene.session.ports.flows
    of = group(flows, scene.session.page.key)
    shown = services(flows, scene.session.page.key)
    return Drawn(
        ui.say(Text(of.title)) if of is not None else ui.say("kiosk.home.title"),
        ui.say("kiosk.home.help"),
        main=(_tiles(scene, shown, lines=ui.size.low),),  # below a heading and words a low view holds no tile whole
        keys={str(n): _opener(scene, entry) for n, entry in enumerate(shown, 1)},
    )


def _tiles(scene: Scene, shown: Sequence[Entry], *, lines: bool = False) -> ft.Control:
    ui = scene.ui
    per_row = 3 if ui.size.landscape else 2
    wide = any(torn(ui, _title(ui, entry), _more(ui, entry), per_row) for entry in shown)
    if lines or wide or (lined(ui) if ui.size.landscape else (ui.size.narrow or _short(ui))):
        lines_of = (_line(scene, entry) for entry in shown)
        return column(*lines_of)
    rows = -(-len(shown) // per_row)
    share = 0.42 if ui.size.landscape or ui.size.width < 900 else 0.5
    tall = min(ui.size.height * share / max(rows, 1), ui.size.width * 0.5)
    return tile_grid(
        ui,
        [
            tile(
                ui,
                _id(entry),
                _title(ui, entry),
                entry.picture,
                _opener(scene, entry),
                tall=tall,
                more=_more(ui, entry),
            )
            for entry in shown
        ],
        per_row,
    )


def _line(scene: Scene, entry: Entry) -> ft.Control:
    """An entry as a line, where tiles side by side would tear words apart."""
    ui = scene.ui
    return wide_tile(ui, _id(entry), _title(ui, entry), entry.picture, _opener(scene, entry), more=_more(ui, entry))


def _title(ui: Ui, entry: Entry) -> str:
    return ui.say(Text(entry.title))


def _more(ui: Ui, entry: Entry) -> str:
    return ui.say(Text(entry.more)) if entry.more else ""


def _id(entry: Entry) -> str:
    if entry.group == SUBMITTED:
        return "act.mine"
    return f"home.{entry.flow}" if entry.flow else f"act.group.{entry.group}"


def _opener(scene: Scene, entry: Entry) -> Act:
    async def act() -> None:
        if entry.flow:
            await scene.session.open(entry.flow)
        elif entry.group == SUBMITTED:
            await scene.session.my_matters()
        else:
            scene.session.services(entry.group)

    return act


def search_page(scene: Scene) -> Drawn:
    """A service is found by its name, a few words, or the first letters of its pinyin; each letter shows what fits.

    Only the field and what was found are sent, so that a keyboard's input method is never disturbed.
    """
    ui, session = scene.ui, scene.session
    count = ft.Container(content=_count(scene))
    results = ft.Container(content=_found(scene), visible=bool(session.looked_for.strip()))

    async def look(query: str) -> None:
        session.look_for(query)
        for place, what in ((count, _count(scene)), (results, _found(scene))):
            place.content, place.visible = what, place is count or bool(query.strip())
            scene.update(place)
        scene.tell()

    async def typed(event: ft.Event[ft.TextField]) -> None:
        ui.touched("field.search")
        await look(event.control.value or "")

    field, shown = text_input(ui, "field.search", session.looked_for, ui.say("home.search.field"), typed)

    async def press_key(character: str) -> None:
        query = {"back": session.looked_for[:-1], "clear": ""}.get(character, session.looked_for + character)
        await look(query)
        field.value = session.looked_for
        scene.update(field)

    below = (letters(ui, press_key),)
    return Drawn(
        ui.say("home.search.title"),
        ui.say("home.search.help"),
        main=(shown, count) if not ui.size.landscape else (shown, count, results),
        side=below if ui.size.landscape else (*below, results),
    )


def _fitting(scene: Scene) -> tuple[str, ...]:
    return found(scene.session.ports.flows, scene.session.looked_for, scene.ui.words)


def _count(scene: Scene) -> ft.Control:
    """How many fit, right below the field; its line is there from the beginning, so that no key moves."""
    ui = scene.ui
    fitting = _fitting(scene)
    return words(ui, ui.say("home.search.found", n=len(fitting)) if fitting else " ", bold=True)


def _found(scene: Scene) -> ft.Control:
    """What fits, or the way to a person."""
    ui, session = scene.ui, scene.session
    if not session.looked_for.strip():
        return column()
    flows, fitting = session.ports.flows, _fitting(scene)
    if fitting:
        lines = [
            wide_tile(ui, f"home.{entry.flow}", ui.say(Text(entry.title)), entry.picture, _opener(scene, entry))
            for entry in (service(flows[id]) for id in fitting)
        ]
        return column(*lines, gap=S)

    async def person() -> None:
        session.help()

    label = words(ui, ui.say("nav.help"), bold=True, centre=True)
    return column(
        notice(ui, ui.say("home.search.none"), Tone.WAITING),
        press(ui, "act.person", label, person, tall=ui.size.option),
        gap=S,
    )
