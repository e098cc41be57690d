"""练习: any service with invented data. The real ports are put aside; nothing is kept, sealed, sent or asked for.

Who practises need not say who they are: identification is practised too, as an invented person. Practice begins only
where nobody's own matter is open, and ends with the first page, the end, or the idle watch.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from shared.app.following import Following
from shared.app.invented import ITEM_ID, NUMBER, PIN_DIGITS, RECEIPT_NUMBER, practice_ports
from shared.app.keeping import Keeper
from shared.app.pages import HOME, At, Page
from shared.app.state import Aim, Ports
from shared.domain import kinds
from shared.domain.answers import Answers
from shared.domain.flow import Flow, Kind, Question
from shared.domain.identity import luhn_digit
from shared.domain.kinds import Choice
from shared.domain.quantities import Month, yuan
from shared.domain.text import Text, text
from shared.domain.values import Value
from shared.flows import EXERCISES

_ACCOUNT: Final = "621226100000000123"
TYPED: Final[Mapping[Kind, Value]] = {
    Kind.MONEY: yuan(1200),
    Kind.PHONE: "13800138000",
    Kind.CARD: "12345678",
    Kind.ID_NUMBER: NUMBER,
    Kind.PIN: PIN_DIGITS,
    Kind.BANK_ACCOUNT: _ACCOUNT + luhn_digit(_ACCOUNT),
}
"""What may be typed in practice, by kind; nobody's."""
AGO: Final = timedelta(days=30)
AFTER: Final = ("again", "real", "others")
"""What can be done after a practised service: once more, for real, another one."""


class Practising(Following):
    """The session in practice."""

    __slots__ = ()

    # into practice and out of it

    def may_practise(self) -> bool:
        """Whether practice may begin here: nobody's own matter is open."""
        return self.practising or (self.person is None and self.journey is None)

    def may_practise_instead(self) -> bool:
        """Whether the service that somebody is about to identify for can be practised instead."""
        return not self.practising and self.may_practise() and self.wanted in self.ports.flows

    async def practice(self) -> None:
        """The page on which one chooses what to practise."""
        if self.may_practise():
            self._begin_practice(None)
            self.show(Page(At.PRACTICE), remember=True)

    async def practise(self, flow_id: str) -> None:
        """Practise one service, or one of the exercises, from its beginning."""
        if not self.may_practise():
            return
        flow = EXERCISES.get(flow_id) or (self.ports.flows.get(flow_id))
        if flow is None:
            return
        self._begin_practice(flow)
        if flow.acts:
            self.wanted = flow.id
            await self._identify()
            return
        await self.open(flow.id)

    def _begin_practice(self, flow: Flow | None) -> None:
        real = self.stop_practising()
        self.practising = True
        self._real = real
        self._take(practice_ports(real, EXERCISES, flow if flow is not None and flow.acts else None))
        self.page = HOME if self.page.at is not At.PRACTICE else self.page

    def stop_practising(self) -> Ports:
        """Forget what was practised; the real ports are there again, and nothing of the practice is."""
        if not self.practising:
            return self.ports
        real = self._real
        assert real is not None
        self.practising, self._real = False, None
        self._take(real)
        return real

    def _take(self, ports: Ports) -> None:
        """Other ports, and a session that remembers nothing of those before."""
        for task in tuple(self._tasks):
            task.cancel()
        self.forget_person()
        self.ports = ports
        self.keeper = Keeper(ports.keys, ports.drafts, ports.clock, ports.ids)
        self.wanted, self.then = "", None

    async def begin(self) -> None:
        """Begin; what acts on an item has an invented one in practice."""
        flow = self.ports.flows.get(self.wanted)
        if self.practising and flow is not None and flow.acts:
            self.aim = Aim(ITEM_ID, flow, "practice")
        await super().begin()

    def leave_practice(self) -> None:
        """Straight to the first page."""
        self.stop_practising()
        self.before.clear()
        self.show(HOME)

    async def home(self) -> None:
        """The first page is real: practice ends with it."""
        if self.practising:
            self.stop_practising()
        await super().home()

    # what is practised

    def exercises(self) -> tuple[Flow, ...]:
        """What can be practised: how the machine works, every kind of question, and every service."""
        return (*EXERCISES.values(), *(flow for flow in self.ports.flows.values() if flow.id not in EXERCISES))

    def practised(self, lines: tuple[Text, ...]) -> None:
        """A practised service is done: an invented receipt, and nothing else."""
        flow = self.walk().flow.id
        acting = self.aim
        self.pictures.clear()
        self.asked.clear()
        self.before.clear()
        self.journey, self.aim, self.reopen = None, None, None
        self.wanted = acting.flow.id if acting is not None else flow
        self.lines[RECEIPT_NUMBER] = lines
        self.show(Page(At.PRACTISED, flow))

    def after_practice(self) -> tuple[Choice, ...]:
        """What can be done now."""
        flow = self.ports.flows.get(self.page.flow)
        real = flow is not None and flow.id not in EXERCISES and not flow.acts
        return tuple(Choice(id, Text(f"practice.after.{id}")) for id in AFTER if id != "real" or real)

    async def go_after(self, what: str) -> None:
        """Once more, for real, or something else."""
        flow = self.page.flow
        match what:
            case "again":
                await self.practise(flow)
            case "real":
                await self.home()
                await self.open(flow)
            case _:
                await self.practice()

    def example(self) -> Text | None:
        """What may be typed on this page in practice, so that nobody gives anything of their own away; None where
        nothing is typed, or this is real."""
        question = self.question()
        if not self.practising or question is None or self.page.at is At.IDENTIFY:
            return None
        match question.kind:
            case Kind.TEXT:
                return text("practice.fill", value=Text("practice.words"))
            case Kind.PERSON:
                return text("practice.person", name=Text("practice.name"), number=grouped(NUMBER))
        value = self._typed(question)
        answers = self.journey.values() if self.journey is not None else Answers({}, self.ports.clock.today())
        if value is None or kinds.validate(question, value, answers) is not None:
            return None
        told = grouped(value) if isinstance(value, str) else kinds.read_back(question, value, full=True)
        return text("practice.fill", value=told)

    def _typed(self, question: Question) -> Value | None:
        today = self.ports.clock.today()
        match question.kind:
            case Kind.DATE:
                return today - AGO
            case Kind.MONTH:
                return Month(today.year - 1, 12)
            case Kind.NUMBER:
                return max(24, question.limits.least or 0)
        return TYPED.get(question.kind)


def grouped(number: str) -> str:
    """A long number in fours, as one copies it; a short one as it is."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4)) if len(number) > 8 else number
