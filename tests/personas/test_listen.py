"""What `make listen` writes is what the listener hears: every page, in words that a voice can say."""

from __future__ import annotations

import re

import pytest

from accessibility.speech.driver import SilentDriver, VoiceFailed
from accessibility.speech.sound import seconds
from shared.domain.flow import Flow
from shared.flows import FLOWS
from tests.fakes.voice import wav
from tests.personas.listen import TURN, hear, sound

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


async def test_the_sound_has_every_utterance_and_a_rest_at_each_page() -> None:
    heard = await hear(FLOWS["unemployment"], "zh")
    length = seconds(await sound(heard, "zh", Ticks()))
    assert length > len(heard.scripts) * TURN / 1000
    with pytest.raises(VoiceFailed):
        await sound(heard, "zh", SilentDriver())
