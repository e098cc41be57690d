"""The office's signed words: acknowledgements, statements, verdicts, packs."""

from __future__ import annotations

from typing import Final

from shared.contract.errors import BadSignature
from shared.contract.messages import Pack
from shared.contract.results import Acknowledgement, Statement, Verdict
from shared.contract.trust import KeySet, KeyUse
from shared.sealing.jws import check_jws, read_jws, sign_jws
from shared.sealing.ports import Crypto, Signer
from shared.sealing.trust import find_key, used_in_time

ACK_TYP: Final = "nuanchuang-ack"
STATEMENT_TYP: Final = "nuanchuang-statement"
PACK_TYP: Final = "nuanchuang-pack"
VERDICT_TYP: Final = "nuanchuang-verdict"


async def sign_acknowledgement(signer: Signer, kid: str, acknowledgement: Acknowledgement) -> str:
    """By the key of use `receipt`."""
    return await sign_jws(signer, kid, ACK_TYP, acknowledgement.to_bytes())


async def verify_acknowledgement(
    crypto: Crypto, token: str, key_set: KeySet, *, id: str | None = None, hash: bytes | None = None
) -> Acknowledgement:
    """An acknowledgement that holds and, where given, is for this id and this hash: the only thing that turns green.

    Raises BadSignature, UnknownKey, Expired, Malformed.
    """
    jws = read_jws(token)
    entry = find_key(key_set, KeyUse.RECEIPT, jws.kid)
    found = Acknowledgement.from_bytes(await check_jws(crypto, jws, ACK_TYP, entry.key))
    used_in_time(entry, found.time)
    if (id is not None and found.id != id) or (hash is not None and found.hash != hash):
        raise BadSignature("the acknowledgement is for another item")
    return found


def covers(statement: Acknowledgement | Statement, of: Acknowledgement) -> bool:
    """Whether a signed word says that an acknowledged item is durable; only then may its sealed bytes be dropped."""
    return statement.epoch == of.epoch and statement.durable_through >= of.sequence


async def sign_statement(signer: Signer, kid: str, statement: Statement) -> str:
    """By the key of use `receipt`."""
    return await sign_jws(signer, kid, STATEMENT_TYP, statement.to_bytes())


async def verify_statement(crypto: Crypto, token: str, key_set: KeySet) -> Statement:
    """Epoch, time and durability as signed; raises BadSignature, UnknownKey, Expired, Malformed."""
    jws = read_jws(token)
    entry = find_key(key_set, KeyUse.RECEIPT, jws.kid)
    found = Statement.from_bytes(await check_jws(crypto, jws, STATEMENT_TYP, entry.key))
    used_in_time(entry, found.time)
    return found


async def sign_verdict(signer: Signer, kid: str, verdict: Verdict) -> str:
    """By the key of use `receipt`."""
    return await sign_jws(signer, kid, VERDICT_TYP, verdict.to_bytes())


async def verify_verdict(crypto: Crypto, token: str, key_set: KeySet) -> Verdict:
    """How a person decided, as signed; raises BadSignature, UnknownKey, Expired, Malformed."""
    jws = read_jws(token)
    entry = find_key(key_set, KeyUse.RECEIPT, jws.kid)
    found = Verdict.from_bytes(await check_jws(crypto, jws, VERDICT_TYP, entry.key))
    used_in_time(entry, found.time)
    return found


async def sign_pack(signer: Signer, kid: str, pack: Pack) -> str:
    """By the key of use `pack`."""
    return await sign_jws(signer, kid, PACK_TYP, pack.to_bytes())


async def verify_pack(crypto: Crypto, token: str, key_set: KeySet) -> Pack:
    """A dataset as signed; raises BadSignature, UnknownKey, Malformed."""
    jws = read_jws(token)
    entry = find_key(key_set, KeyUse.PACK, jws.kid)
    return Pack.from_bytes(await check_jws(crypto, jws, PACK_TYP, entry.key))
