"""The phone's own voice, through the page's `speechSynthesis`. Meets the port `Mouth`.

Only voices that live on the phone are used: another would send what is said to somebody's server.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from accessibility.speech import VoiceFailed
from mobile.line import Line, Unable

log = logging.getLogger(__name__)
TAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh": ("zh-cn", "zh-hans", "cmn", "zh-sg", "zh-tw", "zh"),
    "yue": ("yue", "zh-hk"),
    "en": ("en-gb", "en-us", "en"),
}
"""Beginnings of the tags (BCP 47) that phones give their voices, best first; else the language's own code."""
NOT: Final[Mapping[str, tuple[str, ...]]] = {"zh": ("zh-hk",)}
"""Voices of another tongue whose tag begins alike."""
START: Final = 8.0
"""Seconds that a voice may take to begin; the first time the phone has to load it."""
PER_CHARACTER: Final = 0.8
"""Seconds that a character may take at the voice's own pace. Some voices never say that they have come to the end."""
LOOKING: Final = 3.0


@dataclass(frozen=True, slots=True)
class PhoneVoice:
    """A voice as the page names it."""

    uri: str
    tag: str


class BrowserMouth:
    """The voices of one phone. `changed` is called when they are others than before: phones list theirs late."""

    def __init__(self, line: Line, changed: Callable[[], None] = lambda: None) -> None:
        self._line, self.changed = line, changed
        self._voices: tuple[PhoneVoice, ...] = ()
        line.listen("voices", lambda said: self._found(said.get("voices", ())))

    async def look(self) -> None:
        """Learn which voices there are; none where the page cannot tell."""
        try:
            self._found((await self._line.ask("voices", LOOKING)).get("voices", ()))
        except Unable as error:
            log.info("no voice: %s", error)

    def speaks(self, lang: str) -> bool:
        """Whether this phone has a voice of that language or tongue."""
        return self._voice_of(lang) is not None

    async def say(self, words: str, lang: str, rate: float, volume: float) -> None:
        """Say words to their end. Raises VoiceFailed."""
        voice = self._voice_of(lang)
        if voice is None:
            raise VoiceFailed(f"there is no voice for {lang}")
        patience = START + PER_CHARACTER * len(words) / rate
        try:
            await self._line.ask(
                "say", patience, words=words, voice=voice.uri, lang=voice.tag, rate=rate, volume=volume
            )
        except Unable as error:
            if str(error) == "late":
                self._line.tell("hush")
            raise VoiceFailed(str(error)) from None

    async def hush(self) -> None:
        """Silence now."""
        self._line.tell("hush")

    def _found(self, voices: Sequence[Mapping[str, Any]]) -> None:
        found = tuple(PhoneVoice(str(v["uri"]), str(v["lang"]).lower().replace("_", "-")) for v in voices)
        if found != self._voices:
            self._voices = found
            self.changed()

    def _voice_of(self, lang: str) -> PhoneVoice | None:
        for tag in TAGS.get(lang, (lang,)):
            for voice in self._voices:
                fits = voice.tag == tag or voice.tag.startswith(f"{tag}-")
                if fits and not voice.tag.startswith(NOT.get(lang, ("-",))):
                    return voice
        return None
