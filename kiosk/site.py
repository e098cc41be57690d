"""The files of the web client as this kiosk serves them: ours over Flet's, with nothing left that calls another host.

Loopback needs no compression, and a fresh browser profile has no cache: what counts is that files come from memory.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flet_web import get_package_web_dir

from shared.ui.client import font_manifest, without_rive, without_worker

WEB: Final = Path(__file__).parent / "web"
ASSETS: Final = Path(__file__).parent.parent / "assets"
FACES: Final = (("Nuanchuang-Regular.otf", 400), ("Nuanchuang-Bold.otf", 700))
TYPES: Final[Mapping[str, str]] = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".otf": "font/otf",
    ".wav": "audio/wav",
    ".webm": "video/webm",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A file in memory with its media type."""

    body: bytes
    type: str


def media_type(path: str) -> str:
    """The media type by the name's end; a streaming compiler insists on `application/wasm`."""
    suffix = Path(path).suffix
    return TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


class Site:
    """Looks files up by path and keeps them in memory; None for what does not exist."""

    def __init__(self) -> None:
        self._client = Path(get_package_web_dir())
        self._kept: dict[str, Served | None] = {}

    def warm(self) -> None:
        """Read what every start asks for, before the browser asks."""
        for path in ("index.html", "main.dart.wasm", "main.dart.mjs", "canvaskit/skwasm.wasm"):
            self.get(path)

    def get(self, path: str) -> Served | None:
        """The file of that path relative to the root."""
        if path not in self._kept:
            found = self._read(path)
            if found is None:
                return None
            self._kept[path] = found
        return self._kept[path]

    def _read(self, path: str) -> Served | None:
        if path == "assets/FontManifest.json":
            return Served(font_manifest(FACES), "application/json")
        if path.startswith("rive/"):
            return Served((WEB / "rive_native.js").read_bytes(), TYPES[".js"])
        if path.startswith("assets/fonts/Nuanchuang"):
            path = path.removeprefix("assets/")
        for root in (WEB, ASSETS, self._client):
            file = (root / path).resolve()
            if file.is_relative_to(root.resolve()) and file.is_file():
                return Served(self._adapt(path, file.read_bytes()), media_type(path))
        return None

    def _adapt(self, path: str, body: bytes) -> bytes:
        if path in ("main.dart.wasm", "main.dart.js"):
            return without_rive(body)
        if path == "flutter_bootstrap.js":
            return without_worker(body.decode()).encode()
        return body
