"""One act on one case: how, and why in plain words. What the citizen will read is said before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import flet as ft

from shared.backend.desk.pages.base import Sheet, act_button
from shared.backend.desk.verbs import PASS_ON, UNFAVOURABLE
from shared.domain.text import Text
from shared.ui.components.notice import Tone, notice
from shared.ui.kinds.text import text_input
from shared.ui.view import Act, Ui, press, words

TEMPLATES: Final = 3
"""Sentences to begin with, for each act that has some (`desk.template.<verb>.<n>`)."""
INTERNAL: Final = ("pass_on", "confirm", "stop_phone")
"""Acts whose reason is for colleagues, and not read by the citizen."""


def act_sheet(
    ui: Ui,
    verb: str,
    who: str,
    reason: str,
    choices: Sequence[tuple[str, str]],
    chosen: str,
    *,
    typed: Callable[[str], None],
    choose: Callable[[str], None],
    begin_with: Callable[[str], None],
    send: Act,
    back: Act,
) -> Sheet:
    """`choices` are ways of a check, or colleagues and queues: value and words. Digits choose among them, with Alt the
    sentences to begin with."""
    keys: dict[str, Act] = {"Escape": back, "Ctrl+Enter": send}
    internal = verb in INTERNAL
    main: list[ft.Control] = [
        notice(
            ui,
            ui.say("desk.act.internal" if internal else "desk.act.read_by_citizen"),
            Tone.WAITING if verb in UNFAVOURABLE else Tone.TOLD,
        )
    ]
    for n, (value, label) in enumerate(choices, 1):
        keys[f"Alt+{n}"] = _doing(choose, value)
        picked = value == chosen
        said = f"{label} [Alt+{n}]" + (f" · {ui.say('ui.chosen')}" if picked else "")
        main.append(
            press(
                ui,
                f"opt.{value}",
                words(ui, said, bold=picked),
                keys[f"Alt+{n}"],
                width=4 if picked else 2,
                selected=picked,
                pair=ui.palette.chosen if picked else None,
            )
        )

    def change(event: ft.Event[ft.TextField]) -> None:
        typed(event.control.value or "")

    field, shown = text_input(ui, "field.reason", reason, ui.say(f"desk.act.label.{_label(verb)}"), change)
    field.multiline, field.min_lines = True, 3
    main.append(shown)
    for n in range(1, TEMPLATES + 1):
        id = f"desk.template.{verb}.{n}"
        if ui.words.has(id):
            sentence = ui.say(Text(id))
            key = f"Alt+{n + len(choices)}"
            keys[key] = _doing(begin_with, sentence)
            main.append(act_button(ui, f"act.template.{n}", sentence, key, keys[key]))
    acts = (
        act_button(
            ui,
            "act.send",
            ui.say(f"desk.verb.{verb}"),
            "Ctrl+Enter",
            send,
            main=verb not in UNFAVOURABLE,
            grave=verb in UNFAVOURABLE,
        ),
        act_button(ui, "act.cancel", ui.say("desk.act.cancel"), "Esc", back),
    )
    title = ui.say("desk.act.title", what=Text(f"desk.verb.{verb}"), who=who)
    return Sheet("act", title, tuple(main), acts, keys, focus=field)


def _label(verb: str) -> str:
    if verb == "ask":
        return "question"
    return "for_colleague" if verb == PASS_ON else "reason"


def _doing(do: Callable[[str], None], value: str) -> Act:
    async def act() -> None:
        do(value)

    return act
