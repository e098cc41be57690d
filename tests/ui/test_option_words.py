"""No word of an option is torn, beside its number and its picture or below them."""

from __future__ import annotations

import flet as ft
import pytest

from accessibility.requirements import TEXT_SIZES
from accessibility.settings import LANGUAGES
from shared.app.session import Session
from shared.domain.text import Text
from shared.flows import FLOWS
from shared.ui.breaks import written
from shared.ui.components.options import DIGIT, THICK, Item, option
from shared.ui.pages import Scene
from shared.ui.pages.preferences import _pauses
from shared.ui.theme import S
from tests.audit import type as faces
from tests.fakes.packs import every_pack
from tests.fakes.ports import World
from tests.ui.trees import controls, ui


async def choose(_: str) -> None:
    """Nothing follows."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.parametrize(("wide", "high"), [(360, 800), (720, 1280), (1080, 1920), (1366, 768)])
def test_no_word_of_an_option_is_wider_than_it_has_room(wide: int, high: int, size: int, lang: str) -> None:
    """ "Unemployment" came to stand on two lines of a phone."""
    given = ui(wide, high, body=size, lang=lang)
    column = (wide - 24) / 2 if given.size.landscape else wide
    signs = 0.0 if given.size.tight else size * DIGIT + given.size.picture + 2 * S
    room = column - 2 * given.size.edge - 2 * S - 2 * THICK - signs
    for flow in FLOWS.values():
        made = option(given, 3, Item("x", given.say(Text(flow.title)), flow.picture or flow.id), False, choose)
        (words,) = [one for one in controls(made) if isinstance(one, ft.Text) and written(one) != "3"]
        widest = max((faces.width(word, float(words.size or 0)) for word in faces.held(written(words))), default=0.0)
        assert widest * faces.KERNED <= room or words.size == given.size.steps[0], written(words)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.parametrize("wide", [320, 360, 720, 1080])
def test_the_two_buttons_of_the_voice_stand_below_each_other_where_a_word_would_be_torn(
    wide: int, size: int, lang: str
) -> None:
    given = ui(wide, wide * 2, body=size, lang=lang)
    session = Session(World(dict(FLOWS), {}, every_pack()).ports)
    made = _pauses(Scene(given, session, lambda: None, lambda _: None))
    inner = wide - 2 * given.size.edge - 2 * S - 4
    room = inner if isinstance(made, ft.Column) else (inner - S - 2 * S - 4) / 2
    for words in (one for one in controls(made) if isinstance(one, ft.Text)):
        widest = max((faces.width(word, float(words.size or 0)) for word in faces.held(written(words))), default=0.0)
        assert widest * faces.KERNED <= room, written(words)
