"""A translation bears the mark of the Chinese it was made from, and a later change of the Chinese shows."""

import shutil
from pathlib import Path

import pytest

from shared.i18n.__main__ import ROOT, main
from shared.i18n.catalogue import Message, load, parse_catalogue, read_folder
from shared.i18n.locales import LOCALES
from shared.i18n.marks import mark_of, marked, stale

OURS = {"a.x": Message("a.x", ("你好 {name}",), ("a note",), "a")}
MARK = f"#. zh: {mark_of(OURS['a.x'])}\n"
ENTRY = '# nobody checked\n#. a note\n#, python-brace-format\nmsgid "a.x"\nmsgstr "안녕 {name}"\n'
CHINESE = 'msgid "common.yes"\nmsgstr "'


def read(content: str) -> dict[str, Message]:
    return parse_catalogue("a", content.encode(), "ko")


def folder(tmp_path: Path) -> Path:
    """A copy of our catalogues."""
    return Path(shutil.copytree(ROOT / "shared/i18n/catalogues", tmp_path / "catalogues"))


def change_yes(catalogues: Path) -> None:
    common = catalogues / "zh_Hans_CN" / "common.po"
    before = common.read_text("utf-8")
    assert CHINESE in before
    common.write_text(before.replace(CHINESE, CHINESE + "对，"), "utf-8")


def test_a_mark_changes_with_the_words_alone() -> None:
    x = OURS["a.x"]
    assert mark_of(x) == mark_of(Message("a.x", x.forms, ("another note",), "b"))
    assert mark_of(x) != mark_of(Message("a.x", ("您好 {name}",), x.notes, x.prefix))
    assert len(mark_of(x)) == 8


def test_an_entry_without_a_mark_and_one_of_other_words_are_stale() -> None:
    fresh = marked(ENTRY, OURS, OURS)
    changed = {"a.x": Message("a.x", ("您好 {name}",), ("a note",), "a")}
    assert list(stale(OURS, read(ENTRY))) == ["a.x"]
    assert list(stale(OURS, read(fresh))) == []
    assert list(stale(changed, read(fresh))) == ["a.x"]
    assert list(stale(changed, read(marked(fresh, changed, changed)))) == []


def test_marking_adds_one_line_after_the_notes_and_keeps_all_else() -> None:
    once = marked(ENTRY, OURS, OURS)
    assert once == ENTRY.replace("#. a note\n", "#. a note\n" + MARK)
    assert marked(once, OURS, OURS) == once
    assert marked(ENTRY, OURS, ["a.y"]) == ENTRY
    assert marked(ENTRY.replace("a.x", "a.z"), OURS, ["a.z"]) == ENTRY.replace("a.x", "a.z")


def test_a_mark_is_no_note_for_translators() -> None:
    assert read(marked(ENTRY, OURS, OURS))["a.x"].notes == ("a note",)
    assert read(MARK + 'msgid "a.x"\nmsgstr "x"\n')["a.x"].notes == ()


def test_a_changed_chinese_is_warned_of_until_the_translation_is_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogues = folder(tmp_path)
    assert main(["mark", "--folder", str(catalogues)]) == 0
    change_yes(catalogues)
    capsys.readouterr()

    assert main(["check", str(catalogues)]) == 0, "who changes the Chinese need not know the other language"
    printed = capsys.readouterr().out
    assert "warning: ko: common.yes: made from other Chinese than there is now" in printed
    assert "warning: ug: common.yes: made from other Chinese than there is now" in printed
    assert f"ko: 1 of {len(load(LOCALES['ko'].babel))} messages made from an older Chinese" in printed

    assert main(["mark", "--folder", str(catalogues), "ko", "common.yes"]) == 0
    assert capsys.readouterr().out == "ko: common.yes: marked\n"
    ours, ko, ug = (read_folder(catalogues / locale) for locale in ("zh_Hans_CN", "ko", "ug"))
    assert list(stale(ours, ko)) == []
    assert list(stale(ours, ug)) == ["common.yes"]


def test_an_id_that_nobody_says_is_not_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", "--folder", str(folder(tmp_path)), "ko", "common.aye"]) == 1
    assert capsys.readouterr().out == "zh_Hans_CN: common.aye: missing\n"
