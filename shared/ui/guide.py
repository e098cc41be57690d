"""What the screen needs of the voice: to say a page, to be silent at once, to forget. Met by the shells."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from accessibility.preferences import Preferences
from shared.app.session import Session
from shared.domain.text import Text


class Guide(Protocol):
    """Reads pages aloud."""

    @property
    def available(self) -> bool:
        """False where only silence is to be had; the page then says so."""
        ...

    def speaks(self, lang: str) -> bool:
        """Whether there is a voice of that language or tongue."""
        ...

    @property
    def speaking(self) -> bool:
        """Whether something is being said now, rests between sentences included."""
        ...

    @property
    def breathing(self) -> bool:
        """Whether it rests between two sentences now, so that somebody may speak."""
        ...

    def breathe(self, breath: Callable[[], Awaitable[None]] | None, after: float = 0.0) -> None:
        """After so many seconds of speech wait for that between two sentences, then go on; None: rest no more."""
        ...

    def page(self, session: Session, lang: str) -> None:
        """Say the page that the session shows now, instead of what was being said."""
        ...

    def why(self, session: Session, lang: str) -> None:
        """Say what 为什么 opened on the page."""
        ...

    def warn(self, lang: str) -> None:
        """Say the warning of the idle watch."""
        ...

    def tell(self, what: Text, lang: str) -> None:
        """Say one thing instead of what was being said."""
        ...

    def add(self, what: Text, lang: str) -> None:
        """Say one thing more, after what is being said."""
        ...

    def settle(self, preferences: Preferences) -> None:
        """How it is said from now on: pace, volume, rests, or not at all."""
        ...

    def pause(self) -> None:
        """Be silent at once, but able to go on."""
        ...

    def resume(self) -> None:
        """Go on from the sentence that was interrupted."""
        ...

    def stop(self) -> None:
        """Be silent at once; costs nothing where nothing is said."""
        ...

    def wipe(self) -> None:
        """Forget everything that was said."""
        ...


class Silent:
    """The guide that says nothing."""

    available = False
    speaking = breathing = False

    def speaks(self, lang: str) -> bool:
        """None at all."""
        return False

    def breathe(self, breath: Callable[[], Awaitable[None]] | None, after: float = 0.0) -> None:
        """Nothing is said anyway."""

    def page(self, session: Session, lang: str) -> None:
        """Nothing."""

    def why(self, session: Session, lang: str) -> None:
        """Nothing."""

    def warn(self, lang: str) -> None:
        """Nothing."""

    def tell(self, what: Text, lang: str) -> None:
        """Nothing."""

    def add(self, what: Text, lang: str) -> None:
        """Nothing."""

    def settle(self, preferences: Preferences) -> None:
        """Nothing."""

    def pause(self) -> None:
        """Nothing."""

    def resume(self) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""

    def wipe(self) -> None:
        """Nothing."""
