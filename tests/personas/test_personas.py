"""Everybody finishes every service, with the one sense or limb that they have. Later services are picked up here."""

from __future__ import annotations

import pytest

from shared.domain.flow import Flow, Level
from shared.flows import EVERY
from shared.i18n import translator
from tests.personas.booth import Booth
from tests.personas.deaf import Deaf
from tests.personas.large import HEIGHT, WIDTH, Large
from tests.personas.listener import Listener
from tests.personas.persona import Persona, finish, wants
from tests.personas.unreading import Unreading

WAYS = [(flow, card) for flow in EVERY.values() for card in (True, False) if card or flow.assurance <= Level.L1]
every_way = pytest.mark.parametrize(
    ("flow", "card"), WAYS, ids=[f"{flow.id} {'card' if card else 'number'}" for flow, card in WAYS]
)
every_persona = pytest.mark.parametrize("persona", [Listener, Deaf, Large, Unreading], ids=lambda persona: persona.name)


@every_way
@every_persona
async def test_everybody_finishes_every_service(persona: type[Persona], flow: Flow, card: bool) -> None:
    width, height = (WIDTH, HEIGHT) if persona is Large else (1080.0, 1920.0)
    someone = persona(Booth(width, height), wants(flow, translator("zh"), card=card))
    await finish(someone, flow)
