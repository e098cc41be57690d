"""One screen as a script meets it: identifiers that appear, say something, can be touched. It waits for conditions."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page

BUILD: Final = Path(__file__).parents[2] / "build" / "e2e"
PATIENCE: Final = 15.0
"""Seconds that a condition may take on a busy machine before it counts as broken."""
AGAIN: Final = 4.0
"""Seconds after which a person touches again what did nothing."""
ANSWER: Final = 60.0
"""Seconds in which a browser must answer a script at all, beyond those for which the script waits."""
MOST_TURNS: Final = 40
"""More pages than any content has."""
_NUMBERS = itertools.count(1)


class ScreenError(AssertionError):
    """What was expected did not come; names what there was instead and the picture of it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A control or container under its identifier, in dp of the viewport. `inside` is the container around it.

    What scrolls away under a bar is `cut`: the box is what can be seen of it. `written`: what stands in a field that a
    keyboard writes into, without its label; None elsewhere.
    """

    id: str
    left: float
    top: float
    width: float
    height: float
    cut: bool
    words: str
    button: bool
    disabled: bool
    selected: bool
    inside: str
    written: str | None = None


class Window:
    """A page of the browser, by identifiers only."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lost: list[str] = []
        """Touches that did nothing and were repeated, as a person repeats them: it was drawn anew under them."""

    async def open(self, url: str) -> None:
        """Go there and wait until the first page can be used."""
        await self.page.goto(url)
        await self.until("() => window.semantics?.page()", None, "the first page")

    async def forget(self) -> None:
        """As a browser that was closed: the next page is a new session's, not the same one again."""
        await self.ask("() => { localStorage.clear(); sessionStorage.clear(); }")
        await self.page.goto("about:blank")

    async def ask(self, script: str, argument: object = None, seconds: float = 0.0) -> Any:
        """What a script of the page gives, which may wait that long itself; a browser that says nothing is an error."""
        try:
            async with asyncio.timeout(seconds + ANSWER):
                return await self.page.evaluate(script, argument)
        except TimeoutError as error:
            raise ScreenError(f"the browser did not answer in {seconds + ANSWER:g} s: {script[:120]}") from error

    # looking

    async def nodes(self) -> tuple[Node, ...]:
        """Everything with an identifier, in document order."""
        return tuple(Node(**node) for node in await self.ask("() => window.semantics.all()"))

    async def ids(self, prefix: str = "") -> tuple[str, ...]:
        """The identifiers that begin so."""
        return tuple(node.id for node in await self.nodes() if node.id.startswith(prefix))

    async def has(self, id: str) -> bool:
        """Whether it is on the screen now."""
        return bool(await self.ask("id => !!window.semantics.has(id)", id))

    async def at(self) -> str:
        """The id of the page shown, without its prefix."""
        return str(await self.ask("() => window.semantics.page()")).removeprefix("page.")

    async def words(self, id: str = "") -> str:
        """What a control, or the whole screen, says."""
        if not id:
            return str(await self.ask("() => window.semantics.words()"))
        await self.appears(id)
        return str((await self.ask("id => window.semantics.node(id)", id) or {}).get("words", ""))

    async def signature(self) -> str:
        """Everything that the screen says under identifiers, for telling whether something changed."""
        return str(await self.ask("() => window.semantics.signature()"))

    async def resize(self, width: int, height: int) -> None:
        """Another screen, in dp; the page is laid out anew by the server."""
        before = await self.ask("() => window.semantics.turned()")
        if self.page.viewport_size != {"width": width, "height": height}:
            await self.page.set_viewport_size({"width": width, "height": height})
            await self.until("n => window.semantics.turned() > n", before, "word of the other screen")
            await self.still()
            await self.holds("() => window.semantics.answered()", None, 2.0)
            await self.holds(_TURNED, width > height * 1.2, 2.0)
        await self.still(20)

    async def tabbed(self, most: int = 12) -> tuple[list[str], list[str]]:
        """Where the Tab key comes to, once round or so many times, and what is told of the page in that order."""
        told = [str(id) for id in await self.ask(_STOPS)]
        came = list[str]()
        for _ in range(min(most, len(told))):
            before = await self.ask(_FOCUSED)
            await self.page.keyboard.press("Tab")
            await self.until(f"before => ({_FOCUSED})() !== before", before, f"another focus than {before}")
            came.append(str(await self.ask(_FOCUSED)))
        first = told.index(came[0]) if came and came[0] in told else 0
        return came, [*told[first:], *told[:first]][: len(came)]

    # waiting

    async def holds(self, condition: str, argument: object, seconds: float) -> object:
        """The first true value of a condition (a JavaScript function of the argument), or None after that time."""
        script = f"([argument, ms]) => window.semantics.until({condition}, argument, ms)"
        return await self.ask(script, [argument, seconds * 1000], seconds)

    async def until(self, condition: str, argument: object, what: str, seconds: float = PATIENCE) -> object:
        """The same, but what does not come is an error."""
        found = await self.holds(condition, argument, seconds)
        if not found:
            raise await self.error(f"{what} did not come within {seconds:g} s")
        return found

    async def appears(self, id: str, seconds: float = PATIENCE) -> None:
        """Wait until it is there."""
        await self.until("id => !!window.semantics.has(id)", id, id, seconds)

    async def goes(self, id: str, seconds: float = PATIENCE) -> None:
        """Wait until it is no longer there."""
        await self.until("id => !window.semantics.has(id)", id, f"the end of {id}", seconds)

    async def says(self, id: str, words: str, seconds: float = PATIENCE) -> None:
        """Wait until it says these words, by itself."""
        await self.until(
            "([id, words]) => window.semantics.node(id)?.words.includes(words)",
            [id, words],
            f"{words!r} at {id}",
            seconds,
        )

    async def arrives(self, *pages: str, seconds: float = PATIENCE) -> str:
        """Wait for one of these pages (a trailing `*` stands for any end)."""
        await self.until(
            _ARRIVED,
            [f"page.{page}" for page in pages],
            " or ".join(pages),
            seconds,
        )
        await self.still()
        return await self.at()

    # touching

    async def tap(self, id: str, seconds: float = PATIENCE) -> None:
        """Touch the control, when it can be touched; what is not in view is reached by `page.down` and `page.up`."""
        await self._touch(await self._reach(id, seconds))

    async def tap_unless(self, id: str, condition: str, argument: object) -> None:
        """Touch the control again, unless what it does came late, by itself, and the control is gone."""
        try:
            await self.tap(id, 1.0)
        except ScreenError:
            if not await self.holds(condition, argument, 0):
                raise

    async def tap_changes(self, id: str, seconds: float = PATIENCE) -> bool:
        """Touch the control; whether the screen said something else soon after."""
        point = await self._reach(id, PATIENCE)
        before = await self.signature()
        await self._touch(point)
        return bool(await self.holds("s => window.semantics.signature() !== s", before, seconds))

    async def place(self, id: str) -> tuple[float, float]:
        """Where the control can be touched, in dp."""
        return await self._reach(id, PATIENCE)

    async def turn(self, way: str) -> bool:
        """Turn a long page by `page.down` or `page.up`; False where nothing more is that way, or nothing moves."""
        for _ in range(3):
            point = await self._point(way, 0.3)
            if point is None:
                return False
            before = await self._places()
            await self._touch(point)
            if await self.holds(f"s => ({_PLACES})() !== s", before, 2.0):
                await self.still()
                return True
            self.lost.append(way)
        return False

    async def tap_to(self, id: str, *pages: str) -> str:
        """Touch the control and wait for one of these pages; what does nothing is touched again, as a person does."""
        wanted = [f"page.{page}" for page in pages]
        await self.still()
        await self.tap(id)
        for _ in range(2):
            if await self.holds(_ARRIVED, wanted, AGAIN):
                break
            self.lost.append(id)
            await self.still()
            await self.tap_unless(id, _ARRIVED, wanted)
        return await self.arrives(*pages)

    async def tap_and_settle(self, id: str) -> None:
        """Touch the control, wait for what the server sends, and until nothing moves any more."""
        point = await self._reach(id, PATIENCE)
        before = await self.ask("() => window.semantics.received()")
        await self._touch(point)
        await self.until("n => window.semantics.received() > n", before, f"an effect of {id}")
        await self.still()

    async def speak(self, lang: str) -> None:
        """Choose another language, and go back to where one was."""
        at = await self.at()
        await self.tap_to("nav.language", "preferences.lang")
        await self.tap_and_settle(f"pref.lang.{lang}")
        await self.tap_to("nav.next", at)

    async def recolour(self) -> None:
        """The next colours. They are in no tree: wait until a corner of the picture is another."""
        before = await self._corner()
        await self.tap("nav.contrast")
        async with asyncio.timeout(PATIENCE):
            while await self._corner() == before:
                await self.still()
        await self.still()

    async def _corner(self) -> bytes:
        return await self.page.screenshot(clip={"x": 0, "y": 0, "width": 8, "height": 8})

    async def still(self, frames: int = 6) -> None:
        """Wait until nothing is sent and nothing moves for so many frames."""
        await self.ask("n => window.semantics.still(n)", frames)

    async def _touch(self, point: tuple[float, float]) -> None:
        await self.page.mouse.click(*point)

    async def _reach(self, id: str, seconds: float) -> tuple[float, float]:
        """Where it can be touched, after as much turning of pages as that needs."""
        quick = await self._point(id, 0.5)
        if quick is not None:
            return quick
        for way in ("page.down", "page.up", "page.down"):
            for _ in range(MOST_TURNS):
                if not await self.turn(way):
                    break
                found = await self._point(id, 0.2)
                if found is not None:
                    return found
        last = await self._point(id, seconds)
        if last is None:
            raise await self.error(f"{id} cannot be touched")
        return last

    async def _places(self) -> str:
        return str(await self.ask(f"() => ({_PLACES})()"))

    async def _point(self, id: str, seconds: float) -> tuple[float, float] | None:
        found = await self.holds("id => window.semantics.point(id)", id, seconds)
        return (float(found[0]), float(found[1])) if isinstance(found, list) else None

    async def type(self, id: str, characters: str) -> None:
        """Put characters into the field of that identifier, as a keyboard or an input method does."""
        await self.tap(id)
        if not await self.holds(_WITHIN, id, 2.0) and not await self.holds(_IN_A_FIELD, None, AGAIN):
            self.lost.append(id)
            await self.still()
            await self.tap(id)
        await self.until(_IN_A_FIELD, None, f"focus in {id}")
        for _ in range(3):  # what comes while the client takes the field over is lost
            await self.page.keyboard.press("ControlOrMeta+a")
            await self.page.keyboard.insert_text(characters)
            if await self.holds(_TYPED, characters, 1.0):
                await self.still()
                if await self.page.evaluate(_TYPED, characters):
                    break

    # failing

    async def picture(self, name: str) -> Path:
        """The screen as it is now, in build/e2e."""
        BUILD.mkdir(parents=True, exist_ok=True)
        path = BUILD / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)[:60]}-{next(_NUMBERS)}.png"
        await self.page.screenshot(path=path)
        return path

    async def error(self, what: str) -> ScreenError:
        """An error that names what there is instead."""
        found = await self.ids()
        path = await self.picture(what)
        return ScreenError(f"{what}; on page {await self.at()!r} there are {_folded(found)}; picture: {path}")


_ARRIVED: Final = """ids => ids.some(id => id.endsWith("*")
  ? window.semantics.page().startsWith(id.slice(0, -1)) : window.semantics.page() === id)"""
_TURNED: Final = """lying => { const [a, b] = ["nav.repeat", "outbox.state"].map(window.semantics.node);
  return !a || !b || (b.top < a.top + a.height) === lying; }"""
"""Whether what waits stands in one row with the ways, as on a lying screen, or below them."""
_STOPS: Final = """() => [...document.querySelectorAll(
  'flt-semantics[tabindex="0"], flt-semantics > input, flt-semantics > textarea')].filter(e => !e.disabled)
  .map(e => e.closest("[flt-semantics-identifier]")?.getAttribute("flt-semantics-identifier") ?? "")"""
_FOCUSED: Final = """() => document.activeElement?.closest("[flt-semantics-identifier]")
  ?.getAttribute("flt-semantics-identifier") ?? ''"""
_WITHIN: Final = """id => ['INPUT', 'TEXTAREA'].includes(document.activeElement?.tagName) &&
  document.activeElement.closest('[flt-semantics-identifier]')?.getAttribute('flt-semantics-identifier') === id"""
_IN_A_FIELD: Final = "() => ['INPUT', 'TEXTAREA'].includes(document.activeElement?.tagName)"
"""Another field may have the focus still."""
_TYPED: Final = "words => document.activeElement?.value === words"
_PLACES: Final = "() => window.semantics.all().map(n => n.id + Math.round(n.top)).join(' ')"


def _folded(ids: Iterable[str]) -> str:
    """The identifiers in a line that can be read."""
    return " ".join(id for id in ids if not id.startswith("key."))
