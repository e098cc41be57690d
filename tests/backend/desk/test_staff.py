"""The operator says who works at the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared.backend.__main__ import main
from shared.backend.desk.clerks import Desk
from shared.backend.desk.errors import NotLoggedIn, WrongLogin
from shared.backend.desk.staff import read_staff
from shared.backend.office import Office
from shared.backend.settings import Settings

LI: dict[str, object] = {"id": "li", "name": "Li", "queue": "first", "password": "a long pass phrase"}


def told(folder: Path, *clerks: dict[str, object]) -> int:
    """Run the command with these clerks."""
    file = folder / "clerks.json"
    file.write_text(json.dumps(clerks), encoding="utf-8")
    return main(["clerks", "--data", str(folder / "data"), "--seed", "none", "--from", str(file)])


def test_an_office_without_the_demo_gets_its_clerks_by_the_operators_file(tmp_path: Path) -> None:
    assert told(tmp_path, LI) == 0
    with Office.open(Settings(data=tmp_path / "data")) as office:
        desk = Desk(office)
        token = desk.log_in("li", "a long pass phrase")
        assert desk.whose(token).queue == "first"
        assert told(tmp_path, {**LI, "password": "another pass phrase"}) == 0
        with pytest.raises(NotLoggedIn):
            desk.whose(token)
        with pytest.raises(WrongLogin):
            desk.log_in("li", "a long pass phrase")
        token = desk.log_in("li", "another pass phrase")
        assert told(tmp_path, {"id": "li", "ended": True}) == 0
        with pytest.raises(NotLoggedIn):
            desk.whose(token)
        with pytest.raises(WrongLogin):
            desk.log_in("li", "another pass phrase")


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"{}",
        b"[1]",
        json.dumps([{**LI, "password": "short"}]).encode(),
        json.dumps([{**LI, "queue": "everything"}]).encode(),
        json.dumps([{**LI, "id": "Li"}]).encode(),
        json.dumps([{**LI, "id": "x" * 40}]).encode(),
        json.dumps([{**LI, "name": ""}]).encode(),
    ],
)
def test_what_is_no_list_of_clerks_is_said_without_any_password(wrong: bytes) -> None:
    with pytest.raises(ValueError) as caught:
        read_staff(wrong)
    assert "pass phrase" not in str(caught.value)
    assert "short" not in str(caught.value)


def test_a_wrong_file_changes_nothing_and_is_told_to_the_operator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(tmp_path, LI, {**LI, "id": "wang", "queue": "nowhere"}) == 1
    assert "clerk 2" in capsys.readouterr().err
    with Office.open(Settings(data=tmp_path / "data")) as office, pytest.raises(WrongLogin):
        Desk(office).log_in("li", "a long pass phrase")
