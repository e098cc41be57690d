"""An enrolled kiosk and its office."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.kiosk import Kiosk


@pytest.fixture
async def kiosk(tmp_path: Path) -> AsyncIterator[Kiosk]:
    found = await Kiosk.begin(tmp_path)
    yield found
    await found.engine.stop()
    found.close()
