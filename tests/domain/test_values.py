"""One JSON form for every value: it comes back the same, and nothing else is taken for a value."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from itertools import product
from typing import cast

import pytest
from hypothesis import given

from shared.domain.answers import Answer, By, Source, answer_from_json, answer_to_json
from shared.domain.quantities import Month, Months, Yuan, yuan
from shared.domain.values import UNKNOWN, Json, Tri, Value, all3, any3, canonical, from_json, not3, to_json
from tests.domain.strategies import json_like, values

TRI: tuple[Tri, ...] = (True, False, UNKNOWN)


@given(values)
def test_a_value_comes_back_from_json_the_same(value: Value) -> None:
    text = canonical(to_json(value))
    back = from_json(json.loads(text))
    assert back == value
    assert canonical(to_json(back)) == text


@given(values)
def test_types_survive(value: Value) -> None:
    back = from_json(json.loads(canonical(to_json(value))))
    assert (type(back) is type(value)) or (isinstance(back, dict) and isinstance(value, dict))


@given(json_like)
def test_anything_else_is_a_value_error_and_nothing_worse(data: object) -> None:
    try:
        value = from_json(cast("Json", data))
    except ValueError:
        return
    canonical(to_json(value))


@pytest.mark.parametrize(
    "data",
    [
        None,
        1.5,
        {},
        {"date": "2026-02-31"},
        {"date": "20260101"},
        {"date": "2026-W01-1"},
        {"date": 20260101},
        {"month": "2026-13"},
        {"month": "0000-01"},
        {"months": "3"},
        {"months": True},
        {"yuan": "NaN"},
        {"yuan": "Infinity"},
        {"yuan": "1e9"},
        {"yuan": "1E+999999999"},
        {"yuan": "１２３"},
        {"yuan": 12},
        {"decimal": "sNaN"},
        {"decimal": "1e5"},
        {"unknown": False},
        {"unknown": 1},
        {"map": []},
        {"map": {"a": None}},
        {"date": "2026-01-01", "month": "2026-01"},
        {"datum": "2026-01-01"},
        [None],
    ],
)
def test_what_only_looks_like_a_value_is_refused(data: Json) -> None:
    with pytest.raises(ValueError):
        from_json(data)


def test_endless_nesting_is_refused_without_a_crash() -> None:
    data: Json = "x"
    for _ in range(5000):
        data = [data]
    with pytest.raises(ValueError):
        from_json(data)


def test_errors_quote_no_input() -> None:
    with pytest.raises(ValueError) as error:
        from_json({"date": "310101199001011234"})
    assert "310101" not in str(error.value)


def test_the_canonical_form_has_one_spelling() -> None:
    assert canonical({"b": 1, "a": "暖"}) == '{"a":"暖","b":1}'.encode()


def test_yuan_is_not_months_and_a_date_is_not_a_string() -> None:
    seen = {canonical(to_json(v)) for v in (yuan(3), Months(3), 3, "3", Decimal(3), date(2026, 1, 3), Month(2026, 1))}
    assert len(seen) == 7


@pytest.mark.parametrize(("a", "b"), list(product(TRI, TRI)))
def test_three_valued_logic_is_kleenes(a: Tri, b: Tri) -> None:
    order = {False: 0, UNKNOWN: 1, True: 2}
    assert order[all3(a, b)] == min(order[a], order[b])
    assert order[any3(a, b)] == max(order[a], order[b])
    assert not3(all3(a, b)) is any3(not3(a), not3(b))
    assert not3(not3(a)) is a


def test_nothing_at_all_is_true_together_and_false_apart() -> None:
    assert all3() is True
    assert any3() is False


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("as_of", [None, date(2026, 7, 1)])
def test_an_answer_comes_back_the_same(source: Source, by: By, as_of: date | None) -> None:
    answer = Answer(yuan("12.50"), source, as_of, by)
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"value": None},
        {"value": 1, "source": "heard"},
        {"value": 1, "as_of": "gestern"},
        {"value": 1, "by": "nobody"},
    ],
)
def test_what_is_no_answer_is_a_value_error(data: Json) -> None:
    with pytest.raises(ValueError):
        answer_from_json(data)


def test_money_is_exact_and_rounds_half_up() -> None:
    assert yuan("0.10") + yuan("0.20") == yuan("0.30")
    assert yuan("2500") * Decimal("0.9") == yuan("2250.00")
    assert yuan("0.05") * Decimal("0.5") == yuan("0.03")
    assert yuan("2") - yuan("0.01") == Yuan(Decimal("1.99"))


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_money_is_finite(amount: str) -> None:
    with pytest.raises(ValueError):
        Yuan(Decimal(amount))


@pytest.mark.parametrize("iso", ["2026-00", "2026-13", "26-01", "2026-1", "2026/01", "", "２０２６-01"])
def test_what_is_no_month_is_refused(iso: str) -> None:
    with pytest.raises(ValueError):
        Month.parse(iso)


def test_months_count_across_years() -> None:
    assert Month.parse("2027-01").index - Month.parse("2026-11").index == 2
