"""Build the bundled faces from Debian's fonts-noto-cjk; the result is committed, so that nobody needs to run this.

`python assets/fonts/build.py [FOLDER]`, FOLDER holding NotoSansCJK-{Regular,Bold}.ttc
(default /usr/share/fonts/opentype/noto). Same input, same bytes: time stamps come from the source face.

Text face   Nuanchuang-{Regular,Bold}.otf   通用规范汉字表, GB 2312's signs, Latin, digits, arrows and marks
Rare face   NuanchuangRare-Regular.otf      every other character of the SC face: rare characters in names (䶮 㛃 𬭎)

The reserved font names are not used for the subsets, as the Open Font License asks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SC = 2
"""Index of the simplified Chinese face in the collection."""

RANGES = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin ǎǐǒǔ
    (0x02B9, 0x02DD),
    (0x0391, 0x03C9),  # Greek of GB 2312
    (0x2010, 0x205E),  # general punctuation
    (0x20A9, 0x20AC),  # ₩ €
    (0x2100, 0x214F),
    (0x2150, 0x218B),  # fractions, Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical signs
    (0x2300, 0x23FF),
    (0x2460, 0x24FF),  # ① to ⑳
    (0x2500, 0x257F),
    (0x25A0, 0x27BF),  # geometric shapes, ✓
    (0x3000, 0x303F),  # CJK punctuation
    (0x3100, 0x312F),
    (0x31C0, 0x31EF),
    (0xFE10, 0xFE6F),
    (0xFF00, 0xFFEF),  # full-width forms
)


def text_characters() -> set[int]:
    """Code points of the text face."""
    table = (HERE / "tongyong_guifan.txt").read_text(encoding="utf-8")
    points = {ord(character) for character in table if not character.isspace()}
    for first, last in RANGES:
        points.update(range(first, last + 1))
    return points


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the subset its own name; copyright and licence stay."""
    names = {1: family, 2: style, 3: f"{family}-{style}", 4: f"{family} {style}", 6: f"{family}-{style}"}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 11, 13, 14)]
    for number, words in names.items():
        table.setName(words, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [f"{family}-{style}"]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"{family} {style}", family


def build(source: Path, points: set[int], family: str, style: str) -> Path:
    """One subset face, written beside this file."""
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "mark"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    options.desubroutinize = False
    options.hinting = False
    options.notdef_outline = True
    font = TTFont(source, fontNumber=SC, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    rename(font, family, style)
    target = HERE / f"{family}-{style}.otf"
    font.save(target)
    return target


def main() -> None:
    """Build all three and say their size."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/noto")
    regular, bold = folder / "NotoSansCJK-Regular.ttc", folder / "NotoSansCJK-Bold.ttc"
    covered = set(TTFont(regular, fontNumber=SC).getBestCmap())
    text = text_characters() & covered
    for path in (
        build(regular, text, "Nuanchuang", "Regular"),
        build(bold, text, "Nuanchuang", "Bold"),
        build(regular, covered - text, "NuanchuangRare", "Regular"),
    ):
        sys.stderr.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
