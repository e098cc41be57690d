"""Attachments come back whole or not at all."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contract.api import CHUNK_BYTES
from shared.contract.bodies import Attachment
from shared.contract.errors import Unopenable
from shared.sealing.attachments import chunk_is, open_attachment, parts_of, seal_attachment, sealed_size
from tests.sealing.world import CRYPTO


async def made(size: int) -> tuple[bytes, Attachment, tuple[bytes, ...]]:
    data = secrets.token_bytes(size)
    manifest, chunks = await seal_attachment(
        CRYPTO, secrets.token_bytes, id="photo", question="document", media="image/jpeg", data=data
    )
    return data, manifest, chunks


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]))
async def test_what_was_cut_comes_back(size: int) -> None:
    data, manifest, chunks = await made(size)
    assert await open_attachment(CRYPTO, Attachment.from_json(manifest.to_json()), chunks) == data
    assert sum(map(len, chunks)) == sealed_size(size)
    assert [index for _, index in parts_of((manifest, manifest))] == 2 * list(range(len(chunks)))


async def test_a_changed_missing_or_swapped_chunk_is_refused() -> None:
    _, manifest, chunks = await made(2 * CHUNK_BYTES)
    changed = (chunks[0][:-1] + bytes([chunks[0][-1] ^ 1]), chunks[1])
    for wrong in (changed, chunks[:1], chunks[::-1]):
        with pytest.raises(Unopenable):
            await open_attachment(CRYPTO, manifest, wrong)
    assert chunk_is(manifest, 1, chunks[1])
    assert not chunk_is(manifest, 2, chunks[1])
