"""Keeps what was being entered while somebody looks at a page beside it: help, what waits, 设置, the end's question."""

from __future__ import annotations

from typing import Final

from shared.app.pages import At, Page
from shared.ui.pages import Scene

BESIDE: Final = (At.HELP, At.WAITING, At.PREFERENCES, At.CONFIRM_END)
"""Pages from which one comes back to what was being entered."""


class Aside:
    """At most one page with its unfinished entry, in memory only; gone with the person."""

    def __init__(self) -> None:
        self._kept: tuple[Page, Scene] | None = None

    def turn(self, shown: Page | None, scene: Scene | None, to: Page) -> Scene | None:
        """On the way to another page: what that page was left with, if it was left for one beside it."""
        if to.at in BESIDE:
            if shown is not None and scene is not None and shown.at not in BESIDE:
                self._kept = shown, scene
            return None
        kept, self._kept = self._kept, None
        return kept[1] if kept is not None and kept[0] == to else None

    def forget(self) -> None:
        """Nothing of the person stays."""
        self._kept = None
