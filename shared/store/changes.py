"""News from the store to the screen: told after the commit, on the loop, never in the middle of a use case."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

Listener = Callable[[str], None]


class Changes:
    """Meets the port `Changes` of the application."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, then: Listener) -> Callable[[], None]:
        """Call `then(item id, or "" for the whole outbox)` after each change; returns the way to stop."""
        self._listeners.append(then)

        def stop() -> None:
            if then in self._listeners:
                self._listeners.remove(then)

        return stop

    def tell(self, ids: Iterable[str]) -> None:
        """Tell of these items: by the loop where one runs, at once where none does."""
        news = tuple(ids)
        if not news or not self._listeners:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._deliver(news)
        else:
            loop.call_soon(self._deliver, news)

    def _deliver(self, news: tuple[str, ...]) -> None:
        for id in news:
            for then in tuple(self._listeners):
                then(id)
