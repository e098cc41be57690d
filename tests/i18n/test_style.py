"""The catalogues speak as a kind clerk would: polite, punctuated as their language is, in pieces that can be heard."""

import re
from collections.abc import Iterator

import pytest

from shared.i18n.catalogue import PLACEHOLDER, load

HEARD_AT_ONCE = 30
"""Characters between two stops that a listener keeps in mind; a placeholder counts as two."""
FOREIGN_STOPS = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!()][\u3400-\u9fff]")
PRESSED = re.compile("\u6309(?:\u4e00\u4e0b)?\u201c([^\u201d]+)\u201d")
FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
LATIN_STOPS = re.compile(r"[,;?]")
CHINESE_STOPS = re.compile(r"[\u3000-\u303f\uff00-\uffef]")


def forms(locale: str) -> Iterator[tuple[str, str]]:
    """Every form of every message, with its id."""
    for message in load(locale).values():
        for form in message.forms:
            yield message.id, form


def test_chinese_says_nin() -> None:
    assert [id for id, form in forms("zh_Hans_CN") if "你" in form] == []


def test_chinese_has_chinese_punctuation_and_plain_digits() -> None:
    assert [id for id, form in forms("zh_Hans_CN") if FOREIGN_STOPS.search(form) or FULL_WIDTH.search(form)] == []


def test_chinese_comes_in_pieces_that_can_be_heard() -> None:
    long = [
        (id, piece)
        for id, form in forms("zh_Hans_CN")
        for piece in re.split(r"[。？！；，、：\n]", form)
        if len(re.sub(r"\{\w+\}", "··", piece)) > HEARD_AT_ONCE
    ]
    assert long == []


def test_what_is_to_be_pressed_is_called_as_it_is_written() -> None:
    written = {form for _, form in forms("zh_Hans_CN")}
    named = [(id, name) for id, form in forms("zh_Hans_CN") for name in PRESSED.findall(form)]
    assert len(named) > 20
    assert [(id, name) for id, name in named if name not in written and not PLACEHOLDER.fullmatch(name)] == []


def test_english_has_english_punctuation() -> None:
    assert [id for id, form in forms("en") if CHINESE_STOPS.search(form)] == []


def test_uyghur_has_uyghur_punctuation() -> None:
    assert [id for id, form in forms("ug") if CHINESE_STOPS.search(form) or LATIN_STOPS.search(form)] == []


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en", "ug"])
def test_no_words_begin_or_end_with_space(locale: str) -> None:
    assert [id for id, form in forms(locale) if form != form.strip() or "  " in form] == []
