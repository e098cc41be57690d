"""Framing of content before encryption: deflated, then padded to steps of 1 KiB, so that its length tells little."""

from __future__ import annotations

import zlib
from typing import Final

from shared.contract.errors import Unopenable

STEP: Final = 1024
LARGEST: Final = 4 * 1024 * 1024
"""Bytes of content; more is refused on both sides, so that a small frame cannot unfold into the memory's end."""
_LENGTH: Final = 4


def frame(content: bytes) -> bytes:
    """4 bytes of length, the raw deflate stream (RFC 1951) of that length, zeros up to a multiple of 1 KiB."""
    if len(content) > LARGEST:
        raise ValueError("more content than an item may hold")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    body = len(packed).to_bytes(_LENGTH, "big") + packed
    return body + bytes(-len(body) % STEP)


def unframe(framed: bytes) -> bytes:
    """The content; Unopenable where it is not exactly what `frame` makes."""
    if not framed or len(framed) % STEP:
        raise Unopenable("the frame is not of whole steps")
    length = int.from_bytes(framed[:_LENGTH], "big")
    packed, padding = framed[_LENGTH : _LENGTH + length], framed[_LENGTH + length :]
    if len(packed) != length or len(padding) >= STEP or any(padding):
        raise Unopenable("the frame's padding is not as agreed")
    unpacker = zlib.decompressobj(-15)
    try:
        content = unpacker.decompress(packed, LARGEST + 1)
    except zlib.error:
        raise Unopenable("the frame does not inflate") from None
    if not unpacker.eof or unpacker.unused_data or len(content) > LARGEST:
        raise Unopenable("the frame's stream is not whole")
    return content
