"""The file: opened with full durability, set aside when it is broken, never a reason for the kiosk not to open."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from shared.domain.exchange import Clock, StoreFull
from shared.store.changes import Changes
from shared.store.pages import wal_lost_commits
from shared.store.salvage import Salvaged, put_back, salvage
from shared.store.schema import MIGRATIONS, TABLES

log = logging.getLogger(__name__)

Param = str | int | bytes | None
Params = Sequence[Param] | dict[str, Param]
Row = Mapping[str, Any]

_NO_ROOM: Final = {
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN),
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH),
}
_BROKEN: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
BUSY_MS: Final = 5000


class Journal(StrEnum):
    """SQLite's journal: `wal` on a real disk, `truncate` where there is no shared memory (browsers)."""

    WAL = "wal"
    TRUNCATE = "truncate"


class Trouble(StrEnum):
    """What is wrong with the disk, to be said on the operator's page and by doctor."""

    NONE = "none"
    NO_ROOM = "no_room"
    """Full, read-only or not there: nothing can be kept now."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A broken file was set aside: where it is, how many items were read out of it, how many could not be."""

    aside: Path
    items: int
    unreadable: int


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 where the error has none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def is_broken(error: sqlite3.Error) -> bool:
    """Whether this error means that the file itself cannot be trusted."""
    return code_of(error) in _BROKEN


class Base:
    """One database file and its transactions. Used on one thread."""

    def __init__(self, path: Path, clock: Clock, changes: Changes, journal: Journal = Journal.WAL) -> None:
        self.path, self.journal = path, journal
        self.trouble = Trouble.NONE
        self.recovered: Recovered | None = None
        self._clock, self._changes = clock, changes
        self._news: dict[str, None] = {}
        self.on_replaced: list[Callable[[], None]] = []
        """Told when another file took this one's place, so that nothing remembered of the old one is used."""
        self._depth = 0
        self.db = self._open()

    # opening

    def _open(self) -> Database:
        try:
            return self._open_file()
        except (OSError, sqlite3.Error) as error:
            if isinstance(error, sqlite3.Error) and code_of(error) not in _NO_ROOM:
                raise
            log.exception("the store cannot be opened")
            self.trouble = Trouble.NO_ROOM
            return self._apply(Database(memory=True, strict=True, execute_plugins=False))

    def _open_file(self) -> Database:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._suspect():
            return self._start_anew()
        if not self.path.exists():
            self._create()
        try:
            db = self._connect(self.path)
            self._check(db)
        except sqlite3.Error as error:
            if code_of(error) in _NO_ROOM:
                raise
            return self._start_anew()
        return db

    def _suspect(self) -> bool:
        """Broken in a way at which SQLite itself would say nothing: emptied, or with commits lost inside its log."""
        wal = Path(f"{self.path}-wal")
        if not self.path.exists():
            return wal.exists()
        return self.path.stat().st_size == 0 or wal_lost_commits(wal)

    def _create(self) -> None:
        """A new file appears whole or not at all, so that an empty one always means damage."""
        new = Path(f"{self.path}.new")
        for leftover in _with_companions(new):
            leftover.unlink(missing_ok=True)
        self._apply(self._connect(new)).close()
        new.chmod(0o600)  # its log takes the same mode
        new.replace(self.path)

    def _connect(self, path: Path) -> Database:
        connection = sqlite3.connect(path, timeout=BUSY_MS / 1000)
        try:
            connection.execute(f"PRAGMA journal_mode={self.journal.value}")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            return Database(connection, strict=True, execute_plugins=False)
        except BaseException:
            connection.close()
            raise

    def _check(self, db: Database) -> None:
        try:
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if verdict == "ok":
                self._apply(db)
            if verdict != "ok" or not set(db.table_names()) >= TABLES:
                raise sqlite3.DatabaseError("not as this program keeps it")
        except BaseException:
            db.close()
            raise

    @staticmethod
    def _apply(db: Database) -> Database:
        MIGRATIONS.apply(db)
        return db

    # recovery

    def _start_anew(self) -> Database:
        """Set the broken file aside under a dated name, read out of it what can be read, and go on with a new one."""
        stamp = self._clock.now().strftime("%Y%m%dT%H%M%S")
        aside, n = Path(f"{self.path}.broken-{stamp}"), 0
        while any(part.exists() for part in _with_companions(aside)):
            n += 1
            aside = Path(f"{self.path}.broken-{stamp}-{n}")
        for old, new in zip(_with_companions(self.path), _with_companions(aside), strict=True):
            if old.exists():
                old.replace(new)
        saved = salvage(aside)
        self._create()
        db = self._connect(self.path)
        put_back(db, saved, fallback_seq=int(self._clock.now().timestamp()))
        self._note(aside, saved)
        return db

    def _note(self, aside: Path, saved: Salvaged) -> None:
        self.recovered = Recovered(aside, len(saved.items), saved.unreadable)
        log.error(
            "the store was broken and set aside: %d items saved, %d unreadable", len(saved.items), saved.unreadable
        )

    def _heal(self) -> None:
        """Broken while in use: what was open is gone with its transaction; the next one works on a new file."""
        self.db.close()
        self.db = self._open_anew()
        for then in self.on_replaced:
            then()
        self._changes.tell([""])

    def _open_anew(self) -> Database:
        try:
            return self._start_anew()
        except (OSError, sqlite3.Error):
            log.exception("the broken store could not be replaced")
            self.trouble = Trouble.NO_ROOM
            return self._apply(Database(memory=True, strict=True, execute_plugins=False))

    # work

    @contextmanager
    def transaction(self) -> Generator[Database, None, None]:
        """One promise: all of it or nothing. Inside another one it is a part of that. Raises StoreFull."""
        if self._depth:
            yield self.db
            return
        self._again_after_trouble()
        self._depth += 1
        try:
            with self.db.atomic():
                yield self.db
        except sqlite3.Error as error:
            self._news.clear()
            raise self._refusal(error) from error
        except BaseException:
            self._news.clear()
            raise
        finally:
            self._depth -= 1
        self.tell()

    def _again_after_trouble(self) -> None:
        if self.trouble is Trouble.NONE:
            return
        self.trouble = Trouble.NONE
        self.db.close()
        self.db = self._open()
        for then in self.on_replaced:
            then()
        if self.trouble is not Trouble.NONE:
            raise StoreFull

    def _refusal(self, error: sqlite3.Error) -> Exception:
        if is_broken(error):
            self._heal()
            return StoreFull()
        if code_of(error) in _NO_ROOM:
            return StoreFull()
        return error

    def touched(self, *ids: str) -> None:
        """Tell of these items when the transaction is through."""
        self._news.update(dict.fromkeys(ids))

    def tell(self) -> None:
        """Tell now, where no transaction is open."""
        if not self._depth:
            news = tuple(self._news)
            self._news.clear()
            self._changes.tell(news)

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """Read; a file found broken is set aside, and what was saved of it is read instead.

        Raises StoreFull where the disk cannot be read now.
        """
        try:
            return self._rows(sql, params)
        except sqlite3.Error as error:
            if self._depth:
                raise  # the transaction says what it means
            if is_broken(error):
                self._heal()
                return self._rows(sql, params)
            raise self._refusal(error) from error

    def _rows(self, sql: str, params: Params) -> list[Row]:
        cursor = self.db.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def state_of_writing(self) -> tuple[int, int, int]:
        """Changes with every write: which file, what this connection wrote, what others did (SQLite's data_version)."""
        (row,) = self.rows("PRAGMA data_version")
        return id(self.db), self.db.conn.total_changes, row["data_version"]

    def close(self) -> None:
        """Give the file back; the log is written into it."""
        self.db.close()


def _with_companions(path: Path) -> tuple[Path, Path, Path, Path]:
    return path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")
