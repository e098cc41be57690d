"""A phone in a browser: WebCrypto, IndexedDB, OPFS, `fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mobile.drivers import Drivers
from mobile.machine import trust_of
from mobile.pin_browser import BrowserBoxes
from shared.contract.api import RequestSigner
from shared.sealing.crypto_browser import BrowserCrypto
from shared.sealing.keys_browser import BrowserKeys, Vault
from shared.store.base import Journal
from shared.sync.system import SystemIds

if TYPE_CHECKING:
    from shared.client.http import HttpCitizenApi


async def drivers(vault: Vault, app: Path) -> Drivers:
    """Open them. WAL never works over OPFS (`shared.store`)."""
    random = SystemIds().token
    keys = await BrowserKeys.open(vault, trust_of(app), random)
    return Drivers(BrowserCrypto(), keys, vault, BrowserBoxes(vault, random), _office, Journal.TRUNCATE)


def _office(url: str, signer: RequestSigner | None) -> HttpCitizenApi:
    from mobile.office import office  # a person waits for the first page and not for this

    return office(url, signer)
