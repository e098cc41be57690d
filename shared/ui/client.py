"""What both shells change in the files of the stock web client, so that nothing in it calls another host."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from shared.i18n.faces import TEXT, Face

RIVE: Final = b"https://cdn.jsdelivr.net/npm/@rive-app/flutter-native-wasm@44.0.0/"
SERVICE_WORKER: Final = re.compile(r"serviceWorkerSettings:\s*\{.*?\},?", re.DOTALL)
UNCOVERS: Final = "document.getElementById('loading')?.remove();"
CONFIGURED: Final = "var flutterConfig = {"
ONE_THREAD: Final = "\n    forceSingleThreadedSkwasm: true,"
ICONS: Final = "MaterialIcons"


def without_rive(code: bytes, base: str = "/") -> bytes:
    """The client's code with the CDN's address replaced by one of ours of equal length (its binary form needs that).

    `base` is the path under which the client is served.
    """
    path = f"{base}rive/".encode()
    return code.replace(RIVE, path + b"_" * (len(RIVE) - len(path) - 1) + b"/")


def start_of(bootstrap: str) -> str:
    """The client's start without its own service worker, which would remove itself and ours, and without uncovering the
    glass at its first frame, in which nothing of ours is: `cover.js` does. It draws in the page's own thread: where it
    has another one, measuring text and painting it share the drawn characters without a lock and damage each other's
    memory (flutter/flutter#190039, mended after the engine of Flet 1.0.5): characters upon each other, pages that stand
    still for ever. ValueError for a start that is not told so here."""
    if CONFIGURED not in bootstrap:
        raise ValueError("the client's start is not configured where it was")
    start = bootstrap.replace(CONFIGURED, CONFIGURED + ONE_THREAD, 1)
    return SERVICE_WORKER.sub("", start, count=1).replace(UNCOVERS, "", 1)


def font_manifest(faces: Sequence[Face]) -> bytes:
    """Our faces, the text face also under the name that the client falls back to, so that it never asks for another."""
    return json.dumps(
        [
            *map(face_entry, faces),
            {"family": "Roboto", "fonts": [_file(*TEXT.files[0])]},
            {"family": ICONS, "fonts": [{"asset": f"fonts/{ICONS}-Regular.otf"}]},
        ]
    ).encode()


def face_entry(face: Face) -> dict[str, object]:
    """What the manifest says of one face."""
    return {"family": face.family, "fonts": [_file(*file) for file in face.files]}


def _file(name: str, weight: int) -> dict[str, object]:
    return {"asset": f"fonts/{name}", "weight": weight}
