"""Ten thousand people through the tables: the streamed match, one person at a time, and the device say the same."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from shared.backend.evidence.acts import checked, loss_settled, resume, suspend
from shared.backend.evidence.matching import standings
from shared.backend.evidence.reckoning import CHECK, reckon, reckon_once_a_day
from shared.backend.evidence.standing import standing_of
from shared.backend.evidence.tables import EvidenceRow, SuspensionRow
from shared.backend.messages import messages_of
from shared.backend.tables import CaseRow, CaseState
from shared.domain.answers import Answers
from shared.domain.decisions import Outcome
from shared.flows.passive_check.flow import facts
from shared.flows.passive_check.rules import decide
from shared.flows.passive_check.states import PASSED, PERSON, SUSPENDED, WAITING, Known, judge
from tests.backend.evidence.office import number_of, office_in, plant
from tests.flows.passive_check.known import TODAY, known_of, people, rows

MANY = 10_000


def test_office_and_device_agree_on_ten_thousand_people(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        with office.db.writing() as session:
            known = plant(session, people(MANY))
        with office.db.reading() as session:
            matched = dict(standings(session, TODAY, at_once=97))
        assert list(matched) == sorted(known)
        for number, person in known.items():
            expected = judge(person, TODAY)
            assert matched[number] == expected
            state = {**matched[number].value(), "status": "ready"}
            told = decide(facts(Answers({"state": state, "way": "visit"}, TODAY), None, TODAY))
            assert (told.outcome is Outcome.FAVOURABLE) is (expected.code == PASSED)
            stopped = person.suspension is not None and person.suspension.since <= TODAY
            assert (matched[number].code == SUSPENDED) is stopped
            assert matched[number].used if expected.code == PASSED else matched[number].reasons
        with office.db.reading() as session:
            for number in list(known)[::50]:
                assert standing_of(session, number, TODAY) == matched[number]


def test_every_case_comes_out_of_the_tables_as_it_says(tmp_path: Path) -> None:
    told = [row for row in rows() if "known" in row]
    with office_in(tmp_path) as office:
        with office.db.writing() as session:
            plant(session, [known_of(row) for row in told])
        with office.db.reading() as session:
            for n, row in enumerate(told):
                on = row.get("as_of", TODAY)
                alone = standing_of(session, number_of(n), on)
                assert alone == judge(known_of(row), on), row["name"]
                assert dict(standings(session, on))[number_of(n)] == alone, row["name"]


def test_whoever_needs_a_person_gets_one_case_at_the_desk_and_nobody_is_stopped(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        with office.db.writing() as session:
            known = plant(session, people(500, seed=9))
        in_doubt = {number for number, person in known.items() if judge(person, TODAY).code == PERSON}
        assert in_doubt
        with office.db.reading() as session:
            stops = len(session.scalars(select(SuspensionRow)).all())
        first = reckon(office, TODAY)
        again = reckon(office, TODAY)
        assert (first.people, first.opened) == (500, len(in_doubt))
        assert (again.changed, again.opened) == (0, 0)
        with office.db.reading() as session:
            cases = session.scalars(select(CaseRow).where(CaseRow.kind == CHECK)).all()
            assert Counter(case.subject for case in cases) == Counter(in_doubt)
            assert {(case.state, case.flow) for case in cases} == {(CaseState.DESK.value, "passive_check")}
            assert all((case.why or "").startswith("passive_") for case in cases)
            decisions = [json.loads(case.decision or "{}")["decision"] for case in cases]
            assert {decision["outcome"] for decision in decisions} == {"needs_person"}
            assert len(session.scalars(select(SuspensionRow)).all()) == stops
            ((_, message),) = messages_of(session, cases[0].subject)
            assert message.item == cases[0].item


def test_the_run_is_once_a_day(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        assert reckon_once_a_day(office) is not None
        assert reckon_once_a_day(office) is None


def test_evidence_of_nobody_harms_nobody(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        with office.db.writing() as session:
            plant(session, [Known("440000")])
            for number in ("00" + "0" * 16, "99" + "9" * 16):
                session.add(EvidenceRow(id_number=number, kind="card", day=TODAY.toordinal(), heard=TODAY.toordinal()))
        with office.db.reading() as session:
            assert [(number, s.code) for number, s in standings(session, TODAY)] == [(number_of(0), WAITING)]


# what persons decide


def test_a_suspension_needs_a_person_and_a_reason(tmp_path: Path) -> None:
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000")])
        for by, reason in (("", "查过了"), ("孙科长", " ")):
            with pytest.raises(ValueError):
                suspend(session, number_of(0), TODAY, by, reason)
        suspend(session, number_of(0), TODAY - timedelta(days=40), "孙科长", "查过了")
        suspend(session, number_of(0), TODAY, "孙科长", "查过了")
        session.flush()
        found = standing_of(session, number_of(0), TODAY)
        assert found is not None
        assert found.code == SUSPENDED


def test_a_suspended_person_resumes_by_a_person_with_the_day_since_which_arrears_are_due(tmp_path: Path) -> None:
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000")])
        since = TODAY - timedelta(days=40)
        suspend(session, number_of(0), since, "孙科长", "查过了")
        session.flush()
        checked(session, number_of(0), "visit", TODAY, "赵敏")
        session.flush()
        still = standing_of(session, number_of(0), TODAY)
        assert still is not None and still.code == SUSPENDED
        assert resume(session, number_of(0), TODAY, "孙科长") == since
        session.flush()
        now = standing_of(session, number_of(0), TODAY)
        assert now is not None and now.code == PASSED
        assert resume(session, number_of(0), TODAY, "孙科长") is None


def test_a_witness_is_named_and_a_check_counts_once_a_day(tmp_path: Path) -> None:
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000")])
        with pytest.raises(ValueError):
            checked(session, number_of(0), "helper", TODAY)
        with pytest.raises(ValueError):
            checked(session, number_of(0), "horoscope", TODAY, "赵敏")
        for _ in range(2):
            checked(session, number_of(0), "helper", TODAY, "赵敏")
            session.flush()
        assert len(session.scalars(select(EvidenceRow)).all()) == 1


def test_a_report_that_a_person_settled_weighs_no_more(tmp_path: Path) -> None:
    with office_in(tmp_path) as office, office.db.writing() as session:
        plant(session, [Known("440000", reported=TODAY)])
        before = standing_of(session, number_of(0), TODAY)
        assert before is not None and before.code == PERSON
        assert loss_settled(session, number_of(0), "孙科长") == 1
        session.flush()
        after = standing_of(session, number_of(0), TODAY)
        assert after is not None and after.code == WAITING
