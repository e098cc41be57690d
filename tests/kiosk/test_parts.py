"""The small parts of the kiosk: its command line, its lock, its browser's command, its office's address, its clock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.browser import MICROPHONE, command
from kiosk.doctor import Part, examine
from kiosk.ears_native import NEEDED
from kiosk.lock import AlreadyRunning, DataLock
from kiosk.office import EmbeddedOffice
from kiosk.options import DEFAULT_PORT, parse
from kiosk.run import PortTaken, bind
from shared.contract.ids import is_uuid7
from shared.sync.system import SystemClock, SystemIds

# the command line


def test_without_arguments_it_runs_with_the_embedded_office() -> None:
    options = parse([])
    assert (options.command, options.port, options.backend) == ("run", DEFAULT_PORT, "embedded")
    assert (options.browser, options.lang, options.inches) == ("kiosk", "zh", None)


def test_every_documented_option_is_taken(tmp_path: Path) -> None:
    given = f"--port 0 --browser none --data {tmp_path} --backend none --lang en --screen-inches 21.5"
    place = f"--at 31.17,121.42 --enrol {tmp_path}/e"
    options = parse([*given.split(), *place.split()])
    assert (options.port, options.browser, options.backend, options.lang) == (0, "none", "none", "en")
    assert (options.data, options.enrol, options.inches) == (tmp_path, tmp_path / "e", 21.5)
    assert options.at is not None and (options.at.north, options.at.east) == (31_170_000, 121_420_000)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--port", "x"],
        ["--port", "70000"],
        ["--backend", "ftp://x"],
        ["--lang", "xx"],
        ["--screen-inches", "0"],
        ["--at", "31.17"],
        ["--at", "131.17,121.42"],
        ["go"],
    ],
)
def test_a_wrong_command_line_ends_with_status_two(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(wrong)
    assert ended.value.code == 2
    assert capsys.readouterr().err


# the lock and the port


def test_a_second_kiosk_on_the_same_data_is_refused(tmp_path: Path) -> None:
    first = DataLock(tmp_path)
    with pytest.raises(AlreadyRunning):
        DataLock(tmp_path)
    first.release()
    DataLock(tmp_path).release()


def test_a_taken_port_is_said() -> None:
    listening = bind(0)
    port = listening.getsockname()[1]
    with pytest.raises(PortTaken, match=str(port)):
        bind(port)
    listening.close()


def test_only_loopback_is_listened_on() -> None:
    listening = bind(0)
    assert listening.getsockname()[0] == "127.0.0.1"
    listening.close()


# the browser


@pytest.mark.parametrize(("whole", "shown"), [(True, "--kiosk"), (False, "--app=http://127.0.0.1:1/")])
def test_the_browser_shows_only_the_kiosk(tmp_path: Path, whole: bool, shown: str) -> None:
    line = command("/usr/bin/chromium", "http://127.0.0.1:1/", tmp_path, whole=whole)
    assert shown in line
    assert f"--user-data-dir={tmp_path}" in line


@pytest.mark.parametrize(
    "flag",
    [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-breakpad",
        "--no-first-run",
        "--autoplay-policy=no-user-gesture-required",
    ],
)
def test_the_browser_tells_nobody_anything(tmp_path: Path, flag: str) -> None:
    assert flag in command("/usr/bin/chromium", "http://127.0.0.1:1/", tmp_path, whole=True)


@pytest.mark.parametrize("hears", [True, False])
def test_the_browser_gives_its_microphone_only_where_something_understands_it(tmp_path: Path, hears: bool) -> None:
    line = command("/usr/bin/chromium", "http://127.0.0.1:1/", tmp_path, whole=True, hears=hears)
    assert (MICROPHONE in line) is hears


# what understands speech


@pytest.mark.parametrize(("given", "folder"), [([], "DATA/voice"), (["--ear", "none"], None), (["--ear", "M"], "M")])
def test_models_are_looked_for_beside_the_data_unless_told_otherwise(given: list[str], folder: str | None) -> None:
    assert parse(["--data", "DATA", *given]).ear == (Path(folder) if folder is not None else None)


def test_the_doctor_says_how_a_model_is_got_and_which_were_found(tmp_path: Path) -> None:
    def ear(*given: str) -> Part:
        return next(
            part for part in examine(parse(["--data", str(tmp_path), "--port", "0", *given])) if part.name == "ear"
        )

    missing = ear()
    assert not missing.found and not missing.needed
    assert "vosk-model-small-cn-0.22" in missing.hint and str(tmp_path / "voice" / "zh") in missing.hint
    for part in NEEDED:
        (tmp_path / "voice" / "zh" / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "voice" / "zh" / part).touch()
    assert ear().found and "zh" in ear().detail
    assert not ear("--ear", "none").found


# the office


async def test_the_office_is_found_where_its_file_says(tmp_path: Path) -> None:
    (tmp_path / "backend").mkdir()
    (tmp_path / "backend" / "run.json").write_text(json.dumps({"pid": 1, "port": 4321}), "utf-8")
    assert await EmbeddedOffice(tmp_path).written() == "http://127.0.0.1:4321"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"port": "x"}', "null", "\x00"])
async def test_a_broken_file_names_no_office(tmp_path: Path, content: str) -> None:
    (tmp_path / "backend").mkdir()
    (tmp_path / "backend" / "run.json").write_text(content, "utf-8")
    assert await EmbeddedOffice(tmp_path).written() == ""


async def test_an_office_that_was_never_started_is_not_stopped(tmp_path: Path) -> None:
    office = EmbeddedOffice(tmp_path)
    assert not office.ours
    await office.stop()


# time and ids


def test_ids_are_uuid7_and_grow() -> None:
    ids = SystemIds()
    made = [ids.uuid7() for _ in range(50)]
    assert all(map(is_uuid7, made))
    assert len(set(made)) == 50


def test_tokens_have_the_length_asked_for() -> None:
    assert len(SystemIds().token(16)) == 16


def test_the_clock_knows_its_zone_and_only_grows() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is not None
    assert clock.monotonic() <= clock.monotonic()
