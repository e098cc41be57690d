"""A small world for the tests of sealing: an office, an enrolled kiosk, a person with a card; all keys fixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from shared.contract.bodies import BindBody, Body, FlowBody, QueryBody, SealedContent, Subject
from shared.contract.items import CreatedElapsed, ItemHeader, ItemKind, SealedItem
from shared.contract.trust import DeviceCertificate, DeviceRole, KeyEntry, KeySet, KeyUse
from shared.domain.answers import Answer, By, Source
from shared.domain.content import Content
from shared.domain.flow import Level
from shared.domain.quantities import Months, yuan
from shared.domain.values import UNKNOWN
from shared.sealing.crypto_native import NativeAgreement, NativeCrypto, NativeSigner, agreement_of, signer_of
from shared.sealing.demo_native import DEMO_PEOPLE, PIN, demo_card, demo_issuer
from shared.sealing.derive import hkdf, slip_check
from shared.sealing.items import seal_item
from shared.sealing.ports import Fresh
from shared.sealing.session import L2Session, open_session
from shared.sealing.trust import sign_device, sign_key_set

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DEVICE = "kiosk-0007"
CRYPTO = NativeCrypto()
PERSON = DEMO_PEOPLE[0]
SECRET = bytes(range(16))


def fixed(name: str, length: int = 32) -> bytes:
    """Bytes that are the same each time: a scalar below the order of P-256, since its first byte is small."""
    return b"\x01" + hkdf(b"fixed for tests", name.encode(), length - 1)


def item_id(n: int = 1) -> str:
    """The id of the n-th item."""
    return f"019ab000-0000-7000-8000-{n:012x}"


@dataclass(frozen=True)
class FixedCrypto(NativeCrypto):
    """The native primitives, of which new keys follow from a count: for vectors and for tests that repeat."""

    count: Iterator[int] = field(default_factory=lambda: iter(range(1, 10**6)))

    async def new_signer(self) -> NativeSigner:
        return signer_of(fixed(f"signer {next(self.count)}"))

    async def new_agreement(self) -> NativeAgreement:
        return agreement_of(fixed(f"agreement {next(self.count)}"))


def entry(use: KeyUse, name: str = "", start: datetime = NOW, days: int = 365) -> KeyEntry:
    """A key of the office, valid from a day before."""
    key = signer_of(fixed(f"office {use.value} {name}"))
    begin = start - timedelta(days=1)
    return KeyEntry(f"{use.value}{name}", use, key.public, begin, begin + timedelta(days=days))


def office_signer(use: KeyUse, name: str = "") -> NativeSigner:
    """Its private half."""
    return signer_of(fixed(f"office {use.value} {name}"))


ROOT = signer_of(fixed("root"))
DEVICE_KEY = signer_of(fixed("device"))
SEAL_KEY = agreement_of(fixed("office seal "))
KEY_SET = KeySet(3, NOW, NOW + timedelta(days=365), tuple(entry(use) for use in KeyUse), demo=True)


async def device_token(device: str = DEVICE, key: NativeSigner = DEVICE_KEY, first: bool = False) -> str:
    """A certificate of the office for a device."""
    until = NOW + timedelta(days=90)
    certificate = DeviceCertificate(device, DeviceRole.KIOSK, key.public, NOW - timedelta(days=1), until, first)
    return await sign_device(office_signer(KeyUse.DEVICE), KeyUse.DEVICE.value, certificate)


async def key_set_token(key_set: KeySet = KEY_SET) -> str:
    """The key set under the root."""
    return await sign_key_set(ROOT, key_set)


async def session(crypto: NativeCrypto = CRYPTO, device: str = DEVICE) -> L2Session:
    """A verified person at the kiosk."""
    return await open_session(crypto, await demo_card(PERSON), PIN, device=device, issuers=[demo_issuer()], on=TODAY)


def header(kind: ItemKind = ItemKind.SUBMIT, n: int = 1, level: Level = Level.L2) -> ItemHeader:
    """The header of the n-th item."""
    acts = kind in (ItemKind.CORRECT, ItemKind.WITHDRAW, ItemKind.CANCEL, ItemKind.OBJECT)
    return ItemHeader(
        id=item_id(n),
        kind=kind,
        device=DEVICE,
        device_seq=n,
        after=(item_id(999),) if acts else (),
        replaces=item_id(999) if kind is ItemKind.CORRECT else None,
        assurance=level,
        created_elapsed=CreatedElapsed(NOW - timedelta(hours=1), 3_600_000),
    )


def content(operation: str) -> Content:
    """Answers and facts with a value of many a kind in them."""
    return Content(
        "unemployment",
        1,
        "2026-11",
        operation,
        None,
        {
            "last_day_worked": Answer(date(2026, 10, 31)),
            "reason": Answer("expired", Source.SPOKEN, by=By.HELPER),
            "registered": Answer(True, Source.RECORD, date(2026, 11, 1)),
            "account": Answer(UNKNOWN),
        },
        {"months": Months(96), "amount": yuan("2340.00"), "registered": True, "reason": UNKNOWN},
        TODAY,
        {"share": Answer({"given": True, "words": "同意"})},
    )


def body(kind: ItemKind) -> Body:
    """A body for each kind."""
    subject = Subject(PERSON.id_number, PERSON.name)
    match kind:
        case ItemKind.BIND:
            return BindBody(subject=subject, code_hash=fixed("code"), slip_check=slip_check(SECRET))
        case ItemKind.QUERY:
            reply = agreement_of(fixed("reply"))
            return QueryBody(query="record", reply_key=reply.public, subject=subject, given={"region": "440000"})
        case _:
            acts = kind is not ItemKind.SUBMIT
            return FlowBody(
                content=content(kind.value),
                subject=subject,
                lang="zh_Hans_CN",
                slip_check=slip_check(SECRET),
                target=item_id(999) if acts else None,
                target_check=slip_check(fixed("older slip", 16)) if acts else None,
            )


def fresh(name: str = "fresh") -> Fresh:
    """Fixed randomness of one sealing."""
    return Fresh(fixed(f"{name} cek"), fixed(f"{name} iv", 12), agreement_of(fixed(f"{name} epk")))


async def sealed(kind: ItemKind = ItemKind.SUBMIT, n: int = 1, level: Level = Level.L2) -> SealedItem:
    """A whole item, with the proof of a card at L2."""
    head = header(kind, n, level)
    raw = body(kind).to_bytes()
    inner = await (await session(FixedCrypto())).content(head, raw) if level >= Level.L2 else SealedContent(raw)
    return await seal_item(
        CRYPTO,
        head,
        inner,
        seal_key=seal_entry(),
        secret=SECRET,
        fresh=fresh(),
        origin=DEVICE_KEY,
        certificate=await device_token(),
    )


@cache
def seal_entry() -> KeyEntry:
    """The office's seal key."""
    return KEY_SET.of_use(KeyUse.SEAL)[0]
