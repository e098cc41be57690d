"""A code is held up where the office does not answer: it answers with its day, or one hears why not; one goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from shared.app.pages import At
from shared.app.ports import Asked, AskStatus, CodeFault, Paper, Person
from shared.app.session import Session
from shared.domain.answers import Source
from shared.domain.flow import Level
from shared.flows import FLOWS
from shared.i18n import Translator
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World

WANG = "110101195001010025"
DAY = date(2026, 9, 2)
PASSED = Asked(AskStatus.LAST_KNOWN, {"code": "passed", "last": DAY, "until": date(2027, 9, 2)}, DAY)


@dataclass
class FakeScanner:
    """Reads what the test holds up."""

    then: Callable[[str], None] | None = None

    def papers(self) -> tuple[Paper, ...]:
        return ()

    def hold_up(self, paper: str) -> None:
        if self.then is not None:
            self.then(paper)

    def listen(self, then: Callable[[str], None]) -> Callable[[], None]:
        self.then = then

        def stop() -> None:
            self.then = None

        return stop


@dataclass
class FakeCodes:
    """Believes the text `good`; every other text is the name of a fault."""

    held: bool = False
    persons: list[Person] = field(default_factory=list)

    async def bring(self, text: str, person: Person) -> CodeFault | None:
        self.persons.append(person)
        self.held = text == "good"
        return None if self.held else CodeFault(text)

    def answer(self, query: str, person: Person | None) -> Asked | None:
        return PASSED if self.held and query == "passive_state" else None

    def forget(self) -> None:
        self.held = False


@dataclass
class Kiosk:
    session: Session
    scanner: FakeScanner
    codes: FakeCodes
    world: World


def kiosk() -> Kiosk:
    world, scanner, codes = World(dict(FLOWS), {WANG: "王秀英"}, starter_packs()), FakeScanner(), FakeCodes()
    return Kiosk(Session(replace(world.ports, codes=codes, scanner=scanner)), scanner, codes, world)


async def settle(session: Session) -> None:
    """Until nothing of the session runs beside it."""
    while session._tasks:
        await asyncio.gather(*session._tasks)
        await asyncio.sleep(0)  # their ends are told in the next turn of the loop


async def asked(at: Kiosk, *, card: bool = True) -> None:
    """To the page of what the office does not answer."""
    await at.session.open("passive_check")
    await at.session.enter(WANG if card else "keypad")
    await at.session.enter("123456" if card else WANG)
    await settle(at.session)


async def test_a_good_code_answers_with_its_day_and_the_check_ends() -> None:
    at = kiosk()
    await asked(at)
    assert at.session.may_scan()
    await at.session.scan()
    assert at.session.page.at is At.SCAN
    at.scanner.hold_up("good")
    await settle(at.session)
    assert (at.session.page.at, at.session.page.key) == (At.STEP, "state")
    assert at.session.asked["state"] == PASSED
    assert at.scanner.then is None, "the scanner is still listened to"
    await at.session.go_on()
    journey = at.session.journey
    assert journey is not None
    frozen = journey.answers["state"]
    assert (frozen.source, frozen.as_of) == (Source.RECORD, DAY)
    await at.session.go_on()
    assert at.session.journey is not None
    assert at.session.journey.ended is not None


@pytest.mark.parametrize("fault", CodeFault)
async def test_every_refused_code_is_told_in_words_of_its_own_with_a_way_on(fault: CodeFault) -> None:
    at = kiosk()
    await asked(at)
    await at.session.scan()
    at.scanner.hold_up(fault.value)
    await settle(at.session)
    problem = at.session.problem
    assert at.session.page.at is At.SCAN
    assert problem is not None
    assert problem.example is not None
    for lang in ("zh", "en"):
        translator = Translator(lang, strict=True)
        assert translator.say(problem.what) != translator.say(problem.example)
    at.scanner.hold_up("good")
    await settle(at.session)
    assert at.session.asked["state"] == PASSED


async def test_who_has_no_code_goes_on_and_the_wish_is_queued() -> None:
    at = kiosk()
    await asked(at)
    await at.session.scan()
    await at.session.leave_scan()
    assert at.session.page.key == "state"
    for entry in ("", "", "window"):
        await (at.session.enter(entry) if entry else at.session.go_on())
        if at.session.page.key == "told":
            await at.session.enter("yes")
    await at.session.submit()
    assert at.session.page.at is At.RECEIPT
    assert at.world.sealer.levels == [Level.L2]


async def test_going_back_from_the_scanner_loses_nothing() -> None:
    at = kiosk()
    await asked(at)
    await at.session.scan()
    await at.session.back()
    assert (at.session.page.at, at.session.page.key, at.scanner.then) == (At.STEP, "state", None)


async def test_nothing_is_scanned_below_level_two_or_while_the_office_answers() -> None:
    typed = kiosk()
    await asked(typed, card=False)
    assert not typed.session.may_scan()
    online = kiosk()
    online.world.queries.answers["passive_state"] = Asked(AskStatus.READY, {"code": "waiting"}, DAY)
    await asked(online)
    assert not online.session.may_scan()
    await online.session.scan()
    assert online.session.page.at is At.STEP


async def test_the_end_forgets_the_code_and_stops_listening() -> None:
    at = kiosk()
    await asked(at)
    await at.session.scan()
    at.scanner.hold_up("good")
    await settle(at.session)
    await at.session.end()
    assert (at.codes.held, at.scanner.then, at.session.asked) == (False, None, {})


async def test_a_result_offers_its_signed_code_to_take_along_at_level_two() -> None:
    at = kiosk()
    at.world.queries.answers["passive_state"] = Asked(AskStatus.READY, {**PASSED.value}, DAY)
    at.world.queries.answers["passive_code"] = Asked(AskStatus.READY, {"code": "NCP1:X"}, DAY)
    await asked(at)
    assert at.session.code_to_take() == ""
    await at.session.go_on()
    await settle(at.session)
    assert at.session.page.key == "known"
    assert at.session.code_to_take() == "NCP1:X"
    await at.session.go_on()
    assert at.session.code_to_take() == ""
