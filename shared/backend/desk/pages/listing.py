"""What waits, a line each: the most urgent first, with why, since when, by when, and who has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

import flet as ft

from shared.backend.desk.pages.base import Sheet, act_button, due_words, known, moment, tail
from shared.backend.desk.queue import Urgency, Waiting
from shared.domain.flow import Flow
from shared.ui.components.notice import Tone, notice
from shared.ui.view import Act, Ui, column, press, words

IN_VIEW = 9
"""Lines on a page: one for each digit."""


def flow_words(ui: Ui, flow: Flow | None, name: str, kind: str) -> str:
    """What it is about, and what is asked about it."""
    title = ui.say(flow.title) if flow is not None else name
    return title if kind == "submit" else ui.say("desk.about", what=title, kind=known(ui, f"desk.kind.{kind}", title))


def listing_sheet(
    ui: Ui,
    lines: Sequence[Waiting],
    flows: Mapping[str, Flow],
    first: int,
    *,
    everything: bool,
    open_item: Callable[[str], Awaitable[None]],
    acts: Mapping[str, Act],
) -> Sheet:
    """`acts`: all, refresh, phones, logout, and earlier or later where there are such lines."""
    shown = lines[first : first + IN_VIEW]
    keys: dict[str, Act] = {}

    def opener(item: str) -> Act:
        async def act() -> None:
            await open_item(item)

        return act

    main: list[ft.Control] = [words(ui, ui.say("desk.queue.help"), ink=ui.palette.secondary)]
    for number, line in enumerate(shown, 1):
        keys[str(number)] = opener(line.item)
        main.append(_line(ui, line, flows.get(line.flow), number, keys[str(number)]))
    if not lines:
        main.append(notice(ui, ui.say("desk.queue.empty"), Tone.DONE))
    names = (("all", "A"), ("refresh", "R"), ("earlier", "B"), ("later", "N"), ("phones", "M"), ("logout", "Q"))
    titles = {
        "all": "desk.queue.mine" if everything else "desk.queue.all",
        "refresh": "desk.queue.refresh",
        "earlier": "desk.queue.earlier",
        "later": "desk.queue.later",
        "phones": "desk.phones.open",
        "logout": "desk.logout",
    }
    buttons = []
    for name, key in names:
        if name in acts:
            keys[key] = acts[name]
            buttons.append(act_button(ui, f"act.{name}", ui.say(titles[name]), key, acts[name]))
    return Sheet("queue", ui.say("desk.queue.title", n=len(lines)), tuple(main), tuple(buttons), keys)


def _line(ui: Ui, line: Waiting, flow: Flow | None, number: int, act: Act) -> ft.Semantics:
    pair = {
        Urgency.OVERDUE: ui.palette.error,
        Urgency.SOON: ui.palette.waiting,
        Urgency.NORMAL: ui.palette.tile,
    }[line.urgency]
    number_told = tail(ui, line.number)
    who = ui.say("desk.person", name=line.name, number=number_told) if line.name else number_told
    why = known(ui, f"desk.why.{line.why}", "desk.why.other")
    urgency = ui.say(f"desk.urgency.{line.urgency.name.lower()}")
    days = ui.say("desk.line.days", since=moment(ui, line.since), due=due_words(ui, line.promised))
    parts: list[ft.Control] = [
        words(ui, f"{number}  {flow_words(ui, flow, line.flow, line.kind)}  {who}", bold=True, ink=pair.ink),
        words(ui, f"{urgency} · {why} · {days}", ink=pair.ink),
    ]
    if line.held_by:
        parts.append(words(ui, ui.say("desk.held_by", name=line.held_by), bold=True, ink=pair.ink))
    edge = "" if line.urgency is Urgency.NORMAL else pair.ink
    return press(ui, f"item.{line.item}.open", column(*parts, gap=0), act, pair=pair, edge=edge, inner=ui.size.target)
