"""What personas perceive and do, whatever they stand at: a kiosk in memory, or one in a real browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.app.pages import At
from shared.domain.flow import Flow


@dataclass(frozen=True, slots=True)
class Seen:
    """A control or a container under its identifier, in the order in which it is read, with what is drawn in it."""

    id: str
    words: tuple[str, ...]
    pictures: tuple[str, ...]
    """What is drawn, as the drawing itself: two that are the same look the same."""
    button: bool
    disabled: bool
    field: bool
    selected: bool


class Hearing(Protocol):
    """What is heard: the script of the page that is shown, and every line since `listen_anew`."""

    page_said: tuple[str, ...]

    @property
    def heard(self) -> Sequence[str]:
        """Every line since."""

    @property
    def all_heard(self) -> Sequence[str]:
        """The whole transcript."""

    def listen_anew(self) -> None:
        """From now on."""


class Stand(Protocol):
    """A place where a person stands before the machine."""

    blank: bool
    """Whether nobody looks at the screen: whoever tries is told so."""

    @property
    def ear(self) -> Hearing:
        """What was said."""

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Everything under an identifier, bars included."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is written on the screen, in reading order."""

    async def touch(self, *ids: str) -> None:
        """Touch controls, one after another; AssertionError where one is not there or does nothing."""

    async def key(self, *names: str) -> None:
        """Press keys of a keyboard or keypad, by the names that Flet gives them."""

    async def lit(self) -> float:
        """The light goes on by itself; the seconds that this took, as far as they are counted."""

    async def pause(self, seconds: float) -> None:
        """That much time passes."""

    async def write(self, id: str, words: str) -> None:
        """Put words into a field, as a keyboard or an input method does."""

    async def enlarge(self, size: int) -> None:
        """Have text of that size in dp, and silence, as somebody whose telephone keeps how they want to be met."""

    def misfits(self) -> Sequence[str]:
        """What does not fit on the screen as it is drawn now."""

    # the judge's

    @property
    def at(self) -> str:
        """The id of the page."""

    @property
    def progress(self) -> object:
        """Something that is another whenever anything was done."""

    def ended(self, flow: Flow) -> At | None:
        """How the service has ended: a receipt, a practised one, an answer without one; None where it has not."""

    async def practise(self) -> None:
        """Stand on the page of practice."""

    async def aim(self, flow: Flow, *, card: bool) -> None:
        """Stand on the page of an item on which that flow acts."""
