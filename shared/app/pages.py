"""Where a session is. A page is data: `shared.ui`, `accessibility.script` and scripted persons read the same one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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
ASKED: Final = {At.NUMBER: IDENTITY, At.PIN: PIN, At.IDENTIFY: CARD, At.FIND: RECEIPT}
"""What the pages outside of flows ask."""
KEYPAD: Final = "keypad"
"""The option of the identification page that types the number instead."""
