"""The page of a phone, as Python's worker sees it: notes what it is asked, and answers when the test says so."""

from __future__ import annotations

import json
from typing import Any

from mobile.line import Line


class FakePage:
    """`answers`: what is said at once to each thing asked; what is missing there waits for `reply`. It is at rest."""

    def __init__(self, **answers: dict[str, Any]) -> None:
        self.answers = {"rest": dict[str, Any](), **answers}
        self.asked: list[dict[str, Any]] = []
        self.line = Line(self._hear)

    def _hear(self, words: str) -> None:
        said = json.loads(words)
        self.asked.append(said)
        if said["what"] in self.answers and "number" in said:
            self.reply(said["number"], **self.answers[said["what"]])

    @property
    def names(self) -> list[str]:
        """What was asked, by name."""
        return [str(said["what"]) for said in self.asked]

    def reply(self, number: int, **given: Any) -> None:
        """Answer one question."""
        self.tell("reply", number=number, **given)

    def tell(self, what: str, **given: Any) -> None:
        """Tell something by itself."""
        self.line.heard(json.dumps({"what": what, **given}))
