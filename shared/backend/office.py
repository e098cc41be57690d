"""The office: its keys, trust, database and epoch, made once per directory and opened by every process.

Everything lies in `DIR/backend`, mode 0700: `keys.json` (with the root), `gate.key`, `office.db`,
`epoch.json`, `run.json`.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shared.backend import epochs
from shared.backend.database import Database
from shared.backend.desk.clerks import plant_clerks
from shared.backend.desk.staff import keep_clerk, read_staff
from shared.backend.gate import Gate
from shared.backend.keys import Keys
from shared.backend.news import publish
from shared.backend.now import OfficeCrypto, millis, run
from shared.backend.running import is_running
from shared.backend.seed import plant
from shared.backend.settings import Limits, Seed, Settings
from shared.backend.tables import DeviceRow, OfficeRow
from shared.contract.codec import canonical
from shared.contract.errors import ContractError
from shared.contract.messages import Pack
from shared.contract.results import Statement
from shared.contract.trust import DeviceRole, IssuerRoot
from shared.domain.flow import Flow
from shared.flows import FLOWS
from shared.sealing.demo_native import demo_issuer
from shared.sealing.enrolment import load_enrolment, write_enrolment, write_private
from shared.sealing.office_native import Office as OfficeKeys
from shared.sealing.office_native import enrol_device, make_key_set, make_root, read_office, rotate, save_office
from shared.sealing.trust import verify_device

KEYS_FILE: Final = "keys.json"
GATE_FILE: Final = "gate.key"
ROTATE_BEFORE: Final = timedelta(days=30)
Now = Callable[[], datetime]


class OfficeError(Exception):
    """Why the office cannot be opened, in words for its operator."""


def _nobody_waits() -> None:
    """Without an app nothing is processed in the background."""


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


class Office:
    """One opened office. `now` and `flows` are arguments so that tests bring their own."""

    def __init__(self, settings: Settings, keys: Keys, db: Database, now: Now, flows: Mapping[str, Flow]) -> None:
        self.settings = settings
        self.limits: Limits = settings.limits
        self.keys = keys
        self.db = db
        self.now = now
        self.flows = flows
        self.crypto = OfficeCrypto()
        self.gate = Gate(self, (settings.home / GATE_FILE).read_bytes())
        self.epoch = epochs.settle(db, settings.home)
        self.wake: Callable[[], object] = _nobody_waits

        """Called when something new may be due; the app sets it."""

    # opening and making

    @classmethod
    def open(cls, settings: Settings, now: Now = utc_now, flows: Mapping[str, Flow] = FLOWS) -> Office:
        """Open the office of a directory, making it at first use; raises OfficeError."""
        home = settings.home
        try:
            if not (home / KEYS_FILE).exists():
                _make(settings, now)
            keys = Keys(_current(home / KEYS_FILE, now))
            if settings.seed is not None and settings.seed != _seed_of(keys):
                raise OfficeError(f"{home} was made with --seed {_seed_of(keys)}, and that is fixed")
            if settings.database is None:
                _sqlite_file(settings).touch(mode=0o600)
            db = Database(settings.database_url)
            _begin(db, _seed_of(keys))
            return cls(settings, keys, db, now, flows)
        except (OSError, ContractError) as error:
            raise OfficeError(f"{home} cannot be used: {type(error).__name__}: {error}") from error
        except SQLAlchemyError as error:
            raise OfficeError(f"the database cannot be used: {type(error).__name__}") from error

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        self.db.close()

    @property
    def issuers(self) -> tuple[IssuerRoot, ...]:
        """Whose cards are believed here."""
        return self.keys.office.issuers

    # words that the office signs

    def statement(self, session: Session | None = None) -> str:
        """Epoch, time and how far everything is durable, signed: what is committed is durable."""
        if session is not None:
            return self._statement(session)
        with self.db.reading() as fresh:
            return self._statement(fresh)

    def _statement(self, session: Session) -> str:
        row = session.execute(select(OfficeRow.epoch, OfficeRow.sequence)).one()
        return self.keys.sign_statement(Statement(row.epoch, self.now(), row.sequence), self.now())

    # what an operator asks for

    def enrol_to(self, path: Path) -> None:
        """Write the enrolment of one new kiosk to a file of mode 0600. One that stands there is never overwritten."""
        if path.exists():
            load_enrolment(path)
            raise OfficeError(f"{path} holds an enrolment already; it may be in use")
        device = f"kiosk-{secrets.token_hex(6)}"
        enrolment = run(enrol_device(self.keys.office, device, now=self.now()))
        kid = run(verify_device(self.crypto, enrolment.certificate, self.keys.key_set)).key.kid
        with self.db.writing() as session:
            session.add(DeviceRow(id=device, role=DeviceRole.KIOSK.value, kid=kid, created_at=millis(self.now())))
        write_enrolment(path, enrolment)

    def trust_to(self, path: Path) -> None:
        """Write the public root, key set and issuers, for phone builds."""
        path.write_bytes(canonical(self.keys.office.trust.to_json()))

    def publish_from(self, path: Path) -> None:
        """Sign a dataset (`{name, version, as_of, rows}`) for every device; raises OfficeError where it is none."""
        try:
            pack = Pack.from_bytes(path.read_bytes())
        except ContractError as error:
            raise OfficeError(f"{path} is no dataset: {error.detail}") from error
        with self.db.writing() as session:
            if not publish(self, session, pack):
                raise OfficeError(f"{pack.name} is published already in version {pack.version} or a later one")

    def clerks_from(self, path: Path) -> None:
        """Take in the desk's clerks from a file; raises OfficeError where it is none. Delete the file afterwards."""
        try:
            staff = read_staff(path.read_bytes())
        except ValueError as error:
            raise OfficeError(f"{path} is no list of clerks: {error}") from None
        with self.db.writing() as session:
            for one in staff:
                keep_clerk(session, one)

    def backup_to(self, path: Path) -> None:
        """Write a whole copy of the SQLite database while it may be in use; raises OfficeError elsewhere."""
        with sqlite3.connect(_sqlite_file(self.settings)) as source, sqlite3.connect(path) as copy:
            source.backup(copy)
        path.chmod(0o600)

    @staticmethod
    def restore(settings: Settings, path: Path) -> None:
        """Put a copy of the database back and begin a new epoch, so that every device sends again what is missing."""
        target = _sqlite_file(settings)
        if is_running(settings.home):
            raise OfficeError("the backend is running; end it first")
        if not path.is_file():
            raise OfficeError(f"{path} is no file")
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        new = target.with_name(target.name + ".new")
        shutil.copyfile(path, new)
        new.chmod(0o600)
        new.replace(target)
        db = Database(settings.database_url)
        try:
            epochs.begin_new(db, settings.home)
        finally:
            db.close()


def _sqlite_file(settings: Settings) -> Path:
    if settings.database is not None:
        raise OfficeError("a database given by URL is copied with its own tools; then use --data alone")
    return (settings.home / "office.db").resolve()


def _seed_of(keys: Keys) -> Seed:
    return "demo" if keys.key_set.demo else "none"


def _make(settings: Settings, now: Now) -> None:
    """Make the office's keys; whoever puts them in place first wins, and the other takes those."""
    home = settings.home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    demo = (settings.seed or "demo") == "demo"
    issuers = (demo_issuer(),) if demo else ()
    office = run(make_key_set(run(make_root()), now=now(), issuers=issuers, demo=demo))
    _place(home / GATE_FILE, lambda path: write_private(path, secrets.token_bytes(32)))
    _place(home / KEYS_FILE, lambda path: save_office(path, office))


def _place(path: Path, write: Callable[[Path], None]) -> None:
    """Put a whole file in place unless another process was quicker: then its file is the office's."""
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    write(mine)
    try:
        os.link(mine, path)
    except FileExistsError:
        return
    finally:
        mine.unlink()


def _current(path: Path, now: Now) -> OfficeKeys:
    """The keys, with a new seal key before the old one ends."""
    office = run(read_office(path.read_bytes()))
    if office.root is not None and office.key_set.expires - now() < ROTATE_BEFORE:
        uses = tuple(dict.fromkeys(key.use for key in office.key_set.keys))
        office = run(rotate(office, uses, now=now()))
        save_office(path, office)
    return office


def _begin(db: Database, seed: Seed) -> None:
    """The one office row, and the synthetic citizens where the seed asks for them."""
    with db.writing() as session:
        if seed == "demo":
            plant_clerks(session)
        if session.get(OfficeRow, 1) is not None:
            return
        session.add(OfficeRow(id=1, epoch=epochs.new_epoch(), sequence=0, seed=seed))
        session.flush()
        if seed == "demo":
            plant(session)
