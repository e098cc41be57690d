"""Texts of a native app, each a private file, and the box that a PIN opens. Meets `TextVault` and `Boxes`."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from pathlib import Path
from typing import Final

from shared.contract.codec import b64
from shared.contract.errors import Unopenable
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.enrolment import write_private
from shared.sealing.ports import IV_BYTES, TAG_BYTES, Random

ROUNDS: Final = 600_000
"""PBKDF2 with SHA-256, as in `pin_browser`."""
PEPPER: Final = "owner.pepper"
PEPPER_BYTES: Final = 32
AAD: Final = b"nuanchuang-owner"


class FileVault:
    """A folder of texts; durable when `put` and `drop` return."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def get(self, name: str) -> str | None:
        """The text, or None."""
        return await asyncio.to_thread(self._read, name)

    async def put(self, name: str, value: str) -> None:
        """Keep it, whole or not at all."""
        await asyncio.to_thread(write_private, self._path(name), value.encode())

    async def drop(self, name: str) -> None:
        """Forget it; no error where there is none."""
        await asyncio.to_thread(self._path(name).unlink, missing_ok=True)

    def _read(self, name: str) -> str | None:
        try:
            return self._path(name).read_text("utf-8")
        except FileNotFoundError:
            return None

    def _path(self, name: str) -> Path:
        """Any name as one file's: nothing in a name is a folder."""
        return self._folder / f"{b64(name.encode())}.text"


class FileBox:
    """AES-256-GCM under the key of one PIN."""

    def __init__(self, key: bytes, random: Random) -> None:
        self._key, self._random, self._crypto = key, random, NativeCrypto()

    async def seal(self, plain: bytes) -> bytes:
        """A fresh IV, then the bytes with their tag."""
        iv = self._random(IV_BYTES)
        return iv + await self._crypto.encrypt(self._key, iv, plain, AAD)

    async def open(self, blob: bytes) -> bytes | None:
        """The bytes again; None where it is another key, or they were changed."""
        if len(blob) < IV_BYTES + TAG_BYTES:
            return None
        try:
            return await self._crypto.decrypt(self._key, blob[:IV_BYTES], blob[IV_BYTES:], AAD)
        except Unopenable:
            return None


class FileBoxes:
    """The boxes of one phone: the PIN, slowly, then an HMAC with a key of this phone that lies beside."""

    def __init__(self, vault: FileVault, random: Random) -> None:
        self._vault, self._random = vault, random

    async def box(self, pin: str, salt: bytes) -> FileBox:
        """The box of that PIN."""
        slow = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", pin.encode(), salt, ROUNDS)
        return FileBox(hmac.digest(await self._pepper(), slow, "sha256"), self._random)

    async def _pepper(self) -> bytes:
        kept = await self._vault.get(PEPPER)
        if kept is None:
            kept = self._random(PEPPER_BYTES).hex()
            await self._vault.put(PEPPER, kept)
        return bytes.fromhex(kept)
