"""Logging in and out: only with the right password, not too often, not for ever, and only demo clerks in the demo."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from shared.backend.desk.clerks import Desk, add_clerk
from shared.backend.desk.errors import Locked, NotLoggedIn, WrongLogin
from shared.backend.desk.queue import waiting
from shared.backend.desk.tables import ClerkRow, SignedInRow
from shared.backend.office import Office
from shared.backend.settings import Settings
from tests.backend.desk.counter import PASSWORDS, Counter
from tests.backend.world import Clock

WRONG = "not-the-password"


@pytest.mark.parametrize("id", sorted(PASSWORDS))
def test_every_demo_clerk_can_log_in(at: Counter, id: str) -> None:
    assert at.desk.whose(at.clerk(id)).id == id


def test_the_name_may_be_typed_carelessly_but_the_password_may_not(at: Counter) -> None:
    assert at.desk.log_in(" Sun ", PASSWORDS["sun"])
    with pytest.raises(WrongLogin):
        at.desk.log_in("sun", PASSWORDS["sun"].upper())


STRANGE = ("", "x" * 5000, "su\0n", "\ud800", "su\ud800n", "' OR 1=1 --", "孙科长", "sun\u202e", "%", "\x1b[2J")


def test_a_wrong_password_and_a_name_that_nobody_has_are_answered_alike(at: Counter) -> None:
    for name, password in ((name, word) for name in ("sun", "nobody", *STRANGE) for word in (WRONG, "\ud800")):
        with pytest.raises(WrongLogin) as caught:
            at.desk.log_in(name, password)
        assert caught.value.words.id == "desk.problem.wrong_login"
        assert caught.value.words.args == ()


@pytest.mark.parametrize("name", ["sun", "nobody"])
def test_after_five_wrong_passwords_the_name_waits_whether_it_exists_or_not(at: Counter, name: str) -> None:
    for _ in range(at.desk.limits.tries):
        with pytest.raises(WrongLogin):
            at.desk.log_in(name, WRONG)
    with pytest.raises(Locked) as caught:
        at.desk.log_in(name, PASSWORDS.get(name, WRONG))
    assert caught.value.minutes == 5
    at.clerk("tang")


def test_writing_the_name_otherwise_gives_no_further_tries(at: Counter) -> None:
    for name in ("sun", "SUN", " sun", "Sun ", "sUn"):
        with pytest.raises(WrongLogin):
            at.desk.log_in(name, WRONG)
    with pytest.raises(Locked):
        at.desk.log_in("sun", PASSWORDS["sun"])


def test_after_the_wait_the_right_password_opens_again_and_the_count_begins_anew(at: Counter) -> None:
    for _ in range(at.desk.limits.tries):
        with pytest.raises(WrongLogin):
            at.desk.log_in("sun", WRONG)
    at.world.clock.passes(minutes=5)
    assert at.clerk("sun")
    for _ in range(at.desk.limits.tries - 1):
        with pytest.raises(WrongLogin):
            at.desk.log_in("sun", WRONG)
    assert at.clerk("sun")


def test_whoever_logs_out_is_out(at: Counter) -> None:
    token = at.clerk()
    at.desk.log_out(token)
    at.desk.log_out(token)
    with pytest.raises(NotLoggedIn):
        waiting(at.desk, token)


def test_a_clerk_who_does_nothing_has_to_log_in_again_and_one_who_works_has_not(at: Counter) -> None:
    token = at.clerk()
    for _ in range(4):
        at.world.clock.passes(minutes=20)
        waiting(at.desk, token)
    at.world.clock.passes(minutes=31)
    with pytest.raises(NotLoggedIn):
        waiting(at.desk, token)


def test_nobody_stays_logged_in_overnight(at: Counter) -> None:
    token = at.clerk()
    for _ in range(30):
        at.world.clock.passes(minutes=20)
        waiting(at.desk, token)
    at.world.clock.passes(minutes=1)
    with pytest.raises(NotLoggedIn):
        waiting(at.desk, token)


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_made_up_token_is_nobodys(at: Counter, token: str) -> None:
    with pytest.raises(NotLoggedIn):
        at.desk.whose(token)


def test_a_clerk_who_left_is_out_at_once_and_cannot_come_back(at: Counter) -> None:
    token = at.clerk()
    with at.world.office.db.writing() as session:
        session.get_one(ClerkRow, "tang").ended = True
    with pytest.raises(NotLoggedIn):
        waiting(at.desk, token)
    with pytest.raises(WrongLogin):
        at.clerk()


def test_the_database_holds_neither_passwords_nor_tokens(at: Counter) -> None:
    token = at.clerk()
    with at.world.office.db.reading() as session:
        assert session.scalars(select(SignedInRow)).one()
    home = at.world.office.settings.home
    with sqlite3.connect(home / "office.db") as database:
        dump = "\n".join(database.iterdump())
    kept = "".join(p.read_bytes().decode("latin-1") for p in home.iterdir() if p.is_file())
    for secret in (token, *PASSWORDS.values()):
        assert secret not in dump
        assert secret not in kept


def test_without_the_demo_seed_there_is_no_clerk_until_one_is_added(tmp_path: Path) -> None:
    with Office.open(Settings(data=tmp_path, seed="none"), Clock()) as office:
        desk = Desk(office)
        with pytest.raises(WrongLogin):
            desk.log_in("sun", PASSWORDS["sun"])
        with office.db.writing() as session:
            add_clerk(session, "li", "Li", "first", "a long pass phrase")
        assert desk.whose(desk.log_in("li", "a long pass phrase")).name == "Li"


def test_a_directory_of_an_older_demo_gets_its_clerks_when_it_is_opened(tmp_path: Path) -> None:
    with Office.open(Settings(data=tmp_path), Clock()) as office, office.db.writing() as session:
        for row in session.scalars(select(ClerkRow)):
            session.delete(row)
    with Office.open(Settings(data=tmp_path), Clock()) as office:
        assert Desk(office).log_in("sun", PASSWORDS["sun"])
