"""Single values that sync must find again after a restart, and the counter that orders the items of this device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from shared.contract.codec import Fields, Json, canonical, parse
from shared.contract.errors import Malformed
from shared.store.base import Base
from shared.store.salvage import SEQ_KEY

BLOCK: Final = 32
"""How many numbers of `device_seq` one commit takes; what is not used by a restart is a gap, which nobody waits for."""


@dataclass(frozen=True, slots=True)
class Link:
    """How the line to the office is: tries that failed in a row, when the next is due (ms) with the wait that was drawn
    (ms), why, and whether a permit is to be asked for before sealed bodies are sent."""

    tries: int = 0
    next_try: int = 0
    wait: int = 0
    cause: str = ""
    permit: bool = True


@dataclass(frozen=True, slots=True)
class ServerTime:
    """The office's signed time (ms), and this machine's monotonic time then (ms) within that run of the machine."""

    at: int
    monotonic: int
    boot: str


class State:
    """Values by key, read once and kept in memory; every change is committed before it counts."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._next = self._until = 0
        self._link: Link | None = None
        base.on_replaced.append(self._forget)

    def get(self, key: str) -> str:
        """The value, "" where there is none."""
        rows = self._base.rows("SELECT value FROM state WHERE key = ?", [key])
        return str(rows[0]["value"]) if rows else ""

    def set(self, key: str, value: str) -> None:
        """Keep a value; raises StoreFull.

        Replaced, not upserted: on a full disk sqlite-utils takes SQLite for too old to upsert, and its substitute
        (INSERT OR IGNORE, then UPDATE) keeps nothing where a column may not be null, without a word.
        """
        with self._base.transaction() as db:
            db.table("state").insert({"key": key, "value": value}, replace=True)

    def _set_json(self, key: str, value: Json) -> None:
        self.set(key, canonical(value).decode())

    def _fields(self, key: str) -> Fields | None:
        text = self.get(key)
        return Fields.of(parse(text, key), key) if text else None

    def next_seq(self) -> int:
        """The next `device_seq`, committed before it is given out; never given again. Raises StoreFull."""
        if self._next == self._until:
            with self._base.transaction():
                first = int(self.get(SEQ_KEY) or 0)
                self.set(SEQ_KEY, str(first + BLOCK))
            self._next, self._until = first, first + BLOCK
        self._next += 1
        return self._next

    def _forget(self) -> None:
        self._next = self._until = 0
        self._link = None

    @property
    def cursor(self) -> str:
        """How far `changes` was read; "" is the beginning."""
        return self.get("cursor")

    @cursor.setter
    def cursor(self, cursor: str) -> None:
        self.set("cursor", cursor)

    @property
    def epoch(self) -> str:
        """The office's epoch, from a verified statement; "" before the first."""
        return self.get("epoch")

    @epoch.setter
    def epoch(self, epoch: str) -> None:
        self.set("epoch", epoch)

    @property
    def link(self) -> Link:
        """How the line is."""
        if self._link is None:
            try:
                f = self._fields("link")
                self._link = (
                    Link()
                    if f is None
                    else Link(f.whole("tries"), f.whole("next_try"), f.whole("wait"), f.text("cause"), f.flag("permit"))
                )
            except Malformed:
                self._link = Link()
        return self._link

    @link.setter
    def link(self, link: Link) -> None:
        """Kept where there is room; without room it still holds until the restart."""
        self._link = link
        data: dict[str, Json] = {
            "tries": link.tries,
            "next_try": link.next_try,
            "wait": link.wait,
            "cause": link.cause,
            "permit": link.permit,
        }
        self._base.touched("")
        self._set_json("link", data)

    def again(self) -> None:
        """Ask for the next try at once."""
        self.link = replace(self.link, next_try=0, wait=0)

    @property
    def server_time(self) -> ServerTime | None:
        """The last signed time of the office."""
        try:
            f = self._fields("server_time")
            return None if f is None else ServerTime(f.whole("at"), f.whole("monotonic"), f.text("boot"))
        except Malformed:
            return None

    @server_time.setter
    def server_time(self, time: ServerTime) -> None:
        self._set_json("server_time", {"at": time.at, "monotonic": time.monotonic, "boot": time.boot})
