"""What `make listen` writes is what the listener hears: every page, in words that a voice can say."""

from __future__ import annotations

import re

import pytest

from accessibility.script import script_of
from accessibility.speech.driver import SilentDriver, VoiceFailed
from accessibility.speech.sound import seconds
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.flow import Flow, Operation
from shared.flows import FLOWS
from shared.i18n import Translator
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World
from tests.fakes.voice import wav
from tests.personas.headless import walk
from tests.personas.listen import ANSWERS, PERSON, TURN, hear, sound

UNDONE = frozenset((Operation.CORRECT, Operation.WITHDRAW, Operation.CANCEL))

every_flow = pytest.mark.parametrize("flow", list(FLOWS.values()), ids=lambda flow: flow.id)


class Ticks(SilentDriver):
    """Says every word in a tenth of a second."""

    def speaks(self, lang: str) -> bool:
        return True

    async def synthesize(self, words: str, lang: str, rate: float) -> bytes:
        return wav(100)


@every_flow
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_transcript_holds_every_page_in_words(flow: Flow, lang: str) -> None:
    heard = await hear(flow, lang)
    assert heard.scripts[0].page == "home"
    assert len({script.page for script in heard.scripts}) >= len(flow.steps) // 2
    said = re.sub(r"\[[^\]]*\]", "", heard.transcript)
    assert not re.findall(r"[*_#<>{}%¥]", said)
    if lang == "zh":
        assert not re.findall(r"\d", said), "numbers are said as words"


@every_flow
async def test_a_receipt_promises_only_what_can_be_done_with_what_was_submitted(flow: Flow) -> None:
    """What withdraws or objects is itself neither corrected nor withdrawn; everything else is."""
    seen: list[tuple[bool, bool]] = []

    def note(at: Session) -> None:
        row = at.receipt_row() if at.page.at is At.RECEIPT else None
        if row is None:
            return
        spoken = " ".join(utterance.words for utterance in script_of(at, Translator("zh")).utterances)
        undoing = {action.operation for action in at.actions(row.id)} & UNDONE
        seen.append((bool(undoing), "现在就能办" in spoken and "更正或撤回" in spoken))

    world = World(dict(FLOWS), {PERSON: "王秀英"}, starter_packs())
    await walk(Session(world.ports), flow, card=PERSON, number=PERSON, answers=ANSWERS, on_page=note)
    assert seen
    assert all(can == promised for can, promised in seen)
    assert seen[-1][0] is not flow.acts


async def test_the_sound_has_every_utterance_and_a_rest_at_each_page() -> None:
    heard = await hear(FLOWS["unemployment"], "zh")
    length = seconds(await sound(heard, "zh", Ticks()))
    assert length > len(heard.scripts) * TURN / 1000
    with pytest.raises(VoiceFailed):
        await sound(heard, "zh", SilentDriver())
