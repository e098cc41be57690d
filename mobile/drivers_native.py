"""A phone as a native app: `cryptography`, private files, SQLite with its journal, HTTP by httpx, no page.

What only a page can do (speak by the phone's voice, photograph, read a code, share) is said to be unable here, and the
app is used without it; a call is handed to the system.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from mobile.drivers import Drivers
from mobile.files_native import FileBoxes, FileVault
from mobile.keys_native import OwnKeys
from mobile.line import REPLY, Line
from mobile.machine import trust_of
from shared.client.http import HttpCitizenApi
from shared.contract.api import RequestSigner
from shared.sealing.crypto_native import NativeCrypto
from shared.store.base import Journal
from shared.sync.system import SystemIds


async def drivers(data: Path, app: Path) -> Drivers:
    """Open them in the app's private folder."""
    random = SystemIds().token
    keys = await OwnKeys.open(data / "keys", trust_of(app), random)
    vault = FileVault(data / "vault")
    return Drivers(NativeCrypto(), keys, vault, FileBoxes(vault, random), _office, Journal.WAL)


def _office(url: str, signer: RequestSigner | None) -> HttpCitizenApi:
    return HttpCitizenApi(url, signer)


def line_without_page(call: Callable[[str], None]) -> Line:
    """A line at whose other end is nobody: each question is answered at once with `no_page`. `call` gets a number that
    is to be called."""
    line: Line

    def post(words: str) -> None:
        said = json.loads(words)
        if said["what"] == "call":
            call(str(said["to"]))
        elif "number" in said:
            answer = json.dumps({"what": REPLY, "number": said["number"], "error": "no_page"})
            asyncio.get_running_loop().call_soon(line.heard, answer)

    line = Line(post)
    return line
