"""The jack's driver over real descriptors: it tells each plug that comes and goes, and trusts none that was there."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kiosk.headset_native import EV_SW, EVENT, HEADPHONE, EvdevHeadset, find_headset, jacks
from shared.app.ports import NoHeadset

MICROPHONE = 0x04
EV_SYN = 0x00


class Jack:
    """A jack: what is written comes out where the driver reads."""

    def __init__(self) -> None:
        self.reads, self.writes = os.pipe()
        os.set_blocking(self.reads, False)

    def tell(self, *events: tuple[int, int, int]) -> None:
        os.write(self.writes, b"".join(EVENT.pack(0, 0, *event) for event in events))

    def plug(self, there: bool) -> None:
        self.tell((EV_SW, HEADPHONE, int(there)), (EV_SYN, 0, 0))

    def unscrew(self) -> None:
        os.close(self.writes)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - the loop's own readers are what is waited for
            await asyncio.sleep(0.001)


async def test_a_plug_that_comes_and_goes_is_told_each_time() -> None:
    jack, news = Jack(), list[bool]()
    headset = EvdevHeadset([jack.reads])
    headset.listen(news.append)
    for n, there in enumerate((True, False, True), 1):
        jack.plug(there)
        await until(partial(lambda wanted: len(news) == wanted, n))
    assert news == [True, False, True]
    headset.close()
    jack.unscrew()


async def test_a_microphone_and_other_events_are_no_headset() -> None:
    jack, news = Jack(), list[bool]()
    headset = EvdevHeadset([jack.reads])
    headset.listen(news.append)
    jack.tell((EV_SW, MICROPHONE, 1), (EV_SYN, 0, 0), (1, HEADPHONE, 1))
    jack.plug(False)
    await until(lambda: bool(news))
    assert news == [False]
    headset.close()
    jack.unscrew()


async def test_one_headset_of_two_stays_and_a_jack_that_is_gone_counts_as_pulled() -> None:
    first, second, news = Jack(), Jack(), list[bool]()
    headset = EvdevHeadset([first.reads, second.reads])
    headset.listen(news.append)
    first.plug(True)
    await until(lambda: news == [True])
    second.plug(True)
    await until(lambda: len(news) == 2)
    first.plug(False)
    await until(lambda: len(news) == 3)
    second.unscrew()
    await until(lambda: len(news) == 4)
    assert news == [True, True, True, False]
    headset.close()
    first.unscrew()


async def test_who_stopped_listening_is_told_nothing() -> None:
    jack, news, others = Jack(), list[bool](), list[bool]()
    headset = EvdevHeadset([jack.reads])
    stop = headset.listen(news.append)
    headset.listen(others.append)
    stop()
    jack.plug(True)
    await until(lambda: others == [True])
    assert news == []
    headset.close()
    jack.unscrew()


def test_jacks_are_found_by_their_switch(tmp_path: Path) -> None:
    for name, mask in (("event0", "0"), ("event1", "4"), ("event2", "10"), ("event3", "1 0000000000000014")):
        folder = tmp_path / "class" / name / "device" / "capabilities"
        folder.mkdir(parents=True)
        (folder / "sw").write_text(mask + "\n", "ascii")
        (tmp_path / name).touch()
    (tmp_path / "class" / "event9").mkdir()
    assert jacks(tmp_path / "class", tmp_path) == (tmp_path / "event1", tmp_path / "event3")


async def test_where_no_jack_can_be_read_nothing_is_ever_told(tmp_path: Path) -> None:
    assert isinstance(find_headset([tmp_path / "event7"]), NoHeadset)
    fifo = tmp_path / "event8"
    os.mkfifo(fifo)
    found = find_headset([fifo])  # opening does not wait for the other end
    assert isinstance(found, EvdevHeadset)
    found.close()
