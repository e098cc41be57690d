"""Card readers: the demo reader with the seed people's cards.

A demo card really signs; whether it is believed depends on the issuers that came with the enrolment.
"""

from __future__ import annotations

from collections.abc import Callable

from shared.app.ports import Card, CardError, CardRefusal, Clock, Opened, Person
from shared.contract.errors import ContractError, Expired
from shared.domain.flow import Level
from shared.domain.text import verbatim
from shared.sealing.crypto_native import NativeCrypto
from shared.sealing.demo_native import PEOPLE_BY_KEY, DemoCard, demo_card
from shared.sealing.keys_native import FileKeys
from shared.sealing.session import CardLocked, WrongPin, open_session


class DemoReader:
    """Shows every seed person's card, plainly marked; pulling a card is `pull()`."""

    def __init__(self, keys: FileKeys, clock: Clock) -> None:
        self._keys, self._clock = keys, clock
        self._cards: dict[str, DemoCard] = {}
        self._removed: list[Callable[[], None]] = []

    async def cards(self) -> tuple[Card, ...]:
        """The seed people's cards, where this kiosk was enrolled for a demonstration."""
        if not self._keys.demo:
            return ()
        return tuple(Card(key, verbatim(person.name), demo=True) for key, person in PEOPLE_BY_KEY.items())

    async def open(self, card: str, pin: str) -> Opened:
        """Let the card check its PIN and sign for this device; raises CardError."""
        person = PEOPLE_BY_KEY.get(card)
        if person is None or not self._keys.enrolled:
            raise CardError(CardRefusal.REMOVED if person is None else CardRefusal.NOT_TRUSTED)
        if card not in self._cards:
            self._cards[card] = await demo_card(person)
        device = self._keys.device
        try:
            proof = await open_session(
                NativeCrypto(),
                self._cards[card],
                pin,
                device=device.id,
                issuers=device.trust.issuers,
                on=self._clock.today(),
            )
        except WrongPin as wrong:
            raise CardError(CardRefusal.WRONG_PIN, wrong.left) from wrong
        except CardLocked as locked:
            raise CardError(CardRefusal.LOCKED) from locked
        except Expired as expired:
            raise CardError(CardRefusal.EXPIRED) from expired
        except ContractError as refused:
            raise CardError(CardRefusal.NOT_TRUSTED) from refused
        holder = proof.certificate
        return Opened(Person(holder.id_number, Level.L2, holder.name), proof)

    def on_removed(self, then: Callable[[], None]) -> Callable[[], None]:
        """Call `then` when the card in use is pulled; returns the way to stop that."""
        self._removed.append(then)

        def stop() -> None:
            if then in self._removed:
                self._removed.remove(then)

        return stop

    def pull(self) -> None:
        """The card was taken out."""
        for then in tuple(self._removed):
            then()
