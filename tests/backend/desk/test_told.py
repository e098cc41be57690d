"""What a clerk does reaches the citizen as a message on offer, and goes when it is over."""

from __future__ import annotations

from shared.backend.desk.acts import ask
from shared.backend.desk.decide import refuse
from shared.domain.messages import Sort, Told, inbox_of
from tests.backend.desk.counter import REASON, UNMET, Counter

WANTED = "请补一份离职证明，到窗口或在这里拍照都可以。"


async def told(at: Counter) -> tuple[Told, ...]:
    """What the citizen is offered after the card."""
    answer = await at.world.ask("messages", UNMET)
    assert answer.value is not None
    return inbox_of(answer.value).told


async def test_what_a_clerk_asks_for_is_offered_and_goes_with_the_decision(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    assert await told(at) == ()
    at.opened(token, item)
    ask(at.desk, token, item, WANTED)
    (asked,) = await told(at)
    assert (asked.sort, asked.item, asked.words) == (Sort.DOCUMENT, item, WANTED)
    assert asked.about == "unemployment"
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    (decided,) = await told(at)
    assert (decided.sort, decided.item, decided.words) == (Sort.DECISION, item, REASON)
