"""The catalogue check finds each planted fault, and the real catalogues have none that it can find without flows."""

import pytest

from shared.i18n.catalogue import CatalogueBroken, Message, load, parse_catalogue
from shared.i18n.check import ids_in_source, problems

GOOD = Message("a.x", ("你好 {name}",), ("a note",), "a")


def found(zh: Message | None = GOOD, en: Message | None = GOOD, used: tuple[str, ...] = ()) -> list[str]:
    return list(problems({"zh": {zh.id: zh} if zh else {}, "en": {en.id: en} if en else {}}, used))


def test_complete_catalogues_have_no_problem() -> None:
    assert found(used=("a.x",)) == []


@pytest.mark.parametrize(
    ("zh", "en", "used", "said"),
    [
        (GOOD, None, (), "missing"),
        (None, GOOD, (), "missing"),
        (GOOD, Message("a.x", ("hello {who}",), ("n",), "a"), (), "placeholders"),
        (Message("a.x", ("你好 {name}",), (), "a"), GOOD, (), "note"),
        (Message("a.x", ("",), ("n",), "a"), GOOD, (), "empty"),
        (Message("a.x", ("你好 {name",), ("n",), "a"), GOOD, (), "braces"),
        (Message("a.x", ("你好 {name.x}",), ("n",), "a"), GOOD, (), "braces"),
        (Message("a.x", ("你好 {name}",), ("n",), "b"), GOOD, (), "stands in b.po"),
        (GOOD, GOOD, ("a.y",), "not in the catalogue"),
    ],
)
def test_each_fault_is_found(zh: Message | None, en: Message | None, used: tuple[str, ...], said: str) -> None:
    assert any(said in problem for problem in found(zh, en, used))


def test_ids_are_found_in_source() -> None:
    source = 'say(text("a.x", n=1)); t = Text("b.y"); other("c.z"); text(variable)'
    assert set(ids_in_source(source)) == {"a.x", "b.y"}


def test_a_broken_file_is_named() -> None:
    with pytest.raises(CatalogueBroken, match=r"zh_Hans_CN/a\.po"):
        parse_catalogue("a", b'msgid "a.x"\nmsgstr "\xff\xfe"', "zh_Hans_CN")


def test_plurals_of_both_languages_are_read() -> None:
    assert load("en")["common.months"].forms == ("{n} month", "{n} months")
    assert load("zh_Hans_CN")["common.months"].forms == ("{n}个月",)
