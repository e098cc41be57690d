"""Every kind reads what people enter, says plainly what is wrong with the rest, and never raises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import kinds
from shared.domain.answers import Answers, Problem
from shared.domain.entry import Fill, Tap
from shared.domain.flow import Choices, Kind, Limits, Option, Question
from shared.domain.identity import check_digit, luhn_digit
from shared.domain.kinds import KINDS
from shared.domain.quantities import Month, yuan
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Value
from tests.domain.strategies import OPTIONS, TODAY, values

NOBODY = Answers({}, TODAY)
HEAD = "31010119850302001"
ID = HEAD + check_digit(HEAD)
CARD_HEAD = "622202000000000"
BANK = CARD_HEAD + luhn_digit(CARD_HEAD)

QUESTIONS: Final[Mapping[Kind, Question]] = {
    kind: Question(
        "q",
        kind,
        "trial.q",
        options=OPTIONS if kind in (Kind.CHOICE, Kind.SEVERAL, Kind.REGION, Kind.SLOT) else (),
    )
    for kind in Kind
}
EXAMPLES: Final[Mapping[Kind, tuple[Value, ...]]] = {
    Kind.CHOICE: ("x", "z"),
    Kind.YES_NO: (True, False),
    Kind.SEVERAL: ((), ("x",), ("x", "z")),
    Kind.DATE: (date(2026, 7, 1), date(1900, 1, 1), date(2024, 2, 29)),
    Kind.MONTH: (Month(2026, 7), Month(1999, 12)),
    Kind.MONEY: (yuan("0.00"), yuan("1200.00"), yuan("1200.50"), yuan("99999999.00")),
    Kind.NUMBER: (0, 66, 999_999),
    Kind.TEXT: ("王秀英", "a b", "两行\n也行"),
    Kind.PHONE: ("13800001234", "02112345678", "12345678"),
    Kind.ID_NUMBER: (ID,),
    Kind.CARD: ("12345678X", "123456"),
    Kind.PIN: ("123456",),
    Kind.PERSON: ({"name": "马合木提·买买提", "id_number": ID}, {"name": "䶮", "id_number": ID}),
    Kind.REGION: ("x",),
    Kind.BANK_ACCOUNT: (BANK, "12345678"),
    Kind.DOCUMENT: ({"sha256": "0f" * 32, "pages": 2},),
    Kind.SLOT: ("y",),
    Kind.NOTICE: (True,),
    Kind.DECLARATION: (True,),
}
PAIRS = [(kind, value) for kind, found in EXAMPLES.items() for value in found]
GARBAGE = (
    "",
    " ",
    "\x00",
    "😀😀😀",
    "👩‍👩‍👧",
    "a" * 10_000,
    "９" * 10_000,
    "\ud800",
    "١٢٣",
    "²",
    "½",
    "1e9",
    "1000000000",
    "-1",
    "+1",
    "1.5",
    "1.234",
    "0x10",
    "NaN",
    "Infinity",
    "三",
    "; DROP TABLE answers",
    "<script>",
    "{name}",
    "../../etc/passwd",
    "null",
    "None",
    "true",
    "unsure",
    "none",
    "\n",
    "\n\n",
    "x\ny\nz",
    "\u202e1234",
    "\ufeff1",
    "2026-02-31",
    "20260231",
    "00000000",
    "99999999",
    "2026 7",
    "138 0000 123a",
    "０" * 18,
)


def parse(question: Question, raw: str) -> Value | Problem:
    """Parsed and validated, as a page does."""
    value = kinds.parse(question, raw)
    if isinstance(value, Problem):
        return value
    return kinds.validate(question, value, NOBODY) or value


def problem(found: Value | Problem) -> str:
    assert isinstance(found, Problem), found
    return found.what.id


# what holds for every kind


def test_the_catalogue_is_closed_and_complete() -> None:
    assert set(KINDS) == set(Kind) == set(EXAMPLES)


@pytest.mark.parametrize(("kind", "value"), PAIRS)
def test_what_is_spelled_is_read_again(kind: Kind, value: Value) -> None:
    question = QUESTIONS[kind]
    assert parse(question, kinds.spell(question, value)) == value


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("raw", GARBAGE)
def test_garbage_is_a_problem_or_a_value_that_stays_one(kind: Kind, raw: str) -> None:
    question = QUESTIONS[kind]
    found = parse(question, raw)
    if not isinstance(found, Problem):
        assert kinds.validate(question, found, NOBODY) is None
        assert parse(question, kinds.spell(question, found)) == found


@pytest.mark.parametrize("kind", list(Kind))
@given(raw=st.text(max_size=60))
def test_no_entry_raises(kind: Kind, raw: str) -> None:
    question = QUESTIONS[kind]
    found = parse(question, raw)
    if not isinstance(found, Problem):
        kinds.read_back(question, found)
        kinds.gestures(question, found)


@pytest.mark.parametrize("kind", list(Kind))
@given(value=values)
def test_no_value_raises_and_what_fits_can_be_said(kind: Kind, value: Value) -> None:
    question = QUESTIONS[kind]
    if kinds.validate(question, value, NOBODY) is None:
        kinds.read_back(question, value)
        kinds.read_back(question, value, full=True)
        kinds.spell(question, value)


@pytest.mark.parametrize("kind", list(Kind))
def test_ten_thousand_characters_are_refused_and_never_cut(kind: Kind) -> None:
    if kind is not Kind.NOTICE:
        assert problem(parse(QUESTIONS[kind], "1" * 10_000)) == "problem.too_long"


@pytest.mark.parametrize("kind", list(Kind))
def test_not_knowing_is_an_answer_only_where_it_is_offered(kind: Kind) -> None:
    question = QUESTIONS[kind]
    assert kinds.validate(question, UNKNOWN, NOBODY) is not None
    open_one = Question("q", kind, "trial.q", unsure=True, options=question.options)
    assert parse(open_one, "unsure") is UNKNOWN
    assert kinds.read_back(open_one, UNKNOWN).id == "common.unsure"
    assert kinds.gestures(open_one, UNKNOWN) == (Tap("opt.unsure"), Tap("nav.next"))


@pytest.mark.parametrize("kind", list(Kind))
def test_leaving_out_is_an_answer_only_where_it_is_offered(kind: Kind) -> None:
    question = QUESTIONS[kind]
    if kind is not Kind.TEXT:  # "none" is a word that may be written
        assert kinds.validate(question, "none", NOBODY) is not None
    optional = Question("q", kind, "trial.q", optional=True, options=question.options)
    assert parse(optional, "none") == "none"
    assert kinds.read_back(optional, "none").id == f"kind.{kind.value}.none"


@pytest.mark.parametrize(("kind", "value"), PAIRS)
def test_gestures_touch_only_what_the_page_shows(kind: Kind, value: Value) -> None:
    question = QUESTIONS[kind]
    shown = {*kinds.identifiers(question), "nav.next"}
    for gesture in kinds.gestures(question, value):
        assert gesture.id in shown
    assert kinds.gestures(question, value)[-1] == Tap("nav.next")


@pytest.mark.parametrize(("kind", "value"), PAIRS)
def test_a_private_read_back_holds_four_characters_at_most(kind: Kind, value: Value) -> None:
    question = Question("q", kind, "trial.q", private=True, options=QUESTIONS[kind].options)
    said = kinds.read_back(question, value)
    for _, arg in said.args:
        assert not isinstance(arg, str) or len(arg) <= 4


@pytest.mark.parametrize("kind", list(Kind))
def test_identifiers_do_not_repeat(kind: Kind) -> None:
    found = kinds.identifiers(QUESTIONS[kind])
    assert len(found) == len(set(found))
    assert f"q.{kind.value}.q" in found


# choosing


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.REGION, Kind.SLOT])
@pytest.mark.parametrize("raw", ["w", "X", "x y", "unsure", "none", "1"])
def test_only_what_is_offered_can_be_chosen(kind: Kind, raw: str) -> None:
    assert problem(parse(QUESTIONS[kind], raw)) == "problem.choose_one"


def test_the_word_for_not_knowing_is_no_option() -> None:
    question = Question("q", Kind.CHOICE, "t", options=OPTIONS, unsure=True, optional=True)
    assert kinds.validate(question, "unsure", NOBODY) is not None
    several = Question("q", Kind.SEVERAL, "t", options=OPTIONS, unsure=True)
    assert kinds.validate(several, ("unsure",), NOBODY) is not None


def test_several_come_in_the_order_of_the_options() -> None:
    assert parse(QUESTIONS[Kind.SEVERAL], "z x") == ("x", "z")
    assert parse(QUESTIONS[Kind.SEVERAL], "") == ()


@pytest.mark.parametrize("value", ["x", ("x", "x"), ("w",), (UNKNOWN,), ({"a": 1},), (("x",),), (1,), {"x": True}])
def test_several_are_options_each_once(value: Value) -> None:
    assert kinds.validate(QUESTIONS[Kind.SEVERAL], value, NOBODY) is not None


@pytest.mark.parametrize("value", ["y" * 65, "", "嘉定", "a b", "\ud800", 5, ("x",)])
def test_without_its_rows_a_choice_still_has_the_form_of_one(value: Value) -> None:
    question = Question("q", Kind.REGION, "t", choices_from=Choices("regions"))
    assert kinds.validate(question, value, NOBODY) is not None
    assert kinds.validate(question, "310000", NOBODY) is None


def test_rows_are_offered_with_their_own_words() -> None:
    question = Question("q", Kind.REGION, "t", choices_from=Choices("regions"), unsure=True)
    found = kinds.choices(question, [{"value": "310000", "title": "上海市"}])
    assert [choice.value for choice in found] == ["310000", "unsure"]
    assert found[0].title.arg("words") == "上海市"


def test_options_are_read_back_in_their_words() -> None:
    question = Question("q", Kind.CHOICE, "t", options=(Option("x", "trial.words"),))
    assert kinds.read_back(question, "x").id == "trial.words"


@pytest.mark.parametrize("value", [1, 0, "yes", "no", None])
def test_yes_is_true_and_nothing_else(value: Value) -> None:
    assert kinds.validate(QUESTIONS[Kind.YES_NO], value, NOBODY) is not None


def test_a_declaration_is_an_act_of_its_own() -> None:
    assert problem(parse(QUESTIONS[Kind.DECLARATION], "yes")) == "problem.declare"
    assert parse(QUESTIONS[Kind.DECLARATION], "agree") is True
    assert kinds.validate(QUESTIONS[Kind.DECLARATION], False, NOBODY) is not None


# dates


@pytest.mark.parametrize(
    "raw",
    [
        "20260701",
        "2026-7-1",
        "2026/07/01",
        "2026.7.1",
        "2026年7月1日",
        "2026年7月1号",
        "２０２６０７０１",
        " 2026 7 1 ",
        "２０２６－０７－０１",
    ],
)
def test_a_day_is_read_however_it_is_written(raw: str) -> None:
    assert parse(QUESTIONS[Kind.DATE], raw) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("20260231", "problem.date.day"),
        ("2026-02-29", "problem.date.day"),
        ("2026-04-31", "problem.date.day"),
        ("20261301", "problem.date.month"),
        ("20260001", "problem.date.month"),
        ("20260700", "problem.date.day"),
        ("18991231", "problem.date.year"),
        ("21010101", "problem.date.year"),
        ("00000101", "problem.date.year"),
        ("260701", "problem.date.form"),
        ("2026071", "problem.date.form"),
        ("1.7.2026", "problem.date.form"),
        ("gestern", "problem.date.form"),
        ("2026-07-01-01", "problem.date.form"),
        ("２０２６年２月３１日", "problem.date.day"),
    ],
)
def test_a_wrong_day_is_told_with_what_is_wrong_and_an_example(raw: str, what: str) -> None:
    found = parse(QUESTIONS[Kind.DATE], raw)
    assert problem(found) == what
    assert isinstance(found, Problem)
    assert found.example is not None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_can_be_typed_as_eight_digits(day: date) -> None:
    assert parse(QUESTIONS[Kind.DATE], f"{day:%Y%m%d}") == day


@pytest.mark.parametrize(
    ("raw", "what"), [("202613", "problem.date.month"), ("2026", "problem.month.form"), ("abc", "problem.month.form")]
)
def test_a_wrong_month_is_told(raw: str, what: str) -> None:
    assert problem(parse(QUESTIONS[Kind.MONTH], raw)) == what


# numbers and money


@pytest.mark.parametrize(("raw", "n"), [("66", 66), ("６６", 66), ("1,000", 1000), ("007", 7), (" 3 ", 3)])
def test_numbers_are_read(raw: str, n: int) -> None:
    assert parse(QUESTIONS[Kind.NUMBER], raw) == n


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("", "problem.needed"),
        ("一", "problem.number.form"),
        ("1.5", "problem.number.form"),
        ("-1", "problem.number.form"),
        ("1e9", "problem.number.form"),
        ("1000000000", "problem.number.range"),
        ("9" * 30, "problem.number.range"),
        ("601", "problem.number.range"),
    ],
)
def test_wrong_numbers_are_told(raw: str, what: str) -> None:
    question = Question("q", Kind.NUMBER, "t", limits=Limits(least=0, most=600))
    assert problem(parse(question, raw)) == what


def test_the_limits_belong_to_it() -> None:
    question = Question("q", Kind.NUMBER, "t", limits=Limits(least=1, most=12))
    assert [isinstance(parse(question, raw), int) for raw in ("0", "1", "12", "13")] == [False, True, True, False]


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("1200", "1200.00"),
        ("1,200", "1200.00"),
        ("¥1200", "1200.00"),
        ("１２００．５０", "1200.50"),
        ("￥12元", "12.00"),
        ("0", "0.00"),
        ("0.01", "0.01"),
    ],
)
def test_amounts_are_read(raw: str, amount: str) -> None:
    assert parse(QUESTIONS[Kind.MONEY], raw) == yuan(amount)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("1e9", "problem.money.form"),
        ("1000000000", "problem.money.range"),
        ("999999999999", "problem.money.range"),
        ("1.234", "problem.money.form"),
        ("-5", "problem.money.form"),
        (".5", "problem.money.form"),
        ("NaN", "problem.money.form"),
        ("", "problem.needed"),
        ("元", "problem.needed"),
    ],
)
def test_wrong_amounts_are_told(raw: str, what: str) -> None:
    assert problem(parse(QUESTIONS[Kind.MONEY], raw)) == what


@given(st.integers(0, 9_999_999_900))
def test_every_amount_within_reach_is_spelled_and_read_again(cents: int) -> None:
    value, question = yuan(f"{cents // 100}.{cents % 100:02d}"), QUESTIONS[Kind.MONEY]
    assert parse(question, kinds.spell(question, value)) == value


# phones, cards, accounts


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("+86 13800001234", "13800001234"),
        ("（021）1234 5678", "02112345678"),
        ("0755-12345678", "075512345678"),
        ("19900001234", "19900001234"),
    ],
)
def test_phone_numbers_are_read_with_their_blanks(raw: str, number: str) -> None:
    assert parse(QUESTIONS[Kind.PHONE], raw) == number


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("1380000123a", "problem.phone.form"),
        ("电话", "problem.phone.form"),
        ("138000O1234", "problem.phone.form"),
        ("1380000123", "problem.phone.length"),
        ("138000012345", "problem.phone.length"),
        ("12800001234", "problem.phone.length"),
        ("110", "problem.phone.length"),
        ("", "problem.needed"),
        ("---", "problem.needed"),
    ],
)
def test_wrong_phone_numbers_are_told(raw: str, what: str) -> None:
    assert problem(parse(QUESTIONS[Kind.PHONE], raw)) == what


def test_an_id_number_is_read_with_blanks_full_width_and_a_small_x() -> None:
    number = "11010519491231002X"
    for raw in (number, "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105-19491231-002X "):
        assert parse(QUESTIONS[Kind.ID_NUMBER], raw) == number


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("110105194912310021", "problem.id.check_digit"),
        ("11010519490230002X", "problem.id.date"),
        ("1101051949123100", "problem.id.length"),
        ("1101051949123100ZZ", "problem.id.characters"),
        ("", "problem.needed"),
    ],
)
def test_a_wrong_id_number_is_told_by_its_fault(raw: str, what: str) -> None:
    assert problem(parse(QUESTIONS[Kind.ID_NUMBER], raw)) == what


def test_no_problem_quotes_the_entry() -> None:
    for kind in Kind:
        for raw in ("11010519491231002", "62220200000000009", "1380000123", "20261399"):
            found = parse(QUESTIONS[kind], raw)
            assert not isinstance(found, Problem) or raw not in repr(found)


def test_a_bank_card_has_its_check_digit() -> None:
    wrong = CARD_HEAD + str((int(luhn_digit(CARD_HEAD)) + 1) % 10)
    assert problem(parse(QUESTIONS[Kind.BANK_ACCOUNT], wrong)) == "problem.bank.check_digit"
    assert parse(QUESTIONS[Kind.BANK_ACCOUNT], f"{BANK[:4]} {BANK[4:8]} {BANK[8:]}") == BANK
    assert problem(parse(QUESTIONS[Kind.BANK_ACCOUNT], "62x")) == "problem.bank.form"


@pytest.mark.parametrize("raw", ["12345", "1234567", "12345a", "１２３４５", ""])
def test_a_pin_has_six_digits(raw: str) -> None:
    assert isinstance(parse(QUESTIONS[Kind.PIN], raw), Problem)


def test_a_pin_is_never_said() -> None:
    question = QUESTIONS[Kind.PIN]
    for full in (False, True):
        assert kinds.read_back(question, "123456", full=full).args == ()


# words


@pytest.mark.parametrize("raw", ["😀", "好😀", "a\x07b", "\ue000", "家\u2028乡", "a\u202eb", "王\u200b秀", "📞123"])
def test_emoji_and_signs_that_cannot_be_printed_are_refused(raw: str) -> None:
    found = parse(QUESTIONS[Kind.TEXT], raw)
    assert problem(found) in ("problem.text.characters", "problem.needed")


@pytest.mark.parametrize(
    "raw", ["䶮", "㛃", "𬭎", "王𬭎", "马合木提·买买提", "مەمەت", "བཀྲ་ཤིས", "O'Neill", "3号楼，2单元"]
)
def test_rare_characters_and_other_scripts_are_writing(raw: str) -> None:
    assert parse(QUESTIONS[Kind.TEXT], raw) == raw


def test_a_text_has_a_length() -> None:
    assert problem(parse(QUESTIONS[Kind.TEXT], "字" * 201)) == "problem.text.length"
    short = Question("q", Kind.TEXT, "t", limits=Limits(length=3))
    assert parse(short, "三个字") == "三个字"
    assert problem(parse(short, "四个字了")) == "problem.text.length"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (f"\n{ID}", "problem.person.name"),
        ("王秀英\n", "problem.id.length"),
        ("王秀英\n310101198503020011"[:-1] + "9", "problem.id.check_digit"),
        (f"{'王' * 51}\n{ID}", "problem.text.characters"),
        (f"王😀\n{ID}", "problem.text.characters"),
    ],
)
def test_another_person_has_name_and_number(raw: str, what: str) -> None:
    assert problem(parse(QUESTIONS[Kind.PERSON], raw)) == what


@pytest.mark.parametrize(
    "value", [{}, {"name": 1, "id_number": ID}, {"name": "王", "id_number": 1}, {"name": "王"}, "王", ()]
)
def test_a_person_of_another_form_is_refused(value: Value) -> None:
    assert kinds.validate(QUESTIONS[Kind.PERSON], value, NOBODY) is not None


def test_a_name_goes_in_by_the_input_method_and_the_number_by_keys() -> None:
    gestures = kinds.gestures(QUESTIONS[Kind.PERSON], {"name": "王秀英", "id_number": ID})
    assert gestures[:2] == (Tap("act.part.name"), Fill("field.q.name", "王秀英"))
    assert [g.id for g in gestures if isinstance(g, Tap)][3:-1] == [f"key.{c}" for c in ID]


@pytest.mark.parametrize(
    "value",
    [
        {"sha256": "0f" * 32, "pages": True},
        {"sha256": "0f" * 32, "pages": 21},
        {"sha256": "xy", "pages": 1},
        {"pages": 1},
    ],
)
def test_a_document_is_a_digest_with_pages(value: Value) -> None:
    assert kinds.validate(QUESTIONS[Kind.DOCUMENT], value, NOBODY) is not None


def test_a_number_is_read_back_with_its_unit() -> None:
    question = Question("q", Kind.NUMBER, "t", unit="common.months")
    assert kinds.read_back(question, 24) == text("common.months", n=24)


def test_a_half_hour_is_offered_with_its_day_where_no_answer_says_the_day() -> None:
    row: dict[str, Value] = {"value": "x.20261124.0900", "title": "09:00–09:30"}
    free = Question("q", Kind.SLOT, "t", choices_from=Choices("slots", given=("office",)))
    of_a_day = Question("q", Kind.SLOT, "t", choices_from=Choices("slots", given=("office", "day")))
    assert kinds.choices(free, (row,))[0].title == text("kind.slot.at", day=date(2026, 11, 24), hours="09:00–09:30")
    assert kinds.choices(of_a_day, (row,))[0].title.arg("words") == "09:00–09:30"
