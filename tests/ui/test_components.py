"""Every example of every component: identifiers, the family of its words, real buttons, sizes of targets."""

from __future__ import annotations

import flet as ft
import pytest

from shared.ui.components.example import Example
from shared.ui.components.keypad import keypad
from shared.ui.components.options.examples import EXAMPLES as OPTIONS
from shared.ui.gallery import examples
from shared.ui.theme import FALLBACK, FAMILY, LINE, PALETTES, STEPS
from tests.ui.trees import controls, identifiers, texts, ui

EXAMPLES = [pytest.param(example, id=f"{component}-{example.name}") for component, example in examples()]
every_example = pytest.mark.parametrize("example", EXAMPLES)
SCREENS = [(1080, 1920), (720, 1280), (1366, 768), (360, 800)]


@every_example
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_shows_its_identifiers_in_every_language(example: Example, lang: str) -> None:
    drawn = example.draw(ui(lang=lang))
    assert set(example.shows) <= set(identifiers(drawn))


@every_example
def test_its_identifiers_are_unique(example: Example) -> None:
    found = identifiers(example.draw(ui()))
    assert len(found) == len(set(found))


@every_example
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_its_words_name_their_family_and_are_never_cut(example: Example, width: float, height: float) -> None:
    drawn = [example.draw(ui(width, height, theme=theme, body=body)) for theme in PALETTES for body in STEPS]
    for control in controls(drawn):
        if isinstance(control, ft.Text):
            assert control.font_family == FAMILY
            assert control.font_family_fallback == list(FALLBACK)
            assert control.max_lines is None
            assert not control.no_wrap
            assert control.size is not None
            assert control.size >= STEPS[0]


@every_example
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_every_button_is_real_named_and_large_enough(example: Example, width: float, height: float) -> None:
    view = ui(width, height)
    drawn = example.draw(view)
    for control in controls(drawn):
        if not isinstance(control, ft.Semantics) or not isinstance(control.content, ft.Button):
            continue
        assert control.identifier
        assert control.on_tap is None, "a real button acts by itself"
        assert texts(control.content) or control.label
        style = control.content.style
        assert style is not None
        padding = style.padding
        assert isinstance(padding, ft.Padding)
        largest = max(c.size or 0 for c in controls(control.content) if isinstance(c, ft.Text))
        line = largest * (LINE if largest <= view.size.body else 1.35)
        assert padding.top + padding.bottom + line >= view.size.target * 0.98


@every_example
def test_it_says_only_what_the_catalogue_says(example: Example) -> None:
    """Chinese and English examples differ wherever there are words: nothing is a literal."""
    chinese, english = texts(example.draw(ui())), texts(example.draw(ui(lang="en")))
    assert len(chinese) == len(english)
    for said in chinese if not example.chinese else ():
        if any("\u4e00" <= character <= "\u9fff" for character in said):
            assert said not in english


def test_a_chosen_option_is_marked_by_word_and_border() -> None:
    plain, chosen = (next(e for e in OPTIONS if e.name == name) for name in ("none_chosen", "one_chosen"))
    view = ui()
    word = view.say("ui.chosen")
    assert word not in texts(plain.draw(view))
    assert texts(chosen.draw(view)).count(word) == 1


def test_lines_of_text_have_room() -> None:
    assert LINE >= 1.5


@pytest.mark.parametrize(("name", "of_several"), [("one_chosen", False), ("two_chosen", True)])
def test_what_is_chosen_is_told_as_chosen_with_its_button_and_as_a_checkbox_among_several(
    name: str, of_several: bool
) -> None:
    example = next(example for example in OPTIONS if example.name == name)
    merged = [c.content for c in controls(example.draw(ui())) if isinstance(c, ft.MergeSemantics)]
    told = {c.identifier: (c.selected, c.checked) for c in merged if isinstance(c, ft.Semantics)}
    chosen = {"one_chosen": {"opt.no"}, "two_chosen": {"opt.yes", "opt.long"}}[name]
    options = ("opt.yes", "opt.no", "opt.long", "opt.unsure")
    state = {id: id in chosen for id in options}
    assert told == {id: (None, state[id]) if of_several else (state[id], None) for id in options}


@pytest.mark.parametrize("characters", ["1234567890", "1234567890X"])
def test_only_the_middle_key_is_marked(characters: str) -> None:
    async def type(_: str) -> None:
        """Nothing is typed."""

    keys = [c for c in controls(keypad(ui(), characters, type)) if isinstance(c, ft.Text)]
    marked = [c.value for c in keys if isinstance(c.style, ft.TextStyle) and c.style.decoration]
    assert marked == ["5"]
