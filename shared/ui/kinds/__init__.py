"""One module per question kind: how its answer is entered on a screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.domain.flow import Kind
from shared.ui.kinds import (
    bank_account,
    card,
    choice,
    date,
    declaration,
    document,
    id_number,
    money,
    month,
    notice,
    number,
    person,
    phone,
    pin,
    region,
    several,
    slot,
    text,
    yes_no,
)
from shared.ui.kinds.base import Asking, Drawer, Parts

DRAW: Final[Mapping[Kind, Drawer]] = {
    Kind.CHOICE: choice.draw,
    Kind.YES_NO: yes_no.draw,
    Kind.SEVERAL: several.draw,
    Kind.DATE: date.draw,
    Kind.MONTH: month.draw,
    Kind.MONEY: money.draw,
    Kind.NUMBER: number.draw,
    Kind.TEXT: text.draw,
    Kind.PHONE: phone.draw,
    Kind.ID_NUMBER: id_number.draw,
    Kind.CARD: card.draw,
    Kind.PIN: pin.draw,
    Kind.PERSON: person.draw,
    Kind.REGION: region.draw,
    Kind.BANK_ACCOUNT: bank_account.draw,
    Kind.DOCUMENT: document.draw,
    Kind.SLOT: slot.draw,
    Kind.NOTICE: notice.draw,
    Kind.DECLARATION: declaration.draw,
}

__all__ = ["DRAW", "Asking", "Drawer", "Parts"]
