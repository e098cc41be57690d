"""Each promise is one transaction: drafts under revisions, submissions, the counter."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from shared.app.ports import Changes, Datasets, Drafts, Outbox, Receipts
from shared.domain.exchange import Delivery, DraftMoved, StoreFull
from shared.store.store import Store
from tests.fakes.items import MADE, draft, sealed
from tests.store.conftest import Opener


def test_the_store_meets_the_ports_of_the_application(store: Store) -> None:
    drafts: Drafts = store.drafts
    outbox: Outbox = store.outbox
    receipts: Receipts = store.receipts
    changes: Changes = store.changes
    datasets: Datasets = store.datasets
    assert all((drafts, outbox, receipts, changes, datasets))


def test_a_draft_is_found_by_its_owner_only(store: Store) -> None:
    store.drafts.put(draft(), 0)
    assert store.drafts.of("owner") == (draft(),)
    assert store.drafts.of("somebody else") == ()


def test_a_draft_that_moved_is_refused(store: Store) -> None:
    store.drafts.put(draft(revision=1), 0)
    with pytest.raises(DraftMoved):
        store.drafts.put(draft(revision=1), 0)
    with pytest.raises(DraftMoved):
        store.drafts.put(draft(revision=3), 2)
    store.drafts.put(draft(revision=2), 1)
    assert store.drafts.of("owner")[0].revision == 2


def test_old_drafts_are_forgotten_and_named(store: Store) -> None:
    store.drafts.put(draft("one"), 0)
    assert store.drafts.drop_older(MADE) == ()
    assert store.drafts.drop_older(MADE + timedelta(seconds=1)) == ("one",)
    assert store.drafts.of("owner") == ()


def test_dropping_what_is_not_there_is_no_error(store: Store) -> None:
    store.drafts.drop("nothing")
    assert store.drafts.of("owner") == ()


def test_a_submission_takes_the_place_of_its_draft(store: Store) -> None:
    store.drafts.put(draft(), 0)
    store.outbox.submit(sealed(1), "owner", "draft-1", 1)
    assert store.drafts.of("owner") == ()
    (row,) = store.receipts.of("owner")
    assert (row.id, row.state, row.number) == (sealed(1).id, Delivery.SAVED, sealed(1).number)
    assert store.outbox.waiting().count == 1
    assert store.outbox.waiting().oldest == MADE


def test_a_submission_of_a_draft_that_moved_changes_nothing(store: Store) -> None:
    store.drafts.put(draft(revision=1), 0)
    store.drafts.put(draft(revision=2), 1)
    with pytest.raises(DraftMoved):
        store.outbox.submit(sealed(1), "owner", "draft-1", 1)
    assert store.drafts.of("owner")[0].revision == 2
    assert store.receipts.get(sealed(1).id) is None


def test_the_same_submission_again_changes_nothing(store: Store) -> None:
    store.drafts.put(draft(), 0)
    store.outbox.submit(sealed(1), "owner", "draft-1", 1)
    store.outbox.submit(sealed(1), "owner", "draft-1", 1)
    assert store.outbox.waiting().count == 1


def test_what_never_was_a_draft_can_be_submitted(store: Store) -> None:
    store.outbox.submit(sealed(1), "owner", "unsaved", 0)
    assert store.outbox.waiting().count == 1


def test_everything_is_there_after_a_restart(store: Store, opened: Opener) -> None:
    store.drafts.put(draft(), 0)
    store.outbox.submit(sealed(1), "owner", "other", 0)
    store.close()
    again = opened()
    assert again.drafts.of("owner") == (draft(),)
    assert again.receipts.get(sealed(1).id) is not None
    assert again.recovered is None


def test_device_seq_is_never_given_twice(store: Store, opened: Opener) -> None:
    given = [store.state.next_seq() for _ in range(70)]
    store.close()
    given += [opened().state.next_seq() for _ in range(2)]
    assert given == sorted(set(given))
    assert given[0] == 1


def test_a_full_disk_is_said_and_nothing_is_half_kept(store: Store) -> None:
    store.drafts.put(draft(), 0)
    pages = store._base.db.execute("PRAGMA page_count").fetchone()[0]
    store._base.db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFull):
        store.outbox.submit(sealed(1, 100_000), "owner", "draft-1", 1)
    assert store.drafts.of("owner") == (draft(),)
    assert store.receipts.get(sealed(1).id) is None
    store._base.db.execute("PRAGMA max_page_count=1000000")
    store.outbox.submit(sealed(1, 100_000), "owner", "draft-1", 1)
    assert store.outbox.waiting().count == 1


def test_on_a_full_disk_a_number_is_kept_or_not_given(store: Store, opened: Opener) -> None:
    pages = store._base.db.execute("PRAGMA page_count").fetchone()[0]
    store._base.db.execute(f"PRAGMA max_page_count={pages}")
    first = store.state.next_seq()
    store.close()
    assert opened().state.next_seq() > first


def test_a_read_only_disk_is_said(store: Store) -> None:
    store._base.db.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreFull):
        store.drafts.put(draft(), 0)
    store.drafts.drop("draft-1")
    assert store.drafts.drop_older(MADE) == ()


def test_where_there_is_no_place_for_the_file_the_store_opens_and_says_so(tmp_path: Path, opened: Opener) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    store = opened()
    assert store.trouble.value == "no_room"
    assert store.outbox.waiting().count == 0
    with pytest.raises(StoreFull):
        store.drafts.put(draft(), 0)
    (tmp_path / "data").unlink()
    store.drafts.put(draft(), 0)
    assert store.trouble.value == "none"


def test_durability_is_full(store: Store, path: Path) -> None:
    ask = store._base.db.execute
    assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ask("PRAGMA synchronous").fetchone() == (2,)
    assert ask("PRAGMA foreign_keys").fetchone() == (1,)
    for table in ("draft", "item", "delivery", "pack", "state"):
        assert store._base.db.table(table).strict


def test_the_file_holds_no_owner_in_clear_that_was_not_given(store: Store, path: Path) -> None:
    store.outbox.submit(sealed(1), "0a1b2c", "draft-1", 0)
    store.close()
    with sqlite3.connect(path) as db:
        (row,) = db.execute("SELECT * FROM item").fetchall()
    assert row[1] == "0a1b2c"
    assert b"secret" not in path.read_bytes()
    assert sealed(1).secret not in path.read_bytes()


def test_news_come_after_the_commit(store: Store) -> None:
    heard: list[str] = []
    stop = store.changes.subscribe(heard.append)
    store.outbox.submit(sealed(1), "owner", "draft-1", 0)
    assert heard == [sealed(1).id, ""]
    with pytest.raises(DraftMoved):
        store.outbox.submit(sealed(2), "owner", "draft-1", 5)
    assert heard == [sealed(1).id, ""], "of what was rolled back nothing is told"
    stop()
    store.outbox.submit(sealed(3), "owner", "draft-1", 0)
    assert heard == [sealed(1).id, ""]
