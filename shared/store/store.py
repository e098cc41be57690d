"""The store as a whole, as the entry points open it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from shared.domain.exchange import Clock
from shared.store.base import Base, Journal, Recovered, Trouble
from shared.store.changes import Changes
from shared.store.datasets import Datasets
from shared.store.drafts import Drafts
from shared.store.outbox import Outbox, Receipts
from shared.store.queue import Queue
from shared.store.state import State


class Store:
    """Everything this device keeps. Opening never fails for the state of the disk: see `trouble` and `recovered`.

    `drafts`, `outbox`, `receipts`, `datasets` and `changes` meet the application's ports of those names; `queue` and
    `state` are sync's. All of it is used on the thread of the loop.
    """

    def __init__(
        self, path: Path, clock: Clock, *, journal: Journal = Journal.WAL, starters: Path | None = None
    ) -> None:
        self.changes = Changes()
        self._base = Base(path, clock, self.changes, journal)
        self.state = State(self._base)
        self.drafts = Drafts(self._base)
        self.outbox = Outbox(self._base, self.state)
        self.receipts = Receipts(self._base, self.state)
        self.datasets = Datasets(self._base, starters)
        self.queue = Queue(self._base, self.receipts)

    @property
    def recovered(self) -> Recovered | None:
        """What was done where the file was broken: to be said on the operator's page."""
        return self._base.recovered

    @property
    def trouble(self) -> Trouble:
        """Whether anything can be kept at all."""
        return self._base.trouble

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """All that is written within it becomes durable together, or not at all. Raises StoreFull."""
        with self._base.transaction():
            yield

    def close(self) -> None:
        """Give the file back."""
        self._base.close()
