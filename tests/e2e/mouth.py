"""Somebody who speaks to a page: a microphone of the test's own, which hears the clips that it is given."""

from __future__ import annotations

import asyncio
import base64
import shutil
from pathlib import Path
from typing import Final

from tests.e2e.window import Window

MICROPHONE: Final = """(() => {
  if (!navigator.mediaDevices) return;
  let context = null, room = null;
  navigator.mediaDevices.enumerateDevices = async () => [{ kind: "audioinput" }];
  navigator.mediaDevices.getUserMedia = async () => {
    context = new AudioContext();
    room = context.createMediaStreamDestination();
    room.channelCount = 1;
    window.held = (window.held ?? 0) + 1;
    return room.stream;
  };
  window.say = async (clip) => {
    const bytes = Uint8Array.from(atob(clip), (c) => c.charCodeAt(0));
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(bytes.buffer);
    source.connect(room);
    source.start();
    await new Promise((done) => source.addEventListener("ended", done));
  };
  window.live = () => !!room && room.stream.getTracks().some((track) => track.readyState === "live");
})()"""
"""In the place of the browser's own, which no test machine has."""


async def clip(folder: Path, voice: str, words: str) -> str:
    """What espeak-ng says, as a WAV in base64."""
    espeak, file = shutil.which("espeak-ng"), folder / "said.wav"
    assert espeak is not None
    process = await asyncio.create_subprocess_exec(espeak, "-v", voice, "-s", "150", "-g", "3", "-w", str(file), words)
    assert await process.wait() == 0
    return base64.b64encode(file.read_bytes()).decode()


async def say(window: Window, sound: str) -> None:
    """Have the microphone hear it, to its end."""
    await window.ask("clip => window.say(clip)", sound, 30)
