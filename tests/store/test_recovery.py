"""A broken file is set aside, said, and read as far as it can be; the store opens whatever was done to it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.domain.exchange import Delivery, StoreFull
from shared.store.base import Journal
from shared.store.pages import records, wal_lost_commits
from shared.store.queue import Delivered
from shared.store.store import Store
from tests.fakes.items import draft, sealed
from tests.fakes.ports import FakeClock
from tests.store.conftest import Opener

CLAIMS = 12


def filled(store: Store, count: int = CLAIMS) -> None:
    for n in range(1, count + 1):
        assert store.state.next_seq() == n
        store.outbox.submit(sealed(n, 3000 + 1500 * (n % 4)), f"owner{n % 3}", "draft", 0)


def count(store: Store) -> int:
    return store.outbox.waiting().count


def crashed(store: Store, path: Path, to: Path) -> Path:
    """The files as a power cut leaves them: with their log, never closed."""
    to.mkdir()
    for part in path.parent.glob("store.db*"):
        if not part.name.endswith("-shm"):
            shutil.copy(part, to)
    return to / path.name


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 300, b"SQLite format 3\0", bytes(8192)])
def test_what_is_no_database_is_set_aside_and_said(content: bytes, path: Path, opened: Opener) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = opened()
    assert store.recovered is not None
    assert store.recovered.aside.read_bytes() == content
    assert store.recovered.aside.name == "store.db.broken-20261123T020000"
    store.outbox.submit(sealed(1), "owner", "draft", 0)
    assert count(store) == 1


def test_another_break_in_the_same_second_gets_its_own_name(path: Path, opened: Opener) -> None:
    path.parent.mkdir()
    names = set()
    for _ in range(3):
        path.write_bytes(b"broken")
        store = opened()
        assert store.recovered is not None
        names.add(store.recovered.aside)
        store.close()
    assert len(names) == 3


def test_another_program_s_database_is_set_aside(path: Path, opened: Opener) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE draft (whatever)")
    db.close()
    assert opened().recovered is not None


def wreck_header(path: Path) -> None:
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


def wreck_schema(path: Path) -> None:
    path.write_bytes(b"\xff" * 4096 + path.read_bytes()[4096:])


@pytest.mark.parametrize("wreck", [wreck_header, wreck_schema])
def test_no_claim_is_lost_where_its_own_pages_are_whole(
    wreck: Callable[[Path], None], store: Store, path: Path, opened: Opener
) -> None:
    filled(store)
    store.close()
    wreck(path)
    again = opened()
    assert again.recovered is not None
    assert (again.recovered.items, again.recovered.unreadable) == (CLAIMS, 0)
    assert count(again) == CLAIMS
    for n in range(1, CLAIMS + 1):
        row = again.receipts.get(sealed(n).id)
        assert row is not None
        assert row.state is Delivery.RESENDING
    assert [due.device_seq for due in again.queue.due(0, 100, 10**9)] == list(range(1, CLAIMS + 1))


def test_after_a_break_numbers_go_on_above_all_that_may_have_been_given(
    store: Store, path: Path, opened: Opener
) -> None:
    filled(store)
    store.close()
    path.write_bytes(b"")
    assert opened().state.next_seq() > 1_000_000


def test_acknowledgements_survive(store: Store, path: Path, opened: Opener) -> None:
    filled(store)
    one = sealed(1, 4500)
    store.queue.deliver([Delivered(one.id, one.hash, "signed word", "epoch", 7, 1000)])
    store.queue.durable("epoch", 7)
    store.close()
    wreck_header(path)
    again = opened()
    row = again.receipts.get(one.id)
    assert row is not None
    assert (row.state, row.acknowledgement) == (Delivery.DELIVERED, "signed word")
    assert count(again) == CLAIMS - 1


def test_what_cannot_be_read_is_counted_and_the_rest_is_saved(store: Store, path: Path, opened: Opener) -> None:
    filled(store)
    store.close()
    wire = sealed(5, 3000 + 1500).wire
    content = path.read_bytes()
    at = content.index(wire[-600:-500])
    path.write_bytes(b"\xff" * 16 + content[16:at] + b"\0" * 50 + content[at + 50 :])
    again = opened()
    assert again.recovered is not None
    assert (again.recovered.items, again.recovered.unreadable) == (CLAIMS - 1, 1)


def test_claims_in_the_log_alone_are_saved(store: Store, path: Path, tmp_path: Path, clock: FakeClock) -> None:
    filled(store)
    copy = crashed(store, path, tmp_path / "after")
    copy.write_bytes(b"\0" * 4096)
    again = Store(copy, clock)
    assert again.recovered is not None
    assert again.recovered.items == CLAIMS
    again.close()


def test_a_log_without_its_file_is_read(store: Store, path: Path, tmp_path: Path, clock: FakeClock) -> None:
    filled(store)
    copy = crashed(store, path, tmp_path / "after")
    copy.unlink()
    again = Store(copy, clock)
    assert count(again) == CLAIMS
    again.close()


def test_a_crash_alone_is_no_break(store: Store, path: Path, tmp_path: Path, clock: FakeClock) -> None:
    filled(store)
    again = Store(crashed(store, path, tmp_path / "after"), clock)
    assert again.recovered is None
    assert count(again) == CLAIMS
    again.close()


def test_a_torn_end_of_the_log_costs_nothing_that_was_promised(
    store: Store, path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    filled(store)
    before = Path(f"{path}-wal").stat().st_size
    store.outbox.submit(sealed(99), "owner", "draft", 0)
    copy = crashed(store, path, tmp_path / "after")
    wal = Path(f"{copy}-wal")
    wal.write_bytes(wal.read_bytes()[: before + 2000])
    again = Store(copy, clock)
    assert again.recovered is None
    assert count(again) == CLAIMS
    again.close()


def test_a_log_damaged_in_its_middle_loses_nothing_of_what_follows(
    store: Store, path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    filled(store)
    copy = crashed(store, path, tmp_path / "after")
    wal = Path(f"{copy}-wal")
    content = bytearray(wal.read_bytes())
    content[32 + 8] ^= 0xFF
    wal.write_bytes(content)
    assert wal_lost_commits(wal)
    again = Store(copy, clock)
    assert again.recovered is not None
    assert again.recovered.items == CLAIMS
    again.close()


def keep_on_submitting(store: Store) -> None:
    for n in range(20, 60):
        store.outbox.submit(sealed(n), "owner", "draft", 0)


def test_broken_while_in_use_it_heals_at_the_next_touch(store: Store, path: Path) -> None:
    filled(store)
    store._base.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    for page in range(1, 4096 * 40, 4096):
        content[page - 1 : page + 15] = b"\xfe" * 16
    path.write_bytes(content)
    store._base.db.execute("PRAGMA cache_size=0")
    with pytest.raises(StoreFull):
        keep_on_submitting(store)
    assert store.recovered is not None
    store.drafts.put(draft(), 0)
    assert store.drafts.of("owner") == (draft(),)


def test_the_page_reader_reads_what_sqlite_wrote(tmp_path: Path) -> None:
    chance = random.Random(7)
    rows = [
        (n, f"text{n} 汉字", chance.randbytes(chance.choice([0, 3, 400, 3000, 5000, 40_000])), None, -(7**n) % 2**40)
        for n in range(60)
    ]
    path = tmp_path / "some.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (n INTEGER, a TEXT, b BLOB, c TEXT, d INTEGER)")
        db.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
    db.close()
    assert set(rows) <= {record for record in records(path) if len(record) == 5}


def test_the_page_reader_survives_any_bytes(tmp_path: Path) -> None:
    chance = random.Random(11)
    path = tmp_path / "some.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (a TEXT, b BLOB)")
        db.executemany("INSERT INTO t VALUES (?, ?)", [(str(n), chance.randbytes(2000)) for n in range(20)])
    db.close()
    content = path.read_bytes()
    for _ in range(200):
        broken = bytearray(content)
        for _ in range(40):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken[: chance.randrange(len(broken))])
        Path(f"{path}-wal").write_bytes(bytes(broken[:9000]))
        assert len(list(records(path))) < 10_000


def test_without_shared_memory_the_same_holds(path: Path, clock: FakeClock) -> None:
    store = Store(path, clock, journal=Journal.TRUNCATE)
    assert store._base.db.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    filled(store)
    store.close()
    again = Store(path, clock, journal=Journal.TRUNCATE)
    assert (again.recovered, count(again)) == (None, CLAIMS)
    again.close()
    wreck_schema(path)
    saved = Store(path, clock, journal=Journal.TRUNCATE)
    assert saved.recovered is not None
    assert saved.recovered.items == CLAIMS
    saved.close()
