"""What was looked at already, kept in a file, so that an audit that was interrupted goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from accessibility.settings import LANGUAGES
from shared.i18n.locales import facts_of
from tests.audit.looks import LANG, Look
from tests.audit.seen import Finding

ROOT: Final = Path(__file__).parents[2]
FILE: Final = ROOT / "build" / "audit" / "looks.jsonl"
CHINESE: Final = LANGUAGES[0]
SOURCES: Final = (
    *("shared/ui", "shared/i18n", "shared/app", "shared/flows", "shared/domain"),
    *("accessibility", "assets/icons", "assets/fonts", "tests/audit"),
)
"""What a page's look comes from: when it changes, what was seen before is no longer known."""
CATALOGUES: Final = "shared/i18n/catalogues"
"""Of these a look comes from the Chinese one, which stands on every page, and from its own."""
NO_LOOK: Final = ("test_*.py", "*.md", "cases.toml")
"""What draws nothing, wherever it lies."""


def mark(root: Path = ROOT, lang: str = CHINESE) -> str:
    """A short name for the sources of looks in a language as they are now."""
    digest = hashlib.sha256()
    own = {facts_of(code).babel for code in (CHINESE, lang)}
    for folder in SOURCES:
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root)
            if not file.is_file() or "__pycache__" in file.parts or any(map(file.match, NO_LOOK)):
                continue
            if path.is_relative_to(CATALOGUES) and path.relative_to(CATALOGUES).parts[0] not in own:
                continue
            digest.update(str(path).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


class Ledger:
    """One line a look: its page, what was found. Lines of other sources are left alone and not counted.

    `sources` gives the mark of the sources of each language.
    """

    def __init__(self, file: Path = FILE, sources: Mapping[str, str] | None = None, *, fresh: bool = False) -> None:
        self.file = file
        self.sources = sources or {lang: mark(lang=lang) for lang in LANGUAGES}
        file.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            file.unlink(missing_ok=True)
        self.done: set[tuple[str, str]] = set()
        self.findings: list[Finding] = []
        for line in self._lines():
            self.done.add((line["page"], line["look"]))
            self.findings.extend(Finding(**finding) for finding in line["findings"])

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self.file.exists():
            return
        for text in self.file.read_text("utf-8").splitlines():
            try:
                line = json.loads(text)
            except json.JSONDecodeError:
                continue  # the last line of a run that was killed
            if line["sources"] == self.sources[line["look"].split()[LANG]]:
                yield line

    def has(self, page: str, look: Look) -> bool:
        """Whether it was looked at."""
        return (page, str(look)) in self.done

    def add(self, page: str, look: Look, findings: Sequence[Finding]) -> None:
        """It was looked at now."""
        line = {
            "sources": self.sources[look.lang],
            "page": page,
            "look": str(look),
            "findings": [asdict(f) for f in findings],
        }
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.done.add((page, str(look)))
        self.findings.extend(findings)


def counted(findings: Iterable[Finding]) -> Counter[str]:
    """How many findings each rule has."""
    return Counter(finding.rule for finding in findings)
