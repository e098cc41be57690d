"""The controls of the upper bar: which there are, and whether they leave room beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.ui.components.bars.said import Said, Ways
from shared.ui.measure import breadth
from shared.ui.theme import XS, S
from shared.ui.view import Act, Ui

NAMES = ("home", "smaller", "larger", "contrast", "speech", "voice", "sign", "settings", "language")
BESIDE = 0.72
"""Of the room, what they may take at most where one is told beside them."""
BESIDE_IN_TWO = 0.6
"""The same in two languages, which would take five lines in less, and take two above them."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A control of the upper bar."""

    name: str
    label: str
    act: Act | None
    size: float


def width_of(tools: list[Tool]) -> float:
    """About how wide they are in one row, in dp."""
    return sum(breadth(tool.label) * tool.size + 2 * S + XS for tool in tools)


def in_a_row(ui: Ui, tools: list[Tool]) -> list[Tool]:
    """The same in letters so small that they stand in one row, but never below the smallest step."""
    fitting = (ui.size.width - 2 * S - len(tools) * (2 * S + XS)) / sum(breadth(tool.label) for tool in tools)
    size = max(ui.size.steps[0], min(ui.size.bar, int(fitting)))
    return [replace(tool, size=size) for tool in tools]


def beside(ui: Ui, tools: list[Tool]) -> bool:
    """Whether where one is stands beside them, on a lying screen."""
    return width_of(tools) < (ui.size.width - 2 * S) * (BESIDE_IN_TWO if ui.words.facts.bilingual else BESIDE)


def tools_of(ui: Ui, said: Said, ways: Ways) -> list[Tool]:
    """Those of a page, with their words."""
    acts = (
        ways.home,
        ways.smaller,
        ways.larger,
        ways.contrast,
        ways.speech,
        ways.voice,
        ways.sign,
        ways.settings,
        ways.language,
    )
    return [
        Tool(name, label(ui, name, said), act, ui.size.bar)
        for name, act in zip(NAMES, acts, strict=True)
        if act is not None or name not in ("voice", "sign")
    ]


def label(ui: Ui, name: str, said: Said) -> str:
    """What a control of that name is called now."""
    if name == "speech":
        return ui.say(f"nav.speech.{said.sound.value}")
    if name == "language" and ui.size.slim and ui.words.facts.bilingual:
        name = "language.short"
    if name == "sign" and said.signing:
        return ui.say("nav.sign.off")
    if name == "voice" and said.listening:
        return ui.say("nav.voice.off")
    return ui.say(f"nav.{name}")
