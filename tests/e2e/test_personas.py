"""Who cannot read, who only hears and who only sees do every kind of question and step in a real browser, in practice,
and one of them claims a pension; everybody does everything by make personas."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from shared.flows import EVERY
from shared.i18n import translator
from tests.e2e.browser import Requests, new_context, new_page
from tests.e2e.processes import Kiosk
from tests.e2e.window import Window
from tests.personas.browser import stand_at
from tests.personas.deaf import Deaf
from tests.personas.listener import Listener
from tests.personas.persona import Persona, finish, wants
from tests.personas.unreading import Unreading


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Kiosk, Window, Requests]]:
    """One kiosk whose voice can be listened to, with one window."""
    kiosk = Kiosk(tmp_path_factory.mktemp("personas") / "data", "personas", ["--idle", "3600"], watched=True)
    running = await kiosk.start()
    requests = Requests()
    context = await new_context(browser)
    window = Window(await new_page(context, requests))
    await window.open(running.url)
    yield kiosk, window, requests
    await context.close()
    await kiosk.stop()


EACH = (
    ("all_kinds", Unreading),
    ("all_kinds", Listener),
    ("all_kinds", Deaf),
    ("pension", Deaf),
)


@pytest.mark.parametrize(("service", "persona"), EACH, ids=lambda given: getattr(given, "name", given))
async def test_a_persona_finishes_a_service(
    place: tuple[Kiosk, Window, Requests], service: str, persona: type[Persona]
) -> None:
    kiosk, window, requests = place
    stand = await stand_at(kiosk, window)
    flow = EVERY[service]
    await finish(persona(stand, wants(flow, translator("zh"), card=True)), flow)
    requests.check()
