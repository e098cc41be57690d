"""The vectors hold in both directions: the same inputs give the same bytes, and the bytes give the content again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from joserfc import jwe as joserfc_jwe
from joserfc.jwe import GeneralJSONEncryption, JWERegistry
from joserfc.jwk import ECKey, OctKey

from shared.contract.bodies import SealedContent, body_from_bytes
from shared.contract.codec import Fields, b64, parse
from shared.contract.items import ItemHeader, ItemKind, SealedItem
from shared.contract.trust import KeyEntry, KeyUse, PublicKey
from shared.sealing.crypto_native import agreement_of, scalar_from_json, signer_of
from shared.sealing.demo_native import demo_issuer
from shared.sealing.derive import receipt_number, slip_check
from shared.sealing.framing import frame, unframe
from shared.sealing.items import item_hash, open_for_office, open_with_slip, origin_bytes, seal_item, verify_item
from shared.sealing.ports import Fresh
from shared.sealing.session import verify_content
from shared.sealing.trust import read_key_set
from tests.sealing.vectors.make import FOLDER
from tests.sealing.world import CRYPTO, NOW, PERSON, TODAY

FILES = sorted(FOLDER.glob("*.json"))
EACH = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def parts(path: Path) -> tuple[Fields, Fields]:
    f = Fields.of(parse(path.read_bytes()), "vector")
    return Fields.of(f.any("input"), "input"), Fields.of(f.any("output"), "output")


def test_there_is_a_vector_of_each_kind() -> None:
    assert {path.stem for path in FILES} == {kind.value for kind in ItemKind}


@EACH
async def test_sealing_gives_exactly_these_bytes(path: Path) -> None:
    given, made = parts(path)
    seal = PublicKey.from_json(given.any("seal_key"))
    item = await seal_item(
        CRYPTO,
        ItemHeader.from_bytes(given.text("header").encode()),
        SealedContent.from_bytes(given.text("content", 10**6).encode()),
        seal_key=KeyEntry(given.text("seal_kid"), KeyUse.SEAL, seal, NOW, NOW),
        secret=given.raw("slip_secret"),
        fresh=Fresh(given.raw("cek"), given.raw("iv"), agreement_of(scalar_from_json(given.any("epk")))),
        origin=signer_of(scalar_from_json(given.any("device_key"))),
        certificate=given.text("certificate"),
    )
    assert item.header_bytes.decode() == given.text("header")
    assert b64(frame(given.text("content", 10**6).encode())) == made.text("frame", 10**6)
    assert item.jwe.decode() == made.text("jwe", 10**6)
    assert item_hash(item) == made.raw("hash")
    assert origin_bytes(item.header, item_hash(item)).decode() == made.text("origin_signed")
    assert item.origin == made.raw("origin")
    assert slip_check(given.raw("slip_secret")) == made.raw("slip_check")
    assert receipt_number(item.header.id) == made.text("receipt_number")


@EACH
async def test_opening_gives_the_content(path: Path) -> None:
    given, made = parts(path)
    jwe = made.text("jwe", 10**6)
    item = SealedItem.from_json({"jwe": jwe, "origin": made.text("origin"), "certificate": given.text("certificate")})
    key_set = await read_key_set(CRYPTO, PublicKey.from_json(given.any("root")), given.text("key_set", 10**5))
    verified = await verify_item(CRYPTO, item, key_set)
    opened = await open_for_office(CRYPTO, verified.jwe, agreement_of(scalar_from_json(given.any("seal_key"))))
    content = given.text("content", 10**6).encode()
    assert opened.content.to_bytes() == content
    assert (await open_with_slip(CRYPTO, item, given.raw("slip_secret"))).content.to_bytes() == content
    assert unframe(made.raw("frame")) == content
    card = await verify_content(CRYPTO, item.header_bytes, opened.content, [demo_issuer()], TODAY)
    assert card is not None
    assert card.id_number == PERSON.id_number
    assert body_from_bytes(opened.header.kind, opened.content.body).to_bytes() == opened.content.body


@EACH
@pytest.mark.parametrize("who", ["office", "slip"])
def test_another_implementation_opens_them_too(path: Path, who: str) -> None:
    """joserfc knows nothing of us: the JWE is one by the standard (RFC 7516, general JSON)."""
    given, made = parts(path)
    data = json.loads(made.text("jwe", 10**6))
    wanted = 0 if who == "office" else 1
    data["recipients"] = [data["recipients"][wanted]]
    key: ECKey | OctKey
    if who == "office":
        key = ECKey.import_key({k: str(v) for k, v in given.members("seal_key").items()})
    else:
        key = OctKey.import_key(given.raw("slip_secret"))
    registry = JWERegistry(strict_check_header=False, algorithms=["ECDH-ES+A256KW", "A128KW", "A256GCM"])
    found = joserfc_jwe.decrypt_json(data, key, registry=registry)
    assert isinstance(found, GeneralJSONEncryption)
    assert found.plaintext is not None
    assert unframe(found.plaintext).decode() == given.text("content", 10**6)
    assert found.aad is not None
    assert found.aad.decode() == given.text("header")
