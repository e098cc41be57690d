"""What is longer than the view is turned there and back, also where there are further options anyway."""

from __future__ import annotations

import flet as ft
import pytest

from shared.ui.blocks import leaves, placed
from shared.ui.scroller import Scroller
from shared.ui.view import Ui, column, press, words
from tests.ui.trees import identifiers, ui


def measured(scroller: Scroller, *, view: float, content: float, at: float = 0.0) -> tuple[str, ...]:
    """The ways to turn once the client has told of its sizes, and how far it has scrolled."""
    scroller.put(ui(), ft.Container(), anew=False, earlier=False, later=scroller._later)
    scroller._height, scroller._content, scroller._offset = view, content, at
    scroller._settle()
    return identifiers(scroller.buttons.content) if scroller.buttons.visible else ()


@pytest.mark.parametrize(
    ("content", "at", "later", "ways"),
    [
        (900, 0, False, ()),
        (950, 0, False, ("page.down",)),
        (950, 100, False, ("page.up", "page.down")),
        (950, 300, False, ("page.up",)),
        (900, 0, True, ("page.down",)),
        (900, 60, True, ("page.up", "page.down")),
    ],
)
def test_what_was_turned_can_be_turned_back(content: float, at: float, later: bool, ways: tuple[str, ...]) -> None:
    scroller = Scroller(lambda _: later)
    scroller._later = later
    assert measured(scroller, view=900, content=content, at=at) == ways


def rows(count: int) -> ft.Column:
    """So many buttons one below the other, 16 dp apart."""
    now = ui()
    return column(*(press(now, f"opt.{n}", words(now, "一"), None) for n in range(count)), gap=16)


def told(scroller: Scroller, content: ft.Control, height: float, view: float) -> None:
    """The client measured the content and each of its blocks."""
    scroller.put(ui(), content, anew=True, earlier=False, later=False)
    scroller._height = view
    blocks = list(leaves(content))
    scroller._content = 2 * 16.0 + len(blocks) * height + (len(blocks) - 1) * 16.0
    scroller._ask()
    for n in range(len(blocks)):
        scroller._heights[n] = height
    scroller._part()
    scroller._settle()


def test_a_view_of_a_kiosk_ends_after_the_last_block_that_fits() -> None:
    scroller = Scroller(lambda _: False)
    told(scroller, rows(12), 100.0, 908.0)
    assert scroller._parts is not None
    shown = scroller._parts.shown(0.0)
    assert shown == 16 + 7 * 100 + 6 * 16 <= scroller._parts.room
    assert isinstance(scroller._view.padding, ft.Padding)
    assert scroller._view.padding.bottom == scroller._parts.room - shown - 4.0 > 0


def test_what_fits_is_shown_without_an_empty_part() -> None:
    scroller = Scroller(lambda _: False)
    told(scroller, rows(3), 100.0, 900.0)
    assert scroller._view.padding == ft.Padding.only(bottom=0.0)
    assert not scroller.buttons.visible


def test_what_the_client_measures_otherwise_is_not_parted() -> None:
    scroller = Scroller(lambda _: False)
    told(scroller, rows(12), 100.0, 908.0)
    scroller._content += 30
    assert scroller._part() and scroller._parts is None
    assert not scroller._part()
    scroller._settle()
    assert scroller._empty == 0.0


def test_another_look_is_not_parted_as_the_one_before() -> None:
    """A page that was parted on a large screen and then shown on a small one was hidden to its last row."""
    scroller, content = Scroller(lambda _: False), rows(12)
    told(scroller, content, 100.0, 900.0)
    assert scroller._parts is not None
    scroller.put(ui(360, 800), content, anew=False, earlier=False, later=False)
    assert scroller._parts is None and scroller._empty == 0.0


def test_a_phone_moves_with_the_finger_and_asks_for_no_heights() -> None:
    scroller = Scroller(lambda _: False)
    scroller.put(ui(360, 800), rows(30), anew=True, earlier=False, later=False)
    scroller._ask()
    assert scroller._heights == []


def test_content_that_grows_in_its_place_is_asked_for_anew_and_never_breaks_the_page() -> None:
    """What was typed finds less, then more, in the same column: heights of other blocks say nothing."""
    scroller, content = Scroller(lambda _: False), rows(12)
    told(scroller, content, 100.0, 900.0)
    for count in (3, 15):
        content.controls = rows(count).controls
        scroller._content = 2 * 16.0 + count * 100.0 + (count - 1) * 16.0
        scroller._part()
        scroller._settle()
        assert scroller._parts is None
    scroller._ask()
    assert scroller._heights == [None] * 15
    for n in range(15):
        scroller._heights[n] = 100.0
    assert scroller._part() and scroller._parts is not None


def test_nothing_of_a_page_before_is_held_by_what_measured_it() -> None:
    scroller = Scroller(lambda _: False)
    told(scroller, rows(12), 100.0, 908.0)
    assert scroller._asked
    scroller._content = 100.0
    scroller.put(ui(), rows(1), anew=True, earlier=False, later=False)
    assert not scroller._asked


def beside(now: Ui, count: int, keys: int) -> ft.Control:
    """So many blocks of words beside so many rows of keys, as a page on a lying screen has them."""
    left = column(*(words(now, "一") for _ in range(count)), gap=16)
    return ft.Semantics(
        content=ft.Row(
            [
                ft.Semantics(content=left, expand=1),
                ft.Semantics(content=column(*(words(now, "二") for _ in range(keys)), gap=16), expand=1),
            ],
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
    )


def test_of_words_beside_keys_none_is_cut_and_the_keys_are_whole_in_the_first_view() -> None:
    now = ui(1366, 768, body=48)
    scroller, content = Scroller(lambda _: False), beside(now, 7, 4)
    for again in (False, True):
        content = beside(now, 7, 4)
        scroller.put(now, content, anew=not again, earlier=False, later=False)
        scroller._height = 548.0
        scroller._inner.update = lambda: None  # type: ignore[method-assign]
        for _ in range(2):
            measures = [130.0 if getattr(block, "value", "") == "一" else 100.0 for block in leaves(content)]
            blocks = placed(content, measures, 16.0)
            scroller._content = max(block.bottom for block in blocks) + 16.0
            scroller._ask()
            scroller._heights[:] = measures
            scroller._part()
        parts = scroller._parts
        assert parts is not None
        for start in parts.starts:
            assert not parts._torn(start) and not parts._torn(parts.until(start))
        assert parts.until(0.0) > 16 + 4 * 100 + 3 * 16


def told_sizes(scroller: Scroller, view: float, content: float) -> None:
    """The client measured both."""
    control, inner = scroller.control, scroller._inner
    for of, height in ((control, view), (inner, content)):
        event: ft.LayoutSizeChangeEvent[ft.LayoutControl] = ft.LayoutSizeChangeEvent(
            name="size_change", control=of, width=360.0, height=height
        )
        assert of.on_size_change is not None
        of.on_size_change(event)  # type: ignore[call-arg]


def test_what_was_as_high_the_last_time_is_drawn_at_once_as_it_will_stay() -> None:
    kept: list[tuple[float, float]] = []
    scroller = Scroller(lambda _: False, (900.0, 950.0), lambda *sizes: kept.append(sizes))
    scroller.put(ui(), ft.Container(), anew=True, earlier=False, later=False)
    drawn = scroller.buttons.content
    assert scroller.buttons.visible and identifiers(drawn) == ("page.down",)
    told_sizes(scroller, 900.0, 950.0)
    assert scroller.buttons.content is drawn, "nothing is sent again"
    assert kept[-1] == (900.0, 950.0)


def test_what_is_another_height_than_the_last_time_is_drawn_as_it_is() -> None:
    scroller = Scroller(lambda _: False, (900.0, 950.0))
    scroller.put(ui(), ft.Container(), anew=True, earlier=False, later=False)
    assert scroller.buttons.visible
    assert measured(scroller, view=900.0, content=500.0) == ()


@pytest.mark.parametrize("by", ["another page", "another look"])
async def test_what_was_turned_and_turned_back_is_begun_anew_with_what_comes_next(by: str) -> None:
    """The client may still be on its way back, and would tell of what comes at another place than it paints it."""
    scroller = Scroller(lambda _: False)
    now = ui()
    scroller.put(now, rows(12), anew=True, earlier=False, later=False)
    before = scroller._column
    scroller.put(now, rows(2), anew=True, earlier=False, later=False)
    assert scroller._column is before  # what was never turned stays

    async def arrives(**_: object) -> None:
        """At once."""

    before.scroll_to = arrives  # type: ignore[method-assign, assignment]
    scroller.control.update = lambda: None  # type: ignore[method-assign]
    for offset in (300.0, 0.0):
        await scroller._to(offset)
    look = now if by == "another page" else ui(body=48)
    scroller.put(look, rows(2), anew=by == "another page", earlier=False, later=False)
    assert scroller._column is not before
    again = scroller._column
    scroller.put(look, rows(3), anew=True, earlier=False, later=False)
    assert scroller._column is again


async def test_who_is_further_down_stays_there_in_another_look() -> None:
    scroller = Scroller(lambda _: False)
    scroller.put(ui(), rows(12), anew=True, earlier=False, later=False)
    scroller._offset, scroller._moved = 300.0, True
    before = scroller._column
    scroller.put(ui(body=48), rows(12), anew=False, earlier=False, later=False)
    assert scroller._column is before and scroller._offset == 300.0


async def test_a_page_that_is_not_shown_is_turned_without_harm() -> None:
    """With the screen dark somebody says 看下面: nothing is there to scroll, and nothing breaks."""
    scroller = Scroller(lambda _: False)
    told(scroller, ft.Semantics(content=rows(12)), 100.0, 900.0)
    assert await scroller.turn(+1)
    assert scroller._offset == 0.0


def test_what_the_client_told_of_the_turning_buttons_holds_for_every_page_of_that_look() -> None:
    """Their height does not change from page to page, so the client tells it once."""
    scroller, sizes = Scroller(lambda _: False), ui(1366, 768, body=36)
    scroller.put(sizes, rows(12), anew=True, earlier=False, later=False)
    worked_out = scroller._bar_height()
    told_by: ft.LayoutControl = scroller.buttons
    event = ft.LayoutSizeChangeEvent(name="size_change", control=told_by, width=900.0, height=worked_out + 4)
    scroller._buttons_measured(event)
    scroller.put(ui(1366, 768, body=36), rows(3), anew=True, earlier=False, later=False)
    assert scroller._bar_height() == worked_out + 4
    scroller.put(ui(1366, 768, body=48), rows(3), anew=True, earlier=False, later=False)
    assert scroller._bar_height() != worked_out + 4


def test_what_turns_the_page_is_measured_anew_in_each_look() -> None:
    """Of what is as high as in the look before, a client tells nothing: of new buttons it does."""
    scroller = Scroller(lambda _: False)
    looks = [ui(1366, 768, body=body) for body in (36, 48)]
    scroller.put(looks[0], rows(12), anew=True, earlier=False, later=False)
    before = scroller.buttons
    scroller.put(looks[1], rows(12), anew=False, earlier=False, later=False)
    assert scroller.buttons is not before and scroller.buttons in scroller._both.controls
    told_by: ft.LayoutControl = scroller.buttons
    scroller._buttons_measured(ft.LayoutSizeChangeEvent(name="size_change", control=told_by, width=900.0, height=81.0))
    known = scroller.buttons
    scroller.put(ui(1366, 768, body=48), rows(3), anew=False, earlier=False, later=False)
    assert scroller._bar_height() == 81.0 and scroller.buttons is known


def test_what_comes_into_view_later_is_told_anew() -> None:
    """The client tells of what was cut no more than could be seen at first, although the view became higher."""
    scroller, content = Scroller(lambda _: False), ft.Semantics(content=rows(12))
    told(scroller, content, 100.0, 900.0)
    scroller._parts, scroller._empty = None, 0.0
    scroller._told = (None, scroller._end)
    scroller._height = 800.0
    scroller._show()
    assert content.button is None, "of a lower view the client tells at once"
    scroller._height = 900.0
    scroller._show()
    assert content.button is False
    assert scroller._told == (0.0, scroller._end)
    content.button = None
    scroller._show()
    assert content.button is None, "once"


def test_words_alone_are_parted_between_their_lines_without_asking_for_more() -> None:
    """A page of a heading and two paragraphs, in a view that holds one and a half."""
    now = ui(1366, 768, body=48)
    content = column(words(now, "一"), words(now, "二" * 30), words(now, "三" * 30), gap=20)
    scroller = Scroller(lambda _: False)
    scroller.put(now, content, anew=True, earlier=False, later=False)
    measures, room = [72.0, 360.0, 360.0], 300.0
    scroller._height = room + scroller._bar_height()
    scroller._content = sum(measures) + 40.0 + 32.0
    scroller._ask()
    scroller._heights[:] = measures
    scroller._part()
    parts = scroller._parts
    assert parts is not None
    assert parts.tears
    assert not any(parts._cut(start) or parts._cut(parts.until(start)) for start in parts.starts)
