"""The voice of the machine through pyttsx3 (espeak-ng on Linux, SAPI 5 on Windows, NSSpeech on macOS)."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from accessibility.speech import homophones
from accessibility.speech.driver import Driver, SilentDriver, VoiceFailed
from shared.i18n import LOCALES

log = logging.getLogger(__name__)

WORKER: Final = (sys.executable, "-P", str(Path(__file__).with_name("worker_native.py")))
"""By its path and not as a module: it needs nothing of ours, and starts in a fifth of the time."""
START: Final = 20.0
"""Seconds that the engine may take to start."""
PATIENCE: Final = 10.0
"""Seconds that one sentence may take; then the process is replaced."""
LARGEST: Final = 64 * 1024 * 1024
PINYIN: Final = "cmn-latn-pinyin"
VOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "zh": (PINYIN, "cmn", "zh-cn", "zh-hans", "zh"),
    "yue": ("yue", "zh-hk"),
    "ko": ("ko",),
}
"""Prefixes of voice languages, best first, where `shared.i18n` has no better.

espeak-ng 1.51 (Debian 12) reads characters through pinyin, and its voice `cmn` takes that pinyin for English:
第 becomes "dee four" (espeak-ng issues 1028 and 1236). Its voice `cmn-latn-pinyin` says the same words as Mandarin.
"""


class VoiceEnded(VoiceFailed):
    """The worker ended instead of answering."""


class Pyttsx3Driver:
    """A worker process, started at the first words and started anew after it failed."""

    def __init__(
        self,
        command: tuple[str, ...] = WORKER,
        *,
        start: float = START,
        patience: float = PATIENCE,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._command, self._start, self._patience = command, start, patience
        self._env = None if env is None else {**os.environ, **env}
        self._process: asyncio.subprocess.Process | None = None
        self._voices: Mapping[str, str] = {}
        self._turn = asyncio.Lock()

    @property
    def name(self) -> str:
        return "pyttsx3"

    async def start(self) -> None:
        """Start the worker and learn its voices; raises VoiceFailed."""
        async with self._turn:
            await self._started()

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=self._env,
            )
        except OSError as error:
            raise VoiceFailed(f"the voice could not be started: {type(error).__name__}") from error
        self._process = process
        voices = json.loads(await self._reply(process, self._start))
        self._voices = {str(name): str(id) for name, id in voices.items()}
        return process

    async def _reply(self, process: asyncio.subprocess.Process, patience: float) -> bytes:
        if process.stdout is None:
            raise VoiceFailed("the voice has no pipe")
        try:
            async with asyncio.timeout(patience):
                (size,) = struct.unpack(">I", await process.stdout.readexactly(4))
                if size > LARGEST:
                    raise TimeoutError
                return await process.stdout.readexactly(size)
        except TimeoutError as error:
            await self._kill()
            raise VoiceFailed("the voice did not answer in time") from error
        except asyncio.IncompleteReadError as error:
            await self._kill()
            raise VoiceEnded("the voice ended") from error

    @property
    def running(self) -> bool:
        """Whether there is a worker now; the next words start one."""
        return self._process is not None and self._process.returncode is None

    def has(self, language: str) -> bool:
        """Whether the engine has a voice of exactly that language, by the engine's own name for it."""
        return language in self._voices

    def voice_of(self, lang: str) -> str | None:
        """The engine's id of the voice that says this language, or None."""
        for prefix in VOICES.get(lang) or (LOCALES[lang].voices if lang in LOCALES else (lang,)):
            for name in sorted(self._voices, key=len):
                if name == prefix or name.startswith(f"{prefix}-"):
                    return self._voices[name]
        return None

    def speaks(self, lang: str) -> bool:
        return self.voice_of(lang) is not None

    async def synthesize(self, words: str, lang: str, rate: float) -> bytes:
        # Who is no longer waiting must not break the pipe for the next: the request runs to its end by itself.
        request = asyncio.ensure_future(self._request(words, lang, rate))
        request.add_done_callback(lambda done: None if done.cancelled() else done.exception())
        return await asyncio.shield(request)

    async def _request(self, words: str, lang: str, rate: float) -> bytes:
        async with self._turn:
            process = await self._started()
            voice = self.voice_of(lang)
            if voice is None:
                raise VoiceFailed(f"there is no voice for {lang}")
            if voice == self._voices.get(PINYIN):
                words = homophones.mandarin(words)
            elif lang == "yue":
                words = homophones.cantonese(words)
            request = json.dumps({"words": words, "voice": voice, "rate": rate}).encode() + b"\n"
            try:
                return await self._said(process, request)
            except VoiceEnded:  # it gives up a sentence that came out incomplete: once more, with a fresh one
                return await self._said(await self._started(), request)

    async def _said(self, process: asyncio.subprocess.Process, request: bytes) -> bytes:
        if process.stdin is None:
            raise VoiceFailed("the voice has no pipe")
        try:
            process.stdin.write(request)
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            await self._kill()
            raise VoiceEnded("the voice ended") from error
        return await self._reply(process, self._patience)

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def close(self) -> None:
        await self._kill()


async def find_driver() -> Driver:
    """The machine's voice where it speaks Chinese or English, else silence."""
    driver = Pyttsx3Driver()
    try:
        await driver.start()
    except (VoiceFailed, ValueError) as error:
        log.warning("no voice: %s", error)
        await driver.close()
        return SilentDriver()
    if driver.speaks("zh") or driver.speaks("en"):
        return driver
    await driver.close()
    return SilentDriver()
