"""What people mistype is told plainly on the same page, and what was right is taken however it was typed."""

from __future__ import annotations

from datetime import date, timedelta

from tests.e2e.defaults import Raw
from tests.e2e.people import LIU, PHONE
from tests.e2e.said import said
from tests.e2e.walker import Walker


def words(id: str, **args: int | str) -> str:
    """The first sentence of a problem, without its arguments."""
    return said("zh", id, **args)


async def test_a_number_with_a_wrong_check_digit_and_a_wrong_pin_are_refused(walker: Walker) -> None:
    window = walker.window
    await walker.begin("unemployment")
    await walker.give("keypad")
    wrong = LIU.id_number[:-1] + ("0" if LIU.id_number[-1] != "0" else "1")
    assert words("problem.id.check_digit") in (await walker.refused(Raw(wrong)))["error.identity"]
    assert words("problem.id.length") in (await walker.refused(Raw(wrong[:10])))["error.identity"]
    assert wrong[6:10] in await window.words("field.identity"), "what is typed after clearing is told to a reader too"
    await window.tap_to("nav.back", "identify")
    await walker.give(LIU.key)
    assert words("problem.pin.wrong", n=2) in (await walker.refused(Raw("654321")))["error.pin"]
    assert words("problem.pin.form") in (await walker.refused(Raw("1234")))["error.pin"]
    await walker.give(Raw("123456"))
    assert (await window.at()).startswith("step.")
    await walker.home()


async def test_impossible_days_amounts_and_numbers_are_refused_and_nothing_else_is_lost(walker: Walker) -> None:
    window = walker.window
    walker.answers |= {"pay_to": "account"}
    await walker.begin("unemployment")
    await walker.identify(LIU.key)
    await walker.walk("step.unemployment.last_day")
    await walker.refused(Raw("20260231"))
    future = date.today() + timedelta(days=3)
    errors = await walker.refused(Raw(future.strftime("%Y%m%d")))
    assert words("unemployment.problem.future") in errors["error.last_day"]
    await walker.refused(Raw("2026"))
    await walker.give(date.today() - timedelta(days=20))

    await walker.walk("step.unemployment.months")
    await walker.refused(Raw("999999"))
    await walker.give(24)

    await walker.walk("step.unemployment.account")
    errors = await walker.refused(Raw("6212261000000007770"))
    assert words("problem.bank.check_digit") in errors["error.account"]
    await walker.step()

    await walker.walk("step.unemployment.phone")
    await walker.refused(Raw("12345"))
    await walker.give(PHONE)
    await walker.walk("review.unemployment")
    assert PHONE[-4:] in await window.words("review.phone")
    await walker.home()


async def test_an_amount_of_a_thousand_million_is_refused(walker: Walker) -> None:
    await walker.begin("living_allowance")
    await walker.identify(LIU.key)
    await walker.walk("step.living_allowance.income")
    errors = await walker.refused(Raw("1000000000"))
    assert errors["error.income"]
    await walker.give(Raw("1200.50"))
    assert await walker.window.at() != "step.living_allowance.income"
    await walker.home()
