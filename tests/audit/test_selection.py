"""What every run of the tests looks at holds every pair, and the tour comes to every page."""

from __future__ import annotations

from itertools import combinations

import pytest

from accessibility import requirements as asked
from accessibility.preferences import Theme
from accessibility.settings import LANGUAGES
from shared.app.pages import At
from shared.domain.flow import Question
from shared.flows import FLOWS
from tests.audit.looks import SCREENS
from tests.audit.selection import selection
from tests.audit.tour import Place, places


@pytest.fixture(scope="module")
def every() -> list[Place]:
    import asyncio

    return asyncio.run(places())


def test_any_two_of_group_theme_size_language_and_screen_are_looked_at_together(every: list[Place]) -> None:
    groups = {place.name: place.group for place in every}
    rows = [
        (groups[name], look.theme, look.size, look.lang, look.screen)
        for name, looks in selection(every).items()
        for look in looks
    ]
    factors = (sorted(set(groups.values())), list(Theme), list(asked.TEXT_SIZES), list(LANGUAGES), list(SCREENS))
    for a, b in combinations(range(5), 2):
        assert {(row[a], row[b]) for row in rows} == {(x, y) for x in factors[a] for y in factors[b]}


def test_the_tour_comes_to_every_page_that_a_shell_has(every: list[Place]) -> None:
    seen = {place.page.split(".")[0] for place in every}
    assert {at.value for at in At} - seen <= {At.SCAN.value}, "a scanner is held before the glass elsewhere"


@pytest.mark.parametrize("flow", FLOWS)
def test_the_tour_comes_to_each_service_and_shows_the_why_and_the_errors_of_its_questions(
    flow: str, every: list[Place]
) -> None:
    names = {place.name for place in every if place.page.startswith(f"step.{flow}.")}
    asked_of = [name for name in names if "!" not in name]
    assert asked_of
    questions = {step.id for step in FLOWS[flow].steps if isinstance(step, Question)}
    shown = {name.rsplit(".", 1)[1] for name in asked_of} & questions
    assert all(f"step.{flow}.{id}!why" in names for id in shown)
