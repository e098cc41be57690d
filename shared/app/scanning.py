"""A code that the person brings along, read at the kiosk where the office does not answer."""

from __future__ import annotations

from typing import Final

from shared.app.pages import At, Page
from shared.app.picturing import Picturing
from shared.app.ports import AskStatus, CodeFault, Paper
from shared.domain.answers import Problem
from shared.domain.flow import Ask, Level
from shared.domain.journey import Placed
from shared.domain.text import Text

SCAN: Final = "scan"
"""The key under which failures of reading are counted: after three a person is offered."""
UNANSWERED: Final = (AskStatus.NOT_TO_BE_HAD, AskStatus.QUEUED)


class Scanning(Picturing):
    """From the page of a fact that is not to be had to the scanner, and back with or without what it read."""

    __slots__ = ()

    def _asking(self) -> tuple[Placed, Ask] | None:
        place = self.journey.current if self.journey is not None else None
        return (place, place.step) if place is not None and isinstance(place.step, Ask) else None

    def may_scan(self) -> bool:
        """Whether a code that the person brings could answer what this page asks and the office does not (L2)."""
        found = self._asking()
        if found is None or self.page.at is not At.STEP or self.ports.codes is None or self.ports.scanner is None:
            return False
        place, step = found
        asked = self.asked.get(place.key)
        return step.brought and self.level >= Level.L2 and asked is not None and asked.status in UNANSWERED

    def papers(self) -> tuple[Paper, ...]:
        """What a demo reader has at hand."""
        return self.ports.scanner.papers() if self.ports.scanner is not None else ()

    async def scan(self) -> None:
        """To the page on which a code is held up."""
        if self.may_scan() and self.ports.scanner is not None:
            self.show(Page(At.SCAN, self.page.flow, self.page.key), remember=True)
            self._hush = self.ports.scanner.listen(lambda text: self.spawn(self.scanned(text)))

    async def hold_up(self, paper: str) -> None:
        """Let a demo reader read one of its papers."""
        if self.ports.scanner is not None:
            self.ports.scanner.hold_up(paper)

    async def scanned(self, text: str) -> None:
        """A code was read: believed, it answers what was asked; else it is said why not, and how to go on."""
        found, person, codes, generation = self._asking(), self.person, self.ports.codes, self.generation
        if self.page.at is not At.SCAN or found is None or person is None or codes is None:
            return
        fault = await codes.bring(text, person)
        if generation != self.generation or self.page.at is not At.SCAN:
            return
        place, step = found
        asked = codes.answer(step.query, person) if fault is None else None
        if asked is None:
            self.fail(SCAN, code_problem(fault or CodeFault.OTHER))
            return
        self.failures.pop(SCAN, None)
        self.asked[place.key] = asked
        await self.leave_scan()

    async def leave_scan(self) -> None:
        """Back to what was asked, with or without a code."""
        if self.before:
            self.before.pop()
        self._to_step()


def code_problem(fault: CodeFault) -> Problem:
    """What a refused code means for the person, and the way on."""
    return Problem(Text(f"problem.code.{fault.value}"), Text(f"problem.code.{fault.value}.on"))


__all__ = ["SCAN", "Scanning", "code_problem"]
