"""Conditions are data: evaluated in three values, inverted rightly, and readable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.conditions import (
    ALWAYS,
    Change,
    Condition,
    Missing,
    all_,
    any_,
    describe,
    evaluate,
    invert,
    is_,
    keys_of,
    not_,
)
from shared.domain.values import UNKNOWN, Value, not3
from tests.domain.strategies import DOMAIN, KEYS, conditions

State = Value | Missing
STATES: tuple[State, ...] = (*DOMAIN, "elsewhere", UNKNOWN, Missing.OPEN, Missing.NOT_ASKED)
assignments = st.fixed_dictionaries({key: st.sampled_from(STATES) for key in KEYS})


@given(conditions(), assignments)
def test_negation_turns_round_what_is_known_and_only_that(condition: Condition, known: Mapping[str, State]) -> None:
    assert evaluate(not_(condition), known.__getitem__) is not3(evaluate(condition, known.__getitem__))


@given(conditions(), conditions(), assignments)
def test_de_morgan_holds(a: Condition, b: Condition, known: Mapping[str, State]) -> None:
    left = evaluate(not_(all_(a, b)), known.__getitem__)
    assert left is evaluate(any_(not_(a), not_(b)), known.__getitem__)


@given(conditions(), assignments, st.sampled_from(KEYS), st.sampled_from(DOMAIN))
def test_learning_more_never_turns_a_known_truth_round(
    condition: Condition, known: Mapping[str, State], key: str, value: str
) -> None:
    before = evaluate(condition, ({**known, key: UNKNOWN}).__getitem__)
    after = evaluate(condition, ({**known, key: value}).__getitem__)
    assert before is UNKNOWN or before is after


@settings(max_examples=300)
@given(conditions(), assignments, st.booleans())
def test_each_way_of_an_inversion_is_enough_by_itself(
    condition: Condition, known: Mapping[str, State], want: bool
) -> None:
    for way in invert(condition, want):
        changed = dict(known)
        for key in {change.key for change in way}:
            changed[key] = _fitting([change for change in way if change.key == key])
        assert evaluate(condition, changed.__getitem__) is want, way


def _fitting(changes: list[Change]) -> State:
    for state in (*DOMAIN, "elsewhere", Missing.NOT_ASKED):
        if all(evaluate(is_(c.key, *c.values), lambda _, s=state: s) is c.within for c in changes):  # type: ignore[misc]
            return state
    raise AssertionError("a way that nobody can go")


@given(conditions(), st.booleans())
def test_where_no_way_is_left_there_is_none(condition: Condition, want: bool) -> None:
    states: tuple[State, ...] = (*DOMAIN, "elsewhere", Missing.NOT_ASKED)
    keys = sorted(set(keys_of(condition)))
    every: Iterator[dict[str, State]] = (
        dict(zip(keys, chosen, strict=True)) for chosen in product(states, repeat=len(keys))
    )
    possible = any(evaluate(condition, known.__getitem__) is want for known in every)
    assert bool(invert(condition, want)) is possible


@given(conditions())
def test_no_way_contains_another(condition: Condition) -> None:
    ways = invert(condition)
    assert not any(a < b for a in ways for b in ways)


@given(conditions())
def test_a_description_names_every_key(condition: Condition) -> None:
    words = describe(condition)
    assert all(key in words for key in keys_of(condition))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (is_("reason", "dismissed", "expired"), "reason = dismissed | expired"),
        (is_("reason"), "reason answered"),
        (is_("registered", True), "registered = yes"),
        (not_(is_("registered", False)), "not registered = no"),
        (all_(is_("a", 1), any_(is_("b", 2), is_("c"))), "a = 1 and (b = 2 or c answered)"),
        (not_(any_(is_("a", 1), is_("b", 2))), "not (a = 1 or b = 2)"),
    ],
)
def test_conditions_read_like_words(condition: Condition, words: str) -> None:
    assert describe(condition) == words


def test_the_empty_conjunction_is_always_so() -> None:
    assert evaluate(ALWAYS, lambda _: Missing.OPEN) is True
    assert invert(ALWAYS) == (frozenset(),)
    assert invert(ALWAYS, want=False) == ()


def test_one_is_not_true_although_python_thinks_so() -> None:
    assert evaluate(is_("n", 1), {"n": True}.__getitem__) is False
    assert evaluate(is_("n", True), {"n": 1}.__getitem__) is False


def test_several_contain_one() -> None:
    condition = is_("stops", "working", "abroad")
    assert evaluate(condition, {"stops": ("pension", "abroad")}.__getitem__) is True
    assert evaluate(condition, {"stops": ()}.__getitem__) is False


def test_open_is_unknown_and_not_asked_is_false() -> None:
    assert evaluate(is_("a", "x"), {"a": Missing.OPEN}.__getitem__) is UNKNOWN
    assert evaluate(is_("a", "x"), {"a": Missing.NOT_ASKED}.__getitem__) is False
    assert evaluate(not_(is_("a", "x")), {"a": Missing.NOT_ASKED}.__getitem__) is True
