"""A minority language stands together with Chinese: both complete, Chinese first, however words are put together."""

from __future__ import annotations

from datetime import date

from shared.domain.quantities import Months, yuan
from shared.domain.text import Text, text, verbatim
from shared.i18n import translator
from shared.i18n.bilingual import Bilingual, apart, both, lines, shown

ZH, UG = translator("zh"), translator("ug")
BOTH = Bilingual("ug")


def test_chinese_comes_first_and_both_are_complete() -> None:
    assert lines(BOTH.say(text("common.yes"))) == (ZH.say(text("common.yes")), UG.say(text("common.yes")))


def test_every_side_has_its_values_in_its_own_language() -> None:
    said = text("item.due_on", day=date(2026, 11, 25))
    assert lines(BOTH.say(said)) == (ZH.say(said), UG.say(said))
    nested = text("common.kilometres", far=Text("common.yes"))
    assert lines(BOTH.say(nested)) == (ZH.say(nested), UG.say(nested))


def test_what_was_said_before_and_is_put_into_another_text_is_taken_apart_again() -> None:
    day = BOTH.value(date(2026, 11, 25))
    first, own = lines(BOTH.say(text("item.due_on", day=verbatim(day))))
    assert ZH.value(date(2026, 11, 25)) in first
    assert UG.value(date(2026, 11, 25)) in own
    assert UG.value(date(2026, 11, 25)) not in first


def test_pieces_that_are_strung_together_come_apart_side_by_side() -> None:
    strung = f"{BOTH.say(text('common.yes'))} · {BOTH.value(yuan(3))}\n{BOTH.argument(Months(2))}"
    first, own = apart(strung)
    assert first == f"{ZH.say(text('common.yes'))} · {ZH.value(yuan(3))}\n{ZH.argument(Months(2))}"
    assert own == f"{UG.say(text('common.yes'))} · {UG.value(yuan(3))}\n{UG.argument(Months(2))}"


def test_what_is_the_same_in_both_stands_once() -> None:
    assert both("12333", "12333") == "12333"
    assert lines(BOTH.say(verbatim("王秀英"))) == ("王秀英",)
    assert lines(BOTH.say(verbatim("上海市", ug="شاڭخەي"))) == ("上海市", "شاڭخەي")


def test_only_a_language_that_stands_together_with_chinese_is_shown_so() -> None:
    assert shown("en") is translator("en")
    assert isinstance(shown("ug"), Bilingual)
