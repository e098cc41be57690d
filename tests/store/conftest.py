"""A store in a fresh folder, and ways to open it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.store.base import Journal
from shared.store.store import Store
from tests.fakes.ports import FakeClock

Opener = Callable[[], Store]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.db"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def opened(path: Path, clock: FakeClock) -> Iterator[Opener]:
    """Opens the store; what was opened is closed at the end."""
    stores: list[Store] = []

    def open_store() -> Store:
        stores.append(Store(path, clock, journal=Journal.WAL))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opener) -> Store:
    return opened()
