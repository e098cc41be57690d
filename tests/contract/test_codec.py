"""Reading is strict, writing is canonical, and what comes back is what was meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contract.codec import Fields, b64, canonical, moment, moment_json, parse, unb64
from shared.contract.errors import BadReply, Malformed
from shared.contract.ids import is_uuid7, made_at_ms, uuid7


@given(st.binary(max_size=100))
def test_base64url_gives_every_byte_back(raw: bytes) -> None:
    assert unb64(b64(raw)) == raw


@pytest.mark.parametrize("text", ["A", "AB=", "AA==", "AB", "a+b/", "é", "AAA\n"])
def test_only_the_one_proper_form_of_base64url_is_read(text: str) -> None:
    with pytest.raises(Malformed):
        unb64(text)


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9998, 1, 1)))
def test_a_moment_comes_back_to_the_millisecond(at: datetime) -> None:
    at = at.replace(tzinfo=UTC, microsecond=at.microsecond // 1000 * 1000)
    assert moment(moment_json(at)) == at


def test_a_moment_is_written_in_utc_and_needs_a_zone() -> None:
    assert moment_json(datetime(2026, 7, 1, 8, tzinfo=timezone(timedelta(hours=8)))) == "2026-07-01T00:00:00.000Z"
    with pytest.raises(ValueError, match="zone"):
        moment_json(datetime(2026, 7, 1, 8))


@pytest.mark.parametrize(
    "text", ["", "2026-07-01", "2026-07-01T08:00:00", "2026-07-01T08:00:00+08:00", "2026-02-31T00:00:00Z", "２０２６"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        moment(text)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>",
        b"{",
        b'{"a":1,"a":2}',
        b'{"a":1.5}',
        b'{"a":NaN}',
        b'{"a":1e9}',
        b'{"a":"\\ud800"}',
        b"\xff",
        b"[" * 100_000,
        b"9" * 10_000,
    ],
)
def test_improper_json_is_a_bad_reply_and_nothing_worse(raw: bytes) -> None:
    with pytest.raises(BadReply):
        parse(raw)


def test_the_error_names_the_place_and_never_the_content() -> None:
    f = Fields.of({"id_number": 42}, "subject")
    with pytest.raises(Malformed) as refused:
        f.text("id_number")
    assert "subject.id_number" in str(refused.value)
    assert "42" not in str(refused.value)


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("text", 1),
        ("whole", True),
        ("whole", "1"),
        ("whole", -1),
        ("whole", 2**53),
        ("flag", 1),
        ("raw", "*"),
        ("moment", "now"),
        ("day", "2026-02-31"),
        ("day", "20260201"),
        ("texts", "a"),
        ("texts", [1]),
        ("members", []),
    ],
)
def test_a_wrong_type_is_malformed(reader: str, value: object) -> None:
    f = Fields("x", {"m": value})  # type: ignore[dict-item]
    with pytest.raises(Malformed):
        getattr(f, reader)("m")
    with pytest.raises(Malformed, match="missing"):
        getattr(f, reader)("n")


def test_canonical_json_is_the_same_whatever_the_order() -> None:
    assert canonical({"b": 1, "a": "暖"}) == canonical({"a": "暖", "b": 1}) == '{"a":"暖","b":1}'.encode()


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_a_uuid7_is_one_and_says_when(now: int, random: bytes) -> None:
    id = uuid7(now, random)
    assert is_uuid7(id)
    assert made_at_ms(id) == now


@given(st.integers(0, 2**48 - 2), st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_later_ids_sort_behind_earlier_ones(now: int, one: bytes, other: bytes) -> None:
    assert uuid7(now, one) < uuid7(now + 1, other)


@pytest.mark.parametrize(
    "text", ["", "0" * 36, "019AB000-0000-7000-8000-000000000001", "019ab000-0000-4000-8000-000000000001"]
)
def test_what_is_no_uuid7(text: str) -> None:
    assert not is_uuid7(text)
