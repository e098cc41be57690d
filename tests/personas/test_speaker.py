"""Who only speaks finishes every service. Later services are picked up here."""

from __future__ import annotations

from shared.domain.flow import Flow
from shared.i18n import translator
from tests.personas.booth import Booth
from tests.personas.persona import finish, wants
from tests.personas.speaker import Speaker
from tests.personas.test_personas import every_way


@every_way
async def test_who_only_speaks_finishes_every_service(flow: Flow, card: bool) -> None:
    someone = Speaker(Booth(hears=True), wants(flow, translator("zh"), card=card))
    await finish(someone, flow)
    assert ("确认提交" in someone.said) == (someone.stand.session.page.at.value in ("receipt", "practised"))
