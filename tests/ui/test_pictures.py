"""Who cannot read chooses by picture and ear: every option and tile has a picture, and no two on a page share one."""

from __future__ import annotations

from collections.abc import Iterator

import flet as ft
import pytest

from accessibility import requirements as asked
from accessibility.contrast import ratio
from accessibility.settings import CODE, PRESETS, ROOMS, SETTINGS
from shared.domain import kinds
from shared.domain.flow import Group, Question
from shared.flows import FLOWS
from shared.flows.home import entries, groups, services
from shared.i18n.faces import PICTURES
from shared.ui.drawings import FOLDER, TONES
from shared.ui.pictures import ALIASES, Picture, drawing_of, has_picture, picture
from shared.ui.theme import PALETTES
from tests.audit.camera import given
from tests.ui.trees import ui


def questions() -> Iterator[tuple[str, Question]]:
    """Every question of every service whose options are declared; those of a dataset are places and times."""
    for flow in FLOWS.values():
        for step in flow.steps:
            for question in step.steps if isinstance(step, Group) else (step,):
                if isinstance(question, Question) and kinds.choices(question):
                    yield f"{flow.id}.{question.id}", question


ASKED = tuple(questions())


@pytest.mark.parametrize("question", [q for _, q in ASKED], ids=[id for id, _ in ASKED])
def test_every_option_has_a_picture_of_its_own(question: Question) -> None:
    offered = kinds.choices(question)
    assert [choice.value for choice in offered if not has_picture(choice.picture)] == []
    drawings = [drawing_of(choice.picture) for choice in offered]
    assert sorted(drawings) == sorted(set(drawings))


@pytest.mark.parametrize("flow", FLOWS)
def test_every_service_has_a_picture(flow: str) -> None:
    assert has_picture(FLOWS[flow].picture or flow)


def test_no_two_tiles_of_the_first_page_share_a_picture() -> None:
    drawings = [drawing_of(entry.picture) for entry in entries(FLOWS)]
    assert all(map(has_picture, drawings))
    assert sorted(drawings) == sorted(set(drawings))


@pytest.mark.parametrize("group", [group.id for group in groups(FLOWS)])
def test_no_two_tiles_of_a_group_share_a_picture(group: str) -> None:
    drawings = [drawing_of(entry.picture) for entry in services(FLOWS, group)]
    assert all(map(has_picture, drawings))
    assert sorted(drawings) == sorted(set(drawings))


@pytest.mark.parametrize(
    "names",
    [
        [*(f"preset_{preset.id}" for preset in PRESETS), *(f"room_{room}" for room in (*ROOMS, CODE))],
        *([SETTINGS[id].picture for id in room] for room in ROOMS.values()),
        *([value.picture for value in setting.values] for id, setting in SETTINGS.items() if id != "lang"),
    ],
)
def test_every_choice_of_settings_has_a_picture_but_languages_which_are_known_by_their_script(names: list[str]) -> None:
    assert [name for name in names if not has_picture(name)] == []
    drawings = [drawing_of(name) for name in names]
    assert sorted(drawings) == sorted(set(drawings))


@pytest.mark.parametrize("theme", PALETTES)
def test_every_drawing_is_drawn_in_every_theme(theme: str) -> None:
    view = ui(theme=theme)
    assert [file.stem for file in FOLDER.glob("*.svg") if picture(view, file.stem) is None] == []


def test_a_client_is_told_the_face_of_a_picture_and_its_size() -> None:
    """Flet tells a client nothing that is as by default."""
    made = picture(ui(), "card", 96)
    assert made is not None and made.exclude_semantics and isinstance(made.content, Picture)
    told = dict(given(made.content))
    assert (told["font_family"], told["size"], told["width"], told["height"]) == (PICTURES.family, 96, 96, 96)
    assert told["style"] == ft.TextStyle(height=1)


def test_a_name_that_is_none_draws_nothing() -> None:
    assert not has_picture("") and not has_picture("../fonts/x") and not has_picture("nobody.drew.this")
    assert picture(ui(), "nobody.drew.this") is None
    assert all(has_picture(name) for name in ALIASES)


@pytest.mark.parametrize("theme", PALETTES)
def test_each_tone_of_a_picture_stands_out_from_the_ground(theme: str) -> None:
    first, second, _ = TONES[theme]
    palette = PALETTES[theme]
    for ground in (palette.page.ground, palette.tile.ground, palette.chosen.ground):
        assert min(ratio(first, ground), ratio(second, ground)) >= asked.GRAPHICS_CONTRAST
    assert theme == "white_on_black" or ratio(first, second) >= asked.GRAPHICS_CONTRAST
