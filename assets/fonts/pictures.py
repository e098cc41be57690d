"""Build the face of our pictures from the drawings in `assets/icons`; the result is committed, so that only who changes
a drawing needs to run this.

`python assets/fonts/pictures.py [--check]`, which needs skia-pathops beside fontTools; `--check` only says whether the
committed face is what the drawings give. Same input, same bytes.

NuanchuangPictures.ttf   one picture a character, as high and as wide as the text, in the colours of a theme (COLR
                         version 0): a client draws it as fast as a character
pictures.txt             their names, one a line: line n, from 0, is character U+E000 + n in the first theme. New names
                         are added at the end
"""

from __future__ import annotations

import io
import math
import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pathops
from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.timeTools import timestampFromString
from fontTools.misc.transform import Identity, Transform
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from shared.ui.drawings import DRAWN, FIRST, FOLDER, NAMES, TONES, toned  # noqa: E402

EM: Final = 1024
SIDE: Final = 64
"""Of a drawing."""
WITHIN: Final = 0.5
"""Of EM: how far a curve may lie from the drawing's."""
DAY: Final = timestampFromString("Thu Jan  1 00:00:00 2026")
"""Of the face, which is the same whenever it is made."""
FACE: Final = HERE / "NuanchuangPictures.ttf"
Layers = list[tuple[str, pathops.Path]]
TURN: Final = re.compile(r"rotate\((-?[\d.]+) ([\d.]+) ([\d.]+)\)")
CAPS: Final = {"butt": pathops.LineCap.BUTT_CAP, "round": pathops.LineCap.ROUND_CAP}
JOINS: Final = {"miter": pathops.LineJoin.MITER_JOIN, "round": pathops.LineJoin.ROUND_JOIN}


def _outline(element: ElementTree.Element) -> pathops.Path:
    builder = PathBuilder()
    unturned = {name: told for name, told in element.items() if name != "transform"}
    builder.add_path_from_element(ElementTree.Element(element.tag, unturned))
    turned = _turn(element.get("transform", ""))
    even_odd = element.get("fill-rule") == "evenodd"
    found = pathops.Path(fillType=pathops.FillType.EVEN_ODD if even_odd else pathops.FillType.WINDING)
    up = Transform(EM / SIDE, 0, 0, -EM / SIDE, 0, EM).transform(turned)
    for told in builder.paths:
        parse_path(told, TransformPen(found.getPen(), up))
    return found


def _turn(told: str) -> Transform:
    """The one kind of transform that our drawings have: a turn of so many degrees around a point."""
    if not told:
        return Identity
    found = TURN.fullmatch(told)
    if found is None:
        raise ValueError(f"a transform that is no turn around a point: {told}")
    degrees, x, y = map(float, found.groups())
    return Transform().translate(x, y).rotate(math.radians(degrees)).translate(-x, -y)


def _shapes(element: ElementTree.Element) -> Iterator[tuple[str, pathops.Path]]:
    """What is filled, then the line around it, each with its colour."""
    fill, line = element.get("fill", "#000000"), element.get("stroke", "none")
    if fill != "none":
        yield fill, _outline(element)
    if line != "none":
        drawn = _outline(element)
        wide = float(element.get("stroke-width", "1")) * EM / SIDE
        drawn.stroke(
            wide, CAPS[element.get("stroke-linecap", "butt")], JOINS[element.get("stroke-linejoin", "miter")], 4
        )
        drawn.convertConicsToQuads()
        yield line, drawn


def _layers(drawing: str) -> Layers:
    """Neighbours of one colour are one layer; a line alone has nothing to fill. Raises ParseError, KeyError."""
    shapes = [shape for element in ElementTree.fromstring(drawing) for shape in _shapes(element)]
    found: Layers = []
    for colour, run in groupby(shapes, lambda shape: shape[0]):
        whole = pathops.OpBuilder()
        for _, path in run:
            whole.add(path, pathops.PathOp.UNION)
        found.append((colour, whole.resolve()))
    return [(colour, path) for colour, path in found if path.area]


def _glyph(path: pathops.Path) -> object:
    pen = TTGlyphPen(None)
    path.draw(Cu2QuPen(pen, WITHIN, all_quadratic=True))
    return pen.glyph()


def built() -> bytes:
    """The face. Raises KeyError for a drawing without a name or a name without a drawing."""
    drawn = {file.stem: _layers(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.svg"))}
    if drawn.keys() != set(NAMES):
        raise KeyError(f"pictures.txt and assets/icons differ: {sorted(drawn.keys() ^ set(NAMES))}")
    glyphs: dict[str, object] = {".notdef": TTGlyphPen(None).glyph()}
    characters: dict[int, str] = {}
    colours: list[str] = []
    colour_layers: dict[str, list[tuple[str, int]]] = {}
    for n, name in enumerate(NAMES):
        for k, (_, path) in enumerate(drawn[name]):
            glyphs[f"{name}.{k}"] = _glyph(path)
        for t, theme in enumerate(TONES):
            glyph = f"{name}.{theme}"
            glyphs[glyph] = TTGlyphPen(None).glyph()
            characters[FIRST + t * DRAWN + n] = glyph
            told = [toned(colour, theme) for colour, _ in drawn[name]]
            colours += [colour for colour in told if colour not in colours]
            colour_layers[glyph] = [(f"{name}.{k}", colours.index(colour)) for k, colour in enumerate(told)]
    return _written(glyphs, characters, colours, colour_layers)


def _written(
    glyphs: dict[str, object],
    characters: dict[int, str],
    colours: list[str],
    layers: dict[str, list[tuple[str, int]]],
) -> bytes:
    made = FontBuilder(EM, isTTF=True)
    made.setupGlyphOrder(list(glyphs))
    made.setupCharacterMap(characters)
    made.setupGlyf(glyphs)
    made.setupHorizontalMetrics({name: (EM, getattr(glyph, "xMin", 0) or 0) for name, glyph in glyphs.items()})
    made.setupHorizontalHeader(ascent=EM, descent=0)
    made.setupNameTable({"familyName": "NuanchuangPictures", "styleName": "Regular"})
    made.setupOS2(sTypoAscender=EM, sTypoDescender=0, sTypoLineGap=0, usWinAscent=EM, usWinDescent=0)
    made.setupPost(keepGlyphNames=False)
    face: TTFont = made.font
    face["COLR"] = buildCOLR(layers, version=0, glyphMap=face.getReverseGlyphMap())
    shares = [(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)), 1.0) for colour in colours]
    face["CPAL"] = buildCPAL([shares])
    face["head"].created = face["head"].modified = DAY
    face["OS/2"].fsType = 0  # may be embedded and installed
    face.recalcTimestamp = False
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def main(check: bool) -> int:
    """Exit status 1 where the committed face is another one."""
    made = built()
    if check:
        same = FACE.is_file() and FACE.read_bytes() == made
        sys.stderr.write(f"{FACE.name}: {'as the drawings' if same else 'not as the drawings, build it anew'}\n")
        return 0 if same else 1
    FACE.write_bytes(made)
    sys.stderr.write(f"{FACE.name}: {len(made)} bytes, {len(NAMES)} pictures in {len(TONES)} themes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
