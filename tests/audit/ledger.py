"""What was looked at already, kept in a file, so that an audit that was interrupted goes on where it was.

Looks are known by what they show (`digest.py`): whatever else changes, what was seen once is not looked at again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from tests.audit.looks import Look
from tests.audit.seen import Finding

ROOT: Final = Path(__file__).parents[2]
FILE: Final = ROOT / "build" / "audit" / "looks.jsonl"


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """What stands in a file of one object a line."""
    if not file.exists():
        return
    for text in file.read_text("utf-8").splitlines():
        try:
            line = json.loads(text)
        except json.JSONDecodeError:
            continue  # the last line of a run that was killed
        yield line


def add(file: Path, line: dict[str, Any]) -> None:
    """One line more."""
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


class Ledger:
    """One line a look: its name, where it was met, whether it was gone round by Tab, what was found; whether it was
    had again, which then stands for what was found before."""

    def __init__(self, file: Path = FILE, *, tabs: str = "tabs", fresh: bool = False, again: bool = False) -> None:
        """`fresh` begins anew, `again` with the looks in which something was found; `tabs` names what answers the Tab
        key: rounds with another one do not count."""
        self.file = file
        self._tabs = tabs
        file.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            file.unlink(missing_ok=True)
        self._found: dict[str, list[Finding]] = {}
        self._keyed: set[str] = set()
        for line in lines(file):
            if "name" in line:
                found = [Finding(**finding) for finding in line["findings"]]
                self._note(line["name"], line["keyed"] == tabs, found, again=line.get("again", False))
        self._again = {name for name, found in self._found.items() if found} if again else set[str]()
        for name in self._again:
            del self._found[name]
        self._keyed -= self._again

    def _note(self, name: str, keyed: bool, findings: Sequence[Finding], *, again: bool) -> None:
        if keyed or again or name not in self._found:
            self._found[name] = list(findings)
        if keyed:
            self._keyed.add(name)

    def has(self, name: str, *, keyed: bool = False) -> bool:
        """Whether what shows that was looked at; `keyed` asks whether it was gone round by Tab, too."""
        return name in (self._keyed if keyed else self._found)

    def add(self, name: str, page: str, look: Look, findings: Sequence[Finding], *, keyed: bool = False) -> None:
        """It was looked at now."""
        found, again = [asdict(finding) for finding in findings], name in self._again
        line = {"name": name, "keyed": self._tabs if keyed else "", "page": page, "look": str(look), "findings": found}
        add(self.file, {**line, "again": True} if again else line)
        self._again.discard(name)
        self._note(name, keyed, findings, again=again)

    def findings(self, names: Iterable[str]) -> list[Finding]:
        """What was found in what shows these, each once."""
        found = (finding for name in names for finding in self._found.get(name, ()))
        return list(dict.fromkeys(found))


def counted(findings: Iterable[Finding]) -> Counter[str]:
    """How many findings each rule has."""
    return Counter(finding.rule for finding in findings)
