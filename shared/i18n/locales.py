"""Facts of each locale: name, direction, font, voices, sign set. Data, so that nothing branches on a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Direction(StrEnum):
    """Which way lines run."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


@dataclass(frozen=True, slots=True)
class LocaleFacts:
    """One interface language.

    `tag` is the BCP 47 tag (`<html lang>`), `babel` the name babel knows it by and the folder of its catalogues,
    `own_name` how its speakers call it. `voices` are prefixes of voice languages, best first. `complete` says that
    every message is there; `reviewed` that a speaker has checked them, which the screen says where it is not so.
    `tongues` are codes of voices that read the same text in another tongue.
    `date`, `day` and `month` are CLDR patterns: people are told the day of the week with every date that they act on;
    `day` is a date that is merely a fact.
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
    font: str = "Nuanchuang Sans"
    sign_set: str = ""
    tongues: tuple[str, ...] = ()
    complete: bool = False
    reviewed: bool = True


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
            complete=True,
        ),
        LocaleFacts("en", "en", "en", "English", ("en",), "EEEE, d MMMM y", "d MMMM y", "MMMM y", complete=True),
    )
}
"""The languages one can choose, Chinese first (ACCESSIBILITY, Languages)."""


def facts_of(code: str) -> LocaleFacts:
    """The facts of a language code; an unknown one gets Chinese, which is complete."""
    return LOCALES.get(code, LOCALES["zh"])
