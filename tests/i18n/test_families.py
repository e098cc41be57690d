"""Message families whose ids are put together at run time have every member."""

from __future__ import annotations

import pytest

from shared.app.ports import AskStatus, Delivery
from shared.domain.decisions import Outcome
from shared.i18n.catalogue import load
from shared.sync.causes import CAUSES

FAMILIES = [
    *(f"outbox.cause.{cause}" for cause in sorted(CAUSES)),
    *(f"outbox.state.{state.value}" for state in Delivery),
    *(f"kiosk.ask.{status.value}" for status in AskStatus),
    *(f"ui.outcome.{outcome.value}" for outcome in Outcome),
]


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en", "ug"])
def test_every_member_of_every_family_has_its_words(locale: str) -> None:
    assert [id for id in FAMILIES if id not in load(locale)] == []
