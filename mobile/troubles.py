"""What one should read on a phone's first page before one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.text import Text, text
from shared.store.base import Trouble

if TYPE_CHECKING:
    from mobile.machine import Phone


def troubles(phone: Phone) -> tuple[Text, ...]:
    """All that holds now."""
    found: list[Text] = []
    store = phone.store
    if store.trouble is not Trouble.NONE:
        found.append(text("phone.trouble.no_room"))
    recovered = store.recovered
    if recovered is not None:
        found.append(text("phone.trouble.recovered", n=recovered.items))
    if recovered is not None and recovered.unreadable:
        found.append(text("phone.trouble.unreadable", n=recovered.unreadable))
    if not phone.keys.enrolled:
        found.append(text("phone.trouble.not_known" if phone.keys.can_enrol else "phone.trouble.no_office"))
    if phone.stopped:
        found.append(text("phone.trouble.revoked"))
    if not phone.kept and store.outbox.waiting().count:
        found.append(text("phone.trouble.not_kept"))
    if phone.letters is not None and phone.letters.lacking:
        found.append(text("phone.trouble.letters"))
    if phone.screen is not None and phone.mouth.lacks(phone.screen.manners.now.lang):
        found.append(text("phone.trouble.no_voice"))
    return tuple(found)
