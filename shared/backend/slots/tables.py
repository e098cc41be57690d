"""Offices, their half hours by service, and who has which. Days are ordinals, minutes count from midnight there."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.backend.tables import ID, NUMBER, Base, Big

OFFICE = 40


class PlaceRow(Base):
    """An office as its pack's row says it (`body`, the row in tagged JSON)."""

    __tablename__ = "slot_places"
    office: Mapped[str] = mapped_column(String(OFFICE), primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class SlotRow(Base):
    """How many may come for a service in a half hour, and how many do. Only a guarded update moves `taken`."""

    __tablename__ = "slots"
    office: Mapped[str] = mapped_column(String(OFFICE), primary_key=True)
    topic: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[int] = mapped_column(Integer, primary_key=True)
    minute: Mapped[int] = mapped_column(Integer, primary_key=True)
    capacity: Mapped[int] = mapped_column(Integer)
    taken: Mapped[int] = mapped_column(Integer, default=0)


class BookingState(StrEnum):
    """Where a wish stands: it has a half hour · nothing that was wished for was free · given back."""

    CONFIRMED = "confirmed"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class BookingRow(Base):
    """A wish and its answer; never deleted. `day` and `minute` are set while it holds a half hour; `offered` lists the
    nearest free ones (values of slots, by spaces) where it does not; `arrange` what a person has to see to."""

    __tablename__ = "bookings"
    item: Mapped[str] = mapped_column(String(ID), primary_key=True)
    subject: Mapped[str] = mapped_column(String(NUMBER), index=True)
    office: Mapped[str] = mapped_column(String(OFFICE))
    topic: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(16))
    day: Mapped[int | None] = mapped_column(Integer)
    minute: Mapped[int | None] = mapped_column(Integer)
    offered: Mapped[str] = mapped_column(Text, default="")
    arrange: Mapped[str] = mapped_column(Text, default="")
    changed: Mapped[int] = mapped_column(Big)
    __table_args__ = (Index("bookings_slot", "office", "day", "minute"),)
