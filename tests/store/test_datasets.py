"""Packs: starters come with the build, signed ones replace them, and never by an older version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from shared.contract.codec import Json
from shared.contract.errors import BadSignature
from shared.contract.messages import Pack
from shared.store.store import Store
from tests.fakes.ports import FakeClock

ROWS: tuple[Mapping[str, Json], ...] = ({"value": "310000", "title": "region.310000", "from": {"date": "2026-01-01"}},)
STARTER = Pack("regions", 3, date(2026, 1, 1), ROWS)


async def opened(token: str) -> Pack:
    """Stands for a signature that holds: the token is the pack."""
    if not token.startswith("{"):
        raise BadSignature("pack")
    return Pack.from_bytes(token.encode())


def signed(version: int) -> str:
    return Pack("regions", version, date(2026, 11, 1), ()).to_bytes().decode()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    starters = tmp_path / "packs"
    starters.mkdir()
    (starters / "regions.json").write_bytes(STARTER.to_bytes())
    return Store(tmp_path / "store.db", FakeClock(), starters=starters)


def test_a_starter_is_there_at_once(store: Store) -> None:
    pack = store.datasets.pack("regions")
    assert pack is not None
    assert (pack.version, pack.rows[0]["from"]) == (3, date(2026, 1, 1))
    assert store.datasets.pack("slots") is None
    assert store.datasets.names() == ("regions",)


async def test_a_newer_one_takes_its_place_and_an_older_one_does_not(store: Store) -> None:
    assert await store.datasets.add([signed(2)], opened) == ()
    assert await store.datasets.add([signed(5), signed(4)], opened) == ("regions",)
    pack = store.datasets.pack("regions")
    assert pack is not None
    assert pack.version == 5


async def test_one_that_does_not_verify_is_left_out_and_the_others_are_taken(store: Store) -> None:
    assert await store.datasets.add(["forged", signed(6)], opened) == ("regions",)


def test_a_starter_that_is_broken_is_a_fault_of_the_build(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(ValueError, match=r"bad\.json"):
        Store(tmp_path / "store.db", FakeClock(), starters=tmp_path)
