"""What waits, laid ready for the browser: it brings it when the line is back while no page of ours is open.

The service worker knows neither store nor Python. It finds sealed batches in the vault and signs its requests with the
device's key, which lies there too (`web/sw.js`). What the office says of them is heard at the next opening, when the
same items are sent again and acknowledged (PROTOCOL, Sync: an item handed in twice is one item).
"""

from __future__ import annotations

import asyncio
from typing import Final

from mobile.owner import TextVault
from shared.contract.codec import Json, canonical
from shared.contract.errors import Malformed
from shared.contract.items import SubmissionBatch
from shared.sealing.sealer import item_of
from shared.store.queue import Due, Queue

NAME: Final = "parcels"
MOST: Final = 20
"""Items that are laid ready; the others wait for the page."""
SIZE: Final = 1_000_000
"""Their bytes: what may go over mobile data without being asked about."""


class Parcels:
    """The parcels of one phone; `lay` after every change of the outbox. Meets the service worker's `carry`."""

    def __init__(self, vault: TextVault, queue: Queue) -> None:
        self._vault, self._queue = vault, queue
        self._laid: str | None = None
        self._asked = 0

    async def lay(self, device: str, certificate: str) -> bool:
        """Lay what waits ready under that device, or take it away; whether anything is ready now. Asked several times
        at once, the last time counts."""
        self._asked = mine = self._asked + 1
        await asyncio.sleep(0)
        if mine != self._asked:
            return False
        bodies: list[Json] = [body for due in self._queue.undelivered(MOST, SIZE) if (body := _body(due))]
        text = canonical({"device": device, "certificate": certificate, "bodies": bodies}).decode() if bodies else ""
        if text != self._laid:
            await (self._vault.put(NAME, text) if text else self._vault.drop(NAME))
            self._laid = text
        return bool(text)


def _body(due: Due) -> str:
    """The request's body for one item; "" where its bytes are damaged, which sync will find and tell."""
    try:
        return canonical(SubmissionBatch((item_of(due.wire),)).to_json()).decode()
    except Malformed:
        return ""
