"""A drawing that nobody sees: a loop whose timers never ring, and a client that is none."""

from __future__ import annotations

import asyncio
from asyncio import events
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextvars import Context
from typing import Any, Final

from flet.messaging.connection import Connection
from flet.messaging.protocol import Message, MessageAction, RegisterClientResponseBody
from flet.messaging.pyodide_connection import PyodideConnection
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

TURNS: Final = 20
"""Of the loop, in which a page that was shown is drawn."""


class Loop(asyncio.AbstractEventLoop):
    """Runs what is ready, and no timer ever: the browser's own would hold what waits for it until it rings."""

    def __init__(self) -> None:
        self._ready: deque[asyncio.Handle] = deque()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """To its end, and then of everything else that it began."""
        before = events._get_running_loop()
        events._set_running_loop(self)
        try:
            task = self.create_task(work)
            self._turn(lambda: not task.done())
            for left in asyncio.all_tasks(self):
                left.cancel()
            self._turn(lambda: bool(self._ready))
            task.result()
        finally:
            events._set_running_loop(before)

    def _turn(self, on: Callable[[], bool]) -> None:
        while on():
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., object], *given: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """In its turn."""
        self._ready.append(asyncio.Handle(callback, given, self, context))
        return self._ready[-1]

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *given: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Never."""
        return asyncio.TimerHandle(when, callback, given, self, context)

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Callable[..., object], *given: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Never."""
        return self.call_at(delay, callback, *given, context=context)

    def create_future(self) -> asyncio.Future[Any]:
        """As usual."""
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, **given: Any) -> asyncio.Task[Any]:
        """As usual."""
        return asyncio.Task(coro, loop=self, **given)

    def time(self) -> float:
        """It stands still."""
        return 0.0

    def get_debug(self) -> bool:
        """No."""
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """What nobody caught ends the whole."""
        raise RuntimeError(context.get("message")) from context.get("exception")

    def _timer_handle_cancelled(self, _: asyncio.TimerHandle) -> None:
        """It was never going to ring."""


class NoClient(PyodideConnection):
    """Every message is made, and goes nowhere."""

    def __init__(self) -> None:
        Connection.__init__(self)  # type: ignore[no-untyped-call] # the browser is not told that there is a line
        self.pubsubhub, self.loop = PubSubHub(), asyncio.get_running_loop()
        self.send_callback = lambda _: None


async def draw(main: Callable[[Session], Awaitable[Any]], view: Mapping[str, float]) -> Session:
    """Have `main`, which Flet made of an app's own, draw on a screen of that width and height (dp). It is there as long
    as somebody holds what this gives."""
    line = NoClient()
    session = Session(line)
    session.apply_page_patch({"web": True, **view})
    page = session.get_page_patch()  # type: ignore[no-untyped-call]
    line.send_message(Message(MessageAction.REGISTER_CLIENT, RegisterClientResponseBody(session.id, page, "")))
    await main(session)
    return session


async def turns() -> None:
    """Let be drawn what was shown."""
    for _ in range(TURNS):
        await asyncio.sleep(0)
