"""Which pictures were taken, kept in a file, so that who was interrupted goes on where they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from accessibility.settings import LANGUAGES
from tests.audit.ledger import add, lines
from tests.audit.looks import LANG, Look
from tests.audit.names import mark
from tests.audit.seen import Finding


class Taken:
    """One line a picture: its page, what was found. Those of other sources than now are left alone and not counted."""

    def __init__(self, file: Path, *, fresh: bool = False) -> None:
        self.file = file
        self._sources = {lang: mark(lang=lang) for lang in LANGUAGES}
        if fresh:
            file.unlink(missing_ok=True)
        self.done: set[tuple[str, str]] = set()
        self.findings: list[Finding] = []
        for line in lines(file):
            if line["sources"] == self._sources[line["look"].split()[LANG]]:
                self.done.add((line["page"], line["look"]))
                self.findings.extend(Finding(**finding) for finding in line["findings"])

    def has(self, page: str, look: Look) -> bool:
        """Whether it was taken."""
        return (page, str(look)) in self.done

    def add(self, page: str, look: Look, findings: Sequence[Finding]) -> None:
        """It was taken now."""
        found = [asdict(finding) for finding in findings]
        add(self.file, {"sources": self._sources[look.lang], "page": page, "look": str(look), "findings": found})
        self.done.add((page, str(look)))
        self.findings.extend(findings)
