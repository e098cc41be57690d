"""An audit that was interrupted goes on where it was, unless what it looked at has changed."""

from __future__ import annotations

from pathlib import Path

from accessibility.preferences import Theme
from tests.audit.ledger import Ledger, mark
from tests.audit.looks import Look
from tests.audit.seen import Finding

LOOK = Look(Theme.DAY, 30, "zh", "portrait")
A, B = {"zh": "a", "en": "a"}, {"zh": "b", "en": "a"}
FOUND = Finding("target.size", "home", "nav.help", "too small", str(LOOK))


def test_what_was_seen_is_known_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    Ledger(file, A).add("home", LOOK, [FOUND])
    again = Ledger(file, A)
    assert again.has("home", LOOK)
    assert not again.has("help", LOOK)
    assert again.findings == [FOUND]


def test_a_line_that_was_cut_off_is_looked_at_again(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    Ledger(file, A).add("home", LOOK, [])
    file.write_text(file.read_text("utf-8") + '{"sources": "a", "pa', "utf-8")
    assert Ledger(file, A).has("home", LOOK)


def test_what_was_seen_of_other_sources_does_not_count(tmp_path: Path) -> None:
    file = tmp_path / "looks.jsonl"
    Ledger(file, A).add("home", LOOK, [FOUND])
    other = Ledger(file, B)
    assert not other.has("home", LOOK) and other.findings == []


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
