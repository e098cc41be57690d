"""Binding a phone: the kiosk's code, the phone's PIN, and giving it up again."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace

import pytest

from accessibility.preferences import Preferences
from accessibility.script import script_of
from shared.app.pages import At, Page
from shared.app.ports import Asked, AskStatus, CardRefusal, Delivery
from shared.app.session import Session
from shared.domain.answers import Problem
from shared.domain.binding import code_of, digits_of, hash_of
from shared.domain.flow import Level
from shared.domain.text import text
from shared.i18n import translator
from shared.i18n.bidi import bare
from shared.i18n.locales import offered
from tests.app.trial import WANG, as_typed, world
from tests.fakes.phone import FakeOwner
from tests.fakes.ports import World
from tests.personas.parity import only_heard, only_seen

pytestmark = pytest.mark.asyncio
CODE, PIN = digits_of(bytes(range(16))), "246813"


def kiosk() -> tuple[World, Session]:
    made = world()
    return made, Session(replace(made.ports, office_at=lambda: "https://office.example"))


def phone(owner: FakeOwner | None = None) -> tuple[World, FakeOwner, Session]:
    made, whose = world(), owner or FakeOwner()
    return made, whose, Session(replace(made.ports, cards=whose, owner=whose))


async def with_code() -> tuple[World, Session]:
    made, session = kiosk()
    await session.bind_phone()
    await session.enter(WANG)
    await session.enter("123456")
    return made, session


async def test_the_kiosk_shows_a_code_of_which_the_office_gets_the_hash_alone() -> None:
    made, session = await with_code()
    assert session.page.at is At.BIND
    code = code_of(session.code_link())
    assert code is not None and session.code_link().startswith("https://office.example/#")
    (body,) = made.sealer.bodies
    assert made.sealer.levels == [Level.L2]
    assert body["subject"] == WANG and session.code_digits() not in str(body)
    assert base64.urlsafe_b64decode(str(body["code_hash"]) + "=") == hash_of(code)


async def test_who_typed_a_number_is_asked_for_the_card_first() -> None:
    made, session = kiosk()
    await as_typed(session)
    await session.bind_phone()
    await session.enter("keypad")
    await session.enter(WANG)
    assert session.page.at is At.IDENTIFY and session.notice == text("problem.needs_card")
    assert not made.sealer.bodies and not session.code_link()


async def test_each_look_at_the_page_shows_another_code_and_the_end_forgets_it() -> None:
    _, session = await with_code()
    first = session.code_digits()
    await session.bind_phone()
    assert session.code_digits() not in ("", first)
    await session.end()
    assert session.code_digits() == session.code_link() == ""


async def test_the_page_says_when_the_code_can_be_used() -> None:
    made, session = await with_code()
    assert translator("zh").say(text("bind.waiting")) in script_of(session, translator("zh")).words
    row = made.store.receipts[session.bind_item]
    made.store.receipts[row.id] = replace(row, state=Delivery.DELIVERED)
    assert translator("zh").say(text("bind.ready")) in script_of(session, translator("zh")).words


@pytest.mark.parametrize("lang", offered())
async def test_the_page_is_heard_as_it_is_seen_but_for_the_secret_digits(lang: str) -> None:
    made, session = await with_code()
    made.queries.answers["phones"] = Asked(AskStatus.READY, {"phones": 2})
    await session.bind_phone()
    async with asyncio.timeout(5):
        while session.phones is None:  # noqa: ASYNC110 - the fake office answers at its next turn
            await asyncio.sleep(0)
    script = script_of(session, translator(lang))
    assert not only_heard(session, script, lang)
    (digits,) = only_seen(session, script, lang)
    assert bare("".join(digits.split())) == session.code_digits()
    alone = script_of(session, translator(lang), Preferences(in_full=True))
    assert not only_seen(session, alone, lang), "with a headset they are said"


async def test_at_the_kiosk_all_phones_are_given_up_only_with_the_office() -> None:
    made, session = await with_code()
    await session.unbind()
    assert session.problem is not None and session.page.at is At.BIND
    made.queries.answers["unbind"] = Asked(AskStatus.READY, {"phones": 0})
    await session.unbind()
    assert (session.page.at, session.notice) == (At.TOLD, text("bind.given_up"))
    assert not session.code_digits(), "the code on the screen was for a phone that is not wanted any more"


async def test_lost_phones_are_stopped_at_the_kiosk() -> None:
    made, session = await with_code()
    made.queries.answers["unbind"] = Asked(AskStatus.READY, {"phones": 0})
    session.phones = 1
    assert session.may_stop()
    await session.stop_phones()
    assert made.queries.asked[-1] == ("unbind", {"lost": True})
    assert (session.page.at, session.notice) == (At.TOLD, text("bind.stopped"))


async def bind(session: Session, pin: str = PIN, again: str = PIN) -> None:
    await session.bind_phone()
    await session.enter(CODE)
    await session.enter(pin)
    await session.enter(again)


async def test_the_phone_takes_the_code_and_a_pin_twice_and_its_owner_is_there() -> None:
    _, owner, session = phone()
    await bind(session)
    assert (owner.code, owner.pin) == (CODE, PIN)
    assert session.level is Level.L2 and session.page.at is At.BIND
    assert not only_seen(session, script_of(session, translator("zh")), "zh")
    assert session.notice == text("bind.done")
    assert not session.new_pin and not session.code_digits()


async def test_a_link_leads_straight_to_the_new_pin() -> None:
    _, _, session = phone()
    await session.bring(f"https://office.example/#NCB1:{CODE}")
    assert session.page.at is At.NEW_PIN
    bound = phone(FakeOwner(bound=True))[2]
    await bound.bring(CODE)
    assert bound.page.at is At.HOME, "a phone with an owner is not taken over by a link"


async def test_a_mistyped_code_says_where_to_look() -> None:
    _, _, session = phone()
    await session.bind_phone()
    await session.enter(CODE[:-1] + str((int(CODE[-1]) + 1) % 10))
    assert session.page.at is At.BIND_CODE and session.problem is not None
    assert session.problem.what == text("problem.bind.code")


@pytest.mark.parametrize("pin", ["111111", "123456", "654321", "890123", "12345"])
async def test_a_pin_that_is_easy_to_guess_is_not_taken(pin: str) -> None:
    _, _, session = phone()
    await session.bring(CODE)
    await session.enter(pin)
    assert session.page.at is At.NEW_PIN and session.problem is not None


async def test_two_different_pins_begin_again() -> None:
    _, owner, session = phone()
    await bind(session, again="135792")
    assert session.page.at is At.NEW_PIN and session.problem == Problem(text("problem.bind.differ"))
    assert not owner.bound


@pytest.mark.parametrize("why", [CardRefusal.NOT_YET, CardRefusal.USED, CardRefusal.OLD])
async def test_what_became_of_the_code_is_told(why: CardRefusal) -> None:
    _, _, session = phone(FakeOwner(refuses=why))
    await bind(session)
    assert session.page.at is At.TOLD and session.level is Level.L0
    assert session.notice == text(f"problem.bind.{why.value}")


async def test_the_owner_opens_the_phone_with_its_pin_and_gives_it_up() -> None:
    made, owner, session = phone(FakeOwner(bound=True, pin=PIN))
    await session.my_matters()
    assert session.question() is not None and session.question().title == "bind.who"  # type: ignore[union-attr]
    await session.enter("owner")
    assert session.question().title == "bind.pin"  # type: ignore[union-attr]
    await session.enter("000000")
    assert session.problem is not None
    await session.enter(PIN)
    assert session.page == Page(At.WAITING)
    await session.bind_phone()
    assert session.page == Page(At.BIND) and session.may_unbind()
    assert not only_seen(session, script_of(session, translator("zh")), "zh")
    await session.unbind()
    assert (session.notice, owner.bound, session.level) == (text("bind.given_up.here"), False, Level.L0)
    assert owner.proofs[-1].ended and made.queries.asked[-1][0] == "unbind"


async def test_a_phone_that_was_given_up_elsewhere_says_so_and_shows_nothing_more() -> None:
    _, _, session = phone(FakeOwner(bound=True, pin=PIN))
    await session.my_matters()
    await session.enter("owner")
    await session.enter(PIN)
    await session.lost()
    assert (session.page.at, session.notice, session.level) == (At.TOLD, text("bind.lost"), Level.L0)
