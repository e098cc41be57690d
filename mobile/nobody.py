"""Pages drawn before anybody is there: an image of memory (`web/image.js`) then holds what their first drawing has to
look up: how controls are compared, words, breaks of lines, tables of the flows.

Nothing else is left of it: the store lies in memory, the vault is empty, the page answers nothing, time stands still.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from flet.messaging.session import Session as Client

from mobile.line import REPLY, Line
from mobile.machine import Phone
from mobile.unseen import draw, turns
from shared.app.invented import NUMBER
from shared.app.pages import KEYPAD
from shared.app.session import Session
from shared.domain.flow import Level


class Emptiness:
    """A vault that holds nothing and keeps nothing. Meets the port `TextVault`."""

    async def get(self, _: str) -> Any:
        """Nothing."""
        return None

    async def put(self, name: str, _: Any) -> None:
        """Nothing is to be kept for nobody."""
        raise LookupError(name)

    async def drop(self, _: str) -> None:
        """There is nothing to forget."""


def silent_line() -> Line:
    """To a page that can do nothing, and says so at once."""

    def answer(words: str) -> None:
        number = json.loads(words).get("number")
        if number is not None:
            line.heard(json.dumps({"what": REPLY, "number": number, "error": "nobody"}))

    line = Line(answer)
    return line


async def look_around(phone: Phone, main: Callable[[Client], Awaitable[Any]], view: Mapping[str, float]) -> None:
    """Show the first page on a screen of that size, the pages beside the flows, some of a flow; then end it all. `main`
    is what Flet makes of the phone's own."""
    held = await draw(main, view)
    screen = phone.screen
    if screen is None:
        raise LookupError("nothing was drawn")
    session = screen.session
    await turns()
    for show in (session.preferences, session.preferred, session.help):
        show()
        await turns()
    await session.home()
    await turns()
    await _practise(session)
    await session.wipe()
    screen.detach()
    phone.screen = None
    phone.store.close()
    del held


async def _practise(session: Session) -> None:
    """The first pages of a service, as an invented person."""
    flow = next(flow for flow in session.ports.flows.values() if flow.assurance is Level.L1 and not flow.acts)
    for step in (session.practise(flow.id), session.choose_card(KEYPAD), session.give_number(NUMBER)):
        await step
        await turns()
