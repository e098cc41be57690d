"""What is wrong is told at once, in the language that stands first, however few lines a view holds."""

from __future__ import annotations

import flet as ft
import pytest

from shared.domain.text import Text
from shared.ui.blocks import leaves
from shared.ui.components.error_box import error_box
from tests.ui.trees import texts, ui


@pytest.mark.parametrize(
    ("lang", "screen", "parts"),
    [("ko", (1366, 768), 2), ("ug", (1366, 768), 2), ("zh", (1366, 768), 1), ("ko", (1080, 1920), 1)],
)
def test_on_a_lying_screen_each_language_of_a_mistake_is_a_block_of_its_own(
    lang: str, screen: tuple[int, int], parts: int
) -> None:
    given = ui(*screen, body=48, lang=lang)
    box = error_box(given, "error.x", given.say(Text("ui.example.problem")), given.say(Text("ui.example.right")))
    blocks = list(leaves(box))
    assert len(blocks) == parts
    assert all(isinstance(block, ft.Container) and block.bgcolor == given.palette.error.ground for block in blocks)
    first = ui(*screen, body=48).say(Text("ui.example.problem"))
    assert first in texts(blocks[0])[0]
    assert given.words.facts.bilingual is False or len(texts(box)) >= 2
