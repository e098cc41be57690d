"""The words of the catalogues can be read after lower-secondary school: common characters, short sentences.

A rare character or a word of the trade needs a 什么意思 beside it: the message `<id>.meaning`, or the 为什么
(`.why`) or help of its question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from shared.i18n.catalogue import Message, load
from tests.audit.seen import Finding, Rule

COMMON: Final = Rule(
    "reading.character", "ACCESSIBILITY, Understand; 通用规范汉字表 一级字表", "every character is common"
)
JARGON: Final = Rule("reading.jargon", "WCAG 2.2 SC 3.1.3", "a word of the trade has its meaning beside it")
LONG: Final = Rule(
    "reading.long", "ACCESSIBILITY, Understand; WCAG 2.2 SC 3.1.5", "a sentence has at most 20 characters"
)
RULES: Final = (COMMON, JARGON, LONG)
TABLE: Final = Path(__file__).parents[3] / "assets" / "fonts" / "tongyong_guifan.txt"
LIST: Final = Path(__file__).parents[1] / "reading.toml"
FIRST_TABLE: Final = 3500
"""The 一级字表 are the first 3,500 characters of the table: those of compulsory schooling."""
MOST: Final = 20
"""Characters of a sentence; a placeholder counts as two, a space beside a number not at all."""
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
STOPS: Final = re.compile(r"[。！？；\n]")
BESIDE: Final = (".why", ".help", ".meaning", ".more")
NAMES: Final = "law"
"""Names of laws are quoted as they are."""
NOT_FOR_CITIZENS: Final = ("desk",)
"""What only clerks read."""


@cache
def common() -> frozenset[str]:
    """The 3,500 常用字."""
    return frozenset("".join(TABLE.read_text("utf-8").split())[:FIRST_TABLE])


@cache
def lists() -> Mapping[str, Mapping[str, str]]:
    """`jargon`: word → the message that explains it; `long` and `rare`: message → why it is so."""
    found: dict[str, dict[str, str]] = tomllib.loads(LIST.read_text("utf-8"))
    return found


def find(messages: Mapping[str, Message] | None = None) -> Iterator[Finding]:
    """Everything in the Chinese catalogues that is hard to read, and every excuse that is no longer needed."""
    given = messages if messages is not None else load("zh_Hans_CN")
    excuses = lists()
    needed: set[tuple[str, str]] = set()
    for message in given.values():
        if message.prefix in NOT_FOR_CITIZENS:
            continue
        for form in message.forms:
            for finding, excuse in _of(message, form, given, excuses):
                needed.add(excuse)
                if excuse[1] not in excuses.get(excuse[0], {}):
                    yield finding
    if messages is None:
        for name, rule in (("long", LONG), ("rare", COMMON), ("plain", JARGON)):
            for id in excuses.get(name, {}):
                if (name, id) not in needed:
                    yield Finding(rule.id, id.partition(".")[0], id, "is on the list without need")


def _of(
    message: Message, form: str, all: Mapping[str, Message], excuses: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Finding, tuple[str, str]]]:
    id = message.id
    rare = "".join(sorted({c for c in form if CHINESE.match(c) and c not in common()}))
    if rare and not explained(id, all):
        yield Finding(COMMON.id, message.prefix, id, f"{rare!r} in {form[:30]!r}"), ("rare", id)
    for word, meaning in excuses.get("jargon", {}).items():
        if word not in form or id == meaning or message.prefix == NAMES:
            continue
        if not (meaning and explained(id, all)) and not _glossed(form, word):
            yield Finding(JARGON.id, message.prefix, id, f"{word!r} in {form[:30]!r}"), ("plain", id)
    for sentence in STOPS.split(form):
        length = len(re.sub(r"\s", "", re.sub(r"\{\w+\}", "··", sentence)))
        if length > MOST:
            yield Finding(LONG.id, message.prefix, id, f"{length} characters: {sentence}"), ("long", id)


def explained(id: str, all: Mapping[str, Message]) -> bool:
    """Whether something beside the message says what it means: its own 为什么 or help, or that of its question."""
    stem = id
    while "." in stem:
        if any(stem + end in all and stem + end != id for end in BESIDE):
            return True
        stem = stem.rpartition(".")[0]
    return False


def _glossed(form: str, word: str) -> bool:
    """Whether it is said in plain words too: behind it in brackets, or it stands in brackets behind those."""
    return re.search(re.escape(word) + r"[（(]|[（(][^）)]*" + re.escape(word), form) is not None
