"""The first lesson calls the controls by the names that they bear, and ends without anything to submit."""

from __future__ import annotations

import re

import pytest

from shared.domain.conditions import ALWAYS
from shared.domain.flow import Exit, Question
from shared.flows import EXERCISES
from shared.i18n.catalogue import load

LESSON = EXERCISES["lesson"]
NAMED = ("nav.next", "nav.back", "nav.repeat", "nav.larger", "nav.help", "ui.key.back")
QUOTED = re.compile(r"“([^”]+)”")


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_what_the_lesson_puts_in_quotes_is_the_name_of_a_control(locale: str) -> None:
    messages = load(locale)
    names = {messages[id].forms[0] for id in NAMED}
    quoted = {word for id, m in messages.items() if id.startswith("lesson.") for word in QUOTED.findall(m.forms[0])}
    assert quoted == names


def test_it_has_five_pages_and_an_end_without_a_submission() -> None:
    *pages, end = LESSON.steps
    assert len(pages) == 5 and all(isinstance(page, Question) for page in pages)
    assert isinstance(end, Exit) and end.when == ALWAYS
    assert all(page.picture or page.options or page.kind == "number" for page in pages if isinstance(page, Question))
