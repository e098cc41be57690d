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
from shared.ui.view import Act, Ui

WITHIN: Final = ("review.edit.", "group.", "item.", "act.reveal", "act.hide")
"""Controls that are called alike wherever they stand, and belong to what stands beside them."""
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
    numbers = count(1)
    rows: dict[int, int] = {}
    held: list[tuple[Held, ft.Row | None]] = []
    for place, part in parts:
        nodes = list(_nodes(part, None, 0))
        keys = Counter(id(row) for node, row, _ in nodes if _is_key(node))
        for node, row, column in nodes:
            stands = Place.PAD if _is_key(node) and keys[id(row)] > 1 else place  # a key by itself is no pad
            made = _held(ui, node, stands, secret=secret)
            if made is None:
                continue
            side = row is not None and made.thing.place is Place.PAD
            n = rows.setdefault(id(row), next(numbers)) if side else next(numbers)
            thing = replace(made.thing, row=n, column=column if side else 0)
            last = held[-1][0].thing if held else None
            if last is not None and thing.entry and last.entry and last.id == thing.id:  # the parts of one entry
                joined = replace(last, name=f"{last.name} {thing.name}".strip())
                held[-1] = replace(held[-1][0], thing=joined), held[-1][1]
            else:
                held.append((replace(made, thing=thing), row))
    return tuple(_placed(one, row, held) for one, row in held)


def _placed(one: Held, row: ft.Row | None, all: Sequence[tuple[Held, ft.Row | None]]) -> Held:
    """With what it belongs to, where its own words are another's too."""
    thing = one.thing
    if thing.entry or thing.place is not Place.PAGE or row is None:
        return one
    alike = sum(1 for other, _ in all if other.thing.name == thing.name)
    if alike < 2 and not thing.id.startswith(WITHIN):
        return one
    return replace(one, thing=replace(thing, context="，".join(_beside(row))))


def _held(ui: Ui, node: ft.Semantics, place: Place, *, secret: bool) -> Held | None:
    id, inner = node.identifier or "", node.content
    if isinstance(inner, ft.FilledButton):
        if inner.disabled:
            return None
        name, chosen = _name(ui, node, inner)
        hidden = secret and id.startswith("key.") and len(id) == len("key.") + 1
        return Held(Thing(id, name, place, chosen=chosen, secret=hidden), node, _act(inner), inner)
    if isinstance(inner, ft.TextField):
        label = inner.label if isinstance(inner.label, str) else ""
        thing = Thing(id, f"{label} {inner.value or ''}".strip(), place, written=True)
        return Held(thing, node, None, field=inner)
    if id.startswith("field."):
        shown = " ".join(_texts(inner)).strip()
        return Held(
            Thing(".".join(id.split(".")[:2]), shown, place, entry=True, secret=secret or DOT in shown), node, None
        )
    return None


def _act(button: ft.FilledButton) -> Act:
    """What touching it does."""
    act = button.data
    assert callable(act), "every button is made by `press`"
    return act  # type: ignore[no-any-return]


def _name(ui: Ui, node: ft.Semantics, button: ft.FilledButton) -> tuple[str, bool]:
    """Its words without the number that digits choose it by, and whether it is the answer now."""
    words = [word for word in _texts(button.content) if word.strip()]
    mark = ui.say("ui.chosen")
    chosen = bool(node.selected) or mark in words
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
        yield control.value
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
            yield control.value
        elif isinstance(control, ft.Control) and not isinstance(control, ft.FilledButton | ft.TextField):
            for name in ("content", "controls"):
                yield from walk(getattr(control, name, None))

    return (words for words in walk(row.controls) if words.strip())
