"""Errors keep their meaning over the line."""

from __future__ import annotations

import pytest

from shared.contract.errors import (
    ERRORS,
    BadReply,
    ContractError,
    Malformed,
    NotOurServer,
    ProblemDetails,
    ServerFault,
    Throttled,
    TooLarge,
    Unauthorized,
    error_of,
)


@pytest.mark.parametrize("kind", [kind for kind in ERRORS.values() if 400 <= kind.status < 500], ids=lambda k: k.code)
def test_a_refusal_comes_back_as_itself(kind: type[ContractError]) -> None:
    problem = ProblemDetails.of(kind("somewhere"))
    assert type(error_of(problem.status, problem.code, problem.detail)) is kind


def test_a_malformed_message_is_a_bad_reply_to_a_client_and_unprocessable_to_a_backend() -> None:
    fault = Malformed("batch.items", "is not a list")
    assert isinstance(fault, BadReply)
    assert ProblemDetails.of(fault).to_json()["status"] == 422


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (500, ServerFault),
        (502, ServerFault),
        (503, ServerFault),
        (413, TooLarge),
        (429, Throttled),
        (302, NotOurServer),
    ],
)
def test_a_status_without_a_body_still_means_something(status: int, kind: type[ContractError]) -> None:
    assert type(error_of(status, None)) is kind


def test_retry_after_makes_of_503_a_wish_to_wait() -> None:
    error = error_of(503, None, retry_after_s=30)
    assert isinstance(error, Throttled)
    assert error.retry_after_s == 30


def test_an_unknown_code_falls_back_to_the_status() -> None:
    assert type(error_of(401, "something_new")) is Unauthorized


def test_codes_are_each_of_one_error() -> None:
    assert all(kind.code == code for code, kind in ERRORS.items())


def test_what_helps_to_try_again_says_so() -> None:
    assert {code for code, kind in ERRORS.items() if kind.later} == {
        "unreachable",
        "not_our_server",
        "bad_reply",
        "server_fault",
        "nonce_used",
        "too_large",
        "throttled",
        "unknown_certificate",
        "unknown_coding",
    }
