"""A block that no view shows whole is parted between its lines; each line is whole in some view, and none is cut."""

from __future__ import annotations

from itertools import pairwise

import flet as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ui.blocks import AIR, EXACT, Block, Parts, gap_beside, leaves, parted, placed, put_gap, seamed
from shared.ui.seams import LEAD, Seams, pieces
from shared.ui.view import box, column, heading, named, press, row, wide, words
from tests.ui.trees import ui

ROOM = 600.0
SIZE = 48


def lines(top: float, count: int, pitch: float = 72.0) -> Block:
    """A block of so many lines, as its pieces place them."""
    spans = tuple((top + n * pitch + 5, top + (n + 1) * pitch - 5) for n in range(count))
    return Block(top, top + count * pitch, spans=spans, lines=spans)


def views(parts: Parts) -> list[tuple[float, float]]:
    """Where each view begins and ends."""
    return [(at, parts.until(at)) for at in parts.starts]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.sampled_from((60.0, 72.0, 78.0)))
def test_every_line_is_whole_in_some_view_and_none_is_cut(counts: list[int], pitch: float) -> None:
    blocks, top = list[Block](), 16.0
    for count in counts:
        blocks.append(lines(top, count, pitch))
        top = blocks[-1].bottom + 20
    parts = parted(tuple(blocks), ROOM)
    shown = views(parts)
    for block in blocks:
        for first, last in block.lines:
            assert any(at <= first and last <= end for at, end in shown)
            assert not any(first + EXACT < edge < last - EXACT for view in shown for edge in view)
    assert all(later > before + EXACT for (_, before), (_, later) in pairwise(shown))


@given(st.lists(st.integers(1, 12), min_size=2, max_size=4), st.lists(st.floats(40, 160), min_size=2, max_size=9))
def test_beside_other_lines_nothing_is_passed_over(counts: list[int], keys: list[float]) -> None:
    blocks, top = list[Block](), 16.0
    for count in counts:
        blocks.append(lines(top, count))
        top = blocks[-1].bottom + 20
    top = 16.0
    for high in keys:
        blocks.append(Block(top, top + high, spans=((top, top + high),), lines=((top, top + high),)))
        top += high + 8
    parts = parted(tuple(blocks), ROOM)
    shown = views(parts)
    assert shown[0][0] == 0.0
    assert shown[-1][1] >= parts.end
    spans = [span for block in blocks for span in block.lines]
    for (_, end), (at, _) in pairwise(shown):
        assert not [span for span in spans if span[0] < at - EXACT and span[1] > end + EXACT]


def measured(control: ft.Control, width: float = 400.0) -> dict[int, float]:
    """Heights as a client might tell them: a text breaks at that width, the rest follows from it."""
    known = dict[int, float]()

    def high(part: ft.Control) -> float:
        while isinstance(part, ft.Semantics | ft.MergeSemantics) and isinstance(part.content, ft.Control):
            part = part.content
        match part:
            case ft.Text():
                style = part.style
                assert isinstance(style, ft.TextStyle)
                line = float(part.size or 0) * float(style.height or 0)
                found = line * max(1, -(-len(str(part.value)) * float(part.size or 0) // width))
            case ft.Column(controls=parts):
                found = sum(map(high, parts)) + float(part.spacing or 0) * (len(parts) - 1)
            case ft.Row(controls=parts):
                found = max(map(high, parts))
            case ft.Container(content=ft.Control() as inner):
                found = high(inner) + 36
            case ft.Button(content=ft.Control() as inner):
                found = high(inner) + 20
            case _:
                found = 40.0
        known[id(part)] = found
        return found

    high(control)
    return known


def test_lines_of_a_box_stand_below_its_border_and_beside_its_sign() -> None:
    given = ui(body=SIZE)
    said, sign = words(given, "一" * 20), ft.Icon(ft.Icons.INFO, size=60)
    made = box(given, given.palette.tile, row(sign, wide(said)), words(given, "二"))
    known = measured(made)
    high = known[id(made)]
    assert len(list(pieces(made))) == 5
    spans = Seams(known, 300.0).spans(made, 100.0, 100.0 + high)
    text = [span for span in spans if span[1] - span[0] != 40]
    assert [round(top - 100 - 18 - LEAD * SIZE) for top, _ in text[:3]] == [0, 72, 144]
    middle = 100 + 18 + 3 * 72 / 2
    assert (middle - 20, middle + 20) in spans
    assert text[-1][1] == pytest.approx(100 + high - 18 - LEAD * SIZE)


def test_a_small_button_is_never_parted_and_a_large_one_only_without_its_frame() -> None:
    given = ui(body=SIZE)

    async def act() -> None:
        """Nothing."""

    made = press(given, "act.x", words(given, "一" * 20), act)
    known = measured(made)
    high = max(known.values())
    seams = Seams(known, high * 1.2)
    assert seams.spans(made, 0.0, high) != ((0.0, high),)
    assert Seams(known, high * 2).spans(made, 0.0, high) == ((0.0, high),)
    assert len(Seams(known, high * 2).spans(made, 0.0, high, small=0)) == 3


def test_of_a_piece_that_is_not_known_all_of_the_block_is_kept_whole() -> None:
    given = ui(body=SIZE)
    made = box(given, given.palette.tile, words(given, "一"))
    assert Seams({}, 300.0).spans(made, 0.0, 500.0) == ((0.0, 500.0),)


@pytest.mark.parametrize(("chinese", "uyghur"), [(1, 1), (3, 7), (4, 5), (2, 9), (5, 11)])
def test_lines_in_arabic_letters_are_higher_and_come_last(chinese: int, uyghur: int) -> None:
    """As Chromium lays them out: 72 dp a line at 48 dp in Chinese, 78 in Uyghur."""
    given = ui(body=SIZE, lang="ug")
    said = words(given, "汉字\nئۇيغۇرچە")
    high = 72.0 * chinese + 78.0 * uyghur
    spans = Seams({}, 300.0).spans(said, 0.0, high)
    assert len(spans) == chinese + uyghur
    tops = [72.0 * n for n in range(chinese)] + [72.0 * chinese + 78.0 * n for n in range(uyghur)]
    assert [top for top, _ in spans] == pytest.approx([top + LEAD * SIZE for top in tops], abs=0.5)


@pytest.mark.parametrize(("chinese", "uyghur"), [(1, 1), (1, 2), (2, 3), (3, 6)])
def test_a_last_word_alone_is_low_and_no_seam_cuts_the_lines_before_it(chinese: int, uyghur: int) -> None:
    """A line without a space is no higher than a Chinese one: the lines before it stand 6 dp lower than if it came
    first. A view that ends between two spans cuts neither."""
    said = words(ui(body=SIZE, lang="ug"), "汉字\nئۇيغۇرچە")
    pitches = [72.0] * chinese + [78.0] * uyghur + [72.0]
    spans = Seams({}, 300.0).spans(said, 0.0, sum(pitches))
    assert len(spans) == len(pitches)
    for n, (before, after) in enumerate(pairwise(spans)):
        line = sum(pitches[: n + 1])
        assert line - LEAD * SIZE - 0.5 <= before[1] <= after[0] <= line + LEAD * SIZE + 0.5


def test_a_question_is_never_parted_where_a_view_has_room_for_it() -> None:
    given = ui(body=SIZE)
    page = column(heading(given, "一" * 20), words(given, "二" * 60))
    heights = [216.0, 900.0]
    known = {id(piece): 1.0 for block in leaves(page) for piece in pieces(block)}
    found = seamed(page, placed(page, heights), Seams(known, ROOM))
    assert found[0].lines == ((0.0, 216.0),)
    assert len(found[1].lines) > 5


def test_a_mistake_that_no_view_shows_with_its_question_shows_its_frame() -> None:
    wrong = Block(400, 900, wrong=True, spans=((560, 632), (632, 704)), lines=((560, 632), (632, 704)))
    parts = Parts((Block(16, 380, leads=True, lines=((16, 380),), spans=((16, 380),)), wrong), ROOM)
    assert parts.shown(0.0) == 560 - AIR


def test_words_that_the_keys_of_a_view_would_cut_begin_below_them() -> None:
    given = ui(body=SIZE)

    async def act() -> None:
        """Nothing."""

    keys = column(*(press(given, f"key.{n}", words(given, str(n)), act) for n in range(6)), gap=8)
    told = column(named("q", words(given, "一")), words(given, "二" * 30), gap=20)
    page = ft.Row([told, keys], vertical_alignment=ft.CrossAxisAlignment.START)
    heights = [72.0, 360.0, *([92.0] * 6)]
    blocks = placed(page, heights)
    wanted = gap_beside(page, blocks, 340.0)
    assert wanted is not None
    assert put_gap(page, *wanted)
    moved = placed(page, heights)
    assert moved[1].top >= 292 + 2 * AIR  # below the third key
    assert gap_beside(page, moved, 340.0) is None


def test_keys_that_would_be_shown_beside_half_a_question_begin_below_it() -> None:
    given = ui(body=SIZE)

    async def act() -> None:
        """Nothing."""

    keys = column(*(press(given, f"key.{n}", words(given, str(n)), act) for n in range(6)), gap=8)
    told = column(heading(given, "一" * 20), words(given, "二" * 30), gap=20)
    page = ft.Row([told, keys], vertical_alignment=ft.CrossAxisAlignment.START)
    heights = [316.0, 360.0, *([92.0] * 6)]
    wanted = gap_beside(page, placed(page, heights), 340.0)
    assert wanted is not None
    assert wanted[0] == 2 + 3
    assert put_gap(page, *wanted)
    moved = placed(page, heights)
    assert moved[2 + 3].top >= 316 + 2 * AIR
    assert gap_beside(page, moved, 340.0) is None


def test_a_question_is_not_put_below_the_keys_whose_help_was() -> None:
    given = ui(body=SIZE)

    async def act() -> None:
        """Nothing."""

    keys = column(*(press(given, f"key.{n}", words(given, str(n)), act) for n in range(6)), gap=8)
    told = column(named("mark", words(given, "一")), heading(given, "一" * 20), words(given, "二" * 30), gap=20)
    page = ft.Row([told, keys], vertical_alignment=ft.CrossAxisAlignment.START)
    keyed = [92.0] * 6
    first = gap_beside(page, placed(page, [72.0, 160.0, 360.0, *keyed]), 340.0)
    assert first is not None
    assert put_gap(page, *first)
    moved = placed(page, [92.0, 190.0, 360.0, *keyed])  # as another face makes them a little higher
    assert moved[1].asks
    assert not moved[1].leads
    again = gap_beside(page, moved, 340.0)
    assert again is None or again[0] != 1
