"""Where the office keeps its things, and its limits."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Seed = Literal["demo", "none"]

DEFAULT_PORT: Final = 8741


def default_data() -> Path:
    """The directory used where none is named: the platform's place for a user's data."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "nuanchuang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one device may ask for, and how long things are good. Seconds unless the name says otherwise."""

    nonce_ttl: int = 120
    nonces_at_once: int = 8
    window: int = 60
    requests_per_window: int = 1200
    items_per_window: int = 3000
    phone_items_per_window: int = 30
    enrolments_per_window: int = 20
    queries_per_window: int = 240
    binds_per_window: int = 6
    active_batches: int = 16
    permit_ttl: int = 300
    retry_after: int = 5
    part_days: int = 7
    waiting_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one office runs. `data` is the DIR of the command line; everything of the office lies in `DIR/backend`."""

    data: Path
    database: str | None = None
    seed: Seed | None = None
    hold_minutes: float = 10.0
    phone: Path | None = None
    limits: Limits = Limits()

    @property
    def home(self) -> Path:
        """The office's own directory."""
        return self.data / "backend"

    @property
    def database_url(self) -> str:
        """The database named, or a SQLite file in the office's directory."""
        return self.database or f"sqlite:///{(self.home / 'office.db').resolve()}"
