"""Texts in both languages, with everything that can be put into them."""

from datetime import date
from decimal import Decimal

import pytest

from shared.domain.quantities import Month, Months, yuan
from shared.domain.text import Text, TextArg, text, verbatim
from shared.domain.values import UNKNOWN
from shared.i18n import MissingArgument, MissingMessage, Translator, translator
from shared.i18n.bidi import bare
from shared.i18n.locales import offered


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (yuan(2340), "2,340 元", "¥2,340"),
        (yuan("2340.50"), "2,340.50 元", "¥2,340.50"),
        (Months(1), "1 个月", "1 month"),
        (Months(18), "18 个月", "18 months"),
        (Month(2026, 7), "2026年7月", "July 2026"),
        (date(2026, 11, 23), "2026年11月23日 星期一", "Monday, 23 November 2026"),
        (("甲", "乙", "丙"), "甲、乙和丙", "甲, 乙, and 丙"),
        (2026, "2026", "2026"),
        (1234567, "1,234,567", "1,234,567"),
        (Decimal("0.9"), "0.9", "0.9"),
        (verbatim("王秀英 {x}"), "王秀英 {x}", "王秀英 {x}"),
        (verbatim("上海市", en="Shanghai"), "上海市", "Shanghai"),
    ],
)
def test_every_kind_of_argument_is_said(value: TextArg, zh: str, en: str) -> None:
    assert translator("zh").argument(value) == zh
    assert translator("en").argument(value) == en


@pytest.mark.parametrize(
    ("lang", "row", "sentence"),
    [("zh", "甲、乙、丙", "甲、乙和丙"), ("en", "甲, 乙, 丙", "甲, 乙, and 丙"), ("ug", "甲، 乙، 丙", "甲، 乙 ۋە 丙")],
)
def test_a_list_makes_a_sentence_or_stands_in_a_row_as_the_message_asks(lang: str, row: str, sentence: str) -> None:
    items = tuple(map(verbatim, "甲乙丙"))
    assert bare(translator(lang).say(text("kind.more", items=items))) == row
    assert bare(translator(lang).say(text("kind.several.list", items=items))) == sentence
    assert bare(translator(lang).say(text("kind.more", items=items[:1]))) == "甲"


def test_facts_are_said_for_people() -> None:
    t = translator("zh")
    assert t.value(True) == "是"
    assert t.value(UNKNOWN) == "还不知道"
    assert t.value(()) == "没有"
    assert t.value("yes", "common") == "是"
    assert t.value("no_such_code", "common") == "no_such_code"


def test_a_missing_id_raises_where_it_must_be_found_and_else_stands_in() -> None:
    with pytest.raises(MissingMessage):
        Translator("zh", strict=True).say(Text("common.not_there"))
    assert Translator("zh").say(Text("common.not_there")) == "common.not_there"


def test_a_missing_value_raises_where_it_must_be_found_and_else_leaves_a_blank() -> None:
    with pytest.raises(MissingArgument):
        Translator("en", strict=True).say(Text("common.months"))
    assert Translator("en").say(Text("common.months")) == "… months"


def test_what_is_logged_names_the_message_and_never_a_value(caplog: pytest.LogCaptureFixture) -> None:
    Translator("en").say(text("common.not_there", name="王秀英"))
    Translator("en").say(text("common.months", name="王秀英"))
    assert "common.not_there" in caplog.text
    assert "common.months" in caplog.text
    assert "王秀英" not in caplog.text


@pytest.mark.parametrize("code", offered())
def test_every_language_says_every_kind_of_value(code: str) -> None:
    values: list[TextArg] = [yuan(1), Months(2), Month(2026, 1), date(2026, 1, 2), Decimal("0.5"), 3, ("a", "b")]
    assert all(Translator(code, strict=True).argument(value) for value in values)


def test_an_unknown_language_gets_chinese() -> None:
    assert translator("xx").say(text("common.yes")) == "是"


def test_a_fact_is_said_in_its_own_words() -> None:
    zh, en = Translator("zh", strict=True), Translator("en", strict=True)
    assert zh.value(date(1950, 1, 1)) == "1950年1月1日", "nobody needs the weekday of a birthday"
    assert en.value(date(1950, 1, 1)) == "1 January 1950"
    assert (zh.value(True, "flow.fact.male"), zh.value(False, "flow.fact.male")) == ("男", "女")
    assert (zh.value(True, "flow.fact.pension"), en.value(False)) == ("是", "No")


@pytest.mark.parametrize(("lang", "said"), [("zh", "要吗？不要"), ("en", "Do you? no")])
def test_a_label_that_asks_is_followed_by_no_colon(lang: str, said: str) -> None:
    label, value = said.rsplit(" ", 1) if lang == "en" else said.split("？")
    line = text("ui.used", label=text("common.verbatim", words=label + "？" * (lang == "zh")), value=value)
    assert translator(lang).say(line) == said
