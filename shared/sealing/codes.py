"""QR texts: base45 (RFC 9285), which QR holds in alphanumeric mode, over a compact packing of signed JSON.

Packing: JSON texts deflated together against a fixed dictionary, signatures and secrets as raw bytes. What is packed
comes out byte by byte, so that signatures still hold.
"""

from __future__ import annotations

import zlib
from typing import Final

from shared.contract.codec import b64, unb64
from shared.contract.errors import Malformed

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LONGEST: Final = 4096
"""Characters; the largest QR (version 40-L) holds 4,296 in alphanumeric mode."""
_VALUES: Final = {character: value for value, character in enumerate(ALPHABET)}
_INFLATED: Final = 64 * 1024
_DICTIONARY: Final = (
    b'{"certificate":null,"code_hash":"","facts":{"as_of":"","source":"","value":"subject":"'
    b'{"day":"2026-","hash":"","id":"01","kid":"","kind":"submit","withdraw"correct"object"cancel"bind"'
    b'{"alg":"ES256","kid":"","typ":"nuanchuang-state"}'
    b'{"durable_through":0,"epoch":"","hash":"","id":"01","sequence":1,"time":"2026-00:00:00.000Z"}'
    b'{"alg":"ES256","kid":"","typ":"nuanchuang-ack"}'
    b'{"device":"kiosk-","first":false,"key":{"crv":"P-256","kty":"EC","x":"","y":""},"not_after":"2027-T00:00:00.000Z",'
    b'"not_before":"2026-T00:00:00.000Z","role":"kiosk"}{"alg":"ES256","kid":"","typ":"nuanchuang-device"}'
)
"""Never changed: it is part of the format."""


def base45(raw: bytes) -> str:
    """RFC 9285, section 4."""
    out: list[str] = []
    for start in range(0, len(raw), 2):
        pair = raw[start : start + 2]
        number = int.from_bytes(pair)
        for _ in range(3 if len(pair) == 2 else 2):
            number, digit = divmod(number, 45)
            out.append(ALPHABET[digit])
    return "".join(out)


def unbase45(text: str) -> bytes:
    """The bytes again; raises Malformed."""
    if len(text) % 3 == 1 or len(text) > LONGEST:
        raise Malformed("code", "has an impossible length")
    out = bytearray()
    for start in range(0, len(text), 3):
        part = text[start : start + 3]
        if any(character not in _VALUES for character in part):
            raise Malformed("code", "holds other characters than base45")
        number = sum(_VALUES[character] * 45**place for place, character in enumerate(part))
        size = len(part) - 1
        if number >= 256**size:
            raise Malformed("code", "holds a group that is too large")
        out += number.to_bytes(size, "big")
    return bytes(out)


def pack(texts: list[bytes], raws: list[bytes]) -> bytes:
    """Texts (without line ends) deflated together, then each raw value of at most 255 bytes with its length."""
    if any(b"\n" in text for text in texts) or any(len(raw) > 255 for raw in raws):
        raise ValueError("a text with a line end, or a raw value that is too long")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_DICTIONARY)
    packed = packer.compress(b"\n".join(texts)) + packer.flush()
    return b"".join(bytes([len(raw)]) + raw for raw in raws) + b"\0" + packed


def unpack(packed: bytes) -> tuple[list[bytes], list[bytes]]:
    """Texts and raw values; raises Malformed."""
    raws: list[bytes] = []
    at = 0
    while at < len(packed) and (size := packed[at]):
        raws.append(packed[at + 1 : at + 1 + size])
        at += 1 + size
    if at >= len(packed):
        raise Malformed("code", "ends too early")
    unpacker = zlib.decompressobj(-15, zdict=_DICTIONARY)
    try:
        texts = unpacker.decompress(packed[at + 1 :], _INFLATED)
    except zlib.error:
        raise Malformed("code", "does not inflate") from None
    if not unpacker.eof or unpacker.unused_data:
        raise Malformed("code", "is not whole")
    return texts.split(b"\n"), raws


def split_jws(token: str) -> tuple[list[bytes], list[bytes]]:
    """Header and payload of a compact JWS as texts, its signature as a raw value."""
    head, payload, signature = token.split(".")
    return [unb64(head), unb64(payload)], [unb64(signature)]


def join_jws(texts: list[bytes], raws: list[bytes]) -> str:
    """The compact JWS again."""
    return f"{b64(texts[0])}.{b64(texts[1])}.{b64(raws[0])}"


def coded(prefix: str, texts: list[bytes], raws: list[bytes]) -> str:
    """A whole QR text."""
    return prefix + base45(pack(texts, raws))


def decoded(prefix: str, text: str, counts: set[tuple[int, int]]) -> tuple[list[bytes], list[bytes]]:
    """Texts and raw values of a QR text of that prefix with one of these (texts, raws) counts; raises Malformed."""
    if not text.startswith(prefix):
        raise Malformed("code", "is not one of this kind")
    texts, raws = unpack(unbase45(text[len(prefix) :]))
    if (len(texts), len(raws)) not in counts:
        raise Malformed("code", "has not the parts of its kind")
    return texts, raws
