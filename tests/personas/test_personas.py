"""Everybody finishes every service, with the one sense or limb that they have. Later services are picked up here."""

from __future__ import annotations

import pytest

from shared.domain.flow import Consent, Flow, Level
from shared.flows import FLOWS
from shared.i18n import translator
from tests.personas.booth import Booth
from tests.personas.deaf import Deaf
from tests.personas.listener import Listener
from tests.personas.persona import Persona, finish, wants

WAYS = [(flow, card) for flow in FLOWS.values() for card in (True, False) if card or flow.assurance <= Level.L1]
every_way = pytest.mark.parametrize(
    ("flow", "card"), WAYS, ids=[f"{flow.id} {'card' if card else 'number'}" for flow, card in WAYS]
)
every_persona = pytest.mark.parametrize("persona", [Listener, Deaf], ids=lambda persona: persona.name)


@every_way
@every_persona
async def test_everybody_finishes_every_service(
    persona: type[Persona], flow: Flow, card: bool, request: pytest.FixtureRequest
) -> None:
    if persona is Listener and any(isinstance(step, Consent) for step in flow.steps):
        request.applymarker(pytest.mark.xfail(reason="digits do not choose on the page of a consent yet"))
    someone = persona(Booth(), wants(flow, translator("zh"), card=card))
    await finish(someone, flow)
