"""The audit in a real browser: what it must find it finds, and in a selection of all looks there is nothing to find."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

import flet as ft
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from accessibility.preferences import Theme
from shared.app.session import Session
from shared.flows import FLOWS
from shared.ui.blocks import AIR, Parts
from shared.ui.theme import DAY, FAMILY, PALETTES, RARE, XS
from shared.ui.view import button_style, column, heading, in_one, press, words
from tests.audit.looks import SCREENS, Look
from tests.audit.rules import judge
from tests.audit.seen import Finding, Thing
from tests.audit.selection import selection
from tests.audit.session import Audit, audit
from tests.audit.stage import Stage
from tests.audit.tour import Place, Tour, places
from tests.audit.words import parted, words_of
from tests.ui.trees import ui

VIEWS = 1
"""Views of a long page, after its first one, that the selection looks at; `make audit` looks at more."""
ROUND = ("home", "search", "options", "typed", "review", "preferences")
"""Groups whose page is gone round by the Tab key: each is laid out in another way."""
PLAIN = Look(Theme.DAY, 30, "zh", "portrait")
UI = ui(body=30)
Controls = Callable[[], list[ft.Control]]


@dataclass
class Wish:
    """What is looked at, and what was found."""

    looks: dict[str, Sequence[Look]]
    keyed: set[tuple[str, Look]]
    found: list[Finding]

    def wanted(self, place: Place) -> Sequence[Look]:
        return self.looks.get(place.name, ())

    def told(self, _: Place, __: Look, findings: Sequence[Finding]) -> None:
        self.found.extend(findings)

    def round(self, place: Place, look: Look) -> bool:
        return (place.name, look) in self.keyed


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def auditing(browser: Browser) -> AsyncIterator[tuple[Audit, Wish]]:
    """One stage and one camera for all of this."""
    wish = Wish({}, set(), [])
    async with audit(browser, wish.wanted, wish.told, wish.round, VIEWS) as made:
        yield made, wish


async def nothing() -> None:
    """What a control of a planted page does."""


def page(*controls: ft.Control) -> list[ft.Control]:
    """A page of our own: its container and its heading, then what is planted."""
    content = column(heading(UI, "您想办什么？"), *controls)
    help = press(UI, "nav.help", words(UI, "找人帮忙"), nothing)
    settings = press(UI, "nav.settings", words(UI, "设置"), nothing)
    body = ft.Semantics(identifier="page.planted", container=True, content=content)
    return [ft.Container(content=column(body, help, settings), padding=24)]


def option(id: str, said: str, **how: object) -> ft.Semantics:
    return press(UI, id, words(UI, said), nothing, **how)  # type: ignore[arg-type]


def bare(id: str, said: str, style: ft.ButtonStyle) -> ft.Semantics:
    """A button that was styled by hand."""
    text = ft.Text(said, size=30, font_family=FAMILY, font_family_fallback=[RARE], style=ft.TextStyle(height=1.5))
    return ft.Semantics(identifier=id, content=ft.FilledButton(content=text, style=style))


def asking(question: str, offered: ft.Semantics) -> ft.Control:
    """What a question offers."""
    return ft.Semantics(identifier=question, container=True, content=in_one(offered))


def beside(said: str, ink: str) -> ft.Control:
    """Words that reach below the upper edge of the second button beside them."""
    told = ft.Container(content=words(UI, said, ink=ink), padding=ft.Padding.only(top=86))
    buttons = column(option("opt.yes", "是", tall=96), option("opt.no", "不是", tall=96))
    return ft.Row(
        [ft.Container(content=told, expand=1), ft.Container(content=buttons, expand=1)],
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def small() -> ft.Control:
    return ft.Row([ft.Container(content=option("opt.small", "小"), width=52)])


def pale() -> ft.Control:
    return ft.Text("看不清", size=30, color="#9A9A96", font_family=FAMILY, style=ft.TextStyle(height=1.5))


def ringless() -> ft.Control:
    style = button_style(UI, DAY.tile, edge=DAY.border, width=2, pad=16, rise=16)
    style.side = ft.BorderSide(2, DAY.border)
    return bare("opt.ringless", "没有框", style)


def cut() -> ft.Control:
    return ft.Container(content=option("opt.cut", "这几个字比按钮高得多，放不下" * 4), height=70, width=300)


def wide() -> ft.Control:
    return ft.Row([words(UI, "一行写不下的字" * 8)])


def tofu() -> ft.Control:
    return ft.Text("ᏣᎳᎩ", size=30, font_family=FAMILY, font_family_fallback=[RARE], style=ft.TextStyle(height=1.5))


PLANTED: dict[str, tuple[set[str], Controls]] = {
    "nothing": (set(), lambda: page(option("opt.yes", "是"), option("opt.no", "不是"))),
    "a target that is too small": ({"target.size"}, lambda: page(small())),
    "targets too close": (
        {"target.apart"},
        lambda: page(column(option("opt.yes", "是"), option("opt.no", "不是"), gap=2)),
    ),
    "text too pale": ({"contrast.text"}, lambda: page(pale())),
    "no focus ring": ({"focus.ring"}, lambda: page(ringless())),
    "words cut by their box": ({"text.clipped"}, lambda: page(cut())),
    "words over the side": ({"edge.ink"}, lambda: page(wide())),
    "a character without a glyph": ({"tofu.glyph", "tofu.request"}, lambda: page(tofu())),
    "options of several told as of one": (
        {"name.option"},
        lambda: page(asking("q.several.wishes", option("opt.yes", "是", selected=True))),
    ),
    "options of several told as checkboxes": (
        set(),
        lambda: page(asking("q.several.wishes", option("opt.yes", "是", checked=True))),
    ),
    "words beside a button that begins lower": (set(), lambda: page(beside("看得清的字", ""))),
    "pale words beside a button that begins lower": (
        {"contrast.text"},
        lambda: page(beside("看不清的字", "#9A9A96")),
    ),
    "two first headings": ({"heading.one"}, lambda: page(heading(UI, "还有一个标题"))),
    "two controls of one identifier": (
        {"name.identifier"},
        lambda: page(option("opt.yes", "是"), option("opt.yes", "是")),
    ),
}


@pytest.mark.parametrize("name", PLANTED)
async def test_a_planted_fault_is_found_in_the_browser(auditing: tuple[Audit, Wish], name: str) -> None:
    made, _ = auditing
    expected, controls = PLANTED[name]
    await made.stage.plant(controls)
    findings = judge(await made.camera.take("planted", PLAIN, keys=name in KEYED))
    assert expected <= {finding.rule for finding in findings}
    assert expected or findings == ()


KEYED = ("nothing", "no focus ring")


async def test_no_page_has_a_fault_in_looks_that_hold_every_pair(auditing: tuple[Audit, Wish]) -> None:
    made, wish = auditing
    every = await places()
    chosen = selection(every)
    round_by_tab = {place.name for place in every if place.group in ROUND}
    wish.keyed = {(name, looks[0]) for name, looks in chosen.items() if name in round_by_tab}
    for same in parted({look for looks in chosen.values() for look in looks}):
        wish.looks = {name: [look for look in looks if look in same] for name, looks in chosen.items()}
        with words_of(same):
            await made.run(FLOWS)
    found = [f"{f.rule}: {f.page} [{f.look}] {f.thing}: {f.words}" for f in wish.found]
    assert not found, "\n".join(found)


async def test_a_touch_after_turning_to_further_options_meets_what_is_painted_there(
    auditing: tuple[Audit, Wish],
) -> None:
    """What became shorter while one had scrolled was told in one place and painted in another: another thing opened."""
    stage = auditing[0].stage
    session = stage.begin()
    session.preferences()
    await stage.show(Look(Theme.DAY, 48, "zh", "measured"))
    while await stage.turn():
        pass
    await stage.window.tap_to("act.pref.sound", "preferences.sound")
    assert stage.screen is not None and stage.screen._scroller._offset == 0.0


async def test_after_a_turn_what_is_whole_in_view_is_told_whole(auditing: tuple[Audit, Wish]) -> None:
    """Of what the view had cut before, the client told no more than could be seen then: 1 dp of an option."""
    stage, camera, look = auditing[0].stage, auditing[0].camera, Look(Theme.DAY, 36, "ug", "landscape")
    session = stage.begin()
    session.search()
    session.look_for("YL")
    await stage.show(look)
    views, most = list[tuple[float, float, list[Thing]]](), dict[str, float]()
    while True:
        seen = await camera.take("search", look, pixels=False)
        there = [thing for thing in seen.things if thing.pressed and not thing.fixed and thing.shown]
        turn = next(thing.box for thing in seen.things if thing.owner in seen.turns)
        assert stage.screen is not None
        views.append((turn.bottom + XS - stage.screen._scroller._height, turn.top, there))
        for thing in there:
            most[thing.owner] = max(most.get(thing.owner, 0.0), thing.box.height)
        if not await stage.turn():
            break
    assert len(views) > 3
    for top, end, there in views:
        small = [t for t in there if t.box.height < most[t.owner] - 1]
        assert [t for t in small if t.box.top > top + 1 and t.box.bottom < end - 1] == []


async def test_tab_comes_to_the_keys_beside_words_that_go_on_below_the_view(auditing: tuple[Audit, Wish]) -> None:
    """What was found is longer than the view: the keys, by then above it, were told before what had led there."""
    stage = auditing[0].stage
    session = stage.begin()
    session.search()
    session.look_for("YL")
    await stage.show(Look(Theme.DAY, 30, "zh", "landscape"))
    await stage.window.page.evaluate(
        "() => document.querySelector('[flt-semantics-identifier=\"field.search\"] input').focus()"
    )
    reached = list[str]()
    while not reached or (reached[-1] != "key.A" and len(reached) < 12):
        before = await stage.window.page.evaluate("() => probe.where()")
        await stage.window.page.keyboard.press("Tab")
        assert await stage.window.holds("before => probe.where() !== before", before, 5.0)
        await stage.window.still(2)
        reached.append((await stage.window.page.evaluate("() => probe.focused()"))["owner"])
    assert reached == ["home.passive_check", "home.pension", "home.appointment_cancel", "home.withdraw", "key.A"]


async def test_by_tab_a_sliver_at_the_end_of_a_phones_view_comes_into_it(auditing: tuple[Audit, Wish]) -> None:
    """Of the second option the view shows a dp: the browser took it for one that is there."""
    stage, look, told = auditing[0].stage, Look(Theme.DAY, 30, "zh", "phone"), list[tuple[str, float]]()

    async def visit(_: Session, place: Place) -> None:
        if place.name != "step.unemployment.stops":
            return
        await stage.show(look)
        told.extend((node.id, node.height) for node in await stage.window.nodes() if node.id == "opt.serving")
        focused: dict[str, str] = {"owner": "", "height": "0"}
        for _stop in range(20):
            before = await stage.window.page.evaluate("() => probe.where()")
            await stage.window.page.keyboard.press("Tab")
            assert await stage.window.holds("before => probe.where() !== before", before, 5.0)
            await stage.window.still(2)
            focused = await stage.window.page.evaluate("() => probe.focused()")
            if focused["owner"] == "opt.serving":
                break
        told.append((focused["owner"], float(focused["height"])))

    with words_of([look]):
        await Tour(stage.begin, visit).whole({"unemployment": FLOWS["unemployment"]})
    (before, sliver), (after, whole) = told
    assert before == after == "opt.serving"
    assert sliver < 44 < 90 < whole


PARTED = (Look(Theme.DAY, 36, "zh", "small"), Look(Theme.WHITE_ON_BLACK, 48, "zh", "landscape"))


@pytest.mark.parametrize("look", PARTED, ids=str)
@pytest.mark.parametrize(
    "open_page", [lambda session: None, lambda session: session.preferences()], ids=["home", "preferences"]
)
async def test_no_ink_crosses_the_edge_of_a_view(
    auditing: tuple[Audit, Wish], open_page: Callable[[Session], None], look: Look
) -> None:
    """A row of dots at either edge of what a view shows has one colour: nothing is cut there."""
    stage, ground = auditing[0].stage, PALETTES[look.theme].page.ground
    open_page(stage.begin())
    await stage.show(look)
    seen = 0
    while True:
        scroller = stage.screen._scroller if stage.screen is not None else None
        assert scroller is not None and scroller._parts is not None
        turn = next(node for node in await stage.window.nodes() if node.id in ("page.up", "page.down"))
        top = turn.top + turn.height + XS - scroller._height
        end = top + scroller._room - scroller._empty
        rows = [await _row(stage, y) for y in (top + 1, end - 2)]
        assert rows == [[ground], [ground]], f"view {seen}"
        assert len(await _row(stage, turn.top + turn.height / 2)) > 1  # what is there is painted
        seen += 1
        if not await stage.turn():
            break
    assert seen > 1


async def test_a_view_that_ends_within_a_line_is_found(
    auditing: tuple[Audit, Wish], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As every view ended before its lines were known: after so many dp, whatever stands there."""
    audit, _ = auditing
    audit.stage.begin()
    monkeypatch.setattr(Parts, "shown", lambda parts, at: at + parts.room - AIR)
    await audit.stage.show(Look(Theme.DAY, 48, "ug", "landscape"))
    found = set[str]()
    for _ in range(3):
        seen = await audit.camera.take("home", Look(Theme.DAY, 48, "ug", "landscape"))
        found |= {finding.rule for finding in judge(seen)}
        if not await audit.stage.turn():
            break
    assert "fold.cut" in found


async def _row(stage: Stage, y: float) -> list[str]:
    """The colours of one row of dots across the middle of the screen."""
    assert stage.look is not None
    wide = SCREENS[stage.look.screen].width
    row = [round(wide * 0.02), round(y), round(wide * 0.96)]
    return list(await stage.window.page.evaluate("row => pixels.row(...row)", row))
