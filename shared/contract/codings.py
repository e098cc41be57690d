"""Bodies of requests in few bytes: the content codings that an office reads (RFC 9110, section 8.4) and devices choose.

`gzip` is what everybody knows. `nuanchuang-1` is zlib (RFC 1950) with a preset dictionary: what all sealed claims have
in common is not sent at all, which is a sixth of one. What is sealed was padded before and does not get smaller here: a
length tells no more of it than it did.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from functools import cache
from typing import Any, Final

from shared.contract.codec import Json, b64, canonical
from shared.contract.errors import Malformed, TooLarge, UnknownCoding

PRESET: Final = "nuanchuang-1"
GZIP: Final = "gzip"
CODINGS: Final = (PRESET, GZIP)
"""What is read here, the smaller first."""
WORTH: Final = len("content-encoding: \r\n") + len(PRESET)
"""Bytes by which a body must get smaller, since saying how costs these."""
_GZIP_BITS: Final = 31


def coded(body: bytes, takes: Collection[str]) -> tuple[bytes, str | None]:
    """The body in the smallest coding that the office takes, and which; as it is where that is not smaller."""
    coding = next((name for name in CODINGS if name in takes), None)
    if coding is None or not body:
        return body, None
    small = _coder(coding)
    packed = small.compress(body) + small.flush()
    return (packed, coding) if len(packed) + WORTH < len(body) else (body, None)


def decoded(body: bytes, coding: str | None, most: int) -> bytes:
    """The body that came in a coding; unfolds `most` bytes at most. Raises UnknownCoding, Malformed, TooLarge."""
    name = (coding or "identity").strip().lower()
    if name == "identity":
        return body
    if name not in CODINGS:
        raise UnknownCoding("read here: " + ", ".join(CODINGS))
    large = zlib.decompressobj(_GZIP_BITS) if name == GZIP else zlib.decompressobj(zdict=dictionary())
    try:
        found = large.decompress(body, most + 1)
    except zlib.error:
        raise Malformed("body", f"is not {name}") from None
    if len(found) > most:
        raise TooLarge(f"more than {most} bytes")
    if not large.eof or large.unused_data:
        raise Malformed("body", f"is not {name}")
    return found


def _coder(coding: str) -> Any:
    level, method, memory = 9, zlib.DEFLATED, 9
    if coding == GZIP:
        return zlib.compressobj(level, method, _GZIP_BITS, memory)
    return zlib.compressobj(level, method, zlib.MAX_WBITS, memory, zlib.Z_DEFAULT_STRATEGY, dictionary())


@cache
def dictionary() -> bytes:
    """The dictionary of `nuanchuang-1`: batches without what differs. Another one needs another name for the coding.

    Headers stand in base64url, where a text looks different at each of three offsets: all three are there.
    """
    moment = "2026-11-26T00:00:00.000Z"
    pieces = [
        *(f'","kind":"{kind}","parts":null,"replaces":null,"v":1}}' for kind in ("query", "withdraw", "submit")),
        f',"server_time":"{moment}"}},"device":"phone-',
        ',"device_seq":1,"id":"01a21585-',
    ]
    words = [b64(f"{' ' * offset}{piece}".encode()) for piece in pieces for offset in range(3)]
    words.append(b64(canonical(_header(None, "kiosk-000000000000"))))
    words.append('{"bytes":0,"items":1}')
    words.append(_batch(_header({"elapsed_ms": 1000, "server_time": moment}, "phone-000000000000")))
    return "".join(words).encode()


def _header(created: Json, device: str) -> Json:
    id = "01a21585-b668-792c-92a9-6bd1bdaf2c30"
    head: dict[str, Json] = {"after": [], "assurance": 1, "created_elapsed": created, "device": device}
    return head | {"device_seq": 1, "id": id, "kind": "submit", "parts": None, "replaces": None, "v": 1}


def _batch(header: Json) -> str:
    protected: Json = {"commit": b64(bytes(32)), "cty": "nuanchuang-frame+1", "enc": "A256GCM"}
    key: Json = {"crv": "P-256", "kty": "EC", "x": "", "y": ""}
    jwe: Json = {
        "aad": b64(canonical(header)),
        "ciphertext": "",
        "iv": "",
        "protected": b64(canonical(protected)),
        "recipients": [
            {"encrypted_key": "", "header": {"alg": "ECDH-ES+A256KW", "epk": key, "kid": ""}},
            {"encrypted_key": "", "header": {"alg": "A128KW", "kid": "slip"}},
        ],
        "tag": "",
    }
    item: Json = {"certificate": "", "jwe": canonical(jwe).decode(), "origin": ""}
    return canonical({"items": [item], "permit": None}).decode()
