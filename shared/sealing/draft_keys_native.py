"""Where the keys of drafts lie: files in memory, readable for this user only; or memory alone."""

from __future__ import annotations

import logging
import os
import re
import stat
from pathlib import Path
from typing import Final

from shared.sealing.derive import sha256
from shared.sealing.enrolment import write_private
from shared.sealing.ports import CEK_BYTES

log = logging.getLogger(__name__)

SHARED_MEMORY: Final = Path("/dev/shm")
"""tmpfs on Linux: it survives a killed process and no power cut."""
_NAME: Final = re.compile(r"[0-9a-f-]{1,64}", re.ASCII)


def draft_folder(folder: Path) -> Path | None:
    """The folder for the draft keys of the kiosk whose keys lie in `folder`; None where there is no shared memory."""
    if os.name != "posix" or not SHARED_MEMORY.is_dir():
        return None
    return SHARED_MEMORY / f"nuanchuang-{sha256(os.fsencode(folder.resolve())).hex()[:16]}"


class DraftKeys:
    """One key per draft."""

    def __init__(self, folder: Path | None) -> None:
        self._memory: dict[str, bytes] = {}
        self._folder = folder if folder is not None and _own(folder) else None
        if folder is not None and self._folder is None:
            log.warning("no private folder in shared memory: drafts do not outlive this process")

    @property
    def lasting(self) -> bool:
        """Whether keys outlive the process."""
        return self._folder is not None

    def get(self, id: str) -> bytes | None:
        """The key, or None."""
        if self._folder is None:
            return self._memory.get(id)
        try:
            key = (self._folder / _name(id)).read_bytes()
        except FileNotFoundError:
            return None
        return key if len(key) == CEK_BYTES else None

    def put(self, id: str, key: bytes) -> None:
        """Keep a key."""
        if self._folder is None:
            self._memory[id] = key
        else:
            write_private(self._folder / _name(id), key)

    def drop(self, id: str) -> None:
        """Forget a key."""
        if self._folder is None:
            self._memory.pop(id, None)
        else:
            (self._folder / _name(id)).unlink(missing_ok=True)


def _name(id: str) -> str:
    """A draft's id as a file's name; ids are made here, but nothing that is no id may become a path."""
    if not _NAME.fullmatch(id):
        raise ValueError("not the id of a draft")
    return f"{id}.key"


def _own(folder: Path) -> bool:
    """Make the folder; whether it is a real folder of this user that nobody else may enter.

    Anybody may write to shared memory, so somebody else could have put a folder or a link of that name there.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name != "posix" or (found.st_uid == os.geteuid() and found.st_mode & 0o077 == 0)
