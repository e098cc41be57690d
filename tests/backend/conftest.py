"""Offices for the tests of the backend."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.backend.world import World, world


@pytest.fixture
async def office_world(tmp_path: Path) -> AsyncIterator[World]:
    """An office with a hold of ten minutes, and a kiosk."""
    async with world(tmp_path) as found:
        yield found
