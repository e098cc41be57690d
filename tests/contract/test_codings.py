"""What makes a request smaller gives back the same bytes, unfolds no further than allowed, and is never guessed at."""

from __future__ import annotations

import gzip
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contract.codec import canonical
from shared.contract.codings import CODINGS, GZIP, PRESET, coded, decoded, dictionary
from shared.contract.errors import Malformed, TooLarge, UnknownCoding
from shared.contract.items import SubmissionBatch
from tests.fakes.items import sealed_item

DICTIONARY = "1fc8f880"
LONG = b'{"items":[' + b"0," * 500 + b"0]}"


@pytest.mark.parametrize("coding", CODINGS)
@given(body=st.binary(max_size=3000) | st.binary(max_size=40).map(lambda some: some * 90))
def test_what_is_coded_comes_back(coding: str, body: bytes) -> None:
    sent, name = coded(body, {coding, "another"})
    assert decoded(sent, name, 4000) == body
    assert name in (None, coding)
    assert len(sent) <= len(body)


def test_the_smaller_coding_is_taken_where_the_office_knows_it() -> None:
    assert coded(LONG, {*CODINGS})[1] == PRESET
    assert coded(LONG, {GZIP})[1] == GZIP
    assert coded(LONG, {"br"}) == (LONG, None)
    assert coded(b"{}", {*CODINGS}) == (b"{}", None)


def test_gzip_is_everybodys_gzip() -> None:
    assert gzip.decompress(coded(LONG, {GZIP})[0]) == LONG
    assert decoded(gzip.compress(LONG), "GZIP", len(LONG)) == LONG


def test_the_dictionary_of_that_name_never_changes() -> None:
    assert hashlib.sha256(dictionary()).hexdigest()[:8] == DICTIONARY


def test_a_sealed_item_is_smaller_by_a_third_than_plain() -> None:
    batch = SubmissionBatch((sealed_item(1),))
    sent, _ = coded(canonical(batch.named().to_json()), {*CODINGS})
    assert len(sent) < 0.7 * len(canonical(batch.to_json()))


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_is_not_unfolded(coding: str) -> None:
    bomb, _ = coded(b" " * 10_000_000, {coding})
    assert len(bomb) < 20_000
    with pytest.raises(TooLarge):
        decoded(bomb, coding, 64 * 1024)


@pytest.mark.parametrize("coding", CODINGS)
def test_what_is_not_in_its_coding_is_malformed(coding: str) -> None:
    sent, _ = coded(LONG, {coding})
    for spoiled in (b"", b"garbage", sent[:-3], sent + b"x", sent + sent, LONG):
        with pytest.raises(Malformed):
            decoded(spoiled, coding, 10_000)


def test_another_dictionary_is_not_taken_for_ours() -> None:
    other = zlib.compressobj(zdict=b"another dictionary")
    with pytest.raises(Malformed):
        decoded(other.compress(LONG) + other.flush(), PRESET, 10_000)


def test_an_unknown_coding_is_told() -> None:
    with pytest.raises(UnknownCoding, match=GZIP):
        decoded(LONG, "br", 10_000)
    assert decoded(LONG, "identity", 10) == LONG
    assert decoded(LONG, None, 10) == LONG
