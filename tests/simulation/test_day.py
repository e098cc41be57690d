"""The day of a kiosk: everybody's errand comes to an end that can be named, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from shared.backend.tables import CaseRow, CaseState, ItemRow, ItemState
from shared.flows import FLOWS
from tests.simulation.day import CUT, LOST, PEOPLE, live, summary

KNOWN = tuple(f"office: {state.value}" for state in (*CaseState, *ItemState))


async def test_sixty_people_five_hours_without_network_and_nothing_is_lost(tmp_path: Path) -> None:
    day = await live(tmp_path)
    told = summary(day)
    print(told)
    try:
        assert len(day.errands) == PEOPLE
        assert {errand.flow for errand in day.errands} == set(FLOWS)
        submitted = [errand for errand in day.errands if errand.item]
        for errand in day.errands:
            ends = KNOWN if errand.item else ("told: ", "left ")
            assert errand.end.startswith(ends), f"{errand}"
        assert len(submitted) > PEOPLE * 0.75
        away = [errand for errand in submitted if not errand.online]
        assert len(away) > 20
        for errand in submitted:
            assert errand.delivered is not None
            assert not CUT[0] < errand.delivered < CUT[1], "something was called delivered without a line"
        assert day.store.outbox.waiting().count == 0
        with day.office.db.reading() as session:
            items = session.scalars(select(ItemRow)).all()
            assert sorted(row.id for row in items) == sorted(errand.item for errand in submitted), "twice, or another"
            assert {row.state for row in items} == {ItemState.ACCEPTED.value}
            cases = {row.item for row in session.scalars(select(CaseRow))}
            assert {errand.item for errand in submitted} <= cases
        assert f"{PEOPLE} people" in told
        assert "lost: 0" in told
        assert LOST not in told
        assert all(errand.flow in told for errand in day.errands)
    finally:
        await day.switch_off()
        day.office.close()
