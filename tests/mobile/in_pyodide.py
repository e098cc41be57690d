"""Run by Pyodide under Node, which has the same WebCrypto as a browser: prints a line of JSON with what came of it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(sys.argv[1])
sys.path.insert(0, str(ROOT))

from mobile.pin_browser import BrowserBoxes  # noqa: E402
from shared.contract.bodies import SealedContent  # noqa: E402
from shared.contract.codec import Fields, parse  # noqa: E402
from shared.contract.errors import ContractError, Unopenable  # noqa: E402
from shared.contract.items import ItemHeader, SealedItem  # noqa: E402
from shared.contract.trust import KeyEntry, KeyUse, PublicKey, renew_challenge  # noqa: E402
from shared.sealing.crypto_browser import BrowserCrypto, agreement_of_jwk, signer_of_jwk  # noqa: E402
from shared.sealing.items import (  # noqa: E402
    item_hash,
    open_for_office,
    open_with_slip,
    origin_bytes,
    seal_item,
    verify_item,
)
from shared.sealing.jwe import open_compact, seal_compact  # noqa: E402
from shared.sealing.keys_browser import BrowserKeys  # noqa: E402
from shared.sealing.ports import Fresh  # noqa: E402
from shared.sealing.trust import read_key_set  # noqa: E402

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CRYPTO = BrowserCrypto()


class Vault:
    """A vault in memory: the handles themselves are the real ones."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    async def get(self, name: str) -> Any:
        return self.kept.get(name)

    async def put(self, name: str, value: Any) -> None:
        self.kept[name] = value

    async def drop(self, name: str) -> None:
        self.kept.pop(name, None)


async def refuses(work: Any, error: type[Exception]) -> bool:
    """Whether it raises that."""
    try:
        await work
    except error:
        return True
    return False


async def vector(raw: bytes) -> dict[str, object]:
    """One vector in both directions."""
    f = Fields.of(parse(raw), "vector")
    given, made = Fields.of(f.any("input"), "input"), Fields.of(f.any("output"), "output")
    content = given.text("content", 10**6).encode()
    seal = dict(given.members("seal_key"))
    device = await signer_of_jwk(dict(given.members("device_key")))
    item = await seal_item(
        CRYPTO,
        ItemHeader.from_bytes(given.text("header").encode()),
        SealedContent.from_bytes(content),
        seal_key=KeyEntry(given.text("seal_kid"), KeyUse.SEAL, PublicKey.from_json(given.any("seal_key")), NOW, NOW),
        secret=given.raw("slip_secret"),
        fresh=Fresh(given.raw("cek"), given.raw("iv"), await agreement_of_jwk(dict(given.members("epk")))),
        origin=device,
        certificate=given.text("certificate"),
    )
    signed = origin_bytes(item.header, item_hash(item))
    kept = SealedItem.from_json(
        {"jwe": made.text("jwe", 10**6), "origin": made.text("origin"), "certificate": given.text("certificate")}
    )
    key_set = await read_key_set(CRYPTO, PublicKey.from_json(given.any("root")), given.text("key_set", 10**5))
    verified = await verify_item(CRYPTO, kept, key_set)
    opened = await open_for_office(CRYPTO, verified.jwe, await agreement_of_jwk(seal))
    by_slip = await open_with_slip(CRYPTO, kept, given.raw("slip_secret"))
    return {
        "same_bytes": item.jwe.decode() == made.text("jwe", 10**6),
        "origin_holds": await CRYPTO.verify(device.public, item.origin, signed),
        "origin_is_bound": not await CRYPTO.verify(device.public, item.origin, signed + b"x"),
        "office_opens": opened.content.to_bytes() == content,
        "slip_opens": by_slip.content.to_bytes() == content,
        "another_slip_does_not": await refuses(open_with_slip(CRYPTO, kept, bytes(16)), Unopenable),
        "origin": item.origin.hex(),
    }


async def primitives() -> dict[str, object]:
    """What the vectors do not reach."""
    one, other = await CRYPTO.new_agreement(), await CRYPTO.new_agreement()
    off = PublicKey(b"\x01" * 32, b"\x02" * 32)
    token = await seal_compact(CRYPTO, b"answer", to=one.public, cty="t", epk=other, iv=bytes(12))
    signer = await CRYPTO.new_signer()
    return {
        "agree_both_ways": await one.agree(other.public) == await other.agree(one.public),
        "compact": await open_compact(CRYPTO, token, key=one, cty="t") == b"answer",
        "off_the_curve_agrees_with_nobody": await refuses(one.agree(off), Unopenable),
        "off_the_curve_verifies_nothing": not await CRYPTO.verify(off, bytes(64), b""),
        "short_signature": not await CRYPTO.verify(signer.public, bytes(63), b""),
        "torn_wrap": await refuses(CRYPTO.unwrap(bytes(16), bytes(40)), Unopenable),
        "torn_seal": await refuses(CRYPTO.decrypt(bytes(32), bytes(12), bytes(40), b""), Unopenable),
        "wrong_length": await refuses(CRYPTO.decrypt(bytes(5), bytes(12), bytes(40), b""), Unopenable),
    }


async def keys() -> dict[str, object]:
    """A phone's keys over a vault."""
    vault = Vault()
    phone = await BrowserKeys.open(vault, None, os.urandom)
    request = await phone.enrolment()
    again = await (await BrowserKeys.open(vault, None, os.urandom)).enrolment()
    blob = await phone.seal_draft("a", 1, b"draft")
    index = await phone.index("11010519491231002x")
    found = {
        "the_same_key_after_a_restart": again.key == request.key,
        "proof_holds": await CRYPTO.verify(request.key, request.proof, renew_challenge("", request.key)),
        "not_enrolled": not phone.enrolled,
        "private_half_stays": not vault.kept["sign"].privateKey.extractable,
        "draft_key_stays": not vault.kept["draft.a"].extractable,
        "draft_opens": await phone.open_draft("a", 1, blob) == b"draft",
        "another_revision_does_not": await phone.open_draft("a", 2, blob) is None,
        "index_is_case_blind": index == await phone.index("11010519491231002X") and len(index) == 64,
        "without_trust_nobody_is_believed": await refuses(phone.enrol("a.b.c", "a.b.c", NOW), Exception),
    }
    await phone.drop_draft("a")
    return {**found, "dropped_draft_is_gone": await phone.open_draft("a", 1, blob) is None}


async def boxes() -> dict[str, object]:
    """What a phone keeps under its owner's PIN."""
    vault, salt = Vault(), bytes(range(16))
    phone = BrowserBoxes(vault, os.urandom)
    box = await phone.box("246813", salt)
    blob = await box.seal(b"owner")
    again = await BrowserBoxes(vault, os.urandom).box("246813", salt)
    elsewhere = await BrowserBoxes(Vault(), os.urandom).box("246813", salt)
    return {
        "opens_after_a_restart": await again.open(blob) == b"owner",
        "another_pin_does_not": await (await phone.box("246814", salt)).open(blob) is None,
        "another_salt_does_not": await (await phone.box("246813", bytes(16))).open(blob) is None,
        "another_phone_does_not": await elsewhere.open(blob) is None,
        "torn_does_not": await box.open(blob[:-1]) is None,
        "nothing_does_not": await box.open(b"") is None,
        "never_twice_the_same": await box.seal(b"owner") != blob,
        "key_of_the_phone_stays": not vault.kept["owner.pepper"].extractable,
    }


async def main() -> None:
    """Everything, as one line."""
    vectors = {p.stem: await vector(p.read_bytes()) for p in sorted((ROOT / "tests/sealing/vectors").glob("*.json"))}
    print(
        json.dumps({"vectors": vectors, "primitives": await primitives(), "keys": await keys(), "boxes": await boxes()})
    )


assert issubclass(Unopenable, ContractError)
asyncio.run(main())
