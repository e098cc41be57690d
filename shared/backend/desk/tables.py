"""Tables of the desk. Moments are milliseconds since 1970. What was done is only ever added to, never changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, Connection, Integer, LargeBinary, String, Table, Text, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from shared.backend.tables import ID, Base, Big

NAME = 32


class ClerkRow(Base):
    """Somebody who works at the desk. The password is kept as a salted scrypt hash; `ended` when they left."""

    __tablename__ = "clerks"
    id: Mapped[str] = mapped_column(String(NAME), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    queue: Mapped[str] = mapped_column(String(16))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    ended: Mapped[bool] = mapped_column(default=False)


class SignedInRow(Base):
    """A clerk who is logged in. Only the hash of the token is here: a copy of the database opens nothing."""

    __tablename__ = "signed_in"
    token: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    clerk: Mapped[str] = mapped_column(String(NAME), index=True)
    since: Mapped[int] = mapped_column(Big)
    seen: Mapped[int] = mapped_column(Big)


class LoginRow(Base):
    """Wrong passwords in a row for a name, kept under the name's hash; names nobody has are counted alike."""

    __tablename__ = "logins"
    name: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    wrong: Mapped[int] = mapped_column(Integer)
    last: Mapped[int] = mapped_column(Big)


class LeaseRow(Base):
    """Who has a case before them, and until when."""

    __tablename__ = "leases"
    item: Mapped[str] = mapped_column(String(ID), primary_key=True)
    clerk: Mapped[str] = mapped_column(String(NAME), index=True)
    until: Mapped[int] = mapped_column(Big)


class PlaceRow(Base):
    """Where a case lies, where that is not the first queue: passed on, or waiting for the citizen's answer."""

    __tablename__ = "places"
    item: Mapped[str] = mapped_column(String(ID), primary_key=True)
    queue: Mapped[str | None] = mapped_column(String(16))
    clerk: Mapped[str | None] = mapped_column(String(NAME))
    back: Mapped[int | None] = mapped_column(Big)
    """When it comes back to the desk although the citizen has not answered."""


class ActRow(Base):
    """One act: who, when, what, why. `detail` is JSON about the act itself, never a copy of what a person said."""

    __tablename__ = "acts"
    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=True)
    item: Mapped[str] = mapped_column(String(ID), index=True)
    clerk: Mapped[str] = mapped_column(String(NAME))
    at: Mapped[int] = mapped_column(Big)
    verb: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[str] = mapped_column(Text, default="{}")


class LogIsFinal(Exception):
    """Nobody changes or deletes what was done."""


def _refuse(_: Mapper[Any], __: Connection, ___: ActRow) -> None:
    raise LogIsFinal


event.listen(ActRow, "before_update", _refuse)
event.listen(ActRow, "before_delete", _refuse)

_TABLE = ActRow.__table__
assert isinstance(_TABLE, Table)
for _act in ("UPDATE", "DELETE"):
    _ddl = DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER acts_no_{_act.lower()} BEFORE {_act} ON acts "
        "BEGIN SELECT RAISE(ABORT, 'acts are only added to'); END"
    )
    event.listen(_TABLE, "after_create", _ddl.execute_if(dialect="sqlite"))
