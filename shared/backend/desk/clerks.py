"""Who works at the desk: logging in and out, and who is acting. Wrong passwords are throttled by name.

Passwords are kept as scrypt hashes (RFC 7914) with a salt each. A session is a random token of which only the hash is
stored; it ends by logging out, after a time without an act, and with the working day.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shared.backend.desk.demo import DEMO_CLERKS, DemoClerk
from shared.backend.desk.errors import Locked, NotLoggedIn, WrongLogin
from shared.backend.desk.limits import DeskLimits
from shared.backend.desk.tables import ClerkRow, LeaseRow, LoginRow, SignedInRow
from shared.backend.now import millis

if TYPE_CHECKING:
    from shared.backend.office import Office

SALT_BYTES: Final = 16
MINUTE: Final = 60_000
WHATEVER: Final = "surrogatepass"
"""What is typed is wrong or right; halves of characters are no error of the office."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody who is logged in."""

    id: str
    name: str
    queue: str


@dataclass(frozen=True, slots=True)
class Acting:
    """One transaction of one clerk."""

    office: Office
    session: Session
    clerk: Clerk
    limits: DeskLimits
    now: int


class Desk:
    """The desk of one office."""

    def __init__(self, office: Office, limits: DeskLimits | None = None) -> None:
        self.office = office
        self.limits = limits or DeskLimits()

    def log_in(self, name: str, password: str) -> str:
        """A token for a clerk who gave the right password. Raises WrongLogin, Locked.

        The count of wrong ones is kept in a transaction of its own, so that a refusal does not undo it.
        """
        limits, now = self.limits, millis(self.office.now())
        name = name.strip().lower()
        counted = hashlib.sha256(name.encode("utf-8", WHATEVER)).digest()
        with self.office.db.reading() as session:
            wait = _locked(session.get(LoginRow, counted), limits, now)
            row = session.get(ClerkRow, name) if len(name) <= 32 and name.isprintable() else None
        if wait:
            raise Locked(wait)
        salt, expected = (row.salt, row.hash) if row is not None else (b"\0" * SALT_BYTES, b"\0" * 32)
        good = hmac.compare_digest(hash_of(password, salt), expected) and row is not None and not row.ended
        with self.office.db.writing() as session:
            tries = session.get(LoginRow, counted, with_for_update=True)
            wait = _locked(tries, limits, now)
            if not good and not wait:
                _note_wrong(session, counted, tries, limits, now)
            elif good and not wait:
                if tries is not None:
                    session.delete(tries)
                token = secrets.token_urlsafe(32)
                session.add(SignedInRow(token=_hashed(token), clerk=name, since=now, seen=now))
        if wait:
            raise Locked(wait)
        if not good:
            raise WrongLogin
        return token

    def log_out(self, token: str) -> None:
        """End a session; every case that the clerk had is free again. One that is not there has ended already."""
        with self.office.db.writing() as session:
            row = session.get(SignedInRow, _hashed(token))
            if row is not None:
                session.execute(delete(LeaseRow).where(LeaseRow.clerk == row.clerk))
                session.delete(row)

    def whose(self, token: str) -> Clerk:
        """Who is logged in with this token; raises NotLoggedIn."""
        with self.acting(token) as acting:
            return acting.clerk

    @contextmanager
    def acting(self, token: str) -> Iterator[Acting]:
        """A transaction of the clerk behind a token: everything in it happens, or nothing. Raises NotLoggedIn."""
        now = millis(self.office.now())
        with self.office.db.writing() as session:
            row = session.get(SignedInRow, _hashed(token))
            clerk = None if row is None else session.get(ClerkRow, row.clerk)
            if row is None or clerk is None or clerk.ended or _over(row, self.limits, now):
                raise NotLoggedIn
            row.seen = now
            yield Acting(self.office, session, Clerk(clerk.id, clerk.name, clerk.queue), self.limits, now)


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", WHATEVER)).digest()


def _over(row: SignedInRow, limits: DeskLimits, now: int) -> bool:
    idle, since = now - row.seen, now - row.since
    return idle > limits.idle_minutes * MINUTE or since > limits.longest_hours * 60 * MINUTE


def _locked(row: LoginRow | None, limits: DeskLimits, now: int) -> int:
    """Minutes that a name still has to wait; 0 where it may try."""
    if row is None or row.wrong < limits.tries:
        return 0
    left = row.last + limits.locked_minutes * MINUTE - now
    return max(0, ceil(left / MINUTE))


def _note_wrong(session: Session, name: bytes, row: LoginRow | None, limits: DeskLimits, now: int) -> None:
    old = now - int(limits.locked_minutes * MINUTE)
    if row is None:
        session.execute(delete(LoginRow).where(LoginRow.last < old))
        session.add(LoginRow(name=name, wrong=1, last=now))
        return
    row.wrong = 1 if row.last <= old else row.wrong + 1
    row.last = now


def hash_of(password: str, salt: bytes) -> bytes:
    """scrypt with N = 2^14, r = 8, p = 1: 16 MiB and some tens of milliseconds."""
    return hashlib.scrypt(password.encode("utf-8", WHATEVER), salt=salt, n=2**14, r=8, p=1, dklen=32)


def add_clerk(session: Session, id: str, name: str, queue: str, password: str) -> None:
    """Somebody begins to work at the desk."""
    salt = secrets.token_bytes(SALT_BYTES)
    session.add(ClerkRow(id=id, name=name, queue=queue, salt=salt, hash=hash_of(password, salt), ended=False))


@cache
def _demo_hash(clerk: DemoClerk) -> tuple[bytes, bytes]:
    """Salt and hash, made once per process: a public password needs no salt of its own per directory."""
    salt = secrets.token_bytes(SALT_BYTES)
    return salt, hash_of(clerk.password, salt)


def plant_clerks(session: Session) -> None:
    """The demonstration's clerks, where there are none yet."""
    if session.scalar(select(ClerkRow.id).limit(1)) is not None:
        return
    for clerk in DEMO_CLERKS:
        salt, hash = _demo_hash(clerk)
        session.add(ClerkRow(id=clerk.id, name=clerk.name, queue=clerk.queue, salt=salt, hash=hash, ended=False))
