"""What is painted in which colours, apart from where: in another theme, that alone can be seen anew.

A page that is laid out as in the day theme, and paints nothing but what was looked at in the same theme, size, language
and screen on pages before, shows nothing new there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import flet as ft

from shared.ui.drawings import drawing
from shared.ui.pictures import Picture
from tests.audit.camera import given

COLOUR: Final = re.compile("#[0-9A-Fa-f]{6,8}")
PICTURE: Final = re.compile(r"\\u(e[0-9a-f]{3})")
"""A character of the face of pictures, which has those of each theme, as a spelt tree has it."""
NO_PAINT: Final = frozenset(
    (
        *("value", "label", "semantics_label", "identifier", "key", "scroll_key", "tooltip", "spans"),
        *("width", "height", "expand", "padding", "margin", "spacing", "run_spacing", "alignment"),
        *("horizontal_alignment", "vertical_alignment", "text_align", "tight", "wrap", "intrinsic_height"),
    )
)
"""Words, names and places: none of them changes how strongly anything stands out."""


def uncoloured(spelt: str) -> str:
    """A spelt tree without its colours, and with the names of its pictures."""
    return PICTURE.sub(lambda found: drawing(chr(int(found[1], 16))), COLOUR.sub("#", spelt))


def painted(thing: object, grounds: tuple[str, ...] = ()) -> Iterator[tuple[object, ...]]:
    """Everything in a tree that has a colour of its own: what it is, how it is drawn, and on which grounds it lies."""
    if isinstance(thing, list | tuple):
        for part in thing:
            yield from painted(part, grounds)
        return
    if not isinstance(thing, ft.BaseControl) or getattr(thing, "visible", True) is False:
        return
    if isinstance(thing, Picture):
        yield type(thing).__name__, f"{thing.value} {thing.size}", grounds
        return
    own, parts = [], []
    for name, one in given(thing):
        if isinstance(one, ft.BaseControl | list | tuple):
            parts.append(one)
        elif name not in NO_PAINT and not callable(one):
            own.append(f"{name}={one!r}")
    told = " ".join(own)
    found = COLOUR.findall(told)
    if found:
        yield type(thing).__name__, told, grounds
    ground = getattr(thing, "bgcolor", None) or getattr(getattr(thing, "style", None), "bgcolor", None)
    within = (*grounds, str(ground)) if ground else grounds
    for part in parts:
        yield from painted(part, within)
