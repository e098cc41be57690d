"""Through the loudspeaker a private number is its last four digits, on every page; by headset it is whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from accessibility.preferences import Preferences
from accessibility.script.speakable import spell
from accessibility.speech import Clips, Voice
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.flow import Flow, Kind, Question
from shared.domain.kinds.base import NONE_RAW
from shared.flows import FLOWS
from shared.i18n import translator
from tests.app.trial import as_typed, flow, world
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World
from tests.fakes.voice import FakeDriver, FakePlayer
from tests.personas.headless import DEFAULTS, walk
from tests.personas.listen import ANSWERS, PERSON

RUN = 6
"""So many digits of a number in a row are more than its tail."""
_STOPS = re.compile(r"[\W_]+")
every_flow = pytest.mark.parametrize("service", list(FLOWS.values()), ids=lambda service: service.id)


def voice_of(preferences: Preferences) -> Voice:
    """A muted voice: it keeps the transcript of every page whole, however soon the next one comes."""
    clips = Clips(bytes, lambda: 0.0)
    found = Voice(FakeDriver(), clips, FakePlayer(clips), translator)
    found.settle(preferences.heard(aloud=False))
    return found


def numbers(session: Session) -> set[str]:
    """The private numbers that were answered so far."""
    found: set[str] = set()
    journey = session.journey
    for key, answer in journey.answers.items() if journey is not None else ():
        place = journey.place(key) if journey is not None else None
        if place is None or not isinstance(place.step, Question) or not kinds.is_private(place.step):
            continue
        value = (
            answer.value["id_number"]
            if isinstance(answer.value, Mapping) and "id_number" in answer.value
            else answer.value
        )
        if isinstance(value, str) and value != NONE_RAW and len(value) > RUN:
            found.add(value)
    return found


def told(voice: Voice) -> str:
    """Everything that was said, without stops; but for the demonstration's own telling of its PIN to everybody."""
    return _STOPS.sub("", "|".join(said.words for said in voice.transcript if said.page != "identify")).lower()


def runs(number: str, lang: str) -> set[str]:
    """Every run of digits of a number that is more than its tail, as it would be said."""
    return {_STOPS.sub("", spell(number[i : i + RUN], lang)).lower() for i in range(len(number) - RUN + 1)}


async def heard(service: Flow, preferences: Preferences, card: bool) -> tuple[str, set[str]]:
    """What is said on the way through a service, and the private numbers that were given."""
    voice, given = voice_of(preferences), {PERSON, "123456"} if card else {PERSON}

    def note(at: Session) -> None:
        voice.page(at, preferences.lang)
        voice.why(at, preferences.lang)
        given.update(numbers(at))

    session = Session(World(dict(FLOWS), {PERSON: "王秀英"}, starter_packs()).ports)
    await walk(session, service, card=PERSON if card else "", number=PERSON, answers=ANSWERS, on_page=note)
    await voice.close()
    return told(voice), given


@every_flow
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_loudspeaker_says_four_digits_at_most(service: Flow, lang: str) -> None:
    said, given = await heard(service, Preferences(lang=lang), card=True)
    assert len(said) > 100
    assert not [number for number in given for run in runs(number, lang) if run in said]


@every_flow
async def test_a_headset_says_what_is_reviewed_whole_and_never_what_was_typed_masked(service: Flow) -> None:
    said, given = await heard(service, Preferences(in_full=True), card=True)
    reviewed = given - {PERSON, "123456"}
    assert not [n for n in ("123456",) if runs(n, "zh") & {said} or _STOPS.sub("", spell(n, "zh")) in said]
    assert [number for number in reviewed if _STOPS.sub("", spell(number, "zh")).lower() not in said] == []


WRONG: Mapping[Kind, str] = {
    Kind.ID_NUMBER: "110101195801010039",
    Kind.CARD: "123456789012345678901",
    Kind.PHONE: "1591234567890",
    Kind.BANK_ACCOUNT: "6222020200112231",
    Kind.PERSON: "李建国\n110101195801010039",
    Kind.PIN: "12345",
}
PRIVATE = [kind for kind, rules in kinds.KINDS.items() if rules.private]


@pytest.mark.parametrize("in_full", [False, True])
@pytest.mark.parametrize("kind", [k for k in PRIVATE if k is not Kind.PIN])
async def test_an_error_never_says_what_was_typed(kind: Kind, in_full: bool) -> None:
    service = flow(Question("secret", kind, "trial.reason"), Question("more", Kind.YES_NO, "trial.registered"))
    session, voice = Session(world(service).ports), voice_of(Preferences(in_full=in_full))
    await as_typed(session)
    for _ in range(4):
        await session.enter(WRONG[kind])
        assert session.problem is not None
        voice.page(session, "zh")
    number = WRONG[kind].rpartition("\n")[2]
    assert not [run for run in runs(number, "zh") if run in told(voice)]
    await voice.close()


@pytest.mark.parametrize("kind", list(Kind))
def test_any_kind_can_be_private_and_then_gives_a_tail_or_nothing(kind: Kind) -> None:
    question = Question("secret", kind, "trial.reason", private=True)
    if kind not in DEFAULTS or kind is Kind.DOCUMENT:
        return
    back = kinds.read_back(question, DEFAULTS[kind])
    assert back.id in ("kind.tail", "kind.phone.tail", "kind.hidden", "kind.pin.entered")
    assert all(len(str(value)) <= 4 for _, value in back.args)
