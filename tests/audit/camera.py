"""Looks at a page on the stage: everything that the rules may know of it, in one look."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

import flet as ft

from accessibility import requirements as asked
from shared.ui.breaks import written
from shared.ui.theme import PALETTES, XS, Palette, S
from tests.audit.looks import Look
from tests.audit.seen import PRESSED, SLACK, Box, Part, Sample, Seen, Stop, Thing, Words
from tests.audit.stage import Stage
from tests.e2e.window import PATIENCE

FRAME: Final = 6.5
"""dp at the side of a button that its border and its focus ring may take."""
REACH: Final = 9
"""dp inside and outside of a control's side at which its ring is looked for."""
FIELD: Final = "field."
SAMPLED: Final = (*PRESSED, "text", "heading")
MOST_STOPS: Final = 90
MOVES: Final = 2.0
"""Seconds within which the focus has moved."""
PAINTINGS: Final = 5
"""How often a ring that is not there yet is looked for: it is painted after the focus has moved."""
EDGE: Final = 12.0
"""dp between the bars and what scrolls between them."""


STANDS: Final = "() => JSON.stringify([probe.body(), pixels.corner(), pixels.fits()])"
LEFT_OUT: Final = frozenset(("parent", "page", "data", "_c", "_i", "_internals", "_values", "_dirty"))
"""Of a control what is not sent, and the numbers and names by which the client knows it."""
NOTHING: Final[Mapping[str, object]] = {}


class Camera:
    """Takes a page of the stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def take(self, page: str, look: Look, *, pixels: bool = True, keys: bool = False) -> Seen:
        """The page as it stands now. `pixels` samples its picture, `keys` goes round it with the Tab key."""
        body = await self.steady(look if pixels else None)
        things = tuple(thing_of(raw) for raw in body["things"])
        client = self.stage.page
        assert client is not None
        seen = Seen(page, look, body["lang"], bool(client.rtl), body["wide"], things, tuple(words_of(client.controls)))
        seen = marked(replace(seen, ends=self._ends(seen)))
        seen = replace(seen, boxes_asked=tuple(self.stage.requests.fallback_fonts()))
        self.stage.requests.urls.clear()
        if pixels:
            seen = await self._sampled(seen)
        if keys:
            seen = replace(seen, stops=await self._round(seen.things))
        return seen

    async def steady(self, look: Look | None) -> dict[str, Any]:
        """What is told when the page stands, painted in the theme of that look, where one is named."""
        corner = "" if look is None or self.stage.bare else PALETTES[look.theme].bar.ground
        async with asyncio.timeout(PATIENCE * 4):
            while True:
                told = await self.stage.window.page.evaluate(STANDS)
                body, there, fits = json.loads(told)
                if corner in ("", there) and (fits or look is None):
                    return dict(body)
                await self.stage.settle()

    async def _sampled(self, seen: Seen) -> Seen:
        said = [(n, t) for n, t in enumerate(seen.things) if t.shown and t.said]
        places = [n for n, t in said if (t.role == "group" and not _dead(t)) or (t.role in SAMPLED and not t.cut)]
        holes = [_numbers(box) for box in covered(seen)]
        groups = {n: _numbers(seen.things[n].box) for n in places if seen.things[n].role == "group"}
        boxes = [_to_sample(seen.things[n], [*holes, *_within(seen.things, n, groups)]) for n in places]
        apart = max(6, seen.look.size * 0.3)
        told = await self.stage.window.page.evaluate(
            "asked => JSON.stringify(pixels.samples(...JSON.parse(asked)))", json.dumps([boxes, FRAME, apart])
        )
        found = json.loads(told)
        samples = {n: sample_of(raw) for n, raw in zip(places, found["samples"], strict=True) if raw is not None}
        palette = PALETTES[seen.look.theme]
        changes = await self._changes(seen)
        return replace(seen, samples=samples, sides=tuple(found["sides"]), grounds=grounds(palette), changes=changes)

    async def _changes(self, seen: Seen) -> tuple[int, int]:
        """How often a row of dots changes at either end of the view that the page has more than: at the lower one
        where the product takes it to be, and where the client tells that the page is cut."""
        if seen.ends is None or self.stage.screen is None:
            return 0, 0
        (top, end), wide, scroller = seen.ends, seen.screen.width, self.stage.screen._scroller
        over = top + scroller._content - S - scroller._offset - SLACK  # there the page itself ends
        pages = (t.box.bottom for t in seen.things if t.id.startswith("page.") and not t.fixed)
        told = [bottom for bottom in pages if top < bottom < over]
        rows = [[round(wide * 0.01), round(y), round(wide * 0.98)] for y in (top, end - 1, min([*told, end]) - 1)]
        up, *down = await self.stage.window.page.evaluate("rows => rows.map((row) => pixels.changes(...row))", rows)
        return int(up) * (scroller._offset > 0), int(max(down))

    def _ends(self, seen: Seen) -> tuple[float, float] | None:
        turn = next((t.box for t in seen.things if t.shown and t.owner in ("page.up", "page.down")), None)
        if turn is None or seen.screen.phone or self.stage.screen is None:
            return None
        scroller = self.stage.screen._scroller
        top = turn.bottom + XS - scroller._height
        return top, top + scroller._room - scroller._empty

    async def _round(self, things: Sequence[Thing]) -> tuple[Stop, ...]:
        """Once round the page with the Tab key; where the page scrolls, things may come twice."""
        window, stops = self.stage.window, list[Stop]()
        boxes = {thing.owner: thing.box for thing in things if thing.focusable and not thing.cut}
        await window.page.evaluate("() => pixels.keep()")
        nowhere = 0
        for _ in range(MOST_STOPS):
            before = await window.page.evaluate("() => probe.where()")
            await window.page.keyboard.press("Tab")
            if not await window.holds("before => probe.where() !== before", before, MOVES):
                nowhere += 1  # after the last one the focus leaves the page, and comes back to the first
                if nowhere > 1:
                    break
                continue
            await window.still(2)
            raw = await window.page.evaluate("() => probe.focused()")
            if raw is None:
                continue
            box = box_of(raw)
            if len(stops) > 1 and stops[0].owner == raw["owner"]:
                break
            stops.append(Stop(raw["owner"], box, await self._ring(raw["owner"], box, boxes)))
        return tuple(stops)

    async def _ring(self, owner: str, box: Box, boxes: Mapping[str, Box]) -> tuple[tuple[int, int], ...]:
        """What changed around it; nothing where the page scrolled under the focus."""
        if boxes.get(owner) != box:
            return ()
        found: list[list[int]] = []
        for _ in range(PAINTINGS):
            found = await self.stage.window.page.evaluate(
                "([box, reach, asked]) => pixels.ring(box, reach, asked)",
                [_numbers(box), REACH, asked.GRAPHICS_CONTRAST],
            )
            if all(strong > 1 for _, strong in found):
                break
            await self.stage.window.still(3)
        return tuple((wide, strong) for wide, strong in found)


def thing_of(raw: Mapping[str, Any]) -> Thing:
    """A node as the probe tells it."""
    left, top, wide, high = raw["whole"]
    same = {
        name: raw[name]
        for name in ("id", "owner", "role", "inside", "name", "text", "level", "cut", "chosen", "stated")
    }
    return Thing(
        **same, focusable=raw["focusable"], disabled=raw["disabled"], box=box_of(raw), whole=Box(left, top, wide, high)
    )


def marked(seen: Seen) -> Seen:
    """Of a page that can be turned, what stands at the edge of the view is cut there; the client does not tell it."""
    return replace(seen, things=tuple(_marked(seen, thing) for thing in seen.things))


def _marked(seen: Seen, thing: Thing) -> Thing:
    if thing.fixed or not thing.shown or not seen.turns:
        return thing
    top, bottom = seen.ends or seen.view()
    guessed = seen.ends is None and (thing.focusable or thing.id)
    rows = [other.box for other in seen.controls if not other.fixed] if guessed else []
    first = min((box.top for box in rows), default=0.0)
    last = max((box.bottom for box in rows), default=float(seen.screen.height))
    edge = EDGE if seen.ends is None else 1.0
    at_edge = thing.box.top <= max(top + edge, first + SLACK) or thing.box.bottom >= min(bottom - edge, last - SLACK)
    return replace(thing, cut=thing.cut or at_edge)


def covered(seen: Seen) -> Iterator[Box]:
    """What is sampled by itself, and left out of the page around it."""
    return (t.box for t in seen.things if t.shown and t.said and (t.role != "group" or _dead(t)))


def _dead(thing: Thing) -> bool:
    """A control that does nothing now is told as a group; where the view cuts it, it cannot be sampled."""
    return thing.cut and thing.id.startswith("act.")


def box_of(raw: Mapping[str, Any]) -> Box:
    """The part of it that is seen."""
    return Box(raw["left"], raw["top"], raw["width"], raw["height"])


def _within(things: Sequence[Thing], outer: int, groups: Mapping[int, list[float]]) -> Iterator[list[float]]:
    """Of the groups that are sampled those in another one: their words are theirs."""
    for n, box in groups.items():
        at = things[n].inside
        while at >= 0 and at != outer:
            at = things[at].inside
        if at == outer:
            yield box


def _to_sample(thing: Thing, holes: list[list[float]]) -> list[object]:
    """Its box, the frame of it that is left out (none: as a button's), and what in it is sampled by itself."""
    frame = None if thing.pressed or thing.id.startswith(FIELD) else 0
    return [_numbers(thing.box), frame, holes if thing.role == "group" else None]


def _numbers(box: Box) -> list[float]:
    return [box.left, box.top, box.width, box.height]


def sample_of(raw: Mapping[str, Any]) -> Sample:
    """Pixels as the dark room tells them."""
    parts = tuple(Part(p["left"], p["width"], p["height"], p["best"]) for p in raw["parts"])
    return Sample(raw["ground"], parts, tuple(raw["across"]), raw["touches"])


def grounds(palette: Palette) -> tuple[str, ...]:
    """Colours that reach the sides of a screen: of the page and the bars, and the lines between them."""
    return (palette.page.ground, palette.bar.ground, palette.border)


def words_of(root: object, owner: str = "", button: bool = False, pad: float = 0.0) -> Iterator[Words]:
    """Every text in a tree of controls, with the identifier around it."""
    if isinstance(root, list | tuple):
        for part in root:
            yield from words_of(part, owner, button, pad)
        return
    if not isinstance(root, ft.BaseControl) or getattr(root, "visible", True) is False:
        return
    if isinstance(root, ft.Text):
        yield _words(root, owner, button, pad)
        return
    if isinstance(root, ft.Semantics) and root.identifier:
        owner = root.identifier
    if isinstance(root, ft.Button):
        button, pad = True, _pad(root)
    for _, part in given(root):
        yield from words_of(part, owner, button, pad)


@cache
def _named(kind: Any) -> tuple[tuple[str, ...], frozenset[str]]:
    """The fields of a control, and those that hold something in every one."""
    names = tuple(part.name for part in fields(kind) if part.name not in LEFT_OUT)
    return names, frozenset(names) - frozenset(getattr(kind, "_prop_defaults", ()))


def given(control: object) -> Iterator[tuple[str, object]]:
    """What was given to a control or to a part of one, by the names of its fields."""
    kind: Any = type(control)
    names, always = _named(kind)
    values = getattr(control, "_values", NOTHING)
    return ((name, getattr(control, name)) for name in names if name in values or name in always)


def _words(text: ft.Text, owner: str, button: bool, pad: float) -> Words:
    size = float(text.size or 14)
    style = text.style if isinstance(text.style, ft.TextStyle) else None
    line = size * float((style.height if style is not None else None) or 1.2)
    families = (text.font_family or "", *(text.font_family_fallback or ()))
    return Words(written(text), size, text.weight == ft.FontWeight.W_700, line, families, owner, button, pad)


def _pad(button: ft.Button) -> float:
    style = button.style
    padding = style.padding if isinstance(style, ft.ButtonStyle) else None
    return min(padding.left, padding.right) if isinstance(padding, ft.Padding) else 0.0
