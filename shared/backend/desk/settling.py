"""What every act has in common: a reason in plain words, and how a case ends: state, signed result, message, log, all
in the clerk's one transaction."""

from __future__ import annotations

import json
import unicodedata
from typing import Final

from shared.backend.desk import leases
from shared.backend.desk.cases import row_of, stored
from shared.backend.desk.clerks import Acting
from shared.backend.desk.errors import NotHere, ReasonMissing, ReasonTooLong
from shared.backend.desk.log import log_act
from shared.backend.desk.tables import PlaceRow
from shared.backend.desk.verbs import NEED_A_REASON, verbs_of
from shared.backend.evidence.standing import standing_of
from shared.backend.messages import tell
from shared.backend.now import moment_of
from shared.backend.tables import CaseRow, CaseState, NewsRow
from shared.contract.codec import Json
from shared.contract.messages import MessageKind
from shared.contract.results import Verdict
from shared.domain.text import Text

GRANTED: Final = "granted"
REFUSED: Final = "refused"


def reason_for(acting: Acting, verb: str, reason: str, *, needed: bool = False) -> str:
    """The reason, tidied. Raises ReasonMissing where the act needs one and this is none, ReasonTooLong."""
    plain = "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else " " for c in reason).strip()
    if len(plain) > acting.limits.reason_most:
        raise ReasonTooLong(acting.limits.reason_most)
    needed = needed or verb in NEED_A_REASON
    if needed and sum(c.isalnum() for c in plain) < acting.limits.reason_least:
        raise ReasonMissing(acting.limits.reason_least)
    return plain


def held_for(acting: Acting, item: str, verb: str, whom: str = "") -> CaseRow:
    """The case, where it is this clerk's and the act fits it. Raises NotWaiting, Taken, NotTaken, NotHere."""
    case = leases.held(acting, item)
    standing = standing_of(acting.session, whom or case.subject, moment_of(acting.now).date())
    if verb not in verbs_of(case, standing):
        raise NotHere
    return case


def conclude(
    acting: Acting,
    case: CaseRow,
    verb: str,
    outcome: str,
    words: Text,
    reason: str,
    *,
    state: CaseState = CaseState.DECIDED,
    struck: str = "",
) -> None:
    """End a case by a person's decision: the state with its signed verdict, the message with the reason and the
    clauses, news for the device, and the row in the log."""
    found = stored(case)
    decision = found.get("decision")
    shown: Json = decision if isinstance(decision, dict) else None
    verdict = Verdict.of(case.item, outcome, moment_of(acting.now), shown, reason)
    signed = acting.office.keys.sign_verdict(verdict, acting.office.now())
    found["clerk"] = {"outcome": outcome, "words": reason, "signed": signed}
    case.decision = json.dumps(found, ensure_ascii=False)
    case.state, case.decided, case.decided_by = state.value, acting.now, acting.clerk.id
    tell_of(acting, case, words, reason, MessageKind.DECISION, shown)
    log_act(acting, case.item, verb, reason, outcome=outcome, **({"struck": struck} if struck else {}))
    put_away(acting, case)


def tell_of(
    acting: Acting,
    case: CaseRow,
    words: Text,
    own: str = "",
    kind: MessageKind = MessageKind.STATE,
    decision: Json = None,
    *,
    whom: str = "",
) -> None:
    """Tell the person of the case (or another whom it concerns), and let the device that sent the item hear of it."""
    tell(acting.office, acting.session, whom or case.subject, case.item, words, kind, decision, own)
    news_of(acting, case)


def news_of(acting: Acting, case: CaseRow) -> None:
    """Let the device that sent the item hear that something is new about it."""
    row = row_of(acting.session, case.item)
    if row is not None:
        acting.session.add(NewsRow(device=row.device, what="item", ref=str(row.row)))


def put_away(acting: Acting, case: CaseRow) -> None:
    """Nobody has the case any more, and it lies nowhere in particular."""
    leases.free(acting, case.item)
    place = acting.session.get(PlaceRow, case.item)
    if place is not None:
        acting.session.delete(place)


def place_of(acting: Acting, item: str) -> PlaceRow:
    """Where a case lies, to be changed."""
    place = acting.session.get(PlaceRow, item)
    if place is None:
        place = PlaceRow(item=item, queue=None, clerk=None, back=None)
        acting.session.add(place)
    return place
