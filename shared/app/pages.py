"""Where a session is. A page is data: `shared.ui`, `accessibility.script` and scripted persons read the same one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared.domain import binding
from shared.domain.flow import Kind, Limits, Question


class At(StrEnum):
    """The pages that a shell has, apart from the steps of flows."""

    HOME = "home"
    IDENTIFY = "identify"
    NUMBER = "number"
    PIN = "pin"
    RESUME = "resume"
    STEP = "step"
    SCAN = "scan"
    REVIEW = "review"
    RECEIPT = "receipt"
    WAITING = "waiting"
    FIND = "find"
    ITEM = "item"
    HELP = "help"
    CONFIRM_END = "confirm_end"
    ENDED = "ended"
    TOLD = "told"
    MESSAGES = "messages"
    SERVICES = "services"
    SEARCH = "search"
    PREFERENCES = "preferences"
    BIND = "bind"
    BIND_CODE = "bind_code"
    NEW_PIN = "new_pin"
    PIN_AGAIN = "pin_again"
    PRACTICE = "practice"
    PRACTISED = "practised"


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what it is about: a flow, a step's key, an item, a group of services, a setting."""

    at: At
    flow: str = ""
    key: str = ""

    @property
    def id(self) -> str:
        """The identifier `page.<id>` without its prefix: `home`, `step.unemployment.reason`, `receipt`."""
        match self.at:
            case At.STEP:
                return f"step.{self.flow}.{self.key}"
            case At.REVIEW:
                return f"review.{self.flow}"
            case At.SERVICES | At.PREFERENCES:
                return f"{self.at.value}.{self.key}" if self.key else self.at.value
            case _:
                return self.at.value


HOME: Final = Page(At.HOME)

IDENTITY: Final = Question("identity", Kind.ID_NUMBER, "identify.number", private=True)
"""The number typed at the keypad (L1)."""
CARD: Final = Question("identity", Kind.CARD, "identify.card", private=True)
"""The choice of the card in the reader, or of the keypad (`opt.keypad`)."""
PIN: Final = Question("pin", Kind.PIN, "identify.pin", private=True, limits=Limits(length=6))
"""The card's PIN."""
RECEIPT: Final = Question(
    "receipt_number", Kind.NUMBER, "kiosk.find", limits=Limits(least=0, most=10**16 - 1, length=16)
)
"""The number of a receipt, typed to find one's own item."""
OWN_CARD: Final = Question("identity", Kind.CARD, "bind.who", private=True)
"""Whether the owner of the phone is here, or somebody whose number is typed."""
OWN_PIN: Final = Question("pin", Kind.PIN, "bind.pin", private=True, limits=Limits(length=6))
"""The PIN of a phone that has an owner, in place of a card's."""
BIND_CODE: Final = Question(
    "bind_code", Kind.NUMBER, "bind.code", limits=Limits(least=0, most=10**binding.DIGITS - 1, length=binding.DIGITS)
)
"""The code that a kiosk shows, typed on the phone."""
NEW_PIN: Final = Question("new_pin", Kind.PIN, "bind.new_pin", private=True, limits=Limits(length=6))
PIN_AGAIN: Final = Question("pin_again", Kind.PIN, "bind.pin_again", private=True, limits=Limits(length=6))
ASKED: Final = {
    At.NUMBER: IDENTITY,
    At.PIN: PIN,
    At.IDENTIFY: CARD,
    At.FIND: RECEIPT,
    At.BIND_CODE: BIND_CODE,
    At.NEW_PIN: NEW_PIN,
    At.PIN_AGAIN: PIN_AGAIN,
}
"""What the pages outside of flows ask."""
KEYPAD: Final = "keypad"
"""The option of the identification page that types the number instead."""
