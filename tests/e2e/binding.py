"""A kiosk without a window: a real machine and session in this process, for what its owner takes to their phone."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from kiosk.machine import Machine
from kiosk.options import parse
from kiosk.sound import PagePlayer
from shared.app.ports import Delivery
from shared.app.session import Session
from shared.domain.text import verbatim
from tests.e2e.processes import PATIENT_SECONDS, ROOT


async def code_from_kiosk(folder: Path, office: str, data: Path, name: str) -> str:
    """The link in the QR that a kiosk of that office shows to the demo person of that name, after card and PIN."""
    file = folder / "enrolment.json"
    enrol = (sys.executable, "-m", "shared.backend", "enrol", "--data", str(data), "--out", str(file))
    process = await asyncio.create_subprocess_exec(*enrol, cwd=ROOT)
    async with asyncio.timeout(PATIENT_SECONDS):
        assert await process.wait() == 0
    options = parse(["--data", str(folder / "kiosk"), "--backend", office, "--camera", "none"])
    machine = await Machine.open(options, PagePlayer())
    try:
        await machine.enrol(file)
        await machine.connect(office)
        session = Session(machine.ports())
        await session.bind_phone()
        card = next(card.id for card in session.cards if card.label == verbatim(name))
        await session.enter(card)
        await session.enter("123456")
        async with asyncio.timeout(PATIENT_SECONDS):
            while (row := session.code_row()) is None or row.state is not Delivery.DELIVERED:  # noqa: ASYNC110 - the store
                await asyncio.sleep(0.05)
        link = session.code_link()
        await session.end()
        return link
    finally:
        await machine.close()
