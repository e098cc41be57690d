"""The first page: every service is reached from it, by a tile or a group, or by looking for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import flet as ft
import pytest

from accessibility.requirements import TEXT_SIZES
from accessibility.script import script_of
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.flow import Flow
from shared.domain.text import Text
from shared.flows import FLOWS
from shared.flows.home import FEW, GROUPS, entries, groups, services
from shared.i18n import translator
from shared.ui.breaks import written
from shared.ui.components.tile import TITLE, torn
from shared.ui.layout import layout
from shared.ui.pages import draw
from shared.ui.theme import M, S
from shared.ui.view import words
from tests.audit.type import KERNED, held, width
from tests.fakes.ports import World
from tests.ui.test_pages import drawn, scene
from tests.ui.trees import controls, identifiers, ui

MANY = {**FLOWS, **{f"more{n}": replace(FLOWS["appointment"], id=f"more{n}") for n in range(8)}}
ONE = {"appointment": FLOWS["appointment"]}


def session(flows: Mapping[str, Flow] = FLOWS) -> Session:
    return Session(World(flows).ports)


@pytest.mark.parametrize("flows", [FLOWS, MANY, ONE], ids=["all", "many", "one"])
@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768), (360, 800)])
async def test_every_service_is_reached_from_the_first_page(flows: Mapping[str, Flow], size: tuple[int, int]) -> None:
    here = session(flows)
    ids = drawn(here, width=size[0], height=size[1])[1]
    found = [id for id in ids if id.startswith("home.")]
    for id in [id.removeprefix("act.group.") for id in ids if id.startswith("act.group.")]:
        here.services(id)
        page, inner, _ = drawn(here, width=size[0], height=size[1])
        assert page.back
        found += [id for id in inner if id.startswith("home.")]
        ids = (*ids, *inner)
        await here.back()
        assert here.page.at is At.HOME
    assert sorted(found) == sorted(f"home.{id}" for id, flow in flows.items() if not flow.acts)
    assert ("act.mine" in ids) == any(flow.acts for flow in flows.values())


@pytest.mark.parametrize("flows", [FLOWS, MANY, ONE], ids=["all", "many", "one"])
def test_no_more_tiles_stand_on_the_first_page_than_one_can_see(flows: Mapping[str, Flow]) -> None:
    assert 0 < len(entries(flows)) <= max(FEW, len(GROUPS) + 1)


LOW = [("zh", 36, False), ("zh", 48, True), ("en", 36, False), ("ko", 24, True), ("ug", 18, True)]


@pytest.mark.parametrize(("lang", "body", "first"), LOW)
def test_on_a_low_screen_with_the_largest_text_or_two_languages_tiles_come_before_what_is_done_less_often(
    lang: str, body: int, first: bool
) -> None:
    """All words of the head in view, and not one tile, was what the first view showed."""
    made = replace(scene(session()), ui=ui(1366, 768, body=body, lang=lang))
    ids = identifiers(layout(made.ui, draw(made)))
    tile, lesser = (ids.index(next(id for id in ids if id.startswith(start))) for start in ("home.", "act.search"))
    assert (tile < lesser) == first


@pytest.mark.parametrize(
    ("lang", "size", "body", "lines"),
    [
        *[("ko", (720, 1280), body, body > 32) for body in (28, 32, 36, 48)],
        *[("zh", (720, 1280), 36, False), ("ug", (720, 1280), 36, True), ("ko", (1080, 1920), 48, False)],
    ],
)
def test_on_a_small_kiosk_in_two_languages_tiles_are_lines_and_the_help_comes_after_them(
    lang: str, size: tuple[int, int], body: int, lines: bool
) -> None:
    """Title, help and two tiles side by side were higher than a view, and the first one showed no tile."""
    made = replace(scene(session()), ui=ui(*size, body=body, lang=lang))
    page = draw(made)
    assert (not page.help) == lines
    rows = [c for c in controls(layout(made.ui, page)) if isinstance(c, ft.Row) and c.intrinsic_height]
    tiles = [id for row in rows for id in identifiers(row) if id.startswith(("home.", "act.group."))]
    assert (len(tiles) < 2) == lines


def test_a_service_of_no_group_is_not_lost() -> None:
    assert groups({"stranger": replace(FLOWS["appointment"], id="stranger")})[-1].id == "other"


def test_no_service_stands_in_two_groups_and_none_is_named_that_does_not_exist() -> None:
    named = [id for group in GROUPS for id in group.flows]
    assert len(named) == len(set(named))
    assert [id for id in named if id not in FLOWS] == []


@pytest.mark.parametrize("flows", [FLOWS, MANY], ids=["all", "many"])
def test_the_numbers_that_are_heard_open_what_they_name(flows: Mapping[str, Flow]) -> None:
    here = session(flows)
    script = script_of(here, translator("zh"))
    assert script.choices == tuple(e.flow or f"group.{e.group}" for e in entries(flows))
    assert set(drawn(here)[0].keys) == {str(n) for n in range(1, len(script.choices) + 1)}


async def test_a_digit_opens_the_service_or_the_group() -> None:
    here = session(MANY)
    keys = drawn(here)[0].keys
    number = next(n for n, entry in enumerate(entries(MANY), 1) if not entry.flow)
    await keys[str(number)]()
    assert here.page.at is At.SERVICES


@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768), (360, 800), (320, 640)])
def test_looking_for_something_offers_letters_and_a_field(size: tuple[int, int]) -> None:
    here = session()
    here.search()
    ids = drawn(here, width=size[0], height=size[1])[1]
    assert {"field.search", "key.A", "key.Z", "key.back", "key.clear"} <= set(ids)
    assert not any(id.startswith("home.") for id in ids)


def pressed(here: Session, *names: str) -> tuple[object, list[str]]:
    """The tree after those keys, and how often it was said anew."""
    said: list[str] = []
    made = replace(scene(here), tell=lambda: said.append(here.looked_for))
    return layout(made.ui, draw(made)), said


async def press(tree: object, id: str) -> None:
    """As the client reports a touch."""
    holder = next(c for c in controls(tree) if isinstance(c, ft.Semantics) and c.identifier == id)
    button = holder.content
    assert isinstance(button, ft.FilledButton)
    assert button.on_click is not None
    await button.on_click(None)  # type: ignore[arg-type, call-arg]


async def test_letters_find_a_service_which_is_shown_and_said_at_once() -> None:
    here = session()
    here.search()
    tree, said = pressed(here)
    await press(tree, "key.S")
    await press(tree, "key.Y")
    assert said == ["S", "SY"]
    assert "home.unemployment" in identifiers(tree)
    words = script_of(here, translator("zh")).words
    assert translator("zh").say(drawn_title("unemployment")) in words
    await press(tree, "home.unemployment")
    assert here.page.at is At.IDENTIFY


async def test_what_is_not_found_leads_to_a_person() -> None:
    here = session()
    here.search()
    tree, _ = pressed(here)
    for letter in "XXX":
        await press(tree, f"key.{letter}")
    assert not any(id.startswith("home.") for id in identifiers(tree))
    await press(tree, "act.person")
    assert here.page.at is At.HELP


async def test_what_was_looked_for_goes_with_the_person() -> None:
    here = session()
    here.search()
    here.look_for("lzzf" * 50)
    assert len(here.looked_for) <= 40
    assert all(u.private for u in script_of(here, translator("zh")).utterances if "l z z f" in u.words)
    await here.wipe()
    assert here.looked_for == ""


def drawn_title(flow: str) -> Text:
    return Text(FLOWS[flow].title)


@pytest.mark.parametrize("lang", ["zh", "en", "ko", "ug"])
@pytest.mark.parametrize("body", TEXT_SIZES)
@pytest.mark.parametrize("size", [(1080, 1920), (720, 1280), (360, 800)])
def test_what_is_not_called_torn_has_room_in_its_tile(size: tuple[int, int], body: int, lang: str) -> None:
    """English on a phone tore 'Unemployment'."""
    made = ui(*size, body=body, lang=lang)
    room = (size[0] - 2 * made.size.edge - M) / 2 - 2 * S - 4
    shown = [*entries(FLOWS), *(each for of in groups(FLOWS) for each in services(FLOWS, of.id))]
    for title, more in {(made.say(Text(each.title)), made.say(Text(each.more or each.title))) for each in shown}:
        widths = [(title, made.size.body * TITLE, True), (more, made.size.body, False)]
        held_in = ((w, of, bold) for what, of, bold in widths for w in held(written(words(made, what, size=of))))
        widest = max((width(w, of, bold=bold) for w, of, bold in held_in), default=0.0)
        assert widest * KERNED <= room + 1.5 or torn(made, title, more, 2)


def test_english_tiles_on_a_small_phone_are_lines() -> None:
    made = ui(360, 800, body=18, lang="en")
    assert torn(made, made.say("unemployment.title"), "", 2)
    assert not torn(replace(made, size=ui(1080, 1920, body=18).size), made.say("unemployment.title"), "", 2)
