"""`make listen FLOW=unemployment`: a whole service as the listener hears it, as one WAV and its transcript.

The pages are those of the session, the words those of the script, the sound the machine's own voice; the person, the
office and the reader of cards are the tests'. Where there is no voice, the transcript is written and that is said.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from accessibility.script import Pause, Script, script_of
from accessibility.speech import VoiceFailed
from accessibility.speech.driver import Driver
from accessibility.speech.pyttsx3_native import find_driver
from accessibility.speech.sound import join, seconds
from shared.app.session import Session
from shared.domain.flow import Flow
from shared.domain.values import Value
from shared.flows import FLOWS
from shared.i18n import Translator
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World
from tests.personas.headless import walk

ROOT: Final = Path(__file__).parents[2]
PERSON: Final = "110101195001010025"
ANSWERS: Final[Mapping[str, Value]] = {"pay_to": "account"}
TURN: Final = 1200
"""Milliseconds of rest where the page turns."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said on the way, page by page, each page once in a row."""

    scripts: tuple[Script, ...]

    @property
    def transcript(self) -> str:
        """A heading for each page, a line for each utterance."""
        pages = []
        for script in self.scripts:
            lines = [utterance.words for utterance in script.utterances]
            pages.append("\n".join((f"[{script.page}]", *lines)))
        return "\n\n".join(pages) + "\n"


async def hear(flow: Flow, lang: str) -> Heard:
    """Walk a flow with a card and keep what each page says."""
    found: list[Script] = []
    translator = Translator(lang, strict=True)

    def note(at: Session) -> None:
        script = script_of(at, translator)
        if not found or found[-1] != script:
            found.append(script)

    world = World(dict(FLOWS), {PERSON: "王秀英"}, starter_packs())
    await walk(Session(world.ports), flow, card=PERSON, number=PERSON, answers=ANSWERS, on_page=note)
    return Heard(tuple(found))


async def sound(heard: Heard, lang: str, driver: Driver) -> bytes:
    """Everything in one WAV. Raises VoiceFailed where the voice gives none."""
    pieces: list[bytes | int] = []
    for script in heard.scripts:
        for utterance in script.utterances:
            for part in utterance.parts:
                if isinstance(part, Pause):
                    pieces.append(part.ms)
                else:
                    spoken = part.lang if driver.speaks(part.lang) else lang
                    pieces.append(await driver.synthesize(part.words, spoken, 1.0))
        pieces.append(TURN)
    return join(pieces)


async def _spoken(heard: Heard, lang: str) -> bytes:
    driver = await find_driver()
    try:
        return await sound(heard, lang, driver)
    finally:
        await driver.close()


def write(flow: Flow, lang: str, out: Path) -> None:
    """Both files, and a line about each."""
    heard = asyncio.run(hear(flow, lang))
    out.mkdir(parents=True, exist_ok=True)
    text = out / f"{flow.id}-{lang}.txt"
    text.write_text(heard.transcript, "utf-8")
    print(text)
    try:
        wav = asyncio.run(_spoken(heard, lang))
    except VoiceFailed:
        print("no voice here: the transcript alone (apt-get install espeak-ng)")
        return
    path = out / f"{flow.id}-{lang}.wav"
    path.write_bytes(wav)
    print(f"{path}: {seconds(wav):.0f} s, {len(heard.scripts)} pages")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 2 where there is no such service."""
    given = argparse.ArgumentParser(prog="make listen FLOW=…", description="A service as the listener hears it.")
    given.add_argument("flow", nargs="*", choices=[*FLOWS, []], help="services; all where none is named")
    given.add_argument("--lang", choices=("zh", "en"), default="zh")
    given.add_argument("--out", type=Path, default=ROOT / "build" / "listen")
    found = given.parse_args(arguments)
    for id in found.flow or FLOWS:
        write(FLOWS[id], found.lang, found.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
