"""Facts of each locale: name, direction, font, voices, sign set. Data, so that nothing branches on a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from shared.i18n.catalogue import lacking, said
from shared.i18n.faces import ARABIC, KOREAN, TEXT, Face


class Direction(StrEnum):
    """Which way lines run."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


@dataclass(frozen=True, slots=True)
class LocaleFacts:
    """One interface language.

    `tag` is the BCP 47 tag (`<html lang>`), `babel` the name babel knows it by and the folder of its catalogues,
    `own_name` how its speakers call it. `voices` are prefixes of voice languages, best first. `kept`: whoever adds a
    message adds its words in this language; another language is offered while it lacks none (`offered`). `reviewed`: a
    speaker has checked its words, which the screen says where it is not so. `bilingual`: Chinese stands before it, both
    complete. `faces` are all that its pages need.
    `tongues` are codes of voices that read the same text in another tongue.
    `date`, `day` and `month` are CLDR patterns: people are told the day of the week with every date that they act on;
    `day` is a date that is merely a fact. `joints` join an enumeration, its last parts by the second one, where
    CLDR does not know how the language does it.
    """

    code: str
    tag: str
    babel: str
    own_name: str
    voices: tuple[str, ...]
    date: str
    day: str
    month: str
    direction: Direction = Direction.LEFT_TO_RIGHT
    faces: tuple[Face, ...] = (TEXT,)
    sign_set: str = ""
    tongues: tuple[str, ...] = ()
    kept: bool = False
    reviewed: bool = True
    bilingual: bool = False
    joints: tuple[str, str] | None = None


LOCALES: Final[Mapping[str, LocaleFacts]] = {
    facts.code: facts
    for facts in (
        LocaleFacts(
            "zh",
            "zh-Hans-CN",
            "zh_Hans_CN",
            "中文",
            ("cmn", "zh"),
            "y年M月d日 EEEE",
            "y年M月d日",
            "y年M月",
            sign_set="csl",
            tongues=("yue",),
            kept=True,
        ),
        LocaleFacts("en", "en", "en", "English", ("en",), "EEEE, d MMMM y", "d MMMM y", "MMMM y", kept=True),
        LocaleFacts(
            "ko",
            "ko-CN",
            "ko",
            "조선어",
            ("ko",),
            "y년 M월 d일 EEEE",
            "y년 M월 d일",
            "y년 M월",
            faces=(TEXT, KOREAN),
            reviewed=False,
            bilingual=True,
        ),
        LocaleFacts(
            "ug",
            "ug-Arab-CN",
            "ug",
            "ئۇيغۇرچە",
            ("ug",),
            "y-يىلى d-MMMM، EEEE",
            "y-يىلى d-MMMM",
            "y-يىلى MMMM",
            direction=Direction.RIGHT_TO_LEFT,
            faces=(TEXT, ARABIC),
            reviewed=False,
            bilingual=True,
            joints=("، ", " ۋە "),
        ),
    )
}
"""The languages we know, Chinese first (ACCESSIBILITY, Languages). Minority languages of China appear with Chinese."""


@cache
def offered() -> tuple[str, ...]:
    """The codes of the languages one can choose: those that say everything that Chinese says to a citizen."""
    ours = said(LOCALES["zh"].babel)
    return tuple(code for code, facts in LOCALES.items() if facts.kept or not lacking(ours, said(facts.babel)))


def facts_of(code: str) -> LocaleFacts:
    """The facts of a language code; an unknown one gets Chinese, which is complete."""
    return LOCALES.get(code, LOCALES["zh"])
