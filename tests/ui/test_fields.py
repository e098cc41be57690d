"""What keys do to an entry, and how an entry is shown."""

from __future__ import annotations

from functools import reduce

import flet as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.requirements import TEXT_SIZES
from shared.app.pages import BIND_CODE, RECEIPT
from shared.domain.flow import Kind, Question
from shared.ui.components.fields import DOT, LARGE, THICK, DateField, OneField, _room, display, grow
from shared.ui.kinds import DRAW, Asking
from shared.ui.kinds.base import field_of
from shared.ui.theme import S
from shared.ui.view import Ui
from tests.audit.type import width
from tests.ui.trees import controls, texts, ui

KEYS = st.lists(st.sampled_from([*"0123456789X.", "back", "clear"]), max_size=60)


def typed(kind: Kind, keys: str) -> str:
    return reduce(lambda raw, key: grow(kind, raw, key), keys, "")


def test_a_date_is_typed_as_eight_digits() -> None:
    assert typed(Kind.DATE, "20261103") == "20261103"


def test_a_month_that_begins_with_three_is_march() -> None:
    assert typed(Kind.DATE, "20263") == "202603"
    assert typed(Kind.DATE, "202635") == "20260305"


def test_a_twelfth_month_can_be_typed() -> None:
    assert typed(Kind.DATE, "20261231") == "20261231"


def test_more_digits_than_a_date_has_are_not_taken() -> None:
    assert typed(Kind.DATE, "202611030") == "20261103"


@given(KEYS, st.sampled_from(list(Kind)))
def test_any_keys_give_an_entry_of_bounded_length(keys: list[str], kind: Kind) -> None:
    assert len(reduce(lambda raw, key: grow(kind, raw, key), keys, "")) <= 40


@given(KEYS)
def test_clear_empties_and_back_takes_one(keys: list[str]) -> None:
    raw = reduce(lambda entry, key: grow(Kind.PHONE, entry, key), keys, "")
    assert grow(Kind.PHONE, raw, "clear") == ""
    assert grow(Kind.PHONE, raw, "back") == raw[:-1]


NARROW = [(320, 640, 48), (320, 640, 36), (360, 800, 36), (720, 1280, 48)]
"""Screens on which a whole entry needs more than a line, or nearly."""
ENTRIES = {
    Kind.ID_NUMBER: "11010119500101001X",
    Kind.PHONE: "13800138000",
    Kind.BANK_ACCOUNT: "6222021234567890123",
    Kind.MONEY: "88888.88",
    Kind.PIN: "123456",
}


def lines_of(words: str, room: float) -> int:
    """Lines that words take, by the measures of the face itself; `room` in sizes of their type."""
    lines, free = 1, room
    for word in words.split(" "):
        wide = width(word, 1, bold=True)
        if wide > free and free < room:
            lines, free = lines + 1, room
        for character in word if wide > room else "":
            if (one := width(character, 1, bold=True)) > free:
                lines, free = lines + 1, room
            free -= one
        free -= (0 if wide > room else wide) + width(" ", 1, bold=True)
    return lines


@pytest.mark.parametrize("screen", NARROW)
@pytest.mark.parametrize("kind", ENTRIES)
@pytest.mark.parametrize("masked", [False, True])
def test_no_key_moves_while_an_entry_is_typed(kind: Kind, screen: tuple[int, int, int], masked: bool) -> None:
    """On a telephone an entry that came to another line moved the keypad down under the finger."""
    wide, high, body = screen
    view = ui(wide, high, body=body)
    field = OneField(view, "field.x", kind, "元" if kind is Kind.MONEY else "", masked=masked)
    shown, *held = [control for control in controls(field.control) if isinstance(control, ft.Text)]
    kept = 1 + (held[0].value.count("\n") if held else 0)
    assert all(text.size == shown.size for text in held)
    room = (wide - 2 * view.size.edge - 2 * S - 2 * THICK) / (shown.size or 1)
    for end in range(len(ENTRIES[kind]) + 1):
        field.show(ENTRIES[kind][:end], masked=masked)
        assert lines_of(shown.value, room) <= kept, (shown.value, shown.size)
    assert (shown.size or 0) >= min(body, TEXT_SIZES[0] * 2)


@pytest.mark.parametrize("screen", [*NARROW, (1080, 1920, 36), (1366, 768, 48)])
@pytest.mark.parametrize("question", [RECEIPT, BIND_CODE], ids=lambda question: question.id)
async def test_a_long_number_is_typed_whole_in_groups_and_moves_no_key(
    question: Question, screen: tuple[int, int, int]
) -> None:
    """A receipt's number of sixteen digits could be typed to its sixth."""
    wide, high, body = screen
    asking, length = _asking(question, ui(wide, high, body=body)), question.limits.length or 0
    keys = DRAW[question.kind](asking).keys
    field = field_of(asking)
    shown, *held = [control for control in controls(field.control) if isinstance(control, ft.Text)]
    kept = 1 + (held[0].value.count("\n") if held else 0)
    room = _room(asking.ui) / (shown.size or 1)
    for _ in range(length + 2):
        await keys["7"]()
        field.show(asking.raw, masked=False)
        assert lines_of(shown.value, room) <= kept, (shown.value, shown.size)
    assert asking.raw == "7" * length
    assert shown.value == " ".join(["7777"] * (length // 4))


def _asking(question: Question, view: Ui) -> Asking:
    return Asking(view, question, (), "", lambda: None, lambda _: None, lambda _: None)


@pytest.mark.parametrize("body", TEXT_SIZES)
@pytest.mark.parametrize("kind", ENTRIES)
def test_an_entry_is_never_larger_than_it_is_elsewhere_for_want_of_characters(kind: Kind, body: int) -> None:
    """A box that is higher than it need be pushes the last row of keys out of a lying screen."""
    field = OneField(ui(1366, 768, body=body), "field.x", kind)
    assert all((text.size or 0) <= body * LARGE for text in controls(field.control) if isinstance(text, ft.Text))


def test_a_field_of_one_line_is_one_control() -> None:
    for kind in ENTRIES:
        field = OneField(ui(1080, 1920, body=36), "field.x", kind, masked=True)
        assert len(list(controls(field.control))) == 3


def test_a_pin_is_never_shown() -> None:
    assert display(Kind.PIN, "123456", masked=False) == DOT * 6


@given(st.text("0123456789X", min_size=5, max_size=18))
def test_a_masked_number_shows_its_last_four_only(number: str) -> None:
    shown = display(Kind.ID_NUMBER, number, masked=True).replace(" ", "")
    assert shown == DOT * (len(number) - 4) + number[-4:]


@pytest.mark.parametrize(
    ("kind", "raw", "shown"),
    [
        (Kind.PHONE, "13800138000", "138 0013 8000"),
        (Kind.ID_NUMBER, "11010119500101001X", "110101 19500101 001X"),
        (Kind.BANK_ACCOUNT, "6222021234567890128", "6222 0212 3456 7890 128"),
        (Kind.MONEY, "1234567.8", "1,234,567.8"),
        (Kind.MONEY, "", ""),
        (Kind.MONEY, ".", "."),
    ],
)
def test_numbers_are_shown_in_groups(kind: Kind, raw: str, shown: str) -> None:
    assert display(kind, raw, masked=False) == shown


def test_a_date_is_shown_part_by_part() -> None:
    field = DateField(ui(), "field.day", ("year", "month", "day"))
    field.show("202611", masked=False)
    shown = texts(field.control)
    assert "2026" in shown
    assert "11" in shown


def test_an_empty_field_says_so_that_a_screen_reader_hears_what_is_typed_anew() -> None:
    """The client never again tells of a text that once had nothing to tell."""
    fields = (OneField(ui(), "field.n", Kind.NUMBER), DateField(ui(), "field.day", ("year", "month", "day")))
    for field in fields:
        for raw in ("20261125", "", "2"):
            field.show(raw, masked=False)
            for text in (node for node in controls(field.control) if isinstance(node, ft.Text)):
                assert text.value.strip() or text.semantics_label == ui().say("keypad.empty")
                assert not text.value.strip() or text.semantics_label is None


def test_an_empty_field_is_called_so_in_both_languages_without_our_marks() -> None:
    field = OneField(ui(lang="ko"), "field.x", Kind.PHONE)
    field.show("", masked=False)
    (shown,) = (control for control in controls(field.control) if isinstance(control, ft.Text))
    assert shown.semantics_label is not None and "还没有输入" in shown.semantics_label
    assert not any("\ufdd0" <= character <= "\ufdef" for character in shown.semantics_label)


@pytest.mark.parametrize("body", [30, 36, 48])
@pytest.mark.parametrize("masked", [True, False])
@pytest.mark.parametrize("kind", ENTRIES)
def test_on_a_lying_screen_an_entry_stands_on_one_line_so_that_all_keys_are_in_view(
    kind: Kind, masked: bool, body: int
) -> None:
    now = ui(1366, 768, body=body)
    field = OneField(now, "field.x", kind, masked=masked)
    field.show(ENTRIES[kind], masked=masked)
    (shown,) = [text for text in controls(field.control) if isinstance(text, ft.Text)]
    assert shown.size is not None and shown.size >= now.size.steps[0]
    assert width(shown.value, shown.size, bold=True) <= 683 - now.size.edge - now.size.body * 2


@pytest.mark.parametrize("lang", ["zh", "en", "ko", "ug"])
@pytest.mark.parametrize("kind", [Kind.PHONE, Kind.ID_NUMBER, Kind.MONEY])
def test_on_a_lying_screen_the_word_that_empties_an_entry_leaves_it_one_line_in_every_language(
    kind: Kind, lang: str
) -> None:
    """Beside a long word an empty box of seven lines stood, and pushed the keys out of view."""
    now = ui(1366, 768, body=48, lang=lang)
    control = OneField(now, "field.x", kind).control
    assert len([text for text in controls(control) if isinstance(text, ft.Text)]) == 1


@pytest.mark.parametrize("lang", ["zh", "en", "ko", "ug"])
@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.parametrize(("wide", "high"), [(320, 640), (360, 800), (720, 1280), (1080, 1920)])
def test_the_word_over_a_part_of_a_date_is_not_torn(wide: int, high: int, size: int, lang: str) -> None:
    ui_ = ui(wide, high, body=size, lang=lang)
    field = DateField(ui_, "field.day", ("year", "month", "day"))
    assert isinstance(field.control, ft.Row)
    cells = [cell for cell in field.control.controls if isinstance(cell, ft.Column)]
    shares = [float(cell.expand or 0) for cell in cells]
    free = _room(ui_) + 2 * S + 2 * THICK - 4 * (len(cells) - 1)
    for cell, share in zip(cells, shares, strict=True):
        label = cell.controls[0]
        assert isinstance(label, ft.Text)
        words = label.value.split()
        assert max(width(word, float(label.size or 0)) for word in words) <= free * share / sum(shares)
