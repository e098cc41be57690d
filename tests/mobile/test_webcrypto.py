"""Sealing by WebCrypto: the same vectors as for `cryptography`, both ways, under Pyodide."""

from __future__ import annotations

from typing import Any

import pytest

from shared.contract.codec import Fields, parse
from shared.contract.trust import PublicKey
from shared.sealing.crypto_native import NativeCrypto
from tests.mobile.node import ROOT, in_pyodide
from tests.sealing.vectors.make import FOLDER

KINDS = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture(scope="module")
def found() -> Any:
    return in_pyodide("in_pyodide.py", str(ROOT))


@pytest.mark.parametrize("kind", KINDS)
def test_each_vector_holds_in_both_directions(found: Any, kind: str) -> None:
    of_kind = {name: holds for name, holds in found["vectors"][kind].items() if name != "origin"}
    assert len(of_kind) == 6
    assert of_kind == dict.fromkeys(of_kind, True)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_webcrypto_signed_cryptography_believes(found: Any, kind: str) -> None:
    f = Fields.of(parse((FOLDER / f"{kind}.json").read_bytes()), "vector")
    key = PublicKey.from_json(Fields.of(f.any("input"), "input").any("device_key"))
    signed = Fields.of(f.any("output"), "output").text("origin_signed").encode()
    signature = bytes.fromhex(found["vectors"][kind]["origin"])
    assert await NativeCrypto().verify(key, signature, signed)
    assert not await NativeCrypto().verify(key, signature, signed + b" ")


@pytest.mark.parametrize("part", ["primitives", "keys", "boxes"])
def test_the_primitives_and_the_keys_do_as_their_ports_say(found: Any, part: str) -> None:
    assert len(found[part]) > 7
    assert found[part] == dict.fromkeys(found[part], True)
