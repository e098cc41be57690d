"""Fonts and pictures: nothing that is said or drawn here needs anything from elsewhere."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from shared.flows import FLOWS
from shared.i18n.catalogue import load
from shared.i18n.faces import FIRST, PICTURES
from shared.i18n.locales import LOCALES, LocaleFacts
from shared.ui.drawings import DARK, DRAWN, FOLDER, LIGHT, NAMES, TONES, WHITE, character, drawing
from shared.ui.drawings import FIRST as FIRST_OF_THEM
from shared.ui.gallery import ASSETS
from shared.ui.measure import breadth
from shared.ui.pictures import ALIASES, has_picture, picture
from shared.ui.theme import PALETTES
from tests.audit.type import width
from tests.ui.trees import ui

FONTS = ASSETS / "fonts"
ICONS = sorted(FOLDER.glob("*.svg"))


@cache
def covered(face: str) -> frozenset[int]:
    return frozenset(TTFont(FONTS / face).getBestCmap())


def missing(words: str, face: str) -> str:
    return "".join(sorted({c for c in words if not c.isspace() and ord(c) not in covered(face)}))


@pytest.mark.parametrize("face", ["Nuanchuang-Regular.otf", "Nuanchuang-Bold.otf"])
def test_the_text_faces_hold_the_table_of_standard_characters(face: str) -> None:
    table = "".join((FONTS / "tongyong_guifan.txt").read_text("utf-8").split())
    assert len(table) == 8105
    assert missing(table, face) == ""


@pytest.mark.parametrize("weight", [0, 1], ids=["regular", "bold"])
@pytest.mark.parametrize("facts", LOCALES.values(), ids=lambda facts: facts.code)
def test_everything_that_is_said_can_be_drawn(facts: LocaleFacts, weight: int) -> None:
    said = "".join(form for message in load(facts.babel).values() for form in message.forms)
    points = frozenset().union(*(covered(face.files[weight][0]) for face in facts.faces))
    assert sorted({c for c in said if not c.isspace() and ord(c) not in points}) == []


@pytest.mark.parametrize("facts", LOCALES.values(), ids=lambda facts: facts.code)
def test_a_language_can_be_chosen_before_its_face_is_there(facts: LocaleFacts) -> None:
    points = frozenset().union(*(covered(name) for face in FIRST for name, _ in face.files))
    assert {c for c in facts.own_name if ord(c) not in points} == set()


@pytest.mark.parametrize("face", ["NuanchuangKorean-Regular.otf", "NuanchuangKorean-Bold.otf"])
def test_the_korean_faces_hold_the_syllables_of_the_standard(face: str) -> None:
    syllables = [chr(point) for point in covered(face) if 0xAC00 <= point <= 0xD7A3]
    assert len(syllables) == 2350
    assert all(len(syllable.encode("euc_kr")) == 2 for syllable in syllables)


@pytest.mark.parametrize("face", ["NuanchuangArabic-Regular.ttf", "NuanchuangArabic-Bold.ttf"])
def test_the_arabic_faces_hold_the_letters_of_uyghur_and_what_joins_them(face: str) -> None:
    assert missing("ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي،؛؟\u2067\u2068\u2069", face) == ""
    features = {record.FeatureTag for record in TTFont(FONTS / face)["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig"} <= features


@pytest.mark.parametrize("face", ["Nuanchuang-Regular.otf", "Nuanchuang-Bold.otf"])
def test_the_text_faces_hold_punctuation_digits_and_signs(face: str) -> None:
    assert missing("，。！？：；“”‘’（）《》、—…·¥元%①⑳✓→←↑↓℃abcXYZ0123456789ＡＢ１２●•", face) == ""


@pytest.mark.parametrize("character", ["䶮", "㛃", "𬭎", "喆", "堃"])
def test_rare_characters_of_names_are_in_one_of_the_faces(character: str) -> None:
    assert ord(character) in covered("NuanchuangRare-Regular.otf") | covered("Nuanchuang-Regular.otf")


@pytest.mark.parametrize("name", ["LICENSE-OFL.txt", "LICENSE-Unicode.txt", "build.py", "characters.py"])
def test_the_fonts_come_with_licence_and_recipe(name: str) -> None:
    assert (FONTS / name).read_text("utf-8").strip()


@pytest.mark.parametrize("icon", ICONS, ids=lambda p: p.stem)
def test_a_picture_has_two_tones_and_no_letters(icon: Path) -> None:
    root = ElementTree.parse(str(icon)).getroot()
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None, "none"}
    assert tags <= {"svg", "path", "circle", "ellipse", "rect"}
    assert icon.stem.startswith("theme_") or colours <= {DARK, LIGHT, WHITE}, "only a theme's picture has its colours"


def test_the_face_of_pictures_has_every_drawing_in_every_theme_and_no_other() -> None:
    assert sorted(NAMES) == [file.stem for file in ICONS]
    assert len(NAMES) <= DRAWN
    shown = {character(name, theme): name for name in NAMES for theme in TONES}
    assert covered(PICTURES.files[0][0]) == set(map(ord, shown))
    assert {one: drawing(one) for one in shown} == shown
    assert not any(map(drawing, ("", "\ue000\ue001", "\uf8ff", chr(FIRST_OF_THEM + DRAWN - 1), "\u5370")))


def test_the_face_of_pictures_is_what_the_drawings_give() -> None:
    build = [sys.executable, str(FONTS / "pictures.py"), "--check"]
    said = subprocess.run(build, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("theme", TONES)
def test_a_picture_is_drawn_in_the_tones_of_the_theme(theme: str) -> None:
    face = TTFont(FONTS / PICTURES.files[0][0])
    colours = [str(colour)[:7] for colour in face["CPAL"].palettes[0]]
    for name in ("unemployment", "appointment"):
        layers = face["COLR"].ColorLayers[face.getBestCmap()[ord(character(name, theme))]]
        assert {colours[layer.colorID] for layer in layers} <= set(TONES[theme])
    assert len({colours[layer.colorID] for layer in layers}) == 3


@pytest.mark.parametrize("alias", ALIASES.values())
def test_every_alias_leads_to_a_picture(alias: str) -> None:
    assert (FOLDER / f"{alias}.svg").is_file()


@pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda flow: flow.id)
def test_every_service_has_a_picture(flow: object) -> None:
    assert has_picture(getattr(flow, "picture", "") or getattr(flow, "id", ""))


@pytest.mark.parametrize("theme", PALETTES)
def test_a_picture_takes_the_colours_of_the_theme(theme: str) -> None:
    assert picture(ui(theme=theme), "appointment") is not None


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "nothing_of_that_name", "a/b"])
def test_what_is_no_picture_is_not_drawn(name: str) -> None:
    assert picture(ui(), name) is None
    assert not has_picture(name)


@pytest.mark.parametrize("facts", LOCALES.values(), ids=lambda facts: facts.code)
def test_the_bars_never_take_their_words_for_narrower_than_they_are(facts: LocaleFacts) -> None:
    for message in load(facts.babel).values():
        if message.prefix == "nav":
            said = message.forms[0]
            assert breadth(said) >= width(said, 1, bold=True) * 0.98
