"""Who sees only what is large: text at 200 % on a screen 320 dp wide. Reads and touches as the deaf person does."""

from __future__ import annotations

from typing import Final

from shared.ui.theme import STEPS
from tests.personas.deaf import Deaf

WIDTH, HEIGHT = 320.0, 640.0
"""dp; a screen of 1280 at 400 % is as wide (WCAG 2.2 SC 1.4.10)."""
TWICE: Final = 2 * STEPS[0]


class Large(Deaf):
    """Her telephone keeps how she wants to be met."""

    name = "large"

    async def arrive(self) -> None:
        await self.booth.enlarge(TWICE)
        self.booth.ear.listen_anew()

    def on_page(self) -> None:
        """Everything has room, at least by arithmetic."""
        super().on_page()
        found = self.booth.misfits()
        assert not found, f"{self.booth.at}: {found}"
