"""The drawing shows every step, condition and outcome, and the command line draws and checks."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from shared.domain.conditions import ALWAYS, describe
from shared.domain.flow import Exit, Flow, Group, step_id
from shared.flows import EVERY, flow
from shared.flows.__main__ import main
from shared.flows.drawing import columns, draw, wrapped

each_flow = pytest.mark.parametrize("of", EVERY.values(), ids=list(EVERY))


def words_of(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [part.text or "" for part in root.iter("{http://www.w3.org/2000/svg}text")]


@each_flow
def test_every_step_and_outcome_is_drawn(of: Flow) -> None:
    words = " ".join(words_of(draw(of)))
    for step in of.steps:
        assert step_id(step) in words
        if isinstance(step, Group):
            assert all(inner.id in words for inner in step.steps)
            assert f"{step.min} to {step.max} times" in words


@each_flow
def test_every_condition_is_drawn_in_words(of: Flow) -> None:
    words = " ".join(words_of(draw(of)))
    for step in of.steps:
        if isinstance(step, Exit) or step.when != ALWAYS:
            assert all(part in words for part in describe(step.when).split())


@each_flow
def test_nothing_stands_outside_of_the_drawing(of: Flow) -> None:
    root = ElementTree.fromstring(draw(of))
    high = int(root.attrib["height"])
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert int(box.attrib.get("y", 0)) + int(box.attrib["height"]) <= high


@each_flow
def test_drawing_twice_gives_the_same(of: Flow) -> None:
    assert draw(of) == draw(of)


def test_long_words_are_wrapped_by_their_width() -> None:
    lines = wrapped("失业保险金 " * 10, 20)
    assert all(columns(line) <= 21 for line in lines)
    assert "".join(lines).replace(" ", "") == "失业保险金" * 10


def test_the_command_draws_what_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "--out", str(tmp_path), "unemployment"]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["unemployment.svg"]
    assert main(["draw", "--out", str(tmp_path)]) == 0
    assert {file.stem for file in tmp_path.iterdir()} == set(EVERY)
    assert "unemployment.svg" in capsys.readouterr().out


def test_a_flow_that_does_not_exist_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["draw", "--out", str(tmp_path), "nothing"])
    assert stopped.value.code == 2
    assert "no such flow: nothing" in capsys.readouterr().err


def test_the_command_checks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == f"{len(EVERY)} flows, 0 problems\n"


def test_a_flow_is_found_by_its_id() -> None:
    assert flow("unemployment") is EVERY["unemployment"]
    with pytest.raises(KeyError):
        flow("nothing")
