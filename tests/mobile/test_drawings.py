"""A phone's pictures are drawn in fewer ways, and look the same (`tests/e2e/test_drawings.py`)."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from mobile.drawings_native import united
from shared.ui.pictures import FOLDER

PICTURES = sorted(FOLDER.glob("*.svg"))


def shapes(drawing: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawing))


def test_neighbours_of_one_colour_are_one_path_and_the_order_stays() -> None:
    drawing = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect x="6" y="10" width="52" height="50"
    rx="6" fill="#0A4D46"/><circle cx="32" cy="39" r="10" fill="#0A4D46"/><circle cx="32" cy="39" r="5" fill="#FFC94D"/>
    <path d="M4 38 H14 V60 H4 Z" fill="#0A4D46" stroke="#0A4D46" stroke-width="2"/></svg>"""
    dark, light, lined = shapes(united(drawing))
    assert [part.get("fill") for part in (dark, light, lined)] == ["#0A4D46", "#FFC94D", "#0A4D46"]
    assert dark.get("d", "").count("z") == 2
    assert lined.get("stroke-width") == "2"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda file: file.stem)
def test_no_plain_shape_stays_alone(picture: Path) -> None:
    """What is one shape alone would be drawn in a way of its own."""
    drawing = picture.read_text("utf-8")
    told = shapes(united(drawing))
    assert len(told) <= len(shapes(drawing))
    for part in told:
        if set(part.attrib) == {"d", "fill"}:
            assert part.get("d", "").upper().count("M") > 1, part.attrib
        else:
            assert {"stroke", "transform", "fill-rule"} & set(part.attrib), part.attrib


def test_a_path_that_begins_nowhere_is_said() -> None:
    with pytest.raises(ValueError, match="begins without a move"):
        united('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="H14" fill="#0A4D46"/></svg>')
