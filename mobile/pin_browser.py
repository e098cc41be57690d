"""Keys from a PIN in a browser. Meets the port `Boxes`.

PBKDF2 (SHA-256, 600,000 rounds: OWASP Password Storage Cheat Sheet, 2023) slows guessing down; its bits then go through
an HMAC with a non-extractable key of this browser, so that a copy of the stored bytes cannot be tried elsewhere.
"""

from __future__ import annotations

from typing import Any, Final

from pyodide.ffi import to_js

from mobile.owner import TextVault
from shared.contract.errors import Unopenable
from shared.sealing.crypto_browser import decrypt_with, encrypt_with, js_bytes, js_object, subtle
from shared.sealing.ports import IV_BYTES, TAG_BYTES, Random

ROUNDS: Final = 600_000
PEPPER: Final = "owner.pepper"
AAD: Final = b"nuanchuang-owner"


class BrowserBox:
    """AES-256-GCM under a handle."""

    def __init__(self, key: Any, random: Random) -> None:
        self._key, self._random = key, random

    async def seal(self, plain: bytes) -> bytes:
        """A fresh IV, then the bytes with their tag."""
        iv = self._random(IV_BYTES)
        return iv + await encrypt_with(self._key, iv, plain, AAD)

    async def open(self, blob: bytes) -> bytes | None:
        """The bytes again; None where it is another key, or they were changed."""
        if len(blob) < IV_BYTES + TAG_BYTES:
            return None
        try:
            return await decrypt_with(self._key, blob[:IV_BYTES], blob[IV_BYTES:], AAD)
        except Unopenable:
            return None


class BrowserBoxes:
    """The boxes of one phone."""

    def __init__(self, vault: TextVault, random: Random) -> None:
        self._vault, self._random = vault, random

    async def box(self, pin: str, salt: bytes) -> BrowserBox:
        """The box of that PIN; some half a second on a cheap phone."""
        known = await subtle().importKey("raw", js_bytes(pin.encode()), "PBKDF2", False, to_js(["deriveBits"]))
        how = js_object(name="PBKDF2", hash="SHA-256", salt=js_bytes(salt), iterations=ROUNDS)
        slow = await subtle().deriveBits(how, known, 256)
        bits = await subtle().sign("HMAC", await self._pepper(), slow)
        key = await subtle().importKey("raw", bits, "AES-GCM", False, to_js(["encrypt", "decrypt"]))
        return BrowserBox(key, self._random)

    async def _pepper(self) -> Any:
        key = await self._vault.get(PEPPER)
        if key is None:
            key = await subtle().generateKey(js_object(name="HMAC", hash="SHA-256"), False, to_js(["sign"]))
            await self._vault.put(PEPPER, key)
        return key
