"""What a clerk tells a person about a case: in the clerk's own words, and only to that person."""

from __future__ import annotations

from shared.backend.messages import tell_asked, tell_decided
from shared.backend.tables import CaseRow
from shared.contract.messages import MessageKind, QueryStatus
from shared.contract.results import Accepted
from shared.domain.flow import Level
from tests.backend.world import OTHER, World

REASON = "工龄够了，按规定发。"
WANTED = "请补离职证明。"


async def told_of(made: World) -> str:
    """A claim of which a clerk has asked for something and then decided; its id."""
    item = await made.kiosk.claim()
    assert isinstance(await made.one(item), Accepted)
    with made.office.db.writing() as session:
        case = session.get(CaseRow, item.header.id)
        assert case is not None
        tell_asked(made.office, session, case, WANTED)
        tell_decided(made.office, session, case, REASON, {"outcome": "favourable"})
    return item.header.id


async def test_a_clerks_words_reach_the_person_as_they_stand(office_world: World) -> None:
    id = await told_of(office_world)
    asked, decided = (await office_world.ask("messages")).messages
    assert (asked.kind, asked.item, asked.words) == (MessageKind.QUESTION, id, WANTED)
    assert (decided.kind, decided.item, decided.words) == (MessageKind.DECISION, id, REASON)
    assert decided.decision == {"outcome": "favourable"}


async def test_nobody_else_and_nobody_unproven_hears_them(office_world: World) -> None:
    await told_of(office_world)
    assert (await office_world.ask("messages", OTHER)).messages == ()
    unproven = await office_world.ask("messages", level=Level.L1)
    assert (unproven.status, unproven.messages) == (QueryStatus.LEVEL_TOO_LOW, ())
