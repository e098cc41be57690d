"""The keys on the screen write into the field: what a touch does, without a browser."""

from __future__ import annotations

from dataclasses import dataclass, field

import flet as ft
import pytest

from accessibility.input import Composition, Way, presses
from shared.domain.flow import Kind, Question
from shared.domain.text import Text
from shared.i18n import translator
from shared.ui.components.input import Typing
from shared.ui.kinds import DRAW, Asking, Parts
from tests.ui.trees import controls, identifiers, ui

ZH = translator("zh")


@dataclass
class Page:
    """A question's page as a person touches it; `drawn` counts how often the whole of it was drawn anew."""

    kind: Kind
    width: float = 1080
    height: float = 1920
    private: bool = False
    lang: str = "zh"
    said: list[str] = field(default_factory=list)
    sent: int = 0
    drawn: int = 0

    def __post_init__(self) -> None:
        question = Question("asked", self.kind, "ui.example.question", private=self.private)
        view = ui(self.width, self.height, lang=self.lang)
        self.asking = Asking(view, question, (), "", self.draw, self.update, lambda _: None)
        self.asking.typing = Typing(speak=self.speak)
        self.draw()

    def draw(self) -> None:
        self.drawn += 1
        self.parts: Parts = DRAW[self.kind](self.asking)

    def update(self, _: ft.Control) -> None:
        self.sent += 1

    def speak(self, what: Text) -> None:
        self.said.append(ZH.say(what))

    def semantics(self, id: str) -> ft.Semantics:
        found = (c for c in controls([*self.parts.main, *self.parts.side]) if isinstance(c, ft.Semantics))
        return next(c for c in found if c.identifier == id)

    async def touch(self, *ids: str) -> None:
        for id in ids:
            button = self.semantics(id).content
            assert isinstance(button, ft.Button)
            assert not button.disabled, id
            click = button.on_click
            assert click is not None
            await click(ft.Event(name="click", control=button))  # type: ignore[call-arg]

    def labels(self) -> list[str]:
        return [str(self.semantics(f"act.candidate.{n}").label) for n in range(1, 7)]


@pytest.mark.parametrize("words", ["没有别的", "北京，3号", "Wang"])
async def test_touches_write_the_words_and_draw_the_page_anew_only_for_another_way(words: str) -> None:
    page = Page(Kind.TEXT)
    touches = presses(words)
    await page.touch(*touches)
    assert page.asking.raw == words
    assert page.drawn == 1 + sum(id.startswith("act.way") or id == "act.capital" for id in touches)


async def test_a_name_with_a_rare_character_and_then_the_number_are_written_on_one_page() -> None:
    page = Page(Kind.PERSON)
    await page.touch(*presses("陈䶮", name=True), "act.part.id_number", *(f"key.{c}" for c in "11010119580101003X"))
    assert page.asking.raw == "陈䶮\n11010119580101003X"
    await page.touch("act.part.name", "key.back")
    assert page.asking.raw == "陈\n11010119580101003X"


async def test_every_candidate_is_told_so_that_the_ear_can_part_it() -> None:
    page = Page(Kind.TEXT)
    await page.touch("key.Y", "key.U")
    labels = page.labels()
    assert len(set(labels)) == 6
    assert all(label.startswith(f"{n}，") for n, label in enumerate(labels, 1))
    assert any("的" in label for label in labels)


async def test_places_without_a_candidate_cannot_be_touched_and_stay_where_they_are() -> None:
    page = Page(Kind.TEXT)
    before = identifiers([*page.parts.main, *page.parts.side])
    button = page.semantics("act.candidate.1").content
    assert isinstance(button, ft.Button)
    assert button.disabled
    await page.touch("key.W", "key.O")
    assert not button.disabled
    assert identifiers([*page.parts.main, *page.parts.side]) == before
    assert page.semantics("act.candidate.1").content is button


async def test_more_candidates_come_by_a_button_and_go_back() -> None:
    page = Page(Kind.TEXT)
    await page.touch("key.S", "key.H", "key.I")
    first = page.labels()
    await page.touch("act.candidates.later")
    assert not set(first) & set(page.labels())
    await page.touch("act.candidates.earlier")
    assert page.labels() == first


async def test_strokes_find_a_character_for_who_knows_no_pinyin() -> None:
    page = Page(Kind.PERSON)
    await page.touch("act.way.strokes", "key.h", "key.h", "key.s", "key.h", "act.candidate.1")
    assert page.asking.raw == "王\n"


async def test_keys_and_choices_are_said_but_nothing_of_a_private_entry_unasked() -> None:
    page = Page(Kind.TEXT)
    await page.touch("key.W", "key.O", "act.candidate.1")
    assert page.said[:2] == ["W", "O"]
    assert page.said[2].startswith("我，")
    private = Page(Kind.PERSON)
    await private.touch("key.L", "key.I")
    assert private.said == []
    await private.touch("act.candidates.say")
    assert "李，木子李" in private.said[0]
    await private.touch("act.candidate.1")
    assert len(private.said) == 1


def test_another_language_begins_with_letters() -> None:
    page = Page(Kind.TEXT, lang="en")
    assert page.semantics("act.way.letters").selected
    assert "act.candidate.1" not in identifiers(page.parts.side)


async def test_a_phone_brings_its_own_keyboard_and_ours_when_it_is_asked_for() -> None:
    page = Page(Kind.TEXT, 320, 640)
    assert identifiers(page.parts.side) == ("act.keys",)
    await page.touch("act.keys", "key.W", "key.O", "act.candidate.1")
    assert page.asking.raw == "我"


def test_a_screen_on_which_the_field_may_be_out_of_view_shows_the_words_beside_the_letters() -> None:
    page = Page(Kind.TEXT, 720, 1280)
    page.asking.ui = ui(720, 1280, body=48)
    page.asking.raw = "我在"
    page.asking.typing.now = Composition(Way.PINYIN, "bei")
    page.draw()
    assert "我在 bei" in [c.value for c in controls(page.parts.side) if isinstance(c, ft.Text)]
