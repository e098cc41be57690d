"""A long page is parted between its blocks: each is whole in some view, and turning there and back meets all."""

from __future__ import annotations

import flet as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ui.blocks import AIR, EXACT, Block, Parts, leaves, parted, placed
from shared.ui.components.notice import Tone
from shared.ui.components.receipt import Shown, receipt
from shared.ui.layout import layout
from shared.ui.pages import Drawn
from shared.ui.view import abreast, box, column, heading, named, press, with_act, words
from tests.ui.trees import ui

ROOM = 600.0


async def nothing() -> None:
    """What the buttons do here."""


def stack(*heights: float, gap: float = 16.0) -> tuple[Block, ...]:
    """Blocks one below the other."""
    return placed(ft.Column([ft.Text() for _ in heights], spacing=gap), heights, gap)


def views(parts: Parts) -> list[tuple[float, float]]:
    """What a person meets who turns from the top to the end."""
    found = [0.0]
    while (further := parts.next(found[-1])) > found[-1]:
        found.append(further)
    return [(at, parts.shown(at)) for at in found]


def whole(block: Block, view: tuple[float, float]) -> bool:
    """Whether all of it is in the view."""
    return view[0] <= block.top + EXACT and block.bottom <= view[1] + EXACT


@given(st.lists(st.floats(20, ROOM - 4 * AIR), min_size=1, max_size=30), st.sampled_from([8.0, 16.0, 40.0]))
def test_every_block_that_fits_is_whole_in_some_view(heights: list[float], gap: float) -> None:
    blocks = stack(*heights, gap=gap)
    found = views(parted(blocks, ROOM))
    for block in blocks:
        assert any(whole(block, view) for view in found), (block, found)


@given(st.lists(st.floats(20, ROOM - 4 * AIR), min_size=1, max_size=30))
def test_no_view_begins_within_a_block_or_ends_there_where_another_fits(heights: list[float]) -> None:
    blocks = stack(*heights)
    for at, end in views(parted(blocks, ROOM)):
        within = [b for b in blocks if b.top + EXACT < end < b.bottom - EXACT]
        assert not within or within[0].bottom - at > ROOM - AIR
        assert not [b for b in blocks if b.top + EXACT < at < b.bottom - EXACT]
        assert end - at <= ROOM


@given(st.lists(st.floats(20, ROOM * 3), min_size=1, max_size=20))
def test_nothing_is_passed_over_even_of_what_is_higher_than_the_room(heights: list[float]) -> None:
    blocks = stack(*heights)
    seen, found = 0.0, views(parted(blocks, ROOM))
    for at, end in found:
        between = [b for b in blocks if b.top < at - EXACT and b.bottom > seen + EXACT]
        assert at <= seen + EXACT or not between, (at, seen)
        seen = max(seen, end)
    assert seen >= blocks[-1].bottom - EXACT


@given(st.lists(st.floats(20, ROOM * 2), min_size=1, max_size=20))
def test_turning_back_meets_the_same_views(heights: list[float]) -> None:
    parts = parted(stack(*heights), ROOM)
    there = [at for at, _ in views(parts)]
    back = [there[-1]]
    while back[-1] > 0.0:
        back.append(parts.before(back[-1]))
    assert back[::-1] == there


def test_the_last_view_is_as_full_as_it_can_be() -> None:
    parts = parted(stack(250, 250, 250), ROOM)
    assert [len([b for b in parts.blocks if whole(b, view)]) for view in views(parts)] == [2, 2]


@given(st.lists(st.floats(20, ROOM / 3), min_size=2, max_size=12), st.lists(st.floats(20, ROOM / 3), max_size=12))
def test_every_block_of_columns_side_by_side_is_whole_in_some_view(left: list[float], right: list[float]) -> None:
    both = ft.Row(
        [column(*(ft.Text() for _ in side), gap=16.0) for side in (left, right)],
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    parts = parted(placed(both, [*left, *right], 16.0), ROOM)
    found = views(parts)
    for block in parts.blocks:
        assert any(whole(block, view) for view in found), (block, found)


def test_what_stands_side_by_side_parts_where_neither_is_cut() -> None:
    left = column(ft.Text(), ft.Text(), gap=0)
    right = column(ft.Text(), ft.Text(), gap=0)
    both = ft.Row([left, right], vertical_alignment=ft.CrossAxisAlignment.START)
    blocks = placed(both, [100, 300, 100, 250])
    assert blocks == (Block(0, 100), Block(100, 400), Block(0, 100), Block(100, 350))
    assert Parts(blocks, 124).shown(0.0) == 100


def test_columns_that_end_together_too_soon_fill_the_room() -> None:
    """A short view of a keypad beside words would hide what was entered wrongly."""
    blocks = (Block(0, 60), Block(76, 130), Block(146, 290), Block(76, 340))
    assert Parts(blocks, 300).shown(0.0) == 300 - AIR


def test_nothing_of_a_row_that_stands_close_below_is_in_view() -> None:
    parts = parted(stack(*[100.0] * 12, gap=2.0), ROOM)
    for at, end in views(parts):
        assert parts.until(at) - end <= 1.0 or end == parts.end
        assert all(block.bottom <= at + EXACT for block in parts.blocks if block.top < at)


def test_a_page_is_parted_into_its_heading_its_paragraphs_and_its_buttons() -> None:
    now = ui()
    buttons = [press(now, f"opt.{n}", words(now, "一"), nothing) for n in range(3)]
    drawn = Drawn(
        "标题",
        "说明",
        main=(named("field.x", column(*buttons)), box(now, now.palette.tile, heading(now, "二", level=2))),
    )
    found = list(leaves(ft.Semantics(identifier="page.x", container=True, content=layout(now, drawn))))
    kinds = (ft.Text, ft.Text, *[ft.FilledButton] * 3, ft.Container)
    assert len(found) == len(kinds)
    assert all(map(isinstance, found, kinds))


@pytest.mark.parametrize(("body", "below"), [(24, []), (36, ["二", "三"])])
def test_a_receipt_on_a_lying_screen_keeps_its_code_whole_beside_its_number(body: int, below: list[str]) -> None:
    shown = Shown("0000", "一", "", Tone.WAITING, ("二", "三"), code="A1", code_help="四")
    first, *rest = leaves(column(receipt(ui(1366, 768, body=body), shown)))
    assert isinstance(first, ft.Row)
    assert [line.value for line in rest if isinstance(line, ft.Text)] == below
    assert len(rest) == len(below)


def test_a_receipt_on_a_low_screen_is_parted_between_state_number_words_and_code() -> None:
    shown = Shown("0000", "一", "", Tone.WAITING, ("二", "三"), code="A1", code_help="四")
    found = list(leaves(column(receipt(ui(1366, 768, body=48), shown))))
    assert [type(block) for block in found] == [ft.Container, ft.Container, ft.Text, ft.Text, ft.Container]


def test_a_heading_is_not_left_behind_at_the_end_of_a_view() -> None:
    now = ui()
    page = column(
        words(now, "一"), with_act(now, heading(now, "二", level=2), words(now, "三")), words(now, "四"), gap=0
    )
    assert len(list(leaves(page))) == 3
    parts = parted(placed(page, [400, 60, 300]), ROOM)
    assert parts.shown(0.0) == 400
    assert parts.next(0.0) == 400


def test_a_heading_is_not_all_that_a_view_shows_where_what_follows_would_be_cut() -> None:
    head, rest = Block(16.0, 316.0, leads=True), Block(332.0, 332.0 + ROOM - 100.0)
    assert parted((head, rest), ROOM).shown(0.0) == ROOM - AIR


def test_a_heading_before_what_is_higher_than_the_room_stays_with_the_beginning_of_it() -> None:
    parts = parted((Block(0, 100, leads=True), Block(116, 1500)), ROOM)
    assert views(parts)[0] == (0.0, ROOM - AIR)
    assert views(parts)[-1][1] >= 1500 - EXACT


def test_what_stands_side_by_side_and_is_as_high_as_its_neighbour_is_one_block() -> None:
    now = ui()
    pair = abreast(now, *(press(now, f"opt.{n}", words(now, "一"), nothing) for n in range(2)))
    assert list(leaves(column(pair))) == [pair]


@given(st.integers(0, 6), st.integers(0, 6))
def test_heights_of_other_blocks_place_nothing(blocks: int, heights: int) -> None:
    found = placed(column(*(ft.Text() for _ in range(blocks))), [50.0] * heights)
    assert len(found) == (blocks if blocks == heights else 0)


@pytest.mark.parametrize("at", [0.0, 37.0, 300.0])
def test_a_view_that_begins_anywhere_ends_after_a_whole_block(at: float) -> None:
    blocks = stack(*[100.0] * 12)
    assert Parts(blocks, ROOM).shown(at) in {block.bottom for block in blocks}


def test_columns_side_by_side_end_together_and_are_blocks_all_the_same() -> None:
    """So that both are cut alike, and told in this order, wherever the view begins."""
    size = ui(1366, 768, body=30)
    drawn = Drawn(title="", main=(words(size, "one"), words(size, "two")), side=(words(size, "beside"),))
    row = layout(size, drawn)
    assert isinstance(row, ft.Row) and row.intrinsic_height
    assert row.vertical_alignment == ft.CrossAxisAlignment.STRETCH
    assert len(list(leaves(row))) == 3


def test_beside_keys_a_view_does_not_end_with_a_heading_whose_mistake_it_leaves_out() -> None:
    """It ends with a part of the mistake instead: that something is wrong is seen at once."""
    words = (Block(16, 340, leads=True), Block(356, 460))
    keys = (Block(16, 96), Block(104, 184), Block(192, 272), Block(280, 350), Block(360, 430))
    parts = Parts((*words, *keys), 426.0)
    assert parts.shown(0.0) > 356 + 40
    alone = Parts((words[0], *keys), 426.0)
    assert alone.shown(0.0) == 350
