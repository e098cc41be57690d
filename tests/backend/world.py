"""An office in a temporary directory with the test's own clock, kiosks that really seal, people with cards."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
from fastapi import FastAPI
from sqlalchemy import create_engine, make_url, text

from shared.backend.app import create_app
from shared.backend.office import Office
from shared.backend.settings import Limits, Settings
from shared.client.http import HttpCitizenApi
from shared.contract.bodies import Attachment, Body, FlowBody, QueryBody, SealedContent, Subject
from shared.contract.ids import RANDOM_BYTES, uuid7
from shared.contract.items import ItemHeader, ItemKind, SealedItem, SubmissionBatch
from shared.contract.messages import Changes, QueryAnswer, SubmissionReply
from shared.contract.results import ItemResult
from shared.contract.trust import KeySet
from shared.domain import kinds
from shared.domain.answers import Problem, Record
from shared.domain.content import Content, content
from shared.domain.flow import Ask, Consent, Flow, Kind, Level, Question
from shared.domain.journey import Journey
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.sealing.answers import open_answer
from shared.sealing.crypto_native import NativeCrypto, NativeSigner, scalar_from_json, signer_of
from shared.sealing.demo_native import PEOPLE_BY_KEY, PIN, DemoPerson, demo_card, demo_issuer
from shared.sealing.derive import sha256, slip_check
from shared.sealing.enrolment import load_enrolment
from shared.sealing.items import seal_item
from shared.sealing.ports import SECRET_BYTES, fresh
from shared.sealing.session import L2Session, open_session
from shared.sealing.transport import TransportSigner
from shared.sealing.trust import read_key_set, seal_key
from tests.fakes.packs import every_pack

CRYPTO = NativeCrypto()
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
UNEMPLOYMENT = FLOWS["unemployment"]
PERSON = PEOPLE_BY_KEY["liu_wei"]
OTHER = PEOPLE_BY_KEY["huang_lijuan"]

ANSWERS: Mapping[str, Value] = {
    "region": "310000",
    "last_day": date(2026, 9, 30),
    "reason": "dismissed",
    "registered": True,
    "months": 264,
    "stops": (),
    "pay_to": "card",
}
"""What 刘伟 answers: everything is met and known."""

_BY_KIND: Mapping[Kind, Value] = {
    Kind.NOTICE: True,
    Kind.DECLARATION: True,
    Kind.PHONE: "13800001234",
    Kind.YES_NO: True,
    Kind.BANK_ACCOUNT: "6222020200112230",
    Kind.SEVERAL: (),
}


@dataclass
class Clock:
    """Time that passes when the test says so."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **how_long: float) -> None:
        """Let time go by (`minutes=10`)."""
        self.at += timedelta(**how_long)


def filled(
    answers: Mapping[str, Value] = ANSWERS,
    *,
    flow: Flow = UNEMPLOYMENT,
    level: Level = Level.L2,
    record: Record | None = None,
    as_of: date = TODAY,
) -> Content:
    """The content of a journey answered to its end."""
    packs = every_pack()
    journey = Journey.start(flow, as_of, level, record)
    while (place := journey.pending) is not None:
        step = place.step
        moved: Journey | Problem
        match step:
            case Ask():
                brought = answers.get(place.key)
                moved = replace(journey, at=place.key).freeze(brought if isinstance(brought, Mapping) else {}, as_of)
            case Question():
                rows = packs[step.choices_from.dataset].rows if step.choices_from is not None else None
                given = answers.get(place.key, answers.get(step.id))
                value = given if given is not None else _default(step, rows)
                moved = journey.answer(value, key=place.key, rows=rows)
            case Consent():
                moved = journey.answer({"given": True, "words": "words"}, key=place.key)
            case _:
                moved = replace(journey, at=place.key).go_on()
        assert isinstance(moved, Journey), (place.key, moved)
        journey = moved
    return content(journey)


def _default(question: Question, rows: kinds.Rows | None) -> Value:
    if question.kind in _BY_KIND:
        return _BY_KIND[question.kind]
    return kinds.choices(question, rows)[0].value


@dataclass
class Kiosk:
    """A device of the office: seals, signs, sends."""

    id: str
    signer: NativeSigner
    certificate: str
    key_set: KeySet
    seq: int = 0

    @classmethod
    async def enrolled(cls, office: Office, folder: Path) -> Kiosk:
        """A new kiosk by the operator's file."""
        path = folder / f"enrolment-{secrets.token_hex(4)}.json"
        office.enrol_to(path)
        return await cls.of_file(path)

    @classmethod
    async def of_file(cls, path: Path) -> Kiosk:
        """The kiosk of an enrolment file."""
        enrolment = load_enrolment(path)
        signer = signer_of(scalar_from_json(dict(enrolment.key)))
        key_set = await read_key_set(CRYPTO, enrolment.trust.root, enrolment.trust.key_set)
        return cls(enrolment.device, signer, enrolment.certificate, key_set)

    @property
    def transport(self) -> TransportSigner:
        return TransportSigner(self.id, self.certificate, self.signer)

    async def session(self, person: DemoPerson = PERSON) -> L2Session:
        """Somebody with card and PIN at this kiosk."""
        issuers = [demo_issuer()]
        return await open_session(CRYPTO, await demo_card(person), PIN, device=self.id, issuers=issuers, on=TODAY)

    def header(self, kind: ItemKind, level: Level, **more: object) -> ItemHeader:
        """A header with the next number of this device."""
        self.seq += 1
        id = uuid7(int(START.timestamp() * 1000) + self.seq, secrets.token_bytes(RANDOM_BYTES))
        given = {"id": id, "kind": kind, "device": self.id, "device_seq": self.seq, "assurance": level, **more}
        return ItemHeader(**given)  # type: ignore[arg-type]

    async def seal(
        self, header: ItemHeader, body: Body, session: L2Session | None, secret: bytes | None = None
    ) -> SealedItem:
        """Seal any body."""
        raw = body.to_bytes()
        inner = SealedContent(raw) if session is None else await session.content(header, raw)
        return await seal_item(
            CRYPTO,
            header,
            inner,
            seal_key=seal_key(self.key_set, START),
            secret=secret or secrets.token_bytes(SECRET_BYTES),
            fresh=await fresh(CRYPTO, secrets.token_bytes),
            origin=self.signer,
            certificate=self.certificate,
        )

    async def claim(
        self,
        person: DemoPerson = PERSON,
        *,
        level: Level = Level.L2,
        content: Content | None = None,
        session: L2Session | None = None,
        secret: bytes | None = None,
        kind: ItemKind = ItemKind.SUBMIT,
        target: str | None = None,
        target_secret: bytes | None = None,
        attachments: tuple[Attachment, ...] = (),
    ) -> SealedItem:
        """A claim for unemployment benefit, or (by kind and target) what acts on one."""
        slip = secret or secrets.token_bytes(SECRET_BYTES)
        body = FlowBody(
            content=content if content is not None else filled(level=level),
            subject=Subject(person.id_number, person.name),
            lang="zh_Hans_CN",
            slip_check=slip_check(slip),
            target=target,
            target_check=None if target_secret is None else slip_check(target_secret),
            attachments=attachments,
        )
        parts = sum(len(attachment.chunks) for attachment in attachments)
        header = self.header(kind, level, parts=parts or None)
        if session is None and level >= Level.L2:
            session = await self.session(person)
        return await self.seal(header, body, session if level >= Level.L2 else None, slip)


@dataclass
class World:
    """One office with its API in this process, and a kiosk that talks to it."""

    folder: Path
    office: Office
    clock: Clock
    app: FastAPI
    kiosk: Kiosk
    apis: list[HttpCitizenApi] = field(default_factory=list)

    def api(self, kiosk: Kiosk | None = None) -> HttpCitizenApi:
        """The client of a kiosk."""
        transport = httpx.ASGITransport(app=self.app)
        api = HttpCitizenApi("http://127.0.0.1", (kiosk or self.kiosk).transport, transport=transport)
        self.apis.append(api)
        return api

    async def send(self, *items: SealedItem, kiosk: Kiosk | None = None) -> SubmissionReply:
        """Submit items in one batch."""
        return await self.api(kiosk).submit(SubmissionBatch(items))

    async def one(self, item: SealedItem, kiosk: Kiosk | None = None) -> ItemResult:
        """Submit one item; its result."""
        (result,) = (await self.send(item, kiosk=kiosk)).results
        return result

    async def ask(
        self, query: str, person: DemoPerson | None = PERSON, *, level: Level = Level.L2, **more: object
    ) -> QueryAnswer:
        """Ask the office a sealed question and open its answer."""
        reply = await CRYPTO.new_agreement()
        subject = None if person is None else Subject(person.id_number, person.name)
        body = QueryBody(query=query, reply_key=reply.public, subject=subject, **more)  # type: ignore[arg-type]
        header = self.kiosk.header(ItemKind.QUERY, level)
        session = await self.kiosk.session(person) if person is not None and level >= Level.L2 else None
        item = await self.kiosk.seal(header, body, session)
        sealed = await self.api().query(item)
        return await open_answer(CRYPTO, sealed.answer, reply, header.id)

    async def changes(self, cursor: str = "") -> Changes:
        """What is new."""
        return await self.api().changes(cursor)


DATABASE = "NUANCHUANG_DATABASE"
"""Names another database for these tests, `postgresql+psycopg://USER@HOST:PORT/postgres`: each office gets one of its
own on that server, and keeps it there. Nothing set: SQLite."""


def database_for(folder: Path) -> str | None:
    """The database of the office in that directory, made at first use; None for SQLite."""
    server = os.environ.get(DATABASE, "")
    if not server:
        return None
    name = f"office_{sha256(str(folder.resolve()).encode()).hex()[:24]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
        if there is None:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@asynccontextmanager
async def world(
    folder: Path, *, hold: float = 10.0, limits: Limits | None = None, clock: Clock | None = None
) -> AsyncIterator[World]:
    """Open an office in that directory (again, where there is one)."""
    clock = clock or Clock()
    settings = Settings(data=folder, hold_minutes=hold, limits=limits or Limits(), database=database_for(folder))
    with Office.open(settings, clock) as office:
        app = create_app(office)
        made = World(folder, office, clock, app, await Kiosk.enrolled(office, folder))
        try:
            yield made
        finally:
            for api in made.apis:
                await api.close()
