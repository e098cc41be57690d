"""A desk for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.backend.desk.counter import Counter, counter


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Counter]:
    """An office with its desk."""
    async with counter(tmp_path) as made:
        yield made
