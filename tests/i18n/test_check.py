"""The catalogue check finds each planted fault, and the real catalogues have none."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared.flows import EVERY
from shared.i18n.__main__ import PACKAGES, ROOT, main
from shared.i18n.catalogue import CLERKS, CatalogueBroken, Message, lacking, load, parse_catalogue, said
from shared.i18n.check import _all_placeholders, for_citizens, problems, unused
from shared.i18n.locales import LOCALES, offered
from shared.i18n.uses import Use, Uses, uses_in_parameters, uses_in_source, uses_in_tree, uses_of_flow

GOOD = Message("a.x", ("你好 {name}",), ("a note",), "a")
MANY = Message("a.x", ("{n} day", "{n} days"), ("a note",), "a")
ENGLISH = ROOT / "shared/i18n/catalogues/en/common.po"


def found(zh: Message | None = GOOD, en: Message | None = GOOD, *used: Use) -> list[str]:
    return list(problems({"zh": {zh.id: zh} if zh else {}, "en": {en.id: en} if en else {}}, used))


def uses(source: str) -> list[Use]:
    return list(uses_in_source(ast.parse(source), "here.py"))


def ids(source: str) -> set[str]:
    return {use.id for use in uses(source)}


def test_complete_catalogues_have_no_problem() -> None:
    assert found(GOOD, GOOD, Use("a.x", "here", frozenset({"name"})), Use("a.x", "there")) == []


@pytest.mark.parametrize(
    ("zh", "en", "said"),
    [
        (GOOD, None, "en: a.x: missing"),
        (None, GOOD, "zh: a.x: missing"),
        (GOOD, Message("a.x", ("hello {who}",), ("n",), "a"), "other placeholders"),
        (Message("a.x", ("你好 {name}",), (), "a"), GOOD, "no note"),
        (Message("a.x", ("你好 {name}",), (" ",), "a"), GOOD, "no note"),
        (Message("a.x", ("",), ("n",), "a"), GOOD, "empty"),
        (Message("a.x", ("{n} day {name}", ""), ("n",), "a"), GOOD, "empty"),
        (Message("a.x", ("你好 {name",), ("n",), "a"), GOOD, "braces"),
        (Message("a.x", ("你好 {name.x}",), ("n",), "a"), GOOD, "braces"),
        (Message("a.x", ("你好 {}",), ("n",), "a"), GOOD, "braces"),
        (Message("a.x", ("你好 {name:>9}",), ("n",), "a"), GOOD, "braces"),
        (Message("a.x", ("你好 {name!r}",), ("n",), "a"), GOOD, "braces"),
        (Message("a.x", ("你好 {name}",), ("n",), "b"), GOOD, "stands in b.po"),
        (Message("a.x", ("你好 {name}",), ("n",), "a", fuzzy=True), GOOD, "fuzzy"),
    ],
)
def test_each_fault_of_an_entry_is_found(zh: Message | None, en: Message | None, said: str) -> None:
    assert any(said in problem for problem in found(zh, en))


def test_an_id_that_the_code_says_and_no_catalogue_has_is_found_with_its_place() -> None:
    assert found(GOOD, GOOD, Use("a.y", "here.py:3")) == [
        "zh: a.y: not in the catalogue, used in here.py:3",
        "en: a.y: not in the catalogue, used in here.py:3",
    ]


def test_a_value_that_is_not_given_is_found() -> None:
    assert found(GOOD, GOOD, Use("a.x", "here.py:3", frozenset())) == [
        "zh: a.x: here.py:3 gives no name",
        "en: a.x: here.py:3 gives no name",
    ]


def test_a_plural_needs_its_number() -> None:
    plain = Message("a.x", ("days", "days"), ("note",), "a")
    assert any("gives no n" in problem for problem in found(plain, plain, Use("a.x", "here", frozenset({"m"}))))
    assert found(MANY, MANY, Use("a.x", "here", frozenset({"n"}))) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('say(text("a.x", n=1))', {"a.x"}),
        ('t = Text("b.y")', {"b.y"}),
        ('ui.say("c.z", name=name)', {"c.z"}),
        ('ui.say("c.z" if ready else "c.w")', {"c.z", "c.w"}),
        ('Question("q", DATE, "f.day")', {"f.day"}),
        ('clause("own", "f.clause.own", law)', {"f.clause.own"}),
        ('Law("law.act", "45")', {"law.act"}),
        ('Drawn(body, next_label="nav.home")', {"nav.home"}),
        ('other("c.z"); text(variable); text(f"c.{z}")', set()),
        ('verbatim("x"); Text("common.verbatim", args)', set()),
    ],
)
def test_ids_are_found_where_they_are_given(source: str, said: set[str]) -> None:
    assert ids(source) == said


def test_the_arguments_of_a_message_are_read_where_they_can_be() -> None:
    assert uses('text("a.x", name=1)') == [Use("a.x", "here.py:1", frozenset({"name"}))]
    assert uses('text("a.x", **values)') == [Use("a.x", "here.py:1", None)]
    assert uses('Text("a.x", values)') == [Use("a.x", "here.py:1", None)]


def test_the_laws_of_parameters_are_asked_for() -> None:
    assert [use.id for use in uses_in_parameters('[[parameter]]\nid = "cap"\nlaw = "law.act"\n', "p")] == ["law.act"]


def test_declarations_ask_for_their_titles_and_helps() -> None:
    asked = {use.id for flow in EVERY.values() for use in uses_of_flow(flow)}
    assert {"unemployment.title", "unemployment.title.help"} <= asked
    assert len(asked) > 50


def test_an_entry_that_nothing_says_is_warned_of(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "a.py").write_text('text("a.x")\nsay(f"a.state.{state}")\nLABEL = "a.fact"\n', encoding="utf-8")
    tree: Uses = uses_in_tree(tmp_path, ["package"])
    entries = ("a.x", "a.x.help", "a.state.ready", "a.fact.code", "a.never")
    catalogue = {id: Message(id, ("words",), ("note",), "a") for id in entries}
    assert unused({"zh": catalogue}, tree) == ["a.never"]


def test_a_broken_file_is_named() -> None:
    with pytest.raises(CatalogueBroken, match=r"zh_Hans_CN/a\.po"):
        parse_catalogue("a", b'msgid "a.x"\nmsgstr "\xff\xfe"', "zh_Hans_CN")


def test_an_id_that_stands_twice_is_named() -> None:
    with pytest.raises(CatalogueBroken, match=r"a\.po: twice: a\.x"):
        parse_catalogue("a", b'msgid "a.x"\nmsgstr "1"\n\nmsgid "a.x"\nmsgstr "2"\n', "en")


def test_plurals_of_both_languages_are_read() -> None:
    assert load("en")["common.months"].forms == ("{n} month", "{n} months")
    assert load("zh_Hans_CN")["common.months"].forms == ("{n} 个月",)


def test_the_catalogues_are_complete() -> None:
    used = [*uses_in_tree(ROOT, PACKAGES).certain, *(use for flow in EVERY.values() for use in uses_of_flow(flow))]
    complete = {facts.babel: load(facts.babel) for facts in LOCALES.values() if facts.kept}
    assert list(problems(complete, used)) == []


def test_the_command_fails_on_a_planted_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planted = tmp_path / "catalogues"
    shutil.copytree(ROOT / "shared/i18n/catalogues", planted)
    common = planted / "en" / "common.po"
    common.write_text(ENGLISH.read_text(encoding="utf-8").replace("common.yes", "common.aye"), encoding="utf-8")
    assert main(["check", str(planted)]) == 1
    printed = capsys.readouterr().out
    assert "en: common.yes: missing" in printed
    assert "zh_Hans_CN: common.aye: missing" in printed
    assert "en: common.yes: not in the catalogue, used in " in printed


@pytest.mark.parametrize(
    ("theirs", "lacks"),
    [
        ({"a.x": {"n"}, "a.y": set()}, ()),
        ({"a.x": {"n"}}, ("a.y",)),
        ({"a.x": {"m"}, "a.y": set(), "a.z": set()}, ("a.x",)),
    ],
)
def test_a_language_that_lacks_a_message_or_a_value_of_one_is_not_offered(
    theirs: dict[str, set[str]], lacks: tuple[str, ...]
) -> None:
    ours = {"a.x": frozenset({"n"}), "a.y": frozenset[str]()}
    assert lacking(ours, {id: frozenset(names) for id, names in theirs.items()}) == lacks


@pytest.mark.parametrize("locale", [facts.babel for facts in LOCALES.values()])
def test_what_a_glance_finds_is_what_is_read(locale: str) -> None:
    citizens = {id: m for id, m in load(locale).items() if m.prefix not in CLERKS}
    assert said(locale) == {id: _all_placeholders(m) for id, m in citizens.items()}


def test_what_lacks_in_a_language_that_is_not_kept_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    catalogues = {"zh_Hans_CN": {"a.x": GOOD, "desk.y": Message("desk.y", ("是",), ("n",), "desk")}}
    assert list(problems(for_citizens(catalogues, "ko", {}))) == ["ko: a.x: missing"]
    kept = [code for code, facts in LOCALES.items() if facts.kept]
    assert offered()[: len(kept)] == tuple(kept) == ("zh", "en")


def test_the_command_fails_on_an_unreadable_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planted = tmp_path / "catalogues"
    shutil.copytree(ROOT / "shared/i18n/catalogues", planted)
    (planted / "en" / "common.po").write_bytes(b"\xff\xfe")
    assert main(["check", str(planted)]) == 1
    assert "en/common.po" in capsys.readouterr().out


def test_the_command_wants_to_be_told_what_to_do() -> None:
    done = subprocess.run([sys.executable, "-m", "shared.i18n"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage" in done.stderr
