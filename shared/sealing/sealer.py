"""The application's ports over sealing: turns what a session submits into sealed items, and items into slip codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from shared.contract.bodies import Attachment, BindBody, Body, FlowBody, QueryBody, SealedContent, Subject, read_content
from shared.contract.codec import Fields, Json, b64, canonical, day_json, one_of, parse
from shared.contract.errors import Malformed, Unopenable
from shared.contract.items import CreatedElapsed, ItemHeader, ItemKind, SealedItem
from shared.contract.trust import KeySet
from shared.domain.content import content_to_json
from shared.domain.exchange import Attached, Clock, Ids, NotEnrolled, Person, Sealed, SessionProof
from shared.domain.flow import Level
from shared.domain.values import Value
from shared.sealing.attachments import seal_attachment
from shared.sealing.derive import receipt_number, slip_check
from shared.sealing.items import item_hash, open_with_slip, seal_item
from shared.sealing.jwe import ItemJwe
from shared.sealing.ports import SECRET_BYTES, Agreement, Crypto, Signer, fresh
from shared.sealing.session import L2Session, OwnPhone
from shared.sealing.slips import Receipt, SlipCode, sign_receipt
from shared.sealing.trust import seal_key

LANG: Final = "zh_Hans_CN"
AIM: Final = ("target", "target_check")


class SealingDevice(Protocol):
    """What sealing needs to know of a device (`keys_native.Device`)."""

    @property
    def id(self) -> str: ...
    @property
    def signer(self) -> Signer: ...
    @property
    def token(self) -> str: ...
    @property
    def key_set(self) -> KeySet: ...


@dataclass(frozen=True, slots=True)
class ItemSealer:
    """Meets the port `Sealer`. `device` gives the device as it is now (None: not enrolled), `next_seq` commits
    and gives the next device_seq, `created` says what is known of the time."""

    crypto: Crypto
    clock: Clock
    ids: Ids
    device: Callable[[], SealingDevice | None]
    next_seq: Callable[[], int]
    created: Callable[[], CreatedElapsed | None] = lambda: None

    @property
    def enrolled(self) -> bool:
        """Whether items can be sealed here at all."""
        return self.device() is not None

    async def seal(
        self,
        kind: str,
        body: Mapping[str, Json],
        person: Person,
        proof: SessionProof | None,
        attached: Sequence[Attached] = (),
    ) -> Sealed:
        """Seal a body for the office and for the slip; with a live proof it is L2. Raises NotEnrolled.

        Each attachment is cut and encrypted under a key of its own, which only the sealed item holds.

        `body`: `content` and `subject` (the number); optional `lang`, `relation`, `helper`, and for an item that acts
        on an earlier one `target` with `target_check`. For the kind `bind`: `code_hash` and `subject`.
        """
        what = one_of(ItemKind, kind, "kind")
        f = Fields("body", body)
        secret = self.ids.token(SECRET_BYTES)
        target = f.opt("target", f.text)
        made: Body
        manifests: list[Attachment] = []
        parts: list[bytes] = []
        for n, one in enumerate(attached if what is not ItemKind.BIND else (), 1):
            manifest, chunks = await seal_attachment(
                self.crypto, self.ids.token, id=f"a{n}", question=one.question, media=one.media, data=one.data
            )
            manifests.append(manifest)
            parts += chunks
        if what is ItemKind.BIND:
            made = BindBody(
                subject=self._subject(f, person), code_hash=f.raw("code_hash", 32), slip_check=slip_check(secret)
            )
            flow = kind
        else:
            content = read_content(f.any("content"))
            flow = content.flow
            made = FlowBody(
                content=content,
                subject=self._subject(f, person),
                lang=f.opt("lang", f.text) or LANG,
                slip_check=slip_check(secret),
                target=target,
                target_check=f.opt("target_check", lambda name: f.raw(name, 32)),
                attachments=tuple(manifests),
                helper=f.opt("helper", f.text),
            )
        device = self._device()
        item = await self._seal(device, what, made, secret, proof, target, len(parts))
        return replace(await self._kept(device, item, flow, secret), parts=tuple(parts))

    async def query(
        self, query: str, given: Mapping[str, Value], person: Person | None, proof: SessionProof | None
    ) -> tuple[SealedItem, Agreement]:
        """A sealed question, and the key that opens its answer. Raises NotEnrolled.

        `target` and `target_check` (base64url) among what is given name the item that is asked about.
        """
        reply = await self.crypto.new_agreement()
        subject = None if person is None else Subject(person.id_number, person.name or None)
        aim = Fields("given", {name: value for name in AIM if isinstance(value := given.get(name), str)})
        body = QueryBody(
            query=query,
            reply_key=reply.public,
            subject=subject,
            given={name: value for name, value in given.items() if name not in AIM},
            target=aim.opt("target", aim.text),
            target_check=aim.opt("target_check", lambda name: aim.raw(name, 32)),
        )
        item = await self._seal(self._device(), ItemKind.QUERY, body, self.ids.token(SECRET_BYTES), proof, None)
        return item, reply

    def slip_code(self, item: Sealed, acknowledgement: str, *, secret: bool) -> str:
        """The QR's text: with `secret` the citizen's own slip, else the small one; `acknowledgement` "" is 尚未送达."""
        slip = slip_of(item.wire)
        if not secret:
            return slip.small()
        found = SlipCode(slip.receipt, slip.signature, slip.certificate, acknowledgement or None, item.secret)
        return found.text()

    def slip_check(self, item: Sealed) -> str:
        """What proves holding the slip of an item."""
        return b64(slip_check(item.secret))

    async def reopen(self, item: Sealed) -> Json:
        """The content of an item, opened with its slip; None where it cannot be."""
        try:
            opened = await open_with_slip(self.crypto, item_of(item.wire), item.secret)
            body = opened.body
        except (Unopenable, Malformed):
            return None
        return content_to_json(body.content) if isinstance(body, FlowBody) else None

    def _subject(self, f: Fields, person: Person) -> Subject:
        name = person.name if person.name and f.text("subject") == person.id_number else None
        return Subject(f.text("subject", 18), name, f.opt("relation", f.text) or "self")

    def _device(self) -> SealingDevice:
        device = self.device()
        if device is None:
            raise NotEnrolled
        return device

    async def _seal(
        self,
        device: SealingDevice,
        kind: ItemKind,
        body: Body,
        secret: bytes,
        proof: SessionProof | None,
        target: str | None,
        parts: int = 0,
    ) -> SealedItem:
        session = proof if isinstance(proof, L2Session) and not proof.ended else None
        owner = isinstance(proof, OwnPhone) and not proof.ended
        header = ItemHeader(
            id=self.ids.uuid7(),
            kind=kind,
            device=device.id,
            device_seq=self.next_seq(),
            after=() if target is None else (target,),
            replaces=target if kind is ItemKind.CORRECT else None,
            assurance=Level.L1 if session is None and not owner else Level.L2,
            created_elapsed=self.created(),
            parts=parts or None,
        )
        raw = body.to_bytes()
        content = SealedContent(raw) if session is None else await session.content(header, raw)
        return await seal_item(
            self.crypto,
            header,
            content,
            seal_key=seal_key(device.key_set, self.clock.now()),
            secret=secret,
            fresh=await fresh(self.crypto, self.ids.token),
            origin=device.signer,
            certificate=device.token,
        )

    async def _kept(self, device: SealingDevice, item: SealedItem, flow: str, secret: bytes) -> Sealed:
        hash, header = item_hash(item), item.header
        receipt = Receipt(header.id, header.kind, self.clock.today(), hash, ItemJwe.from_bytes(item.jwe).kid)
        signature = await sign_receipt(device.signer, receipt)
        return Sealed(
            id=header.id,
            kind=header.kind.value,
            flow=flow,
            number=receipt_number(header.id),
            hash=b64(hash),
            device_seq=header.device_seq,
            wire=wire_of(item, receipt, signature),
            secret=secret,
            created=self.clock.now(),
        )


def wire_of(item: SealedItem, receipt: Receipt, signature: bytes) -> bytes:
    """What is kept of an item: its wire form, and beside it the receipt, which the office need not read."""
    data = Fields.of(item.to_json(), "item").data
    kept: dict[str, Json] = {"kid": receipt.kid, "day": day_json(receipt.day), "signature": b64(signature)}
    return canonical({**data, "receipt": kept})


def item_of(wire: bytes) -> SealedItem:
    """The item that travels, from what is kept of it; raises Malformed."""
    return SealedItem.from_json(parse(wire, "item"))


def slip_of(wire: bytes) -> SlipCode:
    """The slip without secret and acknowledgement, from what is kept; raises Malformed."""
    item = item_of(wire)
    f = Fields.of(Fields.of(parse(wire, "item"), "item").any("receipt"), "receipt")
    header = item.header
    receipt = Receipt(header.id, header.kind, f.day("day"), item_hash(item), f.text("kid"))
    return SlipCode(receipt, f.raw("signature", 64), item.certificate)
