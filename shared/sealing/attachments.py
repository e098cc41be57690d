"""Attachments: cut into chunks, encrypted under an own key, then hashed; the manifest goes into the sealed item."""

from __future__ import annotations

from collections.abc import Iterator

from shared.contract.api import CHUNK_BYTES
from shared.contract.bodies import Attachment
from shared.contract.codec import canonical
from shared.contract.errors import Unopenable
from shared.sealing.derive import same, sha256
from shared.sealing.ports import CEK_BYTES, IV_BYTES, TAG_BYTES, Crypto, Random


async def seal_attachment(
    crypto: Crypto, random: Random, *, id: str, question: str, media: str, data: bytes
) -> tuple[Attachment, tuple[bytes, ...]]:
    """The manifest and the encrypted chunks, in order."""
    key = random(CEK_BYTES)
    pieces = [data[start : start + CHUNK_BYTES] for start in range(0, len(data), CHUNK_BYTES)] or [b""]
    chunks = []
    for index, piece in enumerate(pieces):
        chunks.append(await crypto.encrypt(key, _iv(index), piece, _aad(id, index, len(pieces))))
    hashes = tuple(sha256(chunk) for chunk in chunks)
    return Attachment(id, question, media, len(data), key, hashes), tuple(chunks)


def chunk_is(attachment: Attachment, index: int, chunk: bytes) -> bool:
    """Whether an encrypted chunk is the one that the manifest names."""
    return 0 <= index < len(attachment.chunks) and same(sha256(chunk), attachment.chunks[index])


async def open_attachment(crypto: Crypto, attachment: Attachment, chunks: tuple[bytes, ...]) -> bytes:
    """The whole attachment; raises Unopenable unless every chunk is there and is the right one."""
    if len(chunks) != len(attachment.chunks):
        raise Unopenable("chunks are missing")
    data = bytearray()
    for index, chunk in enumerate(chunks):
        if not chunk_is(attachment, index, chunk):
            raise Unopenable(f"chunk {index} is another one")
        aad = _aad(attachment.id, index, len(chunks))
        data += await crypto.decrypt(attachment.key, _iv(index), chunk, aad)
    if len(data) != attachment.size:
        raise Unopenable("the size is another one")
    return bytes(data)


def parts_of(attachments: tuple[Attachment, ...]) -> Iterator[tuple[Attachment, int]]:
    """Each part of an item by its number: the chunks of all attachments, counted through in the manifest's order."""
    for attachment in attachments:
        for index in range(len(attachment.chunks)):
            yield attachment, index


def sealed_size(size: int) -> int:
    """Bytes on the line for an attachment of that size."""
    return size + TAG_BYTES * max(1, -(-size // CHUNK_BYTES))


def _iv(index: int) -> bytes:
    """The chunk's number: unique under the attachment's own key."""
    return index.to_bytes(IV_BYTES, "big")


def _aad(id: str, index: int, count: int) -> bytes:
    return canonical({"attachment": id, "chunk": index, "of": count})
