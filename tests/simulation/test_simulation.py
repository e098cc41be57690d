"""A kiosk and its office through anything: whatever happens to line, disk, clock, process and office, no claim that was
reported as saved is lost, none counts twice, none is called delivered without a signed word, and in the end all arrive.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import deque
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shared.contract.results import Accepted, Duplicate, ItemResult
from shared.contract.trust import KeyUse
from shared.domain.exchange import Delivery, Sealed, StoreFull
from shared.domain.identity import check_digit
from shared.sealing.acks import verify_acknowledgement
from shared.sealing.items import item_hash
from shared.sealing.sealer import item_of
from tests.fakes.kiosk import Kiosk
from tests.fakes.office import Copy, Weather, changed


def citizen(n: int) -> str:
    head = f"11010119500101{n:03d}"
    return head + check_digit(head)


CITIZENS = [citizen(n) for n in (1, 2, 3)]
PLENTY = 2**30


class Life(RuleBasedStateMachine):
    """The model is a list of what was reported as saved, by citizen in order, and the office's last copy."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="simulation")
        self.saved: list[tuple[str, Sealed]] = []
        self.full = False

    @initialize()
    def begin(self) -> None:
        self.kiosk = self.runner.run(Kiosk.begin(Path(self.folder.name), first=True))
        self.office = self.kiosk.office
        self.office.durable = 0
        self.copy: Copy = self.office.backup()

    # the person

    @rule(numbers=st.lists(st.sampled_from(CITIZENS), min_size=1, max_size=4))
    def people_submit(self, numbers: list[str]) -> None:
        for number in numbers:
            self.submit(number)

    def submit(self, number: str) -> None:
        try:
            item = self.runner.run(self.kiosk.submit(number))
        except StoreFull:
            assert self.full
            return
        self.saved.append((number, item))

    @rule(
        numbers=st.lists(st.sampled_from(CITIZENS), min_size=1, max_size=3),
        how=st.sampled_from(["honest", "honest", "honest", "forged", "swapped", "silent"]),
        what=st.sampled_from(["nothing", "is lost", "is lost", "copies"]),
    )
    def a_day(self, numbers: list[str], how: str, what: str) -> None:
        """What is usual: people come, all of it is sent, and then something happens at the office."""
        self.line([], how)
        self.people_submit(numbers)
        self.sync(2, None)
        self.office_does(what)
        self.sync(1, 1000)

    # the machine

    @rule(
        what=st.sampled_from(["restart", "reboot", "kill in a submission", "file breaks", "disk fills", "disk empties"])
    )
    def machine(self, what: str) -> None:
        match what:
            case "restart":
                self.restart()
            case "reboot":
                self.kiosk.boot += "!"
                self.kiosk.clock.seconds = 0.0
                self.restart()
            case "kill in a submission":
                self.killed_between_seal_and_commit()
            case "file breaks":
                self.file_breaks()
            case "disk fills":
                self.disk_fills()
                self.submit(CITIZENS[0])
            case _:
                self.kiosk.store._base.db.execute(f"PRAGMA max_page_count={PLENTY}")
                self.full = False

    def killed_between_seal_and_commit(self) -> None:
        try:
            item = self.runner.run(self.kiosk.seal(CITIZENS[1]))
        except StoreFull:
            assert self.full
            return
        self.restart()
        assert self.kiosk.store.receipts.get(item.id) is None

    def restart(self) -> None:
        self.kiosk.restart()
        self.full = False

    def file_breaks(self) -> None:
        self.kiosk.store.close()
        path = self.kiosk.folder / "store.db"
        path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])
        self.kiosk._open()
        self.full = False
        assert self.kiosk.store.recovered is not None

    def disk_fills(self) -> None:
        db = self.kiosk.store._base.db
        db.execute(f"PRAGMA max_page_count={db.execute('PRAGMA page_count').fetchone()[0]}")
        self.full = True

    @rule(days=st.sampled_from([-3000, -1, 1, 400, 3000]))
    def clock_jumps(self, days: int) -> None:
        self.kiosk.clock.time += timedelta(days=days)

    # the line

    @rule(
        weather=st.lists(st.sampled_from(Weather), max_size=6),
        how=st.sampled_from(["honest", "honest", "forged", "twice", "swapped", "silent"]),
    )
    def line(self, weather: list[Weather], how: str) -> None:
        self.office.weather = deque([*weather, Weather.GOOD])
        self.office.twist = None if how == "honest" else lambda results: twisted(how, results)

    @rule(turns=st.integers(1, 4), seconds=st.sampled_from([None, None, 0, 1, 100, 50_000]))
    def sync(self, turns: int, seconds: float | None) -> None:
        for _ in range(turns):
            self.kiosk.wait(self.kiosk.engine.pause_s() + 0.001 if seconds is None else seconds)
            self.runner.run(self.kiosk.engine.step())

    # the office

    @rule(what=st.sampled_from(["takes 1", "takes 100", "copies", "is lost", "is lost", *KeyUse]))
    def office_does(self, what: str) -> None:
        match what:
            case "takes 1" | "takes 100":
                self.office.most_items = int(what.split()[1])
            case "copies":
                self.copy = self.office.backup()
                self.office.durable = self.office.sequence
            case "is lost":
                self.office.restore(self.copy)
                self.copy = self.office.backup()
                self.office.durable = self.office.sequence
            case "nothing":
                pass
            case _:
                self.runner.run(self.office.rotate(KeyUse(what)))
                self.kiosk.wait(2)

    # what must hold

    @invariant()
    def what_was_saved_is_there(self) -> None:
        for _, item in self.saved:
            row = self.kiosk.store.receipts.get(item.id)
            assert row is not None
            assert (row.number, row.hash) == (item.number, item.hash)

    @invariant()
    def nothing_is_counted_that_was_not_saved(self) -> None:
        if hasattr(self, "office"):
            known = {item.id for _, item in self.saved}
            assert len(self.office.order) == len(set(self.office.order))
            assert known >= set(self.office.order)

    @invariant()
    def delivered_means_a_signed_word(self) -> None:
        for _, item in self.saved:
            row = self.kiosk.store.receipts.get(item.id)
            if row is not None and row.state is Delivery.DELIVERED:
                key_set = self.office.keys.key_set
                hash = item_hash(item_of(item.wire))
                token = row.acknowledgement
                check = verify_acknowledgement(self.kiosk.crypto, token, key_set, id=item.id, hash=hash)
                assert self.runner.run(check).id == item.id

    @invariant()
    def what_the_office_could_lose_is_still_here(self) -> None:
        if hasattr(self, "kiosk"):
            rows = self.kiosk.store._base.rows("SELECT id FROM item WHERE wire IS NULL")
            assert {row["id"] for row in rows} <= self.copy.items.keys()

    @invariant()
    def order_of_each_citizen_is_kept(self) -> None:
        for number in CITIZENS:
            given = [item.device_seq for whose, item in self.saved if whose == number]
            assert given == sorted(set(given))

    def teardown(self) -> None:
        try:
            if hasattr(self, "kiosk"):
                self.everything_arrives()
                self.kiosk.close()
        finally:
            self.runner.close()
            self.folder.cleanup()

    def everything_arrives(self) -> None:
        """Once line, disk and office are good again."""
        self.restart()
        self.office.weather.clear()
        self.office.twist, self.office.most_items = None, 100
        self.runner.run(self.kiosk.until_quiet())
        self.kiosk.wait(100_000)
        self.runner.run(self.kiosk.engine.step())
        self.runner.run(self.kiosk.until_quiet())
        assert set(self.office.order) == {item.id for _, item in self.saved}
        for _, item in self.saved:
            row = self.kiosk.store.receipts.get(item.id)
            assert row is not None
            assert row.state is Delivery.DELIVERED


def twisted(how: str, results: tuple[ItemResult, ...]) -> tuple[ItemResult, ...]:
    """What somebody on the line makes of the office's answers."""
    acknowledged = [result for result in results if isinstance(result, Accepted | Duplicate)]
    match how:
        case "forged":
            return tuple(Accepted(result.id, changed(result.acknowledgement)) for result in acknowledged)
        case "twice":
            return results * 2
        case "swapped":
            tokens = [result.acknowledgement for result in acknowledged]
            pairs = zip(acknowledged, tokens[1:] + tokens[:1], strict=True)
            return tuple(Accepted(result.id, token) for result, token in pairs)
        case _:
            return results[: len(results) // 2]


Life.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestLife = Life.TestCase
