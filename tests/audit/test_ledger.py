"""An audit that was interrupted goes on where it was: what shows the same is not looked at again."""

from __future__ import annotations

from pathlib import Path

from accessibility.preferences import Theme
from tests.audit.ledger import Ledger
from tests.audit.looks import Look
from tests.audit.names import Names, mark
from tests.audit.seen import Finding

LOOK = Look(Theme.DAY, 30, "zh", "portrait")
FOUND = Finding("target.size", "home", "nav.help", "too small", str(LOOK))
MARKS = dict.fromkeys(("zh", "en", "ko", "ug"), "a")


def test_what_was_seen_is_known_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    Ledger(file).add("aa", "home", LOOK, [FOUND])
    again = Ledger(file)
    assert again.has("aa")
    assert not again.has("bb")
    assert again.findings(["aa", "aa"]) == [FOUND]


def test_a_line_that_was_cut_off_is_looked_at_again(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    Ledger(file).add("aa", "home", LOOK, [])
    file.write_text(file.read_text("utf-8") + '{"name": "bb", "pa', "utf-8")
    again = Ledger(file)
    assert again.has("aa") and not again.has("bb")


def test_what_is_shown_no_longer_has_no_findings(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    Ledger(file).add("aa", "home", LOOK, [FOUND])
    assert Ledger(file).findings(["bb"]) == []


def test_a_page_seen_without_the_tab_key_is_gone_round_once_more(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "looks.jsonl")
    ledger.add("aa", "home", LOOK, [])
    assert not ledger.has("aa", keyed=True)
    ledger.add("aa", "home", LOOK, [FOUND], keyed=True)
    assert ledger.has("aa", keyed=True)
    assert Ledger(ledger.file).has("aa", keyed=True)
    other = Ledger(ledger.file, tabs="other")
    assert other.has("aa") and not other.has("aa", keyed=True)
    assert ledger.findings(["aa"]) == [FOUND]


def test_where_something_was_found_it_is_looked_at_again_and_only_there(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    first = Ledger(file)
    for name, found in (("aa", [FOUND]), ("bb", [FOUND]), ("cc", [])):
        first.add(name, "home", LOOK, found, keyed=name == "bb")
    again = Ledger(file, again=True)
    assert [again.has(name) for name in ("aa", "bb", "cc")] == [False, False, True]
    assert not again.has("bb", keyed=True)
    again.add("aa", "home", LOOK, [])
    again.add("bb", "home", LOOK, [FOUND])
    later = Ledger(file)
    assert later.findings(["aa", "bb", "cc"]) == [FOUND]
    assert Ledger(file, again=True).has("aa"), "what was had again is known"


def test_of_two_runs_side_by_side_none_hides_what_the_other_found(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    one, other = Ledger(file), Ledger(file)
    one.add("aa", "home", LOOK, [FOUND])
    other.add("aa", "home", LOOK, [])
    assert Ledger(file).findings(["aa"]) == [FOUND]


async def test_names_are_kept_until_the_sources_change(tmp_path: Path) -> None:
    file = tmp_path / "names.jsonl"
    names = Names({}, file, MARKS)
    await names.know([LOOK])
    assert Names({}, file, MARKS).known([LOOK]) == names.known([LOOK]) != []
    assert Names({}, file, MARKS | {"zh": "b"}).known([LOOK]) == []


def test_words_of_one_language_leave_what_was_seen_in_others(tmp_path: Path) -> None:
    korean = tmp_path / "shared" / "i18n" / "catalogues" / "ko" / "home.po"
    korean.parent.mkdir(parents=True)
    before = [mark(tmp_path, lang) for lang in ("zh", "en", "ko")]
    korean.write_text("a", "utf-8")
    after = [mark(tmp_path, lang) for lang in ("zh", "en", "ko")]
    assert before[:2] == after[:2]
    assert before[2] != after[2]


def test_what_draws_nothing_leaves_what_was_seen(tmp_path: Path) -> None:
    (tmp_path / "shared" / "ui").mkdir(parents=True)
    before = mark(tmp_path)
    (tmp_path / "shared" / "ui" / "README.md").write_text("a", "utf-8")
    assert mark(tmp_path) == before


def test_sources_that_change_have_another_mark(tmp_path: Path) -> None:
    (tmp_path / "shared" / "ui").mkdir(parents=True)
    page = tmp_path / "shared" / "ui" / "page.py"
    page.write_text("a", "utf-8")
    before = mark(tmp_path)
    page.write_text("b", "utf-8")
    assert mark(tmp_path) != before
