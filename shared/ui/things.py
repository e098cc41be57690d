"""Finds on a drawn page what one can go to without touching it, in the order in which it is read.

Any control that is a button under an identifier is found, so that no page needs to tell of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

import flet as ft

from accessibility.keypad import Place, Thing
from shared.ui.breaks import written
from shared.ui.view import Act, Ui

WITHIN: Final = ("review.edit.", "group.", "item.", "act.reveal", "act.hide")
"""Controls that are called alike wherever they stand, and belong to what stands beside them."""
ABREAST: Final = ("act.candidate", "act.way.")
"""Controls beside those keys of a pad that write words, in rows of their own."""
DOT: Final = "•"


@dataclass(frozen=True, slots=True)
class Held:
    """A thing, the control that shows it, what it does, and where the page scrolls to for it."""

    thing: Thing
    node: ft.Semantics
    act: Act | None
    button: ft.FilledButton | None = None
    field: ft.TextField | None = None


def found(ui: Ui, parts: Sequence[tuple[Place, ft.Control]], *, secret: bool) -> tuple[Held, ...]:
    """The things of a page and its bars, in the order given. `secret`: what is typed here is not for the room."""
    numbers, mark = count(1), ui.say("ui.chosen")
    rows: dict[int, int] = {}
    held: list[tuple[Held, ft.Row | None]] = []
    for place, part in parts:
        nodes = list(_nodes(part, None, 0))
        keys = Counter(id(row) for node, row, _ in nodes if _is_key(node))
        for node, row, column in nodes:
            stands = Place.PAD if keys and _is_key(node) and keys[id(row)] > 1 else place  # one key is no pad
            side = row is not None and (stands is Place.PAD or (node.identifier or "").startswith(ABREAST))
            n = rows.setdefault(id(row), next(numbers)) if side else next(numbers)
            made = _held(ui, node, _Spot(stands, n, column if side else 0, secret, mark))
            last = held[-1][0].thing if held else None
            if made is None:
                continue
            if last is not None and made.thing.entry and last.entry and last.id == made.thing.id:  # one entry's parts
                joined = replace(last, name=f"{last.name} {made.thing.name}".strip())
                held[-1] = replace(held[-1][0], thing=joined), held[-1][1]
            else:
                held.append((made, row))
    names = Counter(one.thing.name for one, _ in held)
    return tuple(_placed(one, row, names[one.thing.name]) for one, row in held)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a control stands, whether what is typed there is secret, and the words that mark what is chosen."""

    place: Place
    row: int
    column: int
    secret: bool
    mark: str


def _placed(one: Held, row: ft.Row | None, alike: int) -> Held:
    """With what it belongs to, where so many are called `alike`."""
    thing = one.thing
    if thing.entry or thing.place is not Place.PAGE or row is None:
        return one
    if alike < 2 and not thing.id.startswith(WITHIN):
        return one
    return replace(one, thing=replace(thing, context="，".join(_beside(row))))


def _held(ui: Ui, node: ft.Semantics, spot: _Spot) -> Held | None:
    id, inner, place = node.identifier or "", node.content, spot.place
    if isinstance(inner, ft.FilledButton):
        if inner.disabled:
            return None
        name, chosen = _name(ui, node, inner, spot.mark)
        hidden = spot.secret and id.startswith("key.") and len(id) == len("key.") + 1
        brief = name if _labelled(inner) else ""
        called = node.label or name if brief else name
        thing = Thing(id, called, place, spot.row, spot.column, chosen=chosen, secret=hidden, brief=brief)
        return Held(thing, node, _act(inner), inner)
    if isinstance(inner, ft.TextField):
        label = inner.label if isinstance(inner.label, str) else ""
        name = f"{label} {inner.value or ''}".strip()
        return Held(Thing(id, name, place, spot.row, spot.column, written=True), node, None, field=inner)
    if id.startswith("field."):
        shown, of = " ".join(_texts(inner)).strip(), ".".join(id.split(".")[:2])
        kept = spot.secret or DOT in shown
        return Held(Thing(of, shown, place, spot.row, spot.column, entry=True, secret=kept), node, None)
    return None


def _act(button: ft.FilledButton) -> Act:
    """What touching it does."""
    act = button.data
    assert callable(act), "every button is made by `press`"
    return act  # type: ignore[no-any-return]


def _labelled(button: ft.FilledButton) -> bool:
    """Whether its label says what it shows, and more."""
    return isinstance(button.content, ft.Semantics) and bool(button.content.exclude_semantics)


def _name(ui: Ui, node: ft.Semantics, button: ft.FilledButton, mark: str) -> tuple[str, bool]:
    """Its words without the number that digits choose it by, and whether it is the answer now."""
    words = [word for word in _texts(button.content) if word.strip()]
    chosen = bool(node.selected or node.checked) or mark in words
    words = [word for word in words if word != mark]
    if len(words) > 1 and words[0].isdecimal():
        words = words[1:]
    if words == ["."]:
        return ui.say("keypad.point"), chosen  # no voice says a sign
    return "，".join(word.rstrip("。.") for word in words) or (node.label or ""), chosen


def _nodes(control: object, row: ft.Row | None, column: int) -> Iterator[tuple[ft.Semantics, ft.Row | None, int]]:
    """Everything under an identifier, with the row and its column there; what is not shown is not there."""
    if isinstance(control, list | tuple):
        for part in control:
            yield from _nodes(part, row, column)
        return
    if not isinstance(control, ft.Control) or not control.visible:
        return
    if isinstance(control, ft.Semantics) and _counts(control):
        yield control, row, column
    elif isinstance(control, ft.Row):
        for n, part in enumerate(control.controls):
            yield from _nodes(part, control, n)
    else:
        for name in ("content", "controls"):
            yield from _nodes(getattr(control, name, None), row, column)


def _is_key(node: ft.Semantics) -> bool:
    return (node.identifier or "").startswith("key.")


def _counts(node: ft.Semantics) -> bool:
    id = node.identifier or ""
    return id.startswith("field.") or bool(id and isinstance(node.content, ft.FilledButton | ft.TextField))


def _texts(control: object) -> Iterator[str]:
    if isinstance(control, list | tuple):
        for part in control:
            yield from _texts(part)
    elif isinstance(control, ft.Text):
        yield written(control)
    elif isinstance(control, ft.Control) and control.visible:
        for name in ("content", "controls"):
            yield from _texts(getattr(control, name, None))


def _beside(row: ft.Row) -> Iterator[str]:
    """The words of a row that are no control's."""

    def walk(control: object) -> Iterator[str]:
        if isinstance(control, list | tuple):
            for part in control:
                yield from walk(part)
        elif isinstance(control, ft.Text):
            yield written(control)
        elif isinstance(control, ft.Control) and not isinstance(control, ft.FilledButton | ft.TextField):
            for name in ("content", "controls"):
                yield from walk(getattr(control, name, None))

    return (words for words in walk(row.controls) if words.strip())
