"""What waits for a person: most urgent first, of equals the oldest; each sees what is theirs; masked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shared.backend.desk.queue import Promise, Urgency, promised, waiting
from shared.backend.evidence import acts
from shared.backend.evidence.tables import PensionerRow
from shared.backend.tables import CaseState
from shared.flows import FLOWS
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.backend.desk.counter import Counter
from tests.backend.world import PERSON, TODAY

OVERDUE = 30
"""Days after which the 10 working days of unemployment are over."""


def items(at: Counter, token: str, *, everything: bool = False) -> list[str]:
    """The list, by item."""
    return [line.item for line in waiting(at.desk, token, everything=everything)]


def test_only_what_waits_for_a_person_is_listed(at: Counter) -> None:
    wanted = {at.plain(), at.plain(state=CaseState.CONFIRM)}
    for state in (CaseState.HOLDING, CaseState.DECIDED, CaseState.DONE, CaseState.UNDONE, CaseState.PROVISIONAL):
        at.plain(state=state)
    assert set(items(at, at.clerk())) == wanted


def test_the_oldest_comes_first_and_what_is_overdue_before_all(at: Counter) -> None:
    new, old = at.plain(days_ago=0), at.plain(days_ago=5)
    late, later = at.plain(days_ago=OVERDUE), at.plain(days_ago=OVERDUE + 5)
    assert items(at, at.clerk()) == [later, late, old, new]
    found = {line.item: line.urgency for line in waiting(at.desk, at.clerk())}
    assert [found[item] for item in (later, late, old, new)] == [
        Urgency.OVERDUE,
        Urgency.OVERDUE,
        Urgency.NORMAL,
        Urgency.NORMAL,
    ]


def test_what_is_due_soon_comes_before_what_is_not(at: Counter) -> None:
    older_but_slow = at.plain(days_ago=12, flow="living_allowance")
    soon = at.plain(days_ago=11)
    assert items(at, at.clerk()) == [soon, older_but_slow]


def test_somebody_whose_pension_is_stopped_comes_before_others(at: Counter) -> None:
    at.plain(days_ago=2)
    stopped = PEOPLE_BY_KEY["li_jianguo"].id_number
    with at.world.office.db.writing() as session:
        assert session.get(PensionerRow, stopped) is not None
        acts.suspend(session, stopped, TODAY, "sun", "moved away")
    waits = at.plain(days_ago=1, subject=stopped, flow="passive_check")
    assert items(at, at.clerk())[0] == waits


def test_an_objection_is_urgent_and_lies_with_the_reviewers(at: Counter) -> None:
    objection = at.plain(kind="object")
    assert items(at, at.clerk("tang")) == []
    (line,) = waiting(at.desk, at.clerk("sun"))
    assert (line.item, line.urgency, line.queue) == (objection, Urgency.SOON, "review")
    assert items(at, at.clerk("tang"), everything=True) == [objection]


def test_a_line_names_the_person_masks_the_number_and_says_the_promised_day(at: Counter) -> None:
    at.plain()
    (line,) = waiting(at.desk, at.clerk())
    assert line.name == PERSON.name
    assert line.number == "*" * 14 + PERSON.id_number[-4:]
    assert line.promised == Promise(date(2026, 12, 7), settled=True)
    assert PERSON.id_number not in repr(line)


def test_the_list_is_never_longer_than_a_screen_can_bear(at: Counter) -> None:
    for _ in range(5):
        at.plain()
    at.desk.limits = type(at.desk.limits)(list_most=3)
    assert len(items(at, at.clerk())) == 3


@pytest.mark.parametrize(
    ("accepted", "service", "day", "settled"),
    [
        (
            datetime(2026, 9, 21, 2, tzinfo=UTC),
            "unemployment",
            date(2026, 10, 12),
            True,
        ),  # 中秋, 国庆; the 10th is worked
        (datetime(2026, 11, 23, 2, tzinfo=UTC), "unemployment", date(2026, 12, 7), True),
        (datetime(2026, 11, 23, 2, tzinfo=UTC), "pension", date(2026, 12, 21), True),
        (datetime(2026, 12, 28, 2, tzinfo=UTC), "pension", None, False),
    ],
)
def test_the_promised_day_counts_working_days_and_says_when_they_are_not_announced(
    accepted: datetime, service: str, day: date | None, settled: bool
) -> None:
    due = promised(FLOWS[service], accepted)
    assert due.settled is settled
    assert day is None or due.day == day
