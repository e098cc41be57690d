"""What holds whatever clerks do: nothing against a person without a clerk and a reason; one row an act; one case."""

from __future__ import annotations

import asyncio
import inspect
import json
import sqlite3
import threading
from collections import Counter as Tally
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from shared.backend.desk import acts, admitting, cases, checks, decide
from shared.backend.desk.errors import DeskError, NotLoggedIn, Taken
from shared.backend.desk.tables import ActRow, LogIsFinal
from shared.backend.desk.verbs import UNFAVOURABLE
from shared.backend.evidence.tables import SuspensionRow
from shared.backend.tables import CaseRow, CaseState
from shared.domain.flow import Level
from tests.backend.desk.counter import REASON, Counter, counter

PUBLIC = (
    decide.grant,
    decide.refuse,
    decide.confirm,
    admitting.admit,
    admitting.turn_away,
    acts.ask,
    acts.pass_on,
    checks.checked,
    checks.suspend,
    checks.resume,
    checks.settle,
    cases.open_case,
    cases.leave_case,
    cases.attachment,
    cases.reveal,
)


@pytest.mark.parametrize("act", PUBLIC, ids=lambda act: act.__name__)
def test_every_act_is_about_one_item_and_needs_somebody_logged_in(at: Counter, act: Callable[..., Any]) -> None:
    names = list(inspect.signature(act).parameters)
    assert names[:3] == ["desk", "token", "item"]
    assert inspect.signature(act).parameters["item"].annotation == "str"
    item = at.plain()
    more = {"reason": REASON, "question": REASON, "to": "xie", "way": "visit", "number": 0}
    given = {name: more[name] for name in names[3:]}
    with pytest.raises(NotLoggedIn):
        act(at.desk, "nobody", item, **given)
    assert at.case(item).state == CaseState.DESK
    assert at.log(item) == []


@pytest.mark.parametrize("act", [decide.refuse, checks.suspend, admitting.turn_away])
def test_an_unfavourable_act_has_no_reason_by_default(act: Callable[..., Any]) -> None:
    assert inspect.signature(act).parameters["reason"].default is inspect.Parameter.empty


def test_the_log_cannot_be_changed_by_code_or_by_sql(at: Counter) -> None:
    item, token = at.plain(), at.clerk()
    at.opened(token, item)
    with pytest.raises(LogIsFinal), at.world.office.db.writing() as session:
        session.scalars(select(ActRow)).one().reason = "something else"
    with pytest.raises(LogIsFinal), at.world.office.db.writing() as session:
        session.delete(session.scalars(select(ActRow)).one())
    for statement in (update(ActRow).values(reason="x"), delete(ActRow)):
        with pytest.raises(Exception, match="only added to"), at.world.office.db.writing() as session:
            session.execute(statement)
    path = at.world.office.settings.home / "office.db"
    with sqlite3.connect(path) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("DELETE FROM acts")
    assert at.log(item) == [("tang", "take", "")]


def test_two_clerks_who_open_a_case_at_once_never_both_have_it(at: Counter) -> None:
    tokens = [at.clerk("tang"), at.clerk("xie"), at.clerk("sun")]
    for _ in range(10):
        item, ready = at.plain(), threading.Barrier(3)
        got: list[str] = []

        def open_it(token: str, item: str = item, ready: threading.Barrier = ready, got: list[str] = got) -> None:
            ready.wait()
            got.append(at.opened(token, item).held_by)

        threads = [threading.Thread(target=open_it, args=(token,)) for token in tokens]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        tally = Tally(bool(held) for held in got)
        assert tally == {False: 1, True: 2}
        assert len(at.log(item)) == 1


def test_two_who_decide_at_once_decide_once(at: Counter) -> None:
    item, tang, xie = at.plain(), at.clerk("tang"), at.clerk("xie")
    at.opened(tang, item)
    ready, outcomes = threading.Barrier(2), []

    def decide_it(token: str) -> None:
        ready.wait()
        try:
            decide.refuse(at.desk, token, item, REASON)
            outcomes.append("done")
        except DeskError as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=decide_it, args=(token,)) for token in (tang, xie)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "done" in outcomes
    assert set(outcomes) <= {"done", "Taken", "NotWaiting"}
    assert [verb for _, verb, _ in at.log(item)] == ["take", "refuse"]


ACTS: dict[str, Callable[[Counter, str, str, str], object]] = {
    "open": lambda at, token, item, reason: cases.open_case(at.desk, token, item),
    "leave": lambda at, token, item, reason: cases.leave_case(at.desk, token, item),
    "grant": lambda at, token, item, reason: decide.grant(at.desk, token, item, reason),
    "refuse": lambda at, token, item, reason: decide.refuse(at.desk, token, item, reason),
    "confirm": lambda at, token, item, reason: decide.confirm(at.desk, token, item, reason),
    "ask": lambda at, token, item, reason: acts.ask(at.desk, token, item, reason),
    "pass_on": lambda at, token, item, reason: acts.pass_on(at.desk, token, item, "review", reason),
    "checked": lambda at, token, item, reason: checks.checked(at.desk, token, item, "visit", reason),
    "suspend": lambda at, token, item, reason: checks.suspend(at.desk, token, item, reason),
    "resume": lambda at, token, item, reason: checks.resume(at.desk, token, item, reason),
}
STEP = st.tuples(
    st.sampled_from(["tang", "xie", "sun", "nobody"]),
    st.sampled_from(sorted(ACTS)),
    st.integers(0, 3),
    st.sampled_from(["", "不行", REASON, "在窗口看过身份证原件。"]),
)


@given(steps=st.lists(STEP, min_size=5, max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_against_a_person_without_a_clerk_and_a_reason_and_one_row_an_act(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int, str]]
) -> None:
    asyncio.run(_history(tmp_path_factory.mktemp("desk"), steps))


async def _history(folder: Path, steps: list[tuple[str, str, int, str]]) -> None:
    async with counter(folder) as at:
        tokens = {id: at.clerk(id) for id in ("tang", "xie", "sun")} | {"nobody": "nobody"}
        items = [
            at.plain(),
            at.plain(level=int(Level.L1)),
            at.plain(flow="passive_check", kind="check"),
            at.plain(state=CaseState.CONFIRM, level=int(Level.L1), why="unconfirmed"),
        ]
        done = 0
        for who, verb, n, reason in steps:
            before = _rows(at)
            changed = False
            with suppress(DeskError):
                ACTS[verb](at, tokens[who], items[n], reason)
                changed = verb not in ("open", "leave")
            after = _rows(at)
            if verb != "open":
                assert after - before == int(changed), (who, verb)
            assert after - before <= 1
            done += changed
        _judge(at)


def _rows(at: Counter) -> int:
    with at.world.office.db.reading() as session:
        return len(session.scalars(select(ActRow.number)).all())


def _judge(at: Counter) -> None:
    """Every case that was decided, and every suspension, has the row of a clerk who gave a reason."""
    with at.world.office.db.reading() as session:
        log = session.scalars(select(ActRow).order_by(ActRow.number)).all()
        for row in log:
            assert row.clerk in ("tang", "xie", "sun")
            if row.verb in UNFAVOURABLE:
                assert sum(c.isalnum() for c in row.reason) >= at.desk.limits.reason_least
        for case in session.scalars(select(CaseRow)):
            mine = [row for row in log if row.item == case.item]
            if case.state == CaseState.DECIDED.value:
                ending = [
                    row for row in mine if row.verb in ("grant", "refuse", "confirm", "checked", "suspend", "resume")
                ]
                assert ending
                assert ending[-1].clerk == case.decided_by
                outcome = json.loads(case.decision or "{}")["clerk"]["outcome"]
                assert (outcome == "refused") == (ending[-1].verb in UNFAVOURABLE)
                assert case.level >= Level.L2 or outcome == "refused" or ending[-1].verb != "grant"
            else:
                assert case.decided_by is None
        for stop in session.scalars(select(SuspensionRow).where(SuspensionRow.by != "sun")):
            assert stop.by in ("tang", "xie")
            assert stop.reason.strip()


def test_a_clerk_who_is_too_late_is_told_who_was_quicker(at: Counter) -> None:
    item, tang, xie = at.plain(), at.clerk("tang"), at.clerk("xie")
    at.opened(xie, item)
    with pytest.raises(Taken) as caught:
        decide.grant(at.desk, tang, item)
    assert caught.value.words.arg("name") == "谢军"
