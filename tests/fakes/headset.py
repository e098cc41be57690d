"""A headset that a test plugs in and pulls."""

from __future__ import annotations

from collections.abc import Callable


class FakeHeadset:
    def __init__(self) -> None:
        self._listening: list[Callable[[bool], None]] = []

    def listen(self, then: Callable[[bool], None]) -> Callable[[], None]:
        self._listening.append(then)
        return lambda: self._listening.remove(then)

    def plug(self, there: bool) -> None:
        for then in tuple(self._listening):
            then(there)

    @property
    def minded(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listening)

    def close(self) -> None:
        return
