"""The owner of this phone: who they are lies here encrypted under their PIN, and the PIN opens L2 as a card would.

The key is made of the PIN, slowly, and of a key that never leaves this browser; so the stored bytes alone tell
nothing. Tries are counted before each is made; after the last the phone has no owner any more.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from shared.app.ports import AskStatus, Card, CardError, CardRefusal, Opened, Person, Queries
from shared.domain.flow import Level
from shared.domain.text import text
from shared.sealing.session import OwnPhone

log = logging.getLogger(__name__)
CARD: Final = "owner"
"""The one card of this reader."""
TRIES: Final = 8
"""Wrong PINs until everything is forgotten: of a million PINs, so few that guessing is hopeless."""
SALT_BYTES: Final = 16
KEPT: Final = "owner"
SEEN: Final = "owner.seen."
"""Before the name of what the owner saw."""
NAMES: Final = ("record", "passive_state", "passive_code", "messages", "items")
"""All that may be kept of it."""
BIND: Final = "bind"
ENDS: Final[Mapping[object, CardRefusal]] = {
    "used": CardRefusal.USED,
    "old": CardRefusal.OLD,
    "no_phone": CardRefusal.OLD,
}
"""What the office says of a code that will never bind this phone."""


class Box(Protocol):
    """Encrypts under the key of one PIN."""

    async def seal(self, plain: bytes) -> bytes:
        """The bytes, encrypted and authenticated."""
        ...

    async def open(self, blob: bytes) -> bytes | None:
        """The bytes again; None where it is another key, or they were changed."""
        ...


class Boxes(Protocol):
    """Makes the key of a PIN, slowly, with a key of this phone."""

    async def box(self, pin: str, salt: bytes) -> Box:
        """The box of that PIN."""
        ...


class TextVault(Protocol):
    """Where texts lie; durable when `put` and `drop` return."""

    async def get(self, name: str) -> Any:
        """What lies under a name, or None."""
        ...

    async def put(self, name: str, value: Any) -> None:
        """Keep it."""
        ...

    async def drop(self, name: str) -> None:
        """Forget it."""
        ...


@dataclass(slots=True)
class Unlocked:
    """What the PIN opened, until the session ends."""

    person: Person
    proof: OwnPhone
    box: Box


class Owner:
    """Meets the ports `CardReader` and `PhoneOwner`. `office` gives what asks the office; `token` random bytes."""

    def __init__(self, vault: TextVault, boxes: Boxes, office: Queries, token: Callable[[int], bytes]) -> None:
        self._vault, self._boxes, self._office, self._token = vault, boxes, office, token
        self._kept: dict[str, Any] | None = None
        self._unlocked: Unlocked | None = None

    @classmethod
    async def read(cls, vault: TextVault, boxes: Boxes, office: Queries, token: Callable[[int], bytes]) -> Owner:
        """The owner as they were kept."""
        found = cls(vault, boxes, office, token)
        kept = await vault.get(KEPT)
        found._kept = json.loads(kept) if isinstance(kept, str) else None
        return found

    # the card reader

    @property
    def bound(self) -> bool:
        """Whether this phone has an owner, or is about to."""
        return self._kept is not None

    @property
    def unlocked(self) -> Unlocked | None:
        """Who has unlocked the phone and not ended since."""
        found = self._unlocked
        return found if found is not None and not found.proof.ended else None

    async def cards(self) -> tuple[Card, ...]:
        """The owner, nameless before the PIN."""
        return (Card(CARD, text("bind.owner")),) if self.bound else ()

    def on_removed(self, then: Callable[[], None]) -> Callable[[], None]:
        """A phone has no card to pull."""
        return lambda: None

    async def open(self, card: str, pin: str) -> Opened:
        """Unlock with the PIN; a code that was not brought to the office yet is brought now. Raises CardError."""
        if self._kept is None:
            raise CardError(CardRefusal.NO_READER)
        await self._count_down()
        box = await self._boxes.box(pin, base64.b64decode(self._kept["salt"]))
        plain = await box.open(base64.b64decode(self._kept["blob"]))
        if plain is None:
            left = int(self._kept["left"])
            if left:
                raise CardError(CardRefusal.WRONG_PIN, left)
            await self.give_up()
            raise CardError(CardRefusal.FORGOTTEN)
        await self._keep(left=TRIES)
        held = json.loads(plain)
        if "code" in held:
            held = await self._bring(held["code"], box)
        return self._opened(Person(held["id_number"], Level.L2, held["name"]), box)

    # the owner

    async def claim(self, code: str, pin: str) -> Opened:
        """Keep the code under the new PIN, then bring it to the office. Raises CardError."""
        salt = self._token(SALT_BYTES)
        box = await self._boxes.box(pin, salt)
        await self.give_up()
        self._kept = {"salt": _b64(salt), "left": TRIES, "blob": ""}
        await self._seal({"code": code}, box)
        return await self.open(CARD, pin)

    async def give_up(self) -> None:
        """Forget the owner and everything that was kept for them."""
        if self._unlocked is not None:
            self._unlocked.proof.end()
        self._kept = self._unlocked = None
        for name in (KEPT, *(SEEN + name for name in NAMES)):
            await self._vault.drop(name)

    # what was seen

    async def remember(self, name: str, seen: Mapping[str, Any]) -> None:
        """Keep what the owner has seen under one of `NAMES`, so that they can read it without network."""
        if name in NAMES and self.unlocked is not None:
            blob = await self.unlocked.box.seal(json.dumps(seen, ensure_ascii=False).encode())
            await self._vault.put(SEEN + name, _b64(blob))

    async def seen(self, name: str) -> Mapping[str, Any] | None:
        """What was kept of it; None where there is nothing, or nobody has unlocked the phone."""
        kept, found = await self._vault.get(SEEN + name), self.unlocked
        if found is None or not isinstance(kept, str):
            return None
        plain = await found.box.open(base64.b64decode(kept))
        return dict(json.loads(plain)) if plain is not None else None

    # how

    def _opened(self, person: Person, box: Box) -> Opened:
        self._unlocked = Unlocked(person, OwnPhone(), box)
        return Opened(person, self._unlocked.proof)

    async def _bring(self, code: str, box: Box) -> Mapping[str, str]:
        asked = await self._office.ask(BIND, {"code": code}, None, None)
        said = asked.value if asked.status is AskStatus.READY else {}
        number, name = said.get("id_number"), said.get("name")
        if said.get("bound") == "bound" and isinstance(number, str) and isinstance(name, str):
            held = {"id_number": number, "name": name}
            await self._seal(held, box)
            return held
        log.info("not bound yet: %s", said.get("bound", asked.status.value))
        end = ENDS.get(said.get("bound"))
        if end is not None:
            await self.give_up()
            raise CardError(end)
        raise CardError(CardRefusal.NOT_YET)

    async def _count_down(self) -> None:
        assert self._kept is not None
        await self._keep(left=int(self._kept["left"]) - 1)

    async def _seal(self, held: Mapping[str, str], box: Box) -> None:
        await self._keep(blob=_b64(await box.seal(json.dumps(held, ensure_ascii=False).encode())))

    async def _keep(self, **changed: Any) -> None:
        self._kept = {**(self._kept or {}), **changed}
        await self._vault.put(KEPT, json.dumps(self._kept))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


__all__ = ["TRIES", "Box", "Boxes", "Owner", "TextVault"]
