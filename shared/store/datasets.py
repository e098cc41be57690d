"""Reference data in packs: starters that come with the build, and newer ones that the office signed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path

from shared.contract.errors import ContractError, Malformed
from shared.contract.messages import Pack as SignedPack
from shared.domain.exchange import Pack
from shared.domain.values import Json, Value, from_json
from shared.store.base import Base

log = logging.getLogger(__name__)

VerifyPack = Callable[[str], Awaitable[SignedPack]]
"""Opens a compact JWS by the pack key; raises `ContractError`."""


class Datasets:
    """Meets the port `Datasets` of the application. Everything it gives was verified in this run."""

    def __init__(self, base: Base, starters: Path | None = None) -> None:
        self._base = base
        self._packs: dict[str, Pack] = {}
        if starters is not None and starters.is_dir():
            for path in sorted(starters.glob("*.json")):
                self._take(_read(path.read_bytes(), path.name))

    def pack(self, name: str) -> Pack | None:
        """The pack of that name, or None where this device has none."""
        return self._packs.get(name)

    def names(self) -> tuple[str, ...]:
        """What is there."""
        return tuple(sorted(self._packs))

    def _take(self, pack: SignedPack) -> bool:
        held = self._packs.get(pack.name)
        if held is not None and pack.version <= held.version:
            return False
        rows = tuple(_row(row) for row in pack.rows)
        self._packs[pack.name] = Pack(pack.name, pack.version, pack.as_of, rows)
        return True

    async def load(self, verify: VerifyPack) -> None:
        """At start: the packs that were kept, each verified again, since a disk can be written to by others."""
        for row in self._base.rows("SELECT name, signed FROM pack"):
            try:
                self._take(await verify(row["signed"]))
            except ContractError as error:
                log.warning("the kept pack %s is not used: %s", row["name"], error.code)

    async def add(self, signed: Iterable[str], verify: VerifyPack) -> tuple[str, ...]:
        """Verify and keep newer packs; the names of those taken. One that does not verify is left out, never half
        taken. Raises StoreFull."""
        taken: list[str] = []
        for token in signed:
            try:
                pack = await verify(token)
                if not self._take(pack):
                    continue
            except ContractError as error:
                log.warning("a pack was not taken: %s", error.code)
                continue
            with self._base.transaction() as db:
                row = {"name": pack.name, "version": pack.version, "signed": token}
                db.table("pack").insert(row, replace=True)
            taken.append(pack.name)
        return tuple(taken)


def _read(raw: bytes, name: str) -> SignedPack:
    try:
        return SignedPack.from_bytes(raw)
    except Malformed as error:
        raise ValueError(f"the starter pack {name}: {error}") from error


def _row(row: Mapping[str, Json]) -> Mapping[str, Value]:
    try:
        return {key: from_json(value) for key, value in row.items()}
    except (ValueError, TypeError):
        raise Malformed("pack.rows", "holds what is not a value") from None
