"""Tables of the silent check. Days are ordinals (`date.toordinal`), so that a million rows compare quickly."""

from __future__ import annotations

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.backend.tables import ID, NUMBER, Base, Big


class PensionerRow(Base):
    """Somebody whose eligibility is to be checked, and the region whose terms hold (GB/T 2260)."""

    __tablename__ = "pensioners"
    id_number: Mapped[str] = mapped_column(String(NUMBER), primary_key=True)
    region: Mapped[str] = mapped_column(String(6))
    abroad: Mapped[bool] = mapped_column(default=False)


class FeedRow(Base):
    """A source and how far it has delivered: everything up to `through` is here; `heard` is the last delivery."""

    __tablename__ = "feeds"
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    source: Mapped[str] = mapped_column(String(32))
    through: Mapped[int] = mapped_column(Integer)
    heard: Mapped[int] = mapped_column(Integer)


class EvidenceRow(Base):
    """One sign of life. `heard` is the day on which it arrived; `detail` the direction at the border (out, in).

    Only that there was one is kept, never where somebody went or why (个人信息保护法 第6条: as little as possible).
    """

    __tablename__ = "evidence"
    id_number: Mapped[str] = mapped_column(String(NUMBER), primary_key=True)
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    detail: Mapped[str] = mapped_column(String(4), primary_key=True, default="")
    heard: Mapped[int] = mapped_column(Integer)
    by: Mapped[str | None] = mapped_column(String(64))
    __table_args__ = {"sqlite_with_rowid": False}  # kept in the order in which the match reads it


class SuspensionRow(Base):
    """A person's decision that payment is suspended, with the reason; ended by a person too. No rule writes here."""

    __tablename__ = "suspensions"
    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=True)
    id_number: Mapped[str] = mapped_column(String(NUMBER), index=True)
    since: Mapped[int] = mapped_column(Integer)
    by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    ended: Mapped[int | None] = mapped_column(Integer)
    ended_by: Mapped[str | None] = mapped_column(String(64))


class LossRow(Base):
    """A loss that was told (第25条) and is looked into; `settled_by` is the person who has done so."""

    __tablename__ = "losses"
    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=True)
    id_number: Mapped[str] = mapped_column(String(NUMBER), index=True)
    day: Mapped[int] = mapped_column(Integer)
    item: Mapped[str] = mapped_column(String(ID))
    settled_by: Mapped[str | None] = mapped_column(String(64))


class KnowledgeRow(Base):
    """What the person can answer and the office compares; it leaves the office in no record and no answer."""

    __tablename__ = "knowledge"
    id_number: Mapped[str] = mapped_column(String(NUMBER), primary_key=True)
    question: Mapped[str] = mapped_column(String(32), primary_key=True)
    answer: Mapped[str] = mapped_column(String(64))


class TryRow(Base):
    """One item in which the questions were answered, and whether rightly."""

    __tablename__ = "tries"
    item: Mapped[str] = mapped_column(String(ID), primary_key=True)
    id_number: Mapped[str] = mapped_column(String(NUMBER))
    day: Mapped[int] = mapped_column(Integer)
    right: Mapped[bool] = mapped_column()
    __table_args__ = (Index("tries_of", "id_number", "day"),)


class StandingRow(Base):
    """The state at the last run, to see what changed; what a person is told is always worked out anew."""

    __tablename__ = "standings"
    id_number: Mapped[str] = mapped_column(String(NUMBER), primary_key=True)
    code: Mapped[str] = mapped_column(String(16))
    until: Mapped[int | None] = mapped_column(Integer)
    day: Mapped[int] = mapped_column(Integer)


class RunRow(Base):
    """A day on which everybody was looked at; the first process to write it does the run."""

    __tablename__ = "runs"
    day: Mapped[int] = mapped_column(Integer, primary_key=True)
