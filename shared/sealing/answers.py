"""Answers to sealed questions: encrypted for a key that only the asking session has."""

from __future__ import annotations

from typing import Final

from shared.contract.errors import Unopenable
from shared.contract.messages import QueryAnswer
from shared.contract.trust import PublicKey
from shared.sealing.jwe import open_compact, seal_compact
from shared.sealing.ports import Agreement, Crypto

ANSWER_TYPE: Final = "nuanchuang-answer+1"


async def seal_answer(crypto: Crypto, answer: QueryAnswer, reply_key: PublicKey, *, epk: Agreement, iv: bytes) -> str:
    """Encrypt an answer for the query's reply key; `epk` is a fresh key, `iv` 12 fresh bytes."""
    return await seal_compact(crypto, answer.to_bytes(), to=reply_key, cty=ANSWER_TYPE, epk=epk, iv=iv)


async def open_answer(crypto: Crypto, token: str, key: Agreement, query: str) -> QueryAnswer:
    """The answer to the query of that id. That it comes from the office follows from the reply key, which travelled
    sealed to the office. Raises Unopenable, Malformed."""
    answer = QueryAnswer.from_bytes(await open_compact(crypto, token, key=key, cty=ANSWER_TYPE))
    if answer.query != query:
        raise Unopenable("the answer is to another question")
    return answer
