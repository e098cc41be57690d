"""The names of all looks (`digest.py`), worked out a few looks at a time and kept until the sources change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from accessibility.settings import LANGUAGES
from shared.domain.flow import Flow
from shared.i18n.locales import facts_of
from tests.audit.digest import Sketch
from tests.audit.ledger import FILE, ROOT, add, lines
from tests.audit.looks import LANG, Look
from tests.audit.words import parted, words_of

KEPT: Final = FILE.with_name("names.jsonl")
CHINESE: Final = LANGUAGES[0]
SOURCES: Final = (
    *("shared/ui", "shared/i18n", "shared/app", "shared/flows", "shared/domain", "kiosk/web"),
    *("accessibility", "assets/icons", "assets/fonts", "assets/packs"),
    *("tests/audit", "tests/fakes", "tests/personas/headless.py", "tests/e2e/semantics.js"),
)
"""What a page's look comes from: when it changes, names are worked out anew."""
CATALOGUES: Final = "shared/i18n/catalogues"
"""Of these a look comes from the Chinese one, which stands on every page, and from its own."""
NO_LOOK: Final = ("test_*.py", "*.md", "cases.toml")
"""What draws nothing, wherever it lies."""


def mark(root: Path = ROOT, lang: str = CHINESE) -> str:
    """A short name for the sources of looks in a language as they are now."""
    digest = hashlib.sha256()
    own = {facts_of(code).babel for code in (CHINESE, lang)}
    for folder in SOURCES:
        place = root / folder
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            path = file.relative_to(root)
            if not file.is_file() or "__pycache__" in file.parts or any(map(file.match, NO_LOOK)):
                continue
            if path.is_relative_to(CATALOGUES) and path.relative_to(CATALOGUES).parts[0] not in own:
                continue
            digest.update(str(path).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


class Names:
    """By look and place; `marks` gives the mark of the sources of each language."""

    def __init__(self, flows: Mapping[str, Flow], file: Path = KEPT, marks: Mapping[str, str] | None = None) -> None:
        self._flows, self._file = flows, file
        self._marks = marks or {lang: mark(lang=lang) for lang in LANGUAGES}
        self.of: dict[str, dict[str, str]] = {}
        file.parent.mkdir(parents=True, exist_ok=True)
        for line in lines(file):
            if line["flows"] == list(flows) and line["mark"] == self._marks[line["look"].split()[LANG]]:
                self.of[line["look"]] = line["names"]

    async def know(self, looks: Sequence[Look]) -> None:
        """Work out the names of these looks that are not known yet."""
        new = [look for look in looks if str(look) not in self.of]
        for same in parted(new):
            with words_of(same):
                await self._work_out(same)

    async def _work_out(self, looks: Sequence[Look]) -> None:
        sketch = Sketch(looks)
        await sketch.whole(self._flows)
        for look in looks:
            of = {place.name: sketch.names[place.name, str(look)] for place in sketch.pages}
            self.of[str(look)] = of
            line = {"mark": self._marks[look.lang], "flows": list(self._flows), "look": str(look), "names": of}
            add(self._file, line)

    def name(self, place: str, look: Look) -> str:
        """What a place shows in a look."""
        return self.of[str(look)][place]

    def known(self, looks: Iterable[Look]) -> list[tuple[str, Look, str]]:
        """Place, look and name of everything whose name is known."""
        return [(place, look, name) for look in looks for place, name in self.of.get(str(look), {}).items()]
