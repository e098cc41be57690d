"""Languages with a face of their own: fetched once somebody chooses one; then the app begins anew in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mobile.line import Line, Unable
from mobile.senses import PAGE_SECONDS

log = logging.getLogger(__name__)
TABLE: Final = "faces.json"
"""Written by the build, beside this module: language → path of its face → bytes."""
FETCHING: Final = 300.0
"""Seconds that a face may take on 2G."""
Faces = Mapping[str, Mapping[str, int]]


def table(folder: Path) -> Faces:
    """The faces of this build."""
    file = folder / TABLE
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


class Languages:
    """Which languages can be drawn on this phone now."""

    def __init__(self, line: Line, faces: Faces) -> None:
        self._line, self._faces = line, faces
        self._kept: set[str] = set()

    async def look(self) -> None:
        """Learn of which languages the faces are kept."""
        if not self._faces:
            return
        wanted = {lang: [f"/{path}" for path in faces] for lang, faces in self._faces.items()}
        try:
            self._kept = set((await self._line.ask("kept", PAGE_SECONDS, packs=wanted)).get("kept", ()))
        except Unable as error:
            log.info("which faces are kept is not known: %s", error)

    def lacks(self, lang: str) -> int:
        """Bytes that are to be fetched before anything is drawn in this language; 0 where nothing is lacking."""
        return 0 if lang in self._kept else sum(self._faces.get(lang, {}).values())

    async def bring(self, lang: str) -> bool:
        """Fetch what a language needs; whether it is there now. The client knows of it when the app has begun anew."""
        try:
            await self._line.ask("keep", FETCHING, packs=[f"/{path}" for path in self._faces.get(lang, {})])
        except Unable as error:
            log.info("a language's face could not be had: %s", error)
            return False
        return True

    def anew(self) -> None:
        """Begin the app anew."""
        self._line.tell("anew")
