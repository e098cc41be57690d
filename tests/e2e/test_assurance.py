"""Who sees what: a typed number shows nothing from any record, a card with its PIN does."""

from __future__ import annotations

from shared.domain.flow import Kind
from tests.e2e.people import ZHOU, found_in
from tests.e2e.said import said
from tests.e2e.walker import TYPED, Walker


async def entries(walker: Walker) -> dict[str, str]:
    """What stands in the fields and which options are chosen, before anything was entered on any page of the flow."""
    found: dict[str, str] = {}
    while True:
        at = await walker.window.at()
        if at.startswith("review."):
            return found
        if any(id.startswith("q.") for id in await walker.window.ids()):
            asked = await walker.asked()
            if asked.question.kind in TYPED | {Kind.REGION, Kind.CHOICE}:
                nodes = await walker.window.nodes()
                typed = " ".join(n.words for n in nodes if n.id.startswith("field.") and n.words != EMPTY)
                chosen = " ".join(n.id for n in nodes if n.id.startswith("opt.") and (n.selected or CHOSEN in n.words))
                found[at] = f"{typed} {chosen}".strip()
        await walker.step(at)


CHOSEN, EMPTY = said("zh", "ui.chosen"), said("zh", "keypad.empty")


async def test_a_typed_number_shows_nothing_from_a_record(walker: Walker) -> None:
    said: list[str] = []
    await walker.begin("unemployment")
    await walker.identify_by_number(ZHOU.id_number)
    said.append(await walker.window.words())
    found = await entries(walker)
    said.append(await walker.window.words())
    assert {at: entry for at, entry in found.items() if entry} == {}
    assert found_in("\n".join(said), (ZHOU.name, ZHOU.id_number, ZHOU.card_number)) == []
    assert "step.unemployment.account" not in found
    await walker.walk("receipt")
    await walker.home()


async def test_a_card_with_its_pin_brings_what_the_record_says(walker: Walker) -> None:
    await walker.begin("unemployment")
    await walker.identify(ZHOU.key)
    found = await entries(walker)
    assert found["step.unemployment.region"] == f"opt.{ZHOU.region}"
    assert found["step.unemployment.months"]
    await walker.home()
