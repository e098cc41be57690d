"""Build the bundled faces from Debian's fonts-noto-cjk and fonts-noto-core; the result is committed, so that nobody
needs to run this.

`python assets/fonts/build.py [FOLDER]`, FOLDER holding opentype/noto/NotoSansCJK-{Regular,Bold}.ttc and
truetype/noto/NotoSansArabic-{Regular,Bold}.ttf (default /usr/share/fonts). Same input, same bytes: time stamps come
from the source face.

Text face   Nuanchuang-{Regular,Bold}.otf         通用规范汉字表, GB 2312's signs, Latin, digits, arrows and marks, and
                                                  the names by which languages call themselves
Rare face   NuanchuangRare-Regular.otf            every other character of the SC face: rare characters in names
                                                  (䶮 㛃 𬭎)
Korean      NuanchuangKorean-{Regular,Bold}.otf   the 2,350 syllables of KS X 1001 and the letters they are made of
Arabic      NuanchuangArabic-{Regular,Bold}.ttf   the letters of Uyghur with their joined forms, marks, punctuation

The reserved font names are not used for the subsets, as the Open Font License asks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

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
    return points | points_of(*RANGES)


JOINS: Final = ("init", "medi", "fina", "isol", "rlig", "locl", "mkmk")
OWN_NAMES: Final = "조선어한국"
"""Syllables of the languages' own names: the language is chosen before its face is there."""
UYGHUR: Final = "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي" + "ەءآعحثذصضطظةهـ،؛؟٪"
"""The 32 letters, the further ones of names and loan words, tatweel and punctuation."""
MARKS: Final = (0x064B, 0x0652), (0x0660, 0x066C), (0x200B, 0x200F)
ISOLATES: Final = (0x202A, 0x202E), (0x2066, 0x2069)
"""Signs of direction: nothing is drawn for them, and no other face may be asked for them."""


def points_of(*ranges: tuple[int, int]) -> set[int]:
    """Every code point of these ranges, ends included."""
    return {point for first, last in ranges for point in range(first, last + 1)}


def korean_characters() -> set[int]:
    """The syllables of KS X 1001, by the codec that is made from it, and its letters."""
    rows = (bytes((row, cell)).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
    return {ord(syllable) for syllable in rows} | points_of((0x3131, 0x318E))


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the subset its own name; copyright and licence stay."""
    names = {1: family, 2: style, 3: f"{family}-{style}", 4: f"{family} {style}", 6: f"{family}-{style}"}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 11, 13, 14)]
    for number, words in names.items():
        table.setName(words, number, 3, 1, 0x409)
    if "CFF " not in font:
        return
    cff = font["CFF "].cff
    cff.fontNames = [f"{family}-{style}"]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"{family} {style}", family


def build(source: Path, points: set[int], family: str, style: str, *, joined: bool = False) -> Path:
    """One subset face, written beside this file; `joined` keeps what makes letters take their joined forms."""
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "mark", *(JOINS if joined else ())]
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
    if joined:
        draw_nothing_for(font, points_of(*ISOLATES))
    rename(font, family, style)
    target = HERE / f"{family}-{style}{source.suffix.replace('ttc', 'otf')}"
    font.save(target)
    return target


def draw_nothing_for(font: TTFont, points: set[int]) -> None:
    """Give these code points the glyph of the left-to-right mark, which has no width and no outline."""
    nothing = font.getBestCmap()[0x200E]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(dict.fromkeys(points, nothing))


def main() -> None:
    """Build all and say their size."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts")
    faces = {style: folder / "opentype" / "noto" / f"NotoSansCJK-{style}.ttc" for style in ("Regular", "Bold")}
    covered = set(TTFont(faces["Regular"], fontNumber=SC).getBestCmap())
    text, korean = text_characters() & covered, korean_characters()
    own = set(map(ord, OWN_NAMES))
    built = [build(file, text | own, "Nuanchuang", style) for style, file in faces.items()]
    built.append(build(faces["Regular"], covered - text, "NuanchuangRare", "Regular"))
    for style, file in faces.items():
        arabic = folder / "truetype" / "noto" / f"NotoSansArabic-{style}.ttf"
        built.append(build(file, korean, "NuanchuangKorean", style))
        built.append(build(arabic, set(map(ord, UYGHUR)) | points_of(*MARKS), "NuanchuangArabic", style, joined=True))
    for path in built:
        sys.stderr.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
