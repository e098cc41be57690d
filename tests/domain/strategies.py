"""Strategies for values, conditions and whole flows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from shared.domain.answers import Answers, Record
from shared.domain.conditions import ALWAYS, Condition, all_, any_, is_, not_
from shared.domain.decisions import Listing
from shared.domain.flow import (
    Ask,
    Consent,
    Exit,
    Facts,
    Flow,
    Group,
    Kind,
    Option,
    Question,
    Show,
    Step,
    no_older_version,
)
from shared.domain.quantities import Month, Months, Yuan
from shared.domain.text import text
from shared.domain.values import UNKNOWN, Value

TODAY = date(2026, 11, 23)

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_cents = st.integers(-(10**12), 10**12).map(lambda n: Decimal(n) / 100)

plain_values: st.SearchStrategy[Value] = st.one_of(
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    _words,
    _cents,
    st.dates(),
    _cents.map(Yuan),
    st.integers(0, 5000).map(Months),
    st.builds(Month, st.integers(1900, 2100), st.integers(1, 12)),
    st.just(UNKNOWN),
)
values: st.SearchStrategy[Value] = st.recursive(
    plain_values,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple), st.dictionaries(st.text("abc_", max_size=4), inner, max_size=4)
    ),
    max_leaves=8,
)

json_like: st.SearchStrategy[object] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), _words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.sampled_from(("date", "yuan", "map", "unknown", "months", "month", "decimal", "value")), _words
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=12,
)

KEYS = ("a", "b", "c")
DOMAIN = ("x", "y", "z")
ANYTHING: tuple[Value, ...] = (*DOMAIN, True, False, "ready")


@cache
def conditions(keys: tuple[str, ...] = KEYS, values: tuple[Value, ...] = DOMAIN) -> st.SearchStrategy[Condition]:
    """Any condition over these keys and values."""
    leaf: st.SearchStrategy[Condition] = st.builds(
        lambda key, chosen: is_(key, *chosen),
        st.sampled_from(keys),
        st.lists(st.sampled_from(values), max_size=2, unique=True),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            inner.map(not_),
            st.lists(inner, max_size=3).map(lambda parts: any_(*parts)),
            st.lists(inner, max_size=3).map(lambda parts: all_(*parts)),
        ),
        max_leaves=5,
    )


def facts_of_answers(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """Every answer is a fact; the record adds its own."""
    found: dict[str, Value] = {key: answers.values[key] for key in answers}
    found["as_of"] = as_of
    return found | {f"record.{key}": fact.value for key, fact in (record or {}).items()}


def shown(facts: Facts) -> Listing:
    """A listing that says nothing."""
    return Listing("shown", text("common.none"))


OPTIONS = tuple(Option(value, f"trial.{value}") for value in DOMAIN)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """A flow of any steps, with conditions that look backwards."""
    steps: list[Step] = []
    asked: list[str] = []
    for n in range(draw(st.integers(1, 7))):
        earlier = tuple(asked)
        conditional: bool = draw(st.booleans()) and bool(earlier)
        when = draw(conditions(earlier, ANYTHING)) if conditional else ALWAYS
        kind = draw(
            st.sampled_from(("question", "question", "question", "yes_no", "show", "exit", "group", "consent", "ask"))
        )
        name = f"s{n}"
        match kind:
            case "question":
                steps.append(
                    Question(
                        name,
                        Kind.CHOICE,
                        f"trial.{name}",
                        options=OPTIONS,
                        unsure=draw(st.booleans()),
                        optional=draw(st.booleans()),
                        when=when,
                    )
                )
                asked.append(name)
            case "yes_no":
                steps.append(Question(name, Kind.YES_NO, f"trial.{name}", unsure=True, when=when))
                asked.append(name)
            case "show":
                steps.append(Show(name, shown, when=when))
            case "exit" if earlier:
                steps.append(Exit(draw(conditions(earlier, ANYTHING)), f"trial.exit{n}"))
            case "group":
                steps.append(_group(draw, name, when, earlier))
            case "ask":
                steps.append(Ask(name, "query", f"trial.{name}", when=when))
                asked.append(f"{name}.status")
            case _:
                steps.append(Consent(name, f"trial.{name}", "scope", refusable=draw(st.booleans()), when=when))
    return flow_of(*steps)


def _group(draw: st.DrawFn, name: str, when: Condition, earlier: tuple[str, ...]) -> Group:
    inner = [Question(f"{name}a", Kind.CHOICE, f"trial.{name}a", options=OPTIONS)]
    if draw(st.booleans()):
        condition = draw(conditions((f"{name}a", *earlier), ANYTHING))
        inner.append(Question(f"{name}b", Kind.YES_NO, f"trial.{name}b", unsure=True, when=condition))
    return Group(name, f"trial.{name}", tuple(inner), min=draw(st.integers(0, 2)), max=3, when=when)


def flow_of(*steps: Step, id: str = "trial", version: int = 1) -> Flow:
    """A flow with these steps and nothing special."""
    return Flow(
        id=id,
        version=version,
        title="trial.title",
        steps=steps,
        facts=facts_of_answers,
        migrate=no_older_version,
        says=("试试",),
    )
