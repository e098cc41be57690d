"""A recording is shown only while it signs the words of the page, and only if everything about it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.script import script_of
from accessibility.sign import (
    BrokenPack,
    SignPacks,
    messages_of,
    open_packs,
    page_signs,
    read_pack,
    signable,
    text_hash,
)
from accessibility.sign.__main__ import main
from accessibility.sign.texts import all_messages
from shared.app.session import Session
from shared.domain.text import Text
from shared.flows import EVERY
from shared.i18n import translator
from tests.app.trial import WANG
from tests.fakes.signs import SET, row, write_pack
from tests.ui.test_pages import world

ID = "unemployment.reason"
OTHER = "unemployment.reason.help"


def clip_file(root: Path, name: str = "a.webm") -> Path:
    """A file that stands for a recording."""
    folder = root / SET
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"a test picture")
    return folder / name


def test_a_clip_that_holds_is_found_by_its_message(tmp_path: Path) -> None:
    file = clip_file(tmp_path)
    write_pack(tmp_path, [row(ID, file)])
    packs = open_packs((tmp_path,))
    found = packs.clip(ID)
    assert found is not None and found[1].captions == f"TEST PICTURE {ID}"
    assert packs.file(f"{SET}/a.webm") == file
    assert packs.clip(OTHER) is None


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"text": "0" * 64}, "the words have changed"),
        ({"sha256": "0" * 64}, "not the one that was checked"),
        ({"checker": "nobody: test picture"}, "who signs cannot be who checks"),
        ({"file": "../a.webm"}, "must lie in the folder"),
        ({"file": "b.webm"}, "cannot be read"),
        ({"file": "a.exe"}, "end with"),
        ({"id": "no.such.message"}, "there is no such message"),
        ({"id": "ui.progress"}, "holds values"),
        ({"captions": " "}, "without all of"),
        ({"signer": ""}, "without all of"),
    ],
)
def test_a_clip_of_which_anything_is_wrong_is_neither_shown_nor_served(
    tmp_path: Path, other: dict[str, str], fault: str
) -> None:
    file = clip_file(tmp_path)
    folder = write_pack(tmp_path, [row(ID, file) | other])
    pack = read_pack(folder)
    assert [fault in found for found in pack.faults] == [True]
    packs = SignPacks((pack,))
    assert packs.clip(ID) is None
    assert packs.file(f"{SET}/a.webm") is None


def test_one_bad_clip_does_not_take_the_others_along(tmp_path: Path) -> None:
    file = clip_file(tmp_path)
    write_pack(tmp_path, [row(ID, file, text="0" * 64), row(OTHER, file)])
    packs = open_packs((tmp_path,))
    assert packs.clip(ID) is None
    assert packs.clip(OTHER) is not None


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"set": "another", "version": 1, "clips": []}'])
def test_a_manifest_that_is_none_is_refused_and_its_folder_passed_over(tmp_path: Path, manifest: str) -> None:
    folder = write_pack(tmp_path, [])
    (folder / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(BrokenPack):
        read_pack(folder)
    assert open_packs((tmp_path,)).packs == ()


def test_the_hash_is_of_the_chinese_words_and_differs_between_messages() -> None:
    assert text_hash(ID) == text_hash(ID)
    assert text_hash(ID) != text_hash(OTHER)
    assert text_hash("no.such.message") == ""


def test_messages_with_values_are_not_for_one_recording() -> None:
    assert signable("unemployment.reason")
    assert not signable("ui.progress")
    assert not signable("nav.next")


def test_every_question_of_every_flow_can_be_signed() -> None:
    listed = {id for _, id in all_messages()}
    titles = {flow.title for flow in EVERY.values()}
    assert titles <= listed
    assert {ID, OTHER, "unemployment.reason.expired", "kiosk.ended.title"} <= listed


async def test_a_page_shows_what_it_says_in_the_same_order(tmp_path: Path) -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    first, second, *rest = messages_of(session)
    file = clip_file(tmp_path)
    write_pack(tmp_path, [row(second, file), row(first, file)])
    signs = page_signs(session, open_packs((tmp_path,)))
    assert [clip.id for clip in signs.clips] == [first, second]
    assert signs.clips[0].source == f"/sign/{SET}/a.webm"
    assert list(signs.missing) == rest


async def test_what_is_signed_is_what_is_said_whatever_the_language_of_the_page() -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    await session.choose_card(WANG)
    said = {utterance.of for utterance in script_of(session, translator("en")).utterances if signable(utterance.of)}
    assert set(messages_of(session)) >= said
    assert len(said) > 1


def listing(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[list[str]]:
    """The lines of `missing`, in columns."""
    assert main(["missing", *arguments]) == 0
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_the_list_of_what_is_missing_names_each_message_once_with_hash_and_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = listing(capsys)
    assert {line[0] for line in lines} == {*EVERY, "-"}
    assert len({line[1] for line in lines}) == len(lines)
    by_id = {line[1]: line for line in lines}
    assert by_id[ID][2] == text_hash(ID)
    assert by_id[ID][3] == translator("zh").say(Text(ID))


def test_a_recorded_message_leaves_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = clip_file(tmp_path)
    write_pack(tmp_path, [row("unemployment.reason", file)])
    before = listing(capsys, "unemployment")
    after = listing(capsys, "unemployment", "--packs", str(tmp_path))
    assert [line[1] for line in before if line not in after] == ["unemployment.reason"]


def test_no_recording_of_nobody_comes_with_the_project() -> None:
    assert open_packs().packs == ()


@pytest.mark.parametrize(("text", "status"), [("", 0), ("0" * 64, 1)])
def test_verify_tells_by_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, status: int) -> None:
    file = clip_file(tmp_path)
    folder = write_pack(tmp_path, [row(ID, file) | ({"text": text} if text else {})])
    assert main(["verify", str(folder)]) == status
    assert SET in capsys.readouterr().out


def test_verify_refuses_a_folder_that_is_no_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert "manifest.json" in capsys.readouterr().out
