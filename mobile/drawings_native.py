"""Our pictures as a phone gets them: neighbours of one colour are one path.

A client learns each way of drawing the first time that it needs it, while a person waits for the first page. A path of
several shapes is drawn as the client's own signs are; a single round or square one would be drawn in a way of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

SVG: Final = "http://www.w3.org/2000/svg"
PLAIN: Final = {
    "rect": {"x", "y", "width", "height", "rx", "fill"},
    "circle": {"cx", "cy", "r", "fill"},
    "ellipse": {"cx", "cy", "rx", "ry", "fill"},
    "path": {"d", "fill"},
}
"""What an element may have to be a part of a path: no line around it, no turn, no rule of its own."""
BEGIN: Final = re.compile(r"M\s*-?[\d.]+[\s,]+-?[\d.]+")
DOT: Final = "h.02v.02z"
"""A second shape within a single one, too small to be seen."""


def unite(folder: Path) -> None:
    """The same of all drawings there."""
    for file in sorted(folder.glob("*.svg")):
        file.write_text(united(file.read_text("utf-8")), "utf-8")


def united(drawing: str) -> str:
    """The same drawing with every run of plain shapes of one colour as one path. Raises ParseError, ValueError."""
    root = ElementTree.fromstring(drawing)
    parts: list[ElementTree.Element] = []
    for fill, run in groupby(root, lambda element: element.get("fill") if _plain(element) else None):
        shapes = list(run)
        parts += shapes if fill is None else [ElementTree.Element("path", d=_path(shapes), fill=fill)]
    told = "".join(_written(part) for part in parts)
    return f'<svg xmlns="{SVG}" viewBox="{root.get("viewBox")}">{told}</svg>'


def _plain(element: ElementTree.Element) -> bool:
    return element.get("fill") is not None and set(element.attrib) <= PLAIN.get(_name(element), set())


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _written(element: ElementTree.Element) -> str:
    told = "".join(f' {name}="{value}"' for name, value in element.attrib.items())
    return f"<{_name(element)}{told}/>"


def _path(shapes: Iterable[ElementTree.Element]) -> str:
    found = [_outline(shape) for shape in shapes]
    return "".join(found) + (f"{_begin(found[0])}{DOT}" if len(found) == 1 else "")


def _begin(outline: str) -> str:
    """Its first move, to where the second shape is as invisible as anywhere."""
    found = BEGIN.match(outline)
    if found is None:
        raise ValueError("a path that begins without a move to somewhere")
    return found.group()


def _outline(shape: ElementTree.Element) -> str:
    """Clockwise, as our paths are drawn, so that shapes that lie over each other add up."""
    match _name(shape):
        case "path":
            return shape.get("d", "").strip()
        case "rect":
            x, y, wide, high, round_ = _numbers(shape, "x", "y", "width", "height", "rx")
            if not round_:
                return f"M{x:g} {y:g}h{wide:g}v{high:g}h{-wide:g}z"
            r = min(round_, wide / 2, high / 2)
            along, down, arc = wide - 2 * r, high - 2 * r, f"a{r:g} {r:g} 0 0 1 "
            return (
                f"M{x + r:g} {y:g}h{along:g}{arc}{r:g} {r:g}v{down:g}{arc}{-r:g} {r:g}"
                f"h{-along:g}{arc}{-r:g} {-r:g}v{-down:g}{arc}{r:g} {-r:g}z"
            )
        case _:
            x, y, r, wide, high = _numbers(shape, "cx", "cy", "r", "rx", "ry")
            wide, high = wide or r, high or r
            half = f"a{wide:g} {high:g} 0 0 1 "
            return f"M{x - wide:g} {y:g}{half}{2 * wide:g} 0{half}{-2 * wide:g} 0z"


def _numbers(shape: ElementTree.Element, *names: str) -> Iterator[float]:
    return (float(shape.get(name, "0")) for name in names)
