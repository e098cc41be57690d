"""What a page shows and what it says, in one form, so that the two can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from accessibility.input import LETTERS, Way
from accessibility.script import Script, why_script
from accessibility.script.speakable import speakable, spell
from shared.app.session import Session
from shared.domain.text import Text
from shared.i18n import translator
from shared.i18n.catalogue import load
from shared.i18n.locales import facts_of
from shared.ui.components.options import IN_VIEW
from shared.ui.layout import layout
from shared.ui.pages import Scene, draw
from tests.ui.trees import texts, ui

_SIGNS = re.compile(r"[\W_]+")
_TAIL = re.compile(r"(?<=尾号)\s?\d{4}|(?<=끝번호 )\d{4}|(?<=رەقەملىرى )\d{4}|(?<=ending in )\d{4}", re.IGNORECASE)
NUMERALS = "[0-9零一二三四五六七八九十百영일이삼사오육칠팔구십백한두세네다섯여곱덟아홉열스물무서른마흔]+"
_NUMBER = re.compile(r"\d{4}(?: \d{4})+(?: \d{1,3}X?)?")


NUMBERS = {"ug": r"[\u0600-\u06ff]+?"}
"""What a number is made of when it is said, where it is not digits or Chinese ones."""
DIGITS = "0123456789X"
MOST = 60
"""Options of the longest list."""


def plain(words: str, lang: str) -> str:
    """Words as a voice says them, without stops and spaces: how something is written no longer matters."""
    words = _NUMBER.sub(lambda m: spell(m[0], lang), _TAIL.sub(lambda m: spell(m[0], lang), words))
    return _SIGNS.sub("", speakable(words, lang)).lower()


def seen(session: Session, lang: str) -> tuple[str, ...]:
    """Every text of the page: all options of a long list, what 为什么 opens, and where one is; not the controls."""
    found: list[str] = []
    for why in (False, True):
        for first in range(0, MOST, IN_VIEW):
            scene = Scene(ui(lang=lang, alone=True), session, lambda: None, lambda _: None, session.entry(), first, why)
            page = draw(scene)
            new = [words for words in (page.progress, *texts(layout(scene.ui, page))) if words not in found]
            if not new:
                break
            found += new
    return tuple(found)


@cache
def _templates(lang: str) -> tuple[re.Pattern[str], ...]:
    """The sentences that lead the ear, and the eye's own form of two of them, with a group for what they carry."""
    found = []
    for id, message in load(facts_of(lang).babel).items():
        for form in message.forms if id.startswith("speech.") or id in ("ui.law", "ui.used") else ():
            pieces = [(plain(constant, lang), name) for constant, name, _, _ in Formatter().parse(form)]
            if any(constant for constant, _ in pieces):
                groups = {None: "", "n": NUMBERS.get(lang, NUMERALS)}
                found.append("".join(re.escape(constant) + groups.get(name, "(.*)") for constant, name in pieces))
    return tuple(re.compile(pattern) for pattern in sorted(found, key=len, reverse=True))


def carried(script: Script, lang: str) -> Iterator[str]:
    """What the script tells, sentence by sentence, without the words that lead the ear."""
    for utterance in script.utterances:
        yield from _carried(plain(utterance.words, lang), lang)


def _carried(words: str, lang: str) -> tuple[str, ...]:
    match = next((m for m in (p.fullmatch(words) for p in _templates(lang)) if m is not None), None)
    return (words,) if match is None else tuple(part for part in match.groups() if part)


def controls(lang: str) -> frozenset[str]:
    """The words on keys and buttons, which are no news: whoever hears is told what to press."""
    ids = ("key.clear", "key.back", "reveal", "hide", "why", "why_close", "edit", "yuan", "show", "chosen")
    written = ("earlier", "later", "say", "space", "capital", "part.name", "part.id_number")
    ways = (f"way.{way.value}" for way in Way)
    all = (*(f"ui.{id}" for id in ids), *(f"input.{id}" for id in (*written, *ways)))
    return frozenset((*(translator(lang).say(Text(id)).strip() for id in all), *DIGITS, *LETTERS))


def only_heard(session: Session, script: Script, lang: str) -> tuple[str, ...]:
    """What the script tells and the page does not show."""
    shown = "|".join(plain(words, lang) for words in seen(session, lang))

    def stands(part: str) -> bool:
        """On the page in one piece or, as the name and the value of something, in two."""
        return part in shown or any(part[:n] in shown and part[n:] in shown for n in range(1, len(part)))

    return tuple(part for part in carried(script, lang) if not stands(part))


def only_seen(session: Session, script: Script, lang: str) -> tuple[str, ...]:
    """What the page shows and the script does not tell."""
    told = "|".join(
        plain(u.words, lang) for u in (*script.utterances, *why_script(session, translator(lang)).utterances)
    )
    lines = (
        line for words in seen(session, lang) if words.strip() not in controls(lang) for line in words.splitlines()
    )
    return tuple(line for line in lines if any(part not in told for part in _carried(plain(line, lang), lang)))
