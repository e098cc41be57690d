"""A screen reader of the person's own: told what changed, and asked whether it is there, where that can be known.

Measured with Flet 1.0.5 in Chromium: `announce_message` reaches an `aria-live` region. `accessible_navigation` is
always true in a browser, since our page opens the semantics tree for everybody, and browsers keep to themselves
whether somebody reads along: there it is the person's own choice. Native clients tell it truly.
"""

from __future__ import annotations

import logging
from typing import Protocol

import flet as ft

from shared.app.session import Session
from shared.ui.pages import Drawn
from shared.ui.view import Ui

log = logging.getLogger(__name__)


class Reader(Protocol):
    """A screen reader."""

    async def there(self) -> bool:
        """Whether it shows itself; False where that cannot be known."""
        ...

    async def tell(self, words: str) -> None:
        """Have it say words in its own voice. Never raises."""
        ...


def news(ui: Ui, session: Session, drawn: Drawn) -> str:
    """What a screen reader is to say of a page that came or changed: what is wrong on it, and what it is."""
    problem = session.problem
    wrong = (problem.what, problem.example) if problem is not None else ()
    return "\n".join(part for part in (*(ui.say(text) for text in wrong if text is not None), drawn.title) if part)


class NoReader:
    """Nobody reads along."""

    async def there(self) -> bool:
        """It does not."""
        return False

    async def tell(self, words: str) -> None:
        """To nobody."""


class ClientReader:
    """The one of the client's machine, through the page."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._service: ft.SemanticsService | None = None

    async def there(self) -> bool:
        """Never in a browser, see above."""
        if self._page.web:
            return False
        try:
            return bool((await self._opened().get_accessibility_features()).accessible_navigation)
        except (RuntimeError, TimeoutError) as error:
            log.info("it is not known whether a screen reader is there: %s", type(error).__name__)
            return False

    async def tell(self, words: str) -> None:
        """At the next pause of what it is saying."""
        try:
            await self._opened().announce_message(words, rtl=self._page.rtl)
        except (RuntimeError, TimeoutError) as error:
            log.info("nothing is told to a screen reader: %s", type(error).__name__)

    def _opened(self) -> ft.SemanticsService:
        if self._service is None:
            self._service = ft.SemanticsService()
            self._page.services.append(self._service)
            self._page.update()
        return self._service
