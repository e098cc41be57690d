"""Paragraphs stand apart as is asked, on every page and however large its text is (工信厅信管函〔2021〕67号 附件)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product
from typing import Final

import flet as ft
import pytest

from accessibility.preferences import Spacing
from accessibility.requirements import PARAGRAPH_LEAST
from shared.app.session import Session
from shared.ui import theme
from shared.ui.breaks import written
from shared.ui.layout import layout
from shared.ui.pages import draw
from shared.ui.pages.base import Scene
from shared.ui.view import Ui, column, line_of, words
from tests.audit.tour import Place, Tour
from tests.ui.trees import controls, ui

STOPS: Final = "。！？"
"""What a paragraph ends with; names and values beside each other end with none."""
SCREENS: Final = ((1080, 1920), (320, 640), (1366, 768))
KIOSK_LARGEST: Final = 40
"""The usual size where the glass is of 21.5 inches."""


def test_the_space_between_paragraphs_grows_with_the_text() -> None:
    sizes = sorted({*theme.STEPS, KIOSK_LARGEST})
    for (width, height), size, spacing in product(SCREENS, sizes, Spacing):
        metrics = replace(theme.metrics(width, height, size), body=size, air=spacing.factor)
        line = line_of(replace(ui(), size=metrics), size)
        assert line + metrics.apart >= line * PARAGRAPH_LEAST, (width, size, spacing)


def ends(control: object, *, last: bool) -> Sequence[ft.Text]:
    """The texts at a thing's lower (or upper) end; none where a frame or a button stands around them."""
    match control:
        case ft.Text():
            return (control,)
        case ft.Container() if control.padding or control.border:
            return ()
        case ft.Container() | ft.Semantics() | ft.MergeSemantics():
            return ends(control.content, last=last)
        case ft.Row():
            return tuple(text for part in control.controls for text in ends(part, last=last))
        case ft.Column() if control.controls:
            return ends(control.controls[-1 if last else 0], last=last)
    return ()


def close(view: Ui, root: object) -> Iterator[str]:
    """Paragraphs below which the next one comes too soon."""
    for stack in (control for control in controls(root) if isinstance(control, ft.Column)):
        for above, below in pairwise(stack.controls):
            for one, other in product(ends(above, last=True), ends(below, last=False)):
                if not (written(one).endswith(tuple(STOPS)) and written(other).endswith(tuple(STOPS))):
                    continue
                line = line_of(view, min(one.size or 0, other.size or 0))
                if (stack.spacing or 0) < line * (PARAGRAPH_LEAST - 1):
                    yield f"{written(one)} / {written(other)}: {stack.spacing} after a line of {line}"


def test_paragraphs_that_stand_too_close_are_found() -> None:
    view = ui(body=48)
    pair = [words(view, "第一段。"), words(view, "第二段。")]
    assert list(close(view, column(*pair, gap=16)))
    assert not list(close(view, column(*pair, gap=view.size.apart)))


@pytest.mark.parametrize("screen", [(1080, 1920), (320, 640)])
async def test_no_paragraph_of_any_page_stands_too_close_to_the_next(screen: tuple[int, int]) -> None:
    view, found, seen = ui(*screen, body=48), list[str](), list[str]()

    async def look(session: Session, place: Place) -> None:
        scene = Scene(view, session, lambda: None, lambda _: None, session.entry(), why=place.state == "why")
        seen.append(place.name)
        found.extend(f"{place.name}: {fault}" for fault in close(view, layout(view, draw(scene))))

    await Tour(lambda world: Session(world.ports), look).whole()
    assert len(seen) > 200
    assert not found, "\n".join(found)
