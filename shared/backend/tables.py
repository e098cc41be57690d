"""The office's tables (SQLAlchemy). Moments are milliseconds since 1970 in UTC, alike in every database."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Big = BigInteger().with_variant(Integer, "sqlite")
"""64 bits; on SQLite the type that a row id needs."""
NUMBER = 18
ID = 36


class Base(DeclarativeBase):
    """All tables of the office."""


class OfficeRow(Base):
    """One row: the epoch, the last sequence given out, the seed. Whoever gives out sequences locks it."""

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    epoch: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(Big)
    seed: Mapped[str] = mapped_column(String(16))


class DeviceRow(Base):
    """A device. `kid` is its present key, `swapped_at` when that took the place of the enrolment file's.

    `owner` is the person whose phone it is (set by binding).
    """

    __tablename__ = "devices"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    kid: Mapped[str] = mapped_column(String(64))
    swapped_at: Mapped[int | None] = mapped_column(Big)
    revoked_at: Mapped[int | None] = mapped_column(Big)
    created_at: Mapped[int] = mapped_column(Big)
    owner: Mapped[str | None] = mapped_column(String(NUMBER))


class CertificateRow(Base):
    """A device's certificate that this office issued or saw in a request, by its name (`name_of_certificate`)."""

    __tablename__ = "certificates"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    device: Mapped[str] = mapped_column(String(64), index=True)
    token: Mapped[str] = mapped_column(Text)


class NonceRow(Base):
    """A nonce that was used; kept until it would have expired anyway."""

    __tablename__ = "nonces"
    nonce: Mapped[str] = mapped_column(String(128), primary_key=True)
    expires: Mapped[int] = mapped_column(Big, index=True)


class UsageRow(Base):
    """How much of something a device asked for within a window."""

    __tablename__ = "usage"
    device: Mapped[str] = mapped_column(String(64), primary_key=True)
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    window: Mapped[int] = mapped_column(Big)
    count: Mapped[int] = mapped_column(Integer)


class ItemState(StrEnum):
    """What the office answered for an item."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    HELD = "held"
    REJECTED = "rejected"
    CONFLICT = "conflict"


class ItemRow(Base):
    """An item as it came, and what became of it. Nothing is ever deleted here.

    `authentic`: the device named really made it. `sequence`, `epoch` and `acknowledgement` are set once it is accepted;
    `level` is the one *proven*, `person` whose card proved it; `body` the opened body's bytes; `subject` the id number
    it is about. The pair (id, hash) is unique: another hash is a conflict.
    """

    __tablename__ = "items"
    row: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID), index=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    device: Mapped[str] = mapped_column(String(64), index=True)
    device_seq: Mapped[int] = mapped_column(Big)
    kind: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[str] = mapped_column(Text)
    received: Mapped[int] = mapped_column(Big)
    authentic: Mapped[bool] = mapped_column(default=False)
    by_device: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(64))
    explanation: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[int] = mapped_column(Integer, default=0)
    subject: Mapped[str | None] = mapped_column(String(NUMBER), index=True)
    flow: Mapped[str | None] = mapped_column(String(64))
    target: Mapped[str | None] = mapped_column(String(ID), index=True)
    target_check: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    slip_check: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    person: Mapped[str | None] = mapped_column(String(NUMBER))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    parts: Mapped[int] = mapped_column(Integer, default=0)
    epoch: Mapped[str | None] = mapped_column(String(64))
    sequence: Mapped[int | None] = mapped_column(Big)
    acknowledgement: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (UniqueConstraint("id", "hash"), Index("items_sequence", "sequence"))


class PartRow(Base):
    """One encrypted chunk of an item's attachments, in the order of its manifest."""

    __tablename__ = "parts"
    item: Mapped[str] = mapped_column(String(ID), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class CaseState(StrEnum):
    """Where a case stands. Nothing here refuses: what is not decided in the person's favour waits for a person.

    provisional: acts on an item that has not arrived · holding: a withdrawal still simply undoes it · undone ·
    confirm: favourable, but nobody has proven who asks, so nothing pays out · desk: a person decides · decided · done.
    """

    PROVISIONAL = "provisional"
    HOLDING = "holding"
    UNDONE = "undone"
    CONFIRM = "confirm"
    DESK = "desk"
    DECIDED = "decided"
    DONE = "done"


class CaseRow(Base):
    """What an accepted item set going. `decision` is `{decision, changed, …}` as JSON, `why` a stable code."""

    __tablename__ = "cases"
    item: Mapped[str] = mapped_column(String(ID), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    flow: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(NUMBER), index=True)
    level: Mapped[int] = mapped_column(Integer)
    accepted: Mapped[int] = mapped_column(Big)
    due: Mapped[int] = mapped_column(Big)
    state: Mapped[str] = mapped_column(String(16))
    why: Mapped[str | None] = mapped_column(String(64))
    decision: Mapped[str | None] = mapped_column(Text)
    decided: Mapped[int | None] = mapped_column(Big)
    decided_by: Mapped[str | None] = mapped_column(String(64))
    undone_by: Mapped[str | None] = mapped_column(String(ID))
    __table_args__ = (Index("cases_due", "state", "due"),)


class MessageRow(Base):
    """Something told to a person about an item; `body` is the contract's `Message` as JSON."""

    __tablename__ = "messages"
    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(String(NUMBER), index=True)
    item: Mapped[str] = mapped_column(String(ID), index=True)
    body: Mapped[str] = mapped_column(Text)


class NewsRow(Base):
    """What changed, in order: a later result for a device's item, or a pack for everybody (`device` empty)."""

    __tablename__ = "news"
    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=True)
    device: Mapped[str] = mapped_column(String(64), index=True)
    what: Mapped[str] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(64))


class PackRow(Base):
    """A dataset's newest version as a compact JWS."""

    __tablename__ = "packs"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    signed: Mapped[str] = mapped_column(Text)


class BindingRow(Base):
    """An owner's consent that whoever brings the code becomes their phone; single use."""

    __tablename__ = "bindings"
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    subject: Mapped[str] = mapped_column(String(NUMBER))
    item: Mapped[str] = mapped_column(String(ID))
    device: Mapped[str | None] = mapped_column(String(64))


class CitizenRow(Base):
    """A person of the registers."""

    __tablename__ = "citizens"
    id_number: Mapped[str] = mapped_column(String(NUMBER), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))


class FactRow(Base):
    """One fact of a person's record; `value` in the tagged JSON of `shared.domain.values`, `as_of` an ISO day."""

    __tablename__ = "facts"
    id_number: Mapped[str] = mapped_column(ForeignKey("citizens.id_number"), primary_key=True)
    fact: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[str] = mapped_column(String(10))
