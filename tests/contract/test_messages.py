"""Every message comes back from its wire form, tolerates what is newer, and refuses what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.contract.api import Route, Routes, request_bytes
from shared.contract.codec import Json, b64, canonical, parse
from shared.contract.errors import Malformed
from shared.contract.items import CreatedElapsed, ItemHeader, ItemKind, SealedItem, SubmissionBatch
from shared.contract.messages import (
    Changes,
    Health,
    KeySetReply,
    KnownItem,
    KnownReply,
    KnownRequest,
    Message,
    MessageKind,
    NonceReply,
    Pack,
    PartReply,
    Permit,
    PermitRequest,
    QueryAnswer,
    QueryReply,
    QueryStatus,
    SubmissionReply,
    record_of,
    record_value,
)
from shared.contract.results import (
    Accepted,
    Acknowledgement,
    ConflictingItem,
    Duplicate,
    Held,
    ItemResult,
    RejectedItem,
    RetryLater,
    Statement,
    WaitingForParts,
    result_from_json,
)
from shared.contract.texts import text_from_json, text_to_json
from shared.contract.trust import CertificateReply, EnrolRequest, IssuerRoot, L2Proof, PublicKey, RenewRequest
from shared.domain.answers import RecordFact
from shared.domain.flow import Level
from shared.domain.quantities import Month, Months, yuan
from shared.domain.text import Text, text

ID = "019ab000-0000-7000-8000-000000000001"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = PublicKey(bytes(32), bytes(range(32)))
HEADER = ItemHeader(
    id=ID,
    kind=ItemKind.CORRECT,
    device="kiosk-1",
    device_seq=4,
    after=(ID,),
    replaces=ID,
    assurance=Level.L2,
    created_elapsed=CreatedElapsed(AT, None),
    parts=3,
)
ITEM = SealedItem(
    HEADER.to_bytes(),
    canonical({"aad": b64(HEADER.to_bytes())}),
    bytes(64),
    "a.b.c",
)
RESULTS: tuple[ItemResult, ...] = (
    Accepted(ID, "a.b.c"),
    Duplicate(ID, "a.b.c"),
    WaitingForParts(ID, 2),
    Held(ID, "device_expired"),
    RejectedItem(ID, "malformed", "body.content"),
    ConflictingItem(ID, bytes(32)),
    RetryLater(ID, 30),
)
MESSAGE = Message(
    "m1", ID, AT, MessageKind.DECISION, text("decided.yes", months=Months(4)), "您好", {"outcome": "favourable"}
)


class Wire(Protocol):
    """What has a wire form."""

    def to_json(self) -> Json: ...


EVERY: tuple[tuple[Wire, Callable[[Json], object]], ...] = (
    (ITEM, SealedItem.from_json),
    (SubmissionBatch((ITEM, ITEM), "permit"), SubmissionBatch.from_json),
    (NonceReply(("n1", "n2"), 300, "a.b.c"), NonceReply.from_json),
    (PermitRequest(3, 10_000), PermitRequest.from_json),
    (Permit(True, "t", 50, 4_000_000, 0), Permit.from_json),
    (Permit(False, None, 0, 0, 60), Permit.from_json),
    (SubmissionReply(RESULTS, "a.b.c"), SubmissionReply.from_json),
    (KnownRequest((KnownItem(ID, bytes(32)),)), KnownRequest.from_json),
    (KnownReply("a.b.c", RESULTS, (ID,)), KnownReply.from_json),
    (Changes("c7", "a.b.c", RESULTS, ("a.b.c",), (MESSAGE,), True), Changes.from_json),
    (QueryReply("a..b.c.d"), QueryReply.from_json),
    (KeySetReply("a.b.c"), KeySetReply.from_json),
    (PartReply(None), PartReply.from_json),
    (PartReply(4), PartReply.from_json),
    (Health("ok"), Health.from_json),
    (RenewRequest("kiosk-1", KEY, bytes(64)), RenewRequest.from_json),
    (EnrolRequest(KEY, bytes(64)), EnrolRequest.from_json),
    (CertificateReply("a.b.c"), CertificateReply.from_json),
    (IssuerRoot("demo", KEY, True), IssuerRoot.from_json),
    (L2Proof("a.b.c", "kiosk-1", KEY, bytes(64)), L2Proof.from_json),
)
names = [type(message).__name__ for message, _ in EVERY]


@pytest.mark.parametrize(("message", "read"), EVERY, ids=names)
def test_a_message_comes_back(message: Wire, read: Callable[[Json], object]) -> None:
    assert read(parse(canonical(message.to_json()))) == message


@pytest.mark.parametrize(("message", "read"), EVERY, ids=names)
def test_a_newer_peer_may_say_more(message: Wire, read: Callable[[Json], object]) -> None:
    data = message.to_json()
    assert isinstance(data, dict)
    assert read({**data, "newer": {"thing": [1]}}) == message


@pytest.mark.parametrize(("message", "read"), EVERY, ids=names)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_wrong_member_is_refused_and_never_breaks(
    message: Wire, read: Callable[[Json], object], data: st.DataObject
) -> None:
    good = message.to_json()
    assert isinstance(good, dict)
    name = data.draw(st.sampled_from(sorted(good)))
    json: st.SearchStrategy[Json] = st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.just([]), st.just({}), st.just([[]])
    )
    try:
        read({**good, name: data.draw(json)})
    except Malformed:
        return


@pytest.mark.parametrize("wrong", [None, [], "x", 3, {}, True])
@pytest.mark.parametrize(("message", "read"), EVERY, ids=names)
def test_what_is_no_such_message_is_refused(message: Wire, read: Callable[[Json], object], wrong: Json) -> None:
    if isinstance(message, PartReply) and wrong == {}:
        return
    with pytest.raises(Malformed):
        read(wrong)


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.answer)
def test_a_result_comes_back(result: ItemResult) -> None:
    assert result_from_json(result.to_json()) == result


def test_a_result_of_another_kind_is_refused() -> None:
    with pytest.raises(Malformed):
        result_from_json({"id": ID, "answer": "maybe"})


def test_a_header_comes_back_from_its_bytes() -> None:
    assert ItemHeader.from_bytes(HEADER.to_bytes()) == HEADER
    assert ITEM.header == HEADER


@pytest.mark.parametrize(
    ("member", "value"),
    [("v", 2), ("id", "1"), ("kind", "steal"), ("assurance", 9), ("after", ["x"]), ("replaces", 3), ("device_seq", -1)],
)
def test_a_wrong_header_is_refused(member: str, value: Json) -> None:
    data = HEADER.to_json()
    assert isinstance(data, dict)
    with pytest.raises(Malformed):
        ItemHeader.from_json({**data, member: value})


def test_signed_payloads_come_back() -> None:
    ack = Acknowledgement(id=ID, hash=bytes(32), epoch="e", sequence=1, time=AT, durable_through=0)
    assert Acknowledgement.from_bytes(ack.to_bytes()) == ack
    statement = Statement("e", AT, 5)
    assert Statement.from_bytes(statement.to_bytes()) == statement
    pack = Pack("slots", 3, date(2026, 11, 23), ({"value": "a", "n": 1},))
    assert Pack.from_bytes(pack.to_bytes()) == pack
    answer = QueryAnswer(ID, QueryStatus.READY, {"a": yuan(3)}, date(2026, 1, 1), (MESSAGE,))
    assert QueryAnswer.from_bytes(answer.to_bytes()) == answer


def test_a_record_travels_as_a_value() -> None:
    record = {"contributions.months": RecordFact(96, "社保", date(2026, 11, 1))}
    assert record_of(record_value(record)) == record
    for wrong in ("x", {"a": 1}, {"a": {"value": 1}}, {"a": {"value": 1, "source": "x", "as_of": "2026"}}):
        with pytest.raises(Malformed):
            record_of(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        text("a.b"),
        text("a.b", n=3, m=Months(4), y=yuan("1.50"), d=date(2026, 1, 1), o=Month(2026, 7)),
        text("a.b", l=("甲", text("c.d", x="乙"))),
    ],
)
def test_a_text_travels_as_data(words: Text) -> None:
    assert text_from_json(parse(canonical(text_to_json(words)))) == words


@pytest.mark.parametrize(
    "wrong",
    [{}, {"id": "a", "args": [1]}, {"id": "a", "args": [["x", True]]}, {"id": "a", "args": [["x", {"unknown": True}]]}],
)
def test_what_is_no_text_is_refused(wrong: Json) -> None:
    with pytest.raises(Malformed):
        text_from_json(wrong)


def test_paths_are_said_once() -> None:
    routes = [route for route in vars(Routes).values() if isinstance(route, Route)]
    assert len({(route.method, route.path) for route in routes}) == len(routes) >= 11


def test_a_request_is_signed_over_all_that_matters() -> None:
    base = request_bytes("POST", "/v1/known", "n", bytes(32), "d")
    others = [
        request_bytes("PUT", "/v1/known", "n", bytes(32), "d"),
        request_bytes("POST", "/v1/known?", "n", bytes(32), "d"),
        request_bytes("POST", "/v1/known", "m", bytes(32), "d"),
        request_bytes("POST", "/v1/known", "n", bytes(31) + b"x", "d"),
        request_bytes("POST", "/v1/known", "n", bytes(32), "e"),
    ]
    assert len({base, *others}) == 6
