"""Rows out of a broken SQLite file, page by page, without SQLite (https://www.sqlite.org/fileformat2.html).

Only leaf pages of tables are looked at, in the file and in every frame of its write-ahead log; so rows of any age come
out, and who reads them chooses. Nothing is believed: every length is checked against what is there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Cell = str | int | float | bytes | None
Record = tuple[Cell, ...]

_LEAF: Final = 0x0D
_USUAL_PAGE: Final = 4096
_LEAST_USABLE: Final = 480
_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_WAL_MAGIC: Final = 0x377F0682
_LONGEST: Final = 64 * 1024 * 1024
_INT_BYTES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _Unreadable(Exception):
    """This cell does not hold together."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of a file: `versions[n]` are the contents that page n has had, the latest first."""

    usable: int
    versions: dict[int, list[bytes]]

    def latest(self, number: int, age: int) -> bytes:
        """The version of that age of a page, or the oldest there is."""
        found = self.versions.get(number)
        if not found:
            raise _Unreadable
        return found[min(age, len(found) - 1)]


def records(path: Path) -> Iterator[Record]:
    """Every record that can be read in the file and in its log, those of the log first, latest first."""
    pages = _pages(path)
    for number, versions in pages.versions.items():
        for content in versions:
            yield from _leaf(pages, content, 100 if number == 1 else 0)


def _pages(path: Path) -> _Pages:
    main = path.read_bytes() if path.is_file() else b""
    wal_path = Path(f"{path}-wal")
    wal = wal_path.read_bytes() if wal_path.is_file() else b""
    size = _page_size(main, wal)
    reserved = main[20] if main.startswith(b"SQLite format 3\0") and len(main) > 20 else 0
    usable = size - reserved if size - reserved >= _LEAST_USABLE else size
    versions: dict[int, list[bytes]] = {}
    frame = _FRAME_HEADER + size
    for at in range(_WAL_HEADER, len(wal) - frame + 1, frame):
        (number,) = struct.unpack_from(">I", wal, at)
        versions.setdefault(number, []).insert(0, wal[at + _FRAME_HEADER : at + frame])
    for at in range(0, len(main) - size + 1, size):
        versions.setdefault(at // size + 1, []).append(main[at : at + size])
    return _Pages(usable, versions)


def _page_size(main: bytes, wal: bytes) -> int:
    candidates = []
    if main.startswith(b"SQLite format 3\0") and len(main) >= 18:
        (size,) = struct.unpack_from(">H", main, 16)
        candidates.append(65536 if size == 1 else size)
    if len(wal) >= 12:
        candidates.append(struct.unpack_from(">I", wal, 8)[0])
    for size in candidates:
        if 512 <= size <= 65536 and size & (size - 1) == 0:
            return int(size)
    return _USUAL_PAGE


def _leaf(pages: _Pages, content: bytes, head: int) -> Iterator[Record]:
    if len(content) < head + 8 or content[head] != _LEAF:
        return
    (cells,) = struct.unpack_from(">H", content, head + 3)
    if head + 8 + 2 * cells > len(content):
        return
    for at in struct.unpack_from(f">{cells}H", content, head + 8):
        for age in (0, 1):
            try:
                record = _record(_payload(pages, content, at, age))
            except (_Unreadable, struct.error, IndexError):
                continue
            yield record


def _payload(pages: _Pages, content: bytes, at: int, age: int) -> bytes:
    length, at = _varint(content, at)
    _, at = _varint(content, at)
    usable = pages.usable
    if length > _LONGEST:
        raise _Unreadable
    if length <= usable - 35:
        return _part(content, at, length)
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    if local > usable - 35:
        local = least
    found = [_part(content, at, local)]
    (following,) = struct.unpack_from(">I", content, at + local)
    rest = length - local
    while rest > 0:
        page = pages.latest(following, age)
        found.append(_part(page, 4, min(rest, usable - 4)))
        (following,) = struct.unpack_from(">I", page, 0)
        rest -= usable - 4
    return b"".join(found)


def _part(content: bytes, at: int, length: int) -> bytes:
    if at < 0 or at + length > len(content):
        raise _Unreadable
    return content[at : at + length]


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = content[at + n]
        if n == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    raise _Unreadable


def _record(payload: bytes) -> Record:
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise _Unreadable
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    found: list[Cell] = []
    for kind in kinds:
        value, at = _cell(payload, at, kind)
        found.append(value)
    return tuple(found)


def _cell(payload: bytes, at: int, kind: int) -> tuple[Cell, int]:
    if kind == 0:
        return None, at
    if kind in _INT_BYTES:
        length = _INT_BYTES[kind]
        return int.from_bytes(_part(payload, at, length), "big", signed=True), at + length
    if kind == 7:
        return float(struct.unpack_from(">d", payload, at)[0]), at + 8
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        raise _Unreadable
    length = (kind - 12) // 2
    raw = _part(payload, at, length)
    if kind % 2 == 0:
        return raw, at + length
    try:
        return raw.decode(), at + length
    except UnicodeDecodeError:
        raise _Unreadable from None


# the write-ahead log


def wal_lost_commits(wal: Path) -> bool:
    """Whether commits stand in the log behind a damaged frame: SQLite would leave them out without a word.

    A torn end is no such case: what was being written when the power went was never promised.
    """
    content = wal.read_bytes() if wal.is_file() else b""
    if len(content) <= _WAL_HEADER or not any(content[:_WAL_HEADER]):
        return False
    magic, _, size, _, salt1, salt2, sum1, sum2 = struct.unpack_from(">8I", content)
    if magic & ~1 != _WAL_MAGIC or not 512 <= size <= 65536 or size & (size - 1):
        return True
    order = ">" if magic & 1 else "<"
    sums = _checksum(content[:24], order, (0, 0))
    if sums != (sum1, sum2):
        return True
    frame, damaged = _FRAME_HEADER + size, False
    for at in range(_WAL_HEADER, len(content) - frame + 1, frame):
        _, commit, one, two, sum1, sum2 = struct.unpack_from(">6I", content, at)
        same = (one, two) == (salt1, salt2)
        if damaged:
            if same and commit:
                return True
            continue
        sums = _checksum(content[at : at + 8], order, sums)
        sums = _checksum(content[at + _FRAME_HEADER : at + frame], order, sums)
        damaged = not same or sums != (sum1, sum2)
    return False


def _checksum(content: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    for x, y in struct.iter_unpack(f"{order}II", content):
        one = (one + x + two) & 0xFFFFFFFF
        two = (two + y + one) & 0xFFFFFFFF
    return one, two
