"""What `/openapi.json` says of the messages: the wire forms of `shared.contract`, for whoever implements the API anew.

What is inside signed and sealed strings is said in words, since no schema can look into them.
"""

from __future__ import annotations

from typing import Final

from shared.contract.api import (
    CERTIFICATE_HEADER,
    DEVICE_HEADER,
    MAX_BATCH_ITEMS,
    NAMED,
    NONCE_HEADER,
    SESSION_HEADER,
    SIGNATURE_HEADER,
    TAKES_HEADER,
    Route,
    Routes,
)
from shared.contract.codec import LARGEST, Json
from shared.contract.codings import CODINGS
from shared.contract.errors import PROBLEM_JSON

Schema = dict[str, Json]


def _object(about: str, members: dict[str, Json], optional: tuple[str, ...] = ()) -> Schema:
    required: list[Json] = [name for name in members if name not in optional]
    return {"type": "object", "description": about, "properties": members, "required": required}


def _list(of: Json) -> Schema:
    return {"type": "array", "items": of}


def _null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _bytes(length: int, about: str) -> Schema:
    size = -(-length * 4 // 3)
    return {"type": "string", "pattern": f"^[A-Za-z0-9_-]{{{size}}}$", "description": f"{about}, base64url"}


UUID7: Final[Schema] = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
}
WHOLE: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": LARGEST}
TEXT: Final[Schema] = {"type": "string"}
FLAG: Final[Schema] = {"type": "boolean"}
MOMENT: Final[Schema] = {"type": "string", "format": "date-time", "description": "UTC, to the millisecond"}


def _jws(of: str) -> Schema:
    return {"type": "string", "description": f"Compact JWS (ES256): {of}"}


_STATEMENT: Final = _jws("epoch, time and durable_through, by a key of use `receipt`")
_CERTIFICATE: Final[Schema] = _jws("the device's certificate, by a key of use `device`") | {"maxLength": 8192}
_NAMEABLE: Final[Schema] = {
    "type": "string",
    "maxLength": 8192,
    "description": "The device's certificate as a compact JWS; or, where the office said `named`, the first 128 bits "
    "of its SHA-256, base64url. An office that does not know the name answers 401 `unknown_certificate`",
}


def _result(answer: str, about: str, **members: Json) -> Schema:
    return _object(about, {"answer": {"const": answer}, "id": UUID7, **members})


SCHEMAS: Final[dict[str, Schema]] = {
    "PublicKey": _object(
        "A public key on P-256 (JWK)",
        {"kty": {"const": "EC"}, "crv": {"const": "P-256"}, "x": _bytes(32, "x"), "y": _bytes(32, "y")},
    ),
    "SealedItem": _object(
        "An item: its header is the `aad` of the JWE, its hash the SHA-256 of the JWE's bytes",
        {
            "jwe": {"type": "string", "description": "JWE, general JSON form, for the office and the slip secret"},
            "origin": _bytes(64, "The device's ES256 signature"),
            "certificate": _NAMEABLE,
        },
    ),
    "SubmissionBatch": _object(
        "Items sent together; each is answered by itself",
        {"items": {**_list(_ref("SealedItem")), "maxItems": MAX_BATCH_ITEMS}, "permit": _null(TEXT)},
        ("permit",),
    ),
    "ItemResult": {
        "oneOf": [
            _result("accepted", "Taken", acknowledgement=_jws("the acknowledgement")),
            _result("duplicate", "Taken before; the same acknowledgement", acknowledgement=_jws("the acknowledgement")),
            _result("waiting_for_parts", "Stored, not whole", next=WHOLE),
            _result("held", "Kept aside for a person; never refused", reason=TEXT),
            _result("rejected", "Kept and explained", code=TEXT, explanation=TEXT),
            _result("conflict", "Same id, other hash: both are kept", hash=_bytes(32, "Hash of the first")),
            _result("retry", "Not now", retry_after_s=WHOLE),
        ]
    },
    "SubmissionReply": _object("One result per item", {"results": _list(_ref("ItemResult")), "statement": _STATEMENT}),
    "NonceReply": _object("Single-use nonces", {"nonces": _list(TEXT), "ttl_s": WHOLE, "statement": _STATEMENT}),
    "PermitRequest": _object("May so much come now?", {"items": WHOLE, "bytes": WHOLE}),
    "Permit": _object(
        "Yes or not yet",
        {"granted": FLAG, "token": _null(TEXT), "max_items": WHOLE, "max_bytes": WHOLE, "retry_after_s": WHOLE},
    ),
    "KnownRequest": _object(
        "Which of these are there?",
        {"items": _list(_object("An item", {"id": UUID7, "hash": _bytes(32, "Its hash")}))},
    ),
    "KnownReply": _object(
        "What is known, and which are wanted again",
        {"statement": _STATEMENT, "results": _list(_ref("ItemResult")), "unknown": _list(UUID7)},
    ),
    "Message": _object(
        "Something told to a person about an item",
        {
            "id": TEXT,
            "item": UUID7,
            "time": MOMENT,
            "kind": {"enum": ["state", "decision", "question"]},
            "text": {"description": "A message id with its arguments, or null"},
            "words": _null(TEXT),
            "decision": {"description": "The decision clause by clause, or null"},
        },
    ),
    "Changes": _object(
        "What is new since a cursor",
        {
            "cursor": TEXT,
            "statement": _STATEMENT,
            "results": _list(_ref("ItemResult")),
            "packs": _list(_jws("a dataset, by a key of use `pack`")),
            "messages": _list(_ref("Message")),
            "more": FLAG,
        },
    ),
    "QueryReply": _object("The sealed answer", {"answer": {"type": "string", "description": "Compact JWE"}}),
    "KeySetReply": _object("The key set", {"key_set": _jws("the keys of the office, by the offline root")}),
    "EnrolRequest": _object(
        "A phone enrols itself (L1)", {"key": _ref("PublicKey"), "proof": _bytes(64, "The key's signature")}
    ),
    "RenewRequest": _object(
        "A device swaps in a key of its own",
        {
            "device": {"type": "string", "maxLength": 64},
            "key": _ref("PublicKey"),
            "proof": _bytes(64, "The new key's signature"),
        },
    ),
    "CertificateReply": _object("A certificate", {"certificate": _CERTIFICATE}),
    "PartReply": _object("The next missing chunk, or null", {"next": _null(WHOLE)}),
    "Health": _object("Alive", {"status": TEXT, "service": {"const": "nuanchuang"}}),
    "Problem": _object(
        "An error (RFC 9457)",
        {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "code": TEXT, "detail": TEXT},
    ),
}


def describe(route: Route, request: str | None, reply: str, *, binary: bool = False) -> Schema:
    """The part of the document that FastAPI cannot derive: headers, bodies, and errors, of one operation."""
    said: Schema = {"responses": _responses(reply, route)}
    parameters: list[Json] = [_header(name, about) for name, about in _SIGNED] if route.signed else []
    if route == Routes.CHANGES:
        parameters.append({"name": "cursor", "in": "query", "required": False, "schema": {**TEXT, "maxLength": 128}})
        parameters.append(_header(SESSION_HEADER, "Proof and signature of a live L2 session", required=False))
    if route == Routes.PARTS:
        parameters.append({"name": "item", "in": "path", "required": True, "schema": UUID7})
        parameters.append({"name": "index", "in": "path", "required": True, "schema": WHOLE})
    if request is not None or binary:
        parameters.append({**_header("Content-Encoding", _CODING, required=False), "schema": {"enum": list(CODINGS)}})
    if parameters:
        said["parameters"] = parameters
    if request is not None:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(request)}}}
    elif binary:
        content: Json = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        said["requestBody"] = {"required": True, "content": content}
    return said


_CODING: Final = (
    "What the body is packed in: gzip, or zlib with the preset dictionary of `shared/contract/codings.py`; the "
    "signature covers the bytes as sent. Only where the office said so; else 415"
)
_TAKES: Final = f"What makes requests smaller and is read here, separated by spaces: {' '.join((*CODINGS, NAMED))}"
_SIGNED: Final = (
    (DEVICE_HEADER, "The device's id"),
    (CERTIFICATE_HEADER, "The device's certificate, a compact JWS, or its name where the office said `named`"),
    (NONCE_HEADER, "A nonce of the server, good once"),
    (SIGNATURE_HEADER, "ES256 over method, target, nonce, SHA-256 of the body and device, base64url"),
)


def _header(name: str, about: str, *, required: bool = True) -> Schema:
    return {"name": name, "in": "header", "required": required, "description": about, "schema": TEXT}


def _responses(reply: str, route: Route) -> Schema:
    def error(about: str) -> dict[str, Json]:
        return {"description": about, "content": {PROBLEM_JSON: {"schema": _ref("Problem")}}}

    said: dict[str, dict[str, Json]] = {
        "200": {"description": "Done", "content": {"application/json": {"schema": _ref(reply)}}},
        "4XX": error("Understood and refused, or not understood"),
        "503": error("Not now; Retry-After says when"),
    }
    if route == Routes.NONCES:
        said["200"]["headers"] = {TAKES_HEADER: {"description": _TAKES, "schema": TEXT}}
    if route.signed:
        said["401"] = error("The signature or its nonce does not hold")
        said["429"] = error("Too much at once; Retry-After says when")
    return {**said}
