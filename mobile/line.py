"""The line between Python's worker and the page it belongs to: for what only a page can do, such as speak and see.

Python asks, and the page answers under the same number (`web/senses.js`); what the page tells by itself has a name.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final

log = logging.getLogger(__name__)
Told = Callable[[Mapping[str, Any]], None]
"""Told what came with the news."""
REPLY: Final = "reply"


class Unable(Exception):
    """The page could not do it; the reason is a short code of the browser's, never what was to be done."""


class Line:
    """One page's line. `post` hands a line of JSON to the page; the worker calls `heard` with what comes back."""

    def __init__(self, post: Callable[[str], None]) -> None:
        self._post = post
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Mapping[str, Any]]] = {}
        self._told: dict[str, Told] = {}

    async def ask(self, what: str, patience: float, **given: Any) -> Mapping[str, Any]:
        """Have the page do something, and wait for what comes of it. Raises Unable, also after `patience` seconds."""
        number = next(self._numbers)
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self.tell(what, number=number, **given)
            async with asyncio.timeout(patience):
                found = await answer
        except TimeoutError:
            raise Unable("late") from None
        finally:
            del self._waiting[number]
        if "error" in found:
            raise Unable(str(found["error"])[:40])
        return found

    def tell(self, what: str, **given: Any) -> None:
        """Tell the page something; nothing comes back."""
        self._post(json.dumps({"what": what, **given}, ensure_ascii=False))

    def listen(self, what: str, then: Told) -> None:
        """Call `then` for each piece of news of that name."""
        self._told[what] = then

    def heard(self, words: str) -> None:
        """The page said something. An answer that nobody waits for any more is dropped."""
        said = json.loads(words)
        what = said.get("what")
        if what == REPLY:
            answer = self._waiting.get(said.get("number"))
            if answer is not None and not answer.done():
                answer.set_result(said)
        elif what in self._told:
            self._told[what](said)
        else:
            log.info("the page told what nobody listens to: %s", what)


__all__ = ["Line", "Unable"]
