"""Sign packs of test pictures: plain colours, made by the test that needs them. Nobody signs in them; never shipped."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from accessibility.sign import text_hash

SET: Final = "test_pictures"
COLOURS: Final = ("red", "green", "blue")


def film(file: Path, colour: str, seconds: int = 2) -> None:
    """A plain colour as VP9, by ffmpeg."""
    source = f"color={colour}:s=320x240:d={seconds}:r=12"
    command = ["ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "libvpx-vp9", "-b:v", "60k"]
    subprocess.run([*command, str(file)], check=True, stdin=subprocess.DEVNULL)


def can_film() -> bool:
    """Whether ffmpeg is on this machine."""
    return shutil.which("ffmpeg") is not None


def row(id: str, file: Path, **other: str) -> dict[str, str]:
    """A clip's line of the manifest, all as it should be but for `other`."""
    found = {
        "id": id,
        "text": text_hash(id),
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "captions": f"TEST PICTURE {id}",
        "signer": "nobody: test picture",
        "checker": "the test",
    }
    return found | other


def write_pack(root: Path, rows: list[dict[str, str]], *, named: str = SET) -> Path:
    """The manifest of a pack below this folder."""
    folder = root / named
    folder.mkdir(parents=True, exist_ok=True)
    manifest: Mapping[str, object] = {"set": named, "version": 1, "clips": rows}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
    return folder
