"""A phone becomes its owner's: a kiosk shows a code to whoever proved who they are, the phone brings it to the office.

On the phone a PIN of its own takes the place of the card from then on.
"""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import Final

from shared.app.following import BIND
from shared.app.identification import card_problem
from shared.app.pages import BIND_CODE, NEW_PIN, OWN_CARD, OWN_PIN, At, Page
from shared.app.ports import AskStatus, CardError, NotEnrolled, ReceiptRow, StoreFull
from shared.app.practising import Practising
from shared.domain import kinds
from shared.domain.answers import Problem, Source
from shared.domain.binding import BYTES, code_of, digits_of, hash_of, link_of
from shared.domain.flow import Level, Question
from shared.domain.text import Text, text
from shared.domain.values import Json

PHONES: Final = "phones"
UNBIND: Final = "unbind"
LOST: Final = "lost"


class Binding(Practising):
    """Binding a phone, at the kiosk and on the phone."""

    __slots__ = ()

    def may_bind(self) -> bool:
        """Whether a phone can be bound here, or this one given up again."""
        return self.ports.sealer.enrolled and not self.practising

    def may_unbind(self) -> bool:
        """Whether there is a phone to be given up here, by whoever proved to be its owner."""
        return self.level >= Level.L2 and (self.ports.owner is not None or bool(self.phones))

    def bind_words(self) -> Text:
        """What the way to this page is called."""
        owner = self.ports.owner
        return Text("bind.open" if owner is None else "bind.phone.open" if owner.bound else "bind.phone.begin")

    def unbind_words(self) -> Text:
        """What giving it up is called."""
        return text("bind.unbind" if self.ports.owner is None else "bind.phone.unbind")

    async def wipe(self) -> None:
        """Forget everything."""
        raise NotImplementedError

    async def bind_phone(self) -> None:
        """At a kiosk the page with the code, for whoever proved who they are; on a phone the page that asks for it, or
        where it has an owner already, the one on which they give it up."""
        owner = self.ports.owner
        if owner is not None and not owner.bound:
            self.show(Page(At.BIND_CODE), remember=True)
        elif self.level >= Level.L2:
            await self._to_binding()
        else:
            self.wanted, self.then = "", Page(At.BIND)
            await self._identify()

    async def _after_identification(self) -> None:
        if self.then is None or self.then.at is not At.BIND:
            await super()._after_identification()
        elif self.level < Level.L2:
            self.notice = text("problem.needs_card")
            await self._identify()
        else:
            self.then = None
            self.before.clear()
            await self._to_binding()

    async def _to_binding(self) -> None:
        self.show(Page(At.BIND), remember=True)
        if self.ports.owner is None:
            await self._offer()
        self.spawn(self._count())

    def question(self) -> Question | None:
        """The question of this page; a phone with an owner asks for its own PIN."""
        owner = self.ports.owner
        if owner is not None and self.page.at is At.PIN:
            return OWN_PIN
        if owner is not None and owner.bound and self.page.at is At.IDENTIFY:
            return OWN_CARD
        return super().question()

    async def enter(self, raw: str, source: Source = Source.TYPED) -> None:
        """Answer the question of this page with a raw entry."""
        match self.page.at:
            case At.BIND_CODE:
                await self.give_code(raw)
            case At.NEW_PIN:
                await self.give_new_pin(raw)
            case At.PIN_AGAIN:
                await self.give_pin_again(raw)
            case _:
                await super().enter(raw, source)

    # at the kiosk

    async def _offer(self) -> None:
        """A fresh code; its hash goes to the office like any other item."""
        person, generation = self.person, self.generation
        if person is None or self.busy:
            return
        code, self.busy = self.ports.ids.token(BYTES), True
        hash = base64.urlsafe_b64encode(hash_of(code)).decode().rstrip("=")
        try:
            body: dict[str, Json] = {"code_hash": hash, "subject": person.id_number}
            item = await self.ports.sealer.seal(BIND, body, person, self.proof)
            owner = await self.keeper.owner(person)
            self.ports.outbox.submit(item, owner, self.ports.ids.uuid7(), 0)
        except StoreFull:
            self.fail(BIND, Problem(text("problem.store_full")))
            return
        except NotEnrolled:
            self.fail(BIND, Problem(text("problem.not_enrolled")))
            return
        finally:
            self.busy = False
        if generation == self.generation:
            self.bind_code, self.bind_item = code, item.id
            self.changed()

    def code_digits(self) -> str:
        """The digits of the code that is shown; empty where there is none."""
        return digits_of(self.bind_code) if self.bind_code else ""

    def code_link(self) -> str:
        """The text of its QR."""
        return link_of(self.bind_code, self.ports.office_at()) if self.bind_code else ""

    def code_row(self) -> ReceiptRow | None:
        """How far the code is on its way to the office."""
        return self.ports.receipts.get(self.bind_item) if self.bind_item else None

    async def _count(self) -> None:
        person, generation = self.person, self.generation
        asked = await self.ports.queries.ask(PHONES, {}, person, self.proof)
        count = asked.value.get(PHONES)
        if generation == self.generation and self.person is person and isinstance(count, int):
            self.phones = count
            self.changed()

    def may_stop(self) -> bool:
        """Whether there are phones that can be reported lost here: at a kiosk, by their owner."""
        return self.ports.owner is None and self.may_unbind()

    async def stop_phones(self) -> None:
        """The person's phones are lost: the office refuses them from now on, whoever holds them."""
        await self.unbind(lost=True)

    async def unbind(self, *, lost: bool = False) -> None:
        """At a kiosk every phone of this person is theirs no more; on a phone that one, and what it kept is gone."""
        person, generation = self.person, self.generation
        if person is None or self.level < Level.L2 or self.busy:
            return
        self.busy = True
        try:
            asked = await self.ports.queries.ask(UNBIND, {LOST: True} if lost else {}, person, self.proof)
        finally:
            self.busy = False
        if generation != self.generation:
            return
        told = asked.status is AskStatus.READY
        if self.ports.owner is not None:
            await self.ports.owner.give_up()
            await self.wipe()
            self._tell("bind.given_up" if told else "bind.given_up.here")
        elif told:
            self.bind_code, self.bind_item, self.phones = b"", "", 0
            self._tell("bind.stopped" if lost else "bind.given_up")
        else:
            self.fail(BIND, Problem(text("problem.bind.no_network")))

    def _tell(self, id: str) -> None:
        self.notice = Text(id)
        self.show(Page(At.TOLD))

    # on the phone

    async def lost(self) -> None:
        """The owner gave this phone up elsewhere: whoever opened it as them is told, and nothing of theirs is left."""
        await self.wipe()
        self._tell("bind.lost")

    async def bring(self, entry: str) -> None:
        """A code came by a link or a scan: on to the new PIN, or to the page that asks for the code."""
        owner = self.ports.owner
        if owner is None or owner.bound or not self.may_bind():
            return
        self.show(Page(At.BIND_CODE), remember=True)
        await self.give_code(entry)

    async def give_code(self, entry: str) -> None:
        """The code, as it was typed or scanned; then the phone's PIN is chosen."""
        code = code_of(entry)
        if code is None:
            self.fail(BIND_CODE.id, Problem(text("problem.bind.code"), text("problem.bind.where")))
            return
        self.bind_code = code
        self.show(Page(At.NEW_PIN), remember=True)

    async def scan_code(self) -> None:
        """The code, read with the phone's camera."""
        reader, generation = self.ports.reader, self.generation
        if reader is None or self.taking or self.page.at is not At.BIND_CODE:
            return
        self.taking = True
        try:
            found = await reader.read()
        finally:
            self.taking = False
        if generation != self.generation or self.page.at is not At.BIND_CODE:
            return
        if code_of(found) is None:
            self.fail(BIND_CODE.id, Problem(text("problem.bind.camera")))
        else:
            await self.give_code(found)

    async def give_new_pin(self, raw: str) -> None:
        """The PIN that this phone is to ask for; too easy ones are not taken."""
        problem = _pin_fault(raw)
        if problem is not None:
            self.fail(NEW_PIN.id, problem)
            return
        self.new_pin = raw
        self.show(Page(At.PIN_AGAIN), remember=True)

    async def give_pin_again(self, raw: str) -> None:
        """Once more, so that it is known; then the code goes to the office."""
        owner, pin, generation = self.ports.owner, self.new_pin, self.generation
        if owner is None or self.busy:
            return
        if raw != pin:
            self.new_pin = ""
            self.show(Page(At.NEW_PIN))
            self.fail(NEW_PIN.id, Problem(text("problem.bind.differ")))
            return
        digits, self.busy = self.code_digits(), True
        self.changed()
        try:
            opened = await owner.claim(digits, pin)
        except CardError as error:
            self.bind_code, self.new_pin = b"", ""
            self.before.clear()
            self.notice = card_problem(error).what
            self.show(Page(At.TOLD))
            return
        finally:
            self.busy = False
        if generation != self.generation:
            opened.proof.end()
            return
        self.wanted, self.then = "", Page(At.BIND)
        await self._enter_as(opened)
        self.notice = text("bind.done")
        self.changed()


def _pin_fault(raw: str) -> Problem | None:
    """Why this is no PIN to take: not six digits, one digit six times, or six in a row."""
    value = kinds.parse(NEW_PIN, raw)
    problem = value if isinstance(value, Problem) else kinds.KINDS[NEW_PIN.kind].fault(NEW_PIN, value, None)
    if problem is not None:
        return problem
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(raw)}
    return Problem(text("problem.bind.easy")) if steps in ({0}, {1}, {9}) else None
