"""Who is here: the card with its PIN (L2), or the number typed (L1)."""

from __future__ import annotations

from shared.app.pages import CARD, HOME, IDENTITY, KEYPAD, PIN, At, Page
from shared.app.ports import (
    CardError,
    CardRefusal,
    Opened,
    Person,
    SessionProof,
)
from shared.app.state import SessionState
from shared.domain import kinds
from shared.domain.answers import Problem
from shared.domain.flow import Level
from shared.domain.identity import IdFault, read_id_number
from shared.domain.text import text


class Identification(SessionState):
    """Identification, on the way to a flow or by itself."""

    __slots__ = ()

    # identification

    async def open(self, flow_id: str) -> None:
        """Open a flow: identification first where it needs more than there is."""
        flow = self.ports.flows[flow_id]
        self.wanted = flow_id
        if flow.assurance > Level.L0 and not self.ports.sealer.enrolled:
            self.notice = text("problem.not_enrolled")
            self.show(Page(At.TOLD, flow_id))
            return
        if self.level < flow.assurance:
            await self._identify()
            return
        await self.begin()

    async def _identify(self) -> None:
        self.cards = await self.ports.cards.cards()
        self.show(Page(At.IDENTIFY, self.wanted), remember=True)

    async def choose_card(self, card: str) -> None:
        """A card of the reader, or `keypad` for typing the number."""
        if not card:
            self.fail(CARD.id, Problem(text("problem.needed")))
            return
        if card == KEYPAD:
            self.show(Page(At.NUMBER, self.wanted), remember=True)
            return
        self.card = card
        self.show(Page(At.PIN, self.wanted), remember=True)

    def may_type(self) -> bool:
        """Whether the number may be typed instead of giving the PIN: where the wanted service needs no card."""
        flow = self.ports.flows.get(self.wanted)
        return self.page.at is At.PIN and flow is not None and flow.assurance <= Level.L1

    async def give_pin(self, raw: str) -> None:
        """The PIN of the chosen card; right, it opens L2."""
        pin = kinds.parse(PIN, raw)
        problem = pin if isinstance(pin, Problem) else kinds.KINDS[PIN.kind].fault(PIN, pin, None)
        if problem is not None:
            self.fail("pin", problem)
            return
        generation = self.generation
        try:
            opened = await self.ports.cards.open(self.card, str(pin))
        except CardError as error:
            self.fail("pin", card_problem(error))
            return
        if generation != self.generation:
            opened.proof.end()
            return
        await self._enter_as(opened)

    async def give_number(self, raw: str) -> None:
        """A number typed: L1."""
        value = kinds.parse(IDENTITY, raw)
        problem = value if isinstance(value, Problem) else kinds.KINDS[IDENTITY.kind].fault(IDENTITY, value, None)
        if problem is not None:
            self.fail("identity", problem)
            return
        number = read_id_number(str(value))
        if isinstance(number, IdFault):
            raise TypeError("the kind let a faulty number through")
        self.forget_person()
        self.person = Person(number.number, Level.L1)
        await self._after_identification()

    async def _enter_as(self, opened: Opened) -> None:
        same = self.person is not None and self.person.id_number == opened.person.id_number
        if self.person is not None and not same:
            await self.keeper.forget()
        kept = dict(self.items) if same else {}
        self.forget_person()
        self.items.update(kept)
        self.person, self.proof = opened.person, opened.proof
        self.spawn(self._fetch_record(opened.person, opened.proof))
        await self._after_identification()

    async def _after_identification(self) -> None:
        flow = self.ports.flows.get(self.wanted)
        self.before.clear()
        if flow is None:
            self.show(HOME)
        elif self.level < flow.assurance:
            self.notice = text("problem.needs_card")
            await self._identify()
        else:
            await self.begin()

    async def _fetch_record(self, person: Person, proof: SessionProof) -> None:
        record = await self.ports.queries.record(person, proof)
        if record is None or self.person is not person:
            return
        self.record = record
        known = self.known()
        if self.journey is not None and known is not None:
            self.journey = self.journey.with_record(known)
        self.changed()

    async def begin(self) -> None:
        """Begin the wanted flow."""
        raise NotImplementedError

    async def give_receipt(self, raw: str) -> None:
        """A receipt's number that was typed, to find one's own item."""
        raise NotImplementedError


def card_problem(error: CardError) -> Problem:
    """What a refused card means for the person."""
    match error.why:
        case CardRefusal.WRONG_PIN:
            return Problem(text("problem.pin.wrong", n=error.left or 0))
        case CardRefusal.LOCKED:
            return Problem(text("problem.pin.locked"))
        case CardRefusal.NOT_TRUSTED:
            return Problem(text("problem.card.not_trusted"))
        case CardRefusal.EXPIRED:
            return Problem(text("problem.card.expired"))
        case CardRefusal.REMOVED:
            return Problem(text("problem.card.removed"))
        case CardRefusal.NO_READER:
            return Problem(text("problem.card.no_reader"))
        case CardRefusal.FORGOTTEN:
            return Problem(text("problem.bind.forgotten"))
        case CardRefusal.NOT_YET:
            return Problem(text("problem.bind.not_yet"))
        case CardRefusal.USED:
            return Problem(text("problem.bind.used"))
        case CardRefusal.OLD:
            return Problem(text("problem.bind.old"))
