"""Everybody finishes every service on the phone too: its size, its owner's PIN in place of a card, its own voice."""

from __future__ import annotations

import pytest

from shared.domain.flow import Flow
from shared.i18n import translator
from tests.personas.deaf import Deaf
from tests.personas.handset import Handset
from tests.personas.headless import PERSON_NUMBER
from tests.personas.known import ME
from tests.personas.large import HEIGHT, WIDTH, Large
from tests.personas.listener import Listener
from tests.personas.persona import Persona, finish, wants
from tests.personas.test_personas import every_way
from tests.personas.unreading import Unreading

SLIM = (320.0, 640.0)
"""The narrowest phone there is (dp)."""
WHO = {Listener: (360.0, 780.0), Deaf: SLIM, Large: (WIDTH, HEIGHT), Unreading: (360.0, 640.0)}


@every_way
@pytest.mark.parametrize("persona", list(WHO), ids=lambda persona: persona.name)
async def test_everybody_finishes_every_service_on_a_phone(persona: type[Persona], flow: Flow, card: bool) -> None:
    phone = await Handset.bound(*WHO[persona])
    someone = persona(phone, wants(flow, translator("zh"), card=card))
    await finish(someone, flow)
    said = [str(asked["words"]) for asked in phone.client.asked if asked["what"] == "say"]
    assert not [words for words in said if ME in words or PERSON_NUMBER in words], "a number whole, through the speaker"
