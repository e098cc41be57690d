"""What a clerk did is what the person hears at the kiosk: how the item stands, in whose words, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from shared.backend.desk.acts import ask
from shared.backend.desk.decide import refuse
from shared.domain.text import verbatim
from shared.domain.values import Value
from shared.flows.items import Where, text_of, where_is
from tests.backend.desk.counter import REASON, UNMET, Counter
from tests.backend.world import OTHER


async def heard(at: Counter, item: str) -> Mapping[str, Value]:
    """What the person's own kiosk is told of the item."""
    answer = await at.world.ask("item", UNMET, target=item)
    assert isinstance(answer.value, Mapping)
    return answer.value


async def test_a_refusal_is_heard_as_decided_by_a_person_with_the_reason_and_the_clauses(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    value = await heard(at, item)
    assert where_is(None, value["state"]) is Where.DECIDED
    assert value["by"] == "person"
    told = value["told"]
    assert isinstance(told, tuple)
    words = [text_of(one) for one in told][-2:]
    assert words[0] is not None
    assert (words[0].id, words[1]) == ("office.refused", verbatim(REASON))
    assert {"decision", "facts"} <= value.keys()
    stranger = await at.world.ask("item", OTHER, target=item)
    assert isinstance(stranger.value, Mapping)
    assert stranger.value.keys() == {"state", "received"}


async def test_what_is_asked_is_heard_as_asked_until_somebody_decides(at: Counter) -> None:
    item, token = await at.unmet(), at.clerk()
    at.opened(token, item)
    ask(at.desk, token, item, REASON)
    assert where_is(None, (await heard(at, item))["state"]) is Where.ASKED
    at.world.clock.passes(days=15)
    token = at.clerk()
    at.opened(token, item)
    refuse(at.desk, token, item, REASON)
    assert where_is(None, (await heard(at, item))["state"]) is Where.DECIDED
