"""One way into the database: transactions that write one after another on SQLite, and by the row locks elsewhere.

SQLite keeps WAL and `synchronous=FULL`: what is committed survives a power cut, which is what `durable_through` says.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from shared.backend.tables import Base

BUSY_MS = 10_000


class Database:
    """The engine with its two kinds of transactions. Threads may use it; one writes at a time on SQLite."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = create_engine(url, hide_parameters=True, pool_size=8, max_overflow=16)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._writing = threading.Lock()
        if self.sqlite:
            event.listen(self.engine, "connect", _pragmas)
            event.listen(self.engine, "begin", _begin)
        with self.engine.execution_options(writes=True).begin() as connection:
            Base.metadata.create_all(connection)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look; nothing is written."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction: committed and durable when the block ends, rolled back when it raises."""
        if not self.sqlite:
            with Session(self.engine) as session, session.begin():
                yield session
            return
        engine = self.engine.execution_options(writes=True)
        with self._writing, Session(engine) as session, session.begin():
            yield session

    def forget(self) -> None:
        """Empty the journal, so that what was deleted is nowhere any more. SQLite overwrites deleted bytes in the file
        itself (`secure_delete`); elsewhere the operator's vacuum and backups are what counts."""
        if not self.sqlite:
            return
        with self._writing:
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()


def _pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once, so that it never finds that its view is old."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
