"""Who sees only what is large: text at 200 % on a screen 320 dp wide. Reads and touches as the deaf person does."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from shared.ui.theme import STEPS
from tests.personas.arithmetic import faults
from tests.personas.deaf import Deaf

WIDTH, HEIGHT = 320.0, 640.0
"""dp; a screen of 1280 at 400 % is as wide (WCAG 2.2 SC 1.4.10)."""
TWICE: Final = 2 * STEPS[0]


class Large(Deaf):
    """Her telephone keeps how she wants to be met."""

    name = "large"

    async def arrive(self) -> None:
        manners = self.booth.screen.manners
        manners.put(replace(manners.now, size=TWICE, aloud=False))
        await self.booth.settle()
        self.booth.ear.listen_anew()

    def on_page(self) -> None:
        """Everything has room, at least by arithmetic."""
        super().on_page()
        found = [fault for part in self.booth.page.controls for fault in faults(part, WIDTH, STEPS[0])]
        assert not found, f"{self.booth.session.page.id}: {found}"
