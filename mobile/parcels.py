"""What waits, laid ready for the browser: it brings it when the line is back while no page of ours is open.

The service worker knows neither store nor Python. It finds sealed batches in the vault, and the encrypted chunks of
their attachments, and signs its requests with the device's key, which lies there too (`web/sw.js`). What the office
says of them is heard at the next opening, when the same items are sent again and acknowledged (PROTOCOL, Sync: an item
handed in twice is one item).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Final

from mobile.owner import TextVault
from shared.contract.codec import Json, b64, canonical
from shared.contract.errors import Malformed
from shared.contract.items import SubmissionBatch
from shared.sealing.sealer import item_of
from shared.store.queue import Due, Queue

NAME: Final = "parcels"
MOST: Final = 20
"""Items that are laid ready; the others wait for the page."""
SIZE: Final = 1_000_000
"""Their bytes, with their attachments': what may go over mobile data without being asked about."""


def chunk_name(item: str, number: int) -> str:
    """Under which a chunk lies in the vault, in base64url; the same in `web/sw.js`."""
    return f"part/{item}/{number}"


class Parcels:
    """The parcels of one phone; `lay` after every change of the outbox. Meets the service worker's `carry`."""

    def __init__(self, vault: TextVault, queue: Queue) -> None:
        self._vault, self._queue = vault, queue
        self._laid: str | None = None
        self._chunks: set[str] | None = None
        self._asked = 0
        self._laying = asyncio.Lock()

    async def lay(self, device: str, certificate: str) -> bool:
        """Lay what waits ready under that device, or take it away; whether anything is ready now. Asked several times
        at once, the last time counts."""
        self._asked = mine = self._asked + 1
        async with self._laying:
            await asyncio.sleep(0)
            if mine != self._asked:
                return False
            due = self._queue.undelivered(MOST, SIZE)
            bodies: list[Json] = [body for one in due if (body := _body(one))]
            chunks = await self._lay_chunks(due)
            laid: dict[str, Json] = {"device": device, "certificate": certificate, "bodies": bodies}
            text = canonical({**laid, "chunks": list[Json](chunks)}).decode() if bodies else ""
            if text != self._laid:
                await (self._vault.put(NAME, text) if text else self._vault.drop(NAME))
                self._laid = text
            await self._forget(chunks)
            return bool(text)

    async def _lay_chunks(self, due: Sequence[Due]) -> list[str]:
        """The names of the chunks that lie ready now: attachments of one item after the other, whole or not at all."""
        there, room, names = await self._there(), SIZE - sum(len(one.wire) for one in due), []
        for one in due:
            chunks = self._chunks_of(one.id)
            room -= sum(map(len, chunks))
            if room < 0:
                break
            for number, chunk in enumerate(chunks):
                names.append(name := chunk_name(one.id, number))
                if name not in there:
                    await self._vault.put(name, b64(chunk))
                    there.add(name)
        return names

    def _chunks_of(self, item: str) -> list[bytes]:
        found: list[bytes] = []
        while (chunk := self._queue.part(item, len(found))) is not None:
            found.append(chunk)
        return found

    async def _there(self) -> set[str]:
        """The chunks in the vault, also those of an earlier run."""
        if self._chunks is None:
            before = await self._vault.get(NAME)
            said = json.loads(before) if isinstance(before, str) else {}
            self._chunks = set(said.get("chunks", ()))
        return self._chunks

    async def _forget(self, but: Sequence[str]) -> None:
        there = await self._there()
        for name in sorted(there - {*but}):
            await self._vault.drop(name)
            there.discard(name)


def _body(due: Due) -> str:
    """The request's body for one item; "" where its bytes are damaged, which sync will find and tell."""
    try:
        return canonical(SubmissionBatch((item_of(due.wire),)).to_json()).decode()
    except Malformed:
        return ""
