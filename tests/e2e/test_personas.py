"""Everybody finishes, in a real browser, the practice service that holds every kind of question and step, and some of
them those that most people come for; everybody does everything by make personas."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from shared.flows import EVERY
from shared.i18n import translator
from tests.audit.stage import Stage, stage
from tests.personas.__main__ import PERSONAS
from tests.personas.browser import DOTS, stand_at
from tests.personas.persona import finish, wants


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(browser: Browser) -> AsyncIterator[Stage]:
    """One window, before which one person after another stands."""
    async with stage(browser, DOTS) as opened:
        yield opened


FLAGSHIPS = {
    "unemployment": ("listener", "reader of none", "keypad, screen dark"),
    "passive_check": ("large", "two switches", "one switch"),
    "appointment": ("deaf", "two switches", "one switch"),
}
"""What most people come for, each by three at least, and everybody does one of them."""
WALKS = [
    *(("all_kinds", persona) for persona in PERSONAS),
    *((service, persona) for service, personas in FLAGSHIPS.items() for persona in personas),
]


@pytest.mark.parametrize(("service", "persona"), WALKS)
async def test_a_persona_finishes_a_service(place: Stage, service: str, persona: str) -> None:
    stand = await stand_at(place)
    flow = EVERY[service]
    await finish(PERSONAS[persona](stand, wants(flow, translator("zh"), card=True)), flow)
    place.requests.check()
