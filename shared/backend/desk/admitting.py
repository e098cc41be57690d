"""What a person does with an item that is held: let it in, after which it goes its way like any other, or turn it away
with a reason that the citizen is told (个人信息保护法 第24条: no machine says no)."""

from __future__ import annotations

from shared.backend import epochs
from shared.backend.desk.cases import row_of
from shared.backend.desk.clerks import Desk
from shared.backend.desk.errors import NotHere
from shared.backend.desk.log import log_act
from shared.backend.desk.settling import REFUSED, conclude, held_for, put_away, reason_for
from shared.backend.desk.verbs import ADMIT, TURN_AWAY
from shared.backend.held import release_acting
from shared.backend.intake import Batch, let_in, lets_in
from shared.backend.tables import CaseRow, ItemState
from shared.backend.targets import Why
from shared.domain.text import text


def admit(desk: Desk, token: str, item: str, reason: str = "") -> None:
    """Let it in: it is acknowledged, and begins with its hold. Raises NotHere for what cannot be opened or taken from
    any device, and the errors of `held_for` and `reason_for`."""
    with desk.acting(token) as acting:
        held_for(acting, item, ADMIT)
        reason = reason_for(acting, ADMIT, reason)
        batch = Batch.begin(acting.office, acting.session, [item])
        row = row_of(acting.session, item)
        if row is None or not lets_in(acting.office, row):
            raise NotHere
        log_act(acting, item, ADMIT, reason)
        put_away(acting, acting.session.get_one(CaseRow, item))
        let_in(batch, row)
        epoch, sequence = batch.head.epoch, batch.head.sequence
    epochs.note(desk.office.settings.home, epoch, sequence)
    desk.office.wake()


def turn_away(desk: Desk, token: str, item: str, reason: str) -> None:
    """Not let in: a person's decision, with the reason that is told; what waited to act on it goes to a person. Raises
    the errors of `held_for` and `reason_for`."""
    with desk.acting(token) as acting:
        case = held_for(acting, item, TURN_AWAY)
        reason = reason_for(acting, TURN_AWAY, reason)
        row = row_of(acting.session, item)
        conclude(acting, case, TURN_AWAY, REFUSED, text("office.turned_away"), reason)
        if row is not None:
            row.state = ItemState.REJECTED.value
        release_acting(acting.session, item, Why.TARGET_MISSING)
    desk.office.wake()
