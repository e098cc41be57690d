"""One's own matters for every sense: what the list and the page of an item show is said, and the other way round."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from accessibility.script import script_of
from shared.app.ports import Asked, AskStatus, Delivery
from shared.app.session import Session
from shared.domain.decisions import decision_to_json
from shared.domain.text import text, verbatim
from shared.domain.values import Value, canonical
from shared.flows import FLOWS
from shared.flows.cases import cases_of
from shared.flows.cases import walk as walk_case
from shared.flows.items import said
from shared.i18n import translator
from tests.app.test_following import settle
from tests.fakes.packs import starter_packs
from tests.fakes.ports import World
from tests.personas.headless import walk
from tests.personas.listen import PERSON
from tests.personas.parity import only_heard, only_seen

CLAIM = FLOWS["unemployment"]


def decided() -> dict[str, Value]:
    """The office's decision on the first case of the claim, with the facts that it rests on."""
    facts = walk_case(CLAIM, cases_of(CLAIM)[0]).journey.facts()
    assert CLAIM.decide is not None
    decision = canonical(decision_to_json(CLAIM.decide(facts))).decode()
    told = (said(text("office.decided")),)
    return {"decided": date(2026, 11, 20), "by": "rule", "facts": facts, "decision": decision, "told": told}


def refused() -> dict[str, Value]:
    """The same claim, which a clerk did not grant; the photo that came along is deleted."""
    told = (said(text("office.refused")), said(verbatim("您是自己辞职的。")))
    return {**decided(), "by": "person", "clerk": "refused", "told": told, "erased": True}


def of_another_version() -> dict[str, Value]:
    """A decision that was written down with a clause fewer than these rules have, and another status."""
    found = decided()
    stored = json.loads(str(found["decision"]))
    stored["findings"] = [{**row, "status": "unknown"} for row in stored["findings"][:-1]]
    return {**found, "decision": canonical(stored).decode()}


STATES: dict[str, Callable[[], dict[str, Value]]] = {
    "saved": dict,
    "holding": lambda: {"due": date(2026, 12, 7)},
    "desk": lambda: {"told": (said(text("office.with_person")),)},
    "asked": dict,
    "confirm": dict,
    "decided": decided,
    "decided by a clerk": refused,
    "decided otherwise": of_another_version,
    "undone": dict,
    "newer": dict,
}


async def at_item(state: str, card: bool) -> Session:
    """Somebody looks at their claim, which stands so; by card, or in the session that submitted it."""
    world = World(dict(FLOWS), {PERSON: "王秀英"}, starter_packs())
    session = Session(world.ports)
    await walk(session, CLAIM, card=PERSON if card else "", number=PERSON)
    id = session.receipt
    if state != "saved":
        world.store.receipts[id] = replace(world.store.receipts[id], state=Delivery.DELIVERED)
        world.queries.answers["item"] = Asked(AskStatus.READY, {"state": state.partition(" ")[0], **STATES[state]()})
    session.look(id)
    await settle(session)
    return session


def differences(session: Session, lang: str) -> list[str]:
    script = script_of(session, translator(lang))
    heard = [f"only heard: {words}" for words in only_heard(session, script, lang)]
    return [*heard, *(f"only seen: {words}" for words in only_seen(session, script, lang))]


EVERY = [(state, lang) for state in STATES for lang in ("zh", "en") if lang == "zh" or not state.startswith("decided")]
"""A sum of five digits is said digit by digit in English wherever one stands: not a matter of this page."""


@pytest.mark.parametrize(("state", "lang"), EVERY)
@pytest.mark.parametrize("card", [True, False], ids=["card", "number"])
async def test_an_item_is_heard_as_it_is_seen(state: str, card: bool, lang: str) -> None:
    session = await at_item(state, card)
    assert differences(session, lang) == []
    if state.startswith("decided"):
        decision = session.decision(session.page.key)
        assert decision is not None and decision.findings, "clause by clause"
        by = [words.id for words in session.judged(session.page.key)]
        clerk = ["item.clerk.refused", "item.rules"] if state == "decided by a clerk" else []
        assert by == [*clerk, decision.answer.id], "a person's decision comes first, and what the rules found after it"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_list_is_heard_as_it_is_seen(lang: str) -> None:
    session = await at_item("desk", card=True)
    session.waiting()
    await session.load_mine()
    assert session.mine
    assert differences(session, lang) == []
    await session.wipe()
    session.waiting()
    assert differences(session, lang) == []
