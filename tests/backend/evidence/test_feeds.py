"""Deliveries of other offices: each with its own date, late or twice, and nobody's who is no pensioner."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.backend.evidence.feeds import Delivery, Event, Taken, take_in
from shared.backend.evidence.standing import standing_of
from shared.backend.evidence.tables import EvidenceRow, FeedRow
from shared.flows.passive_check.states import FEEDS, OUT, PASSED, WAITING, Known
from tests.backend.evidence.office import number_of, office_in, plant
from tests.flows.passive_check.known import TODAY

SOMEBODY, SILENT = number_of(0), number_of(1)


def days_ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def test_a_delivery_is_kept_once_and_says_how_far_it_goes(tmp_path: Path) -> None:
    events = (Event(SOMEBODY, days_ago(5)), Event(SOMEBODY, days_ago(50)), Event("11" * 9, days_ago(5)))
    delivery = Delivery("hospital", days_ago(3), TODAY, events)
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000"), Known("440000")])
        assert take_in(session, delivery) == Taken(new=2, strangers=1, late=1)
        assert take_in(session, delivery) == Taken(known=2, strangers=1)
        row = session.get(FeedRow, "hospital")
        assert row is not None
        assert (row.source, row.through, row.heard) == ("health", days_ago(3).toordinal(), TODAY.toordinal())
        found = standing_of(session, SOMEBODY, TODAY)
        assert found is not None and (found.code, found.last) == (PASSED, days_ago(5))
        silent = standing_of(session, SILENT, TODAY)
        assert silent is not None and silent.code == WAITING


def test_an_older_delivery_never_sets_a_feed_back(tmp_path: Path) -> None:
    with office_in(tmp_path) as office, office.db.writing() as session:
        take_in(session, Delivery("card", TODAY, TODAY, ()))
        take_in(session, Delivery("card", days_ago(9), days_ago(8), ()))
        row = session.get(FeedRow, "card")
        assert row is not None and row.through == TODAY.toordinal()


def test_lines_that_cannot_be_are_counted_and_left_out(tmp_path: Path) -> None:
    lines = (
        Event(SOMEBODY, TODAY + timedelta(days=1)),
        Event(SOMEBODY, days_ago(1), OUT),
        Event("short", days_ago(1)),
    )
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000")])
        assert take_in(session, Delivery("rail", TODAY, TODAY, lines)) == Taken(malformed=3)
        assert take_in(session, Delivery("border", TODAY, TODAY, (Event(SOMEBODY, TODAY),))) == Taken(malformed=1)
        assert session.query(EvidenceRow).count() == 0


def test_the_border_keeps_both_directions_of_a_day(tmp_path: Path) -> None:
    lines = (Event(SOMEBODY, TODAY, "out"), Event(SOMEBODY, TODAY, "in"))
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000")])
        assert take_in(session, Delivery("border", TODAY, TODAY, lines)).new == 2


@pytest.mark.parametrize("kind", ["self", "window", "horoscope"])
def test_a_check_with_the_person_is_no_feed(tmp_path: Path, kind: str) -> None:
    with office_in(tmp_path) as office, office.db.writing() as session, pytest.raises(ValueError):
        take_in(session, Delivery(kind, TODAY, TODAY, ()))


def test_all_six_and_more_sources_can_deliver(tmp_path: Path) -> None:
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000")])
        for kind in FEEDS:
            line = Event(SOMEBODY, days_ago(2), OUT if kind == "border" else "")
            assert take_in(session, Delivery(kind, days_ago(1), TODAY, [line])).new == 1
        assert len(FEEDS) >= 6
