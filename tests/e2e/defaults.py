"""What a scripted person answers when the test does not say: something sensible for the kind and what is on offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from shared.domain.flow import Kind, Question
from shared.domain.identity import check_digit, luhn_digit
from shared.domain.kinds.base import NONE_RAW, UNSURE_RAW
from shared.domain.quantities import Month, Yuan
from shared.domain.values import Value

SPECIAL: Final = (UNSURE_RAW, NONE_RAW)


@dataclass(frozen=True, slots=True)
class Raw:
    """Keys as they are pressed, right or wrong; `next` is not among them."""

    characters: str


Given = Value | Raw
Answers = Mapping[str, Given]
"""By question id, or by the step's key (`members[1].relation`); `resume`: resume or fresh; a group's id: how many;
a consent's id: given or not."""


def _id_number() -> str:
    head = "11019919600101001"
    return head + check_digit(head)


def default(question: Question, offered: Sequence[str]) -> Value:
    """An answer of that kind. `offered` are the values of the options on the screen."""
    if question.id == "drawing":
        return False  # who draws a pension already need not claim it: the service would end at once
    real = [value for value in offered if value not in SPECIAL]
    match question.kind:
        case Kind.YES_NO | Kind.NOTICE | Kind.DECLARATION:
            return True
        case Kind.SEVERAL:
            return ()
        case Kind.DATE:
            return date.today() - timedelta(days=40)
        case Kind.MONTH:
            return Month(date.today().year - 1, 12)
        case Kind.MONEY:
            return Yuan(Decimal(1200))
        case Kind.NUMBER:
            return max(question.limits.least or 0, 36)
        case Kind.TEXT:
            return "没有别的"
        case Kind.PHONE:
            return "13800138000"
        case Kind.ID_NUMBER:
            return _id_number()
        case Kind.PIN:
            return "123456"
        case Kind.PERSON:
            return {"name": "陈䶮", "id_number": _id_number()}
        case Kind.BANK_ACCOUNT:
            return "621226100000000123" + luhn_digit("621226100000000123")
        case Kind.DOCUMENT:
            return {"sha256": "0" * 64, "pages": 1}
        case Kind.CARD if not real:
            return "123456789012"
        case Kind.CHOICE | Kind.REGION | Kind.SLOT | Kind.CARD:
            return real[0] if real else (offered[0] if offered else "")
