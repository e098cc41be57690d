"""One case on one page: why it is here, the clauses with values and law, what was said, evidence, what was done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import flet as ft

from shared.backend.desk.cases import Given, Opened
from shared.backend.desk.log import Done
from shared.backend.desk.pages.base import Sheet, act_button, due_words, fact, framed, known, moment, section, tail
from shared.backend.desk.pages.listing import flow_words
from shared.backend.desk.verbs import ADMIT, CHECKED, CONFIRM, GRANT, RESUME, UNFAVOURABLE
from shared.domain.decisions import Decision, Law
from shared.domain.flow import Flow
from shared.domain.text import Text
from shared.ui.components.amounts import amount_table
from shared.ui.components.clauses import clause_list, law_words
from shared.ui.components.error_box import error_box
from shared.ui.components.notice import Tone, notice
from shared.ui.view import Act, Ui, column, named, words

KEYS: Final[Mapping[str, str]] = {
    "grant": "G",
    "admit": "L",
    "turn_away": "T",
    "confirm": "C",
    "checked": "V",
    "resume": "E",
    "settle": "S",
    "refuse": "X",
    "suspend": "Z",
    "ask": "F",
    "pass_on": "P",
}
"""The key of each act; those that are not in the person's favour lie apart from the others."""
USUAL: Final = (GRANT, ADMIT, CONFIRM, CHECKED, RESUME)


def case_sheet(
    ui: Ui,
    case: Opened,
    flows: Mapping[str, Flow],
    *,
    shown: bool,
    pictures: Mapping[int, bytes],
    begin: Callable[[str], Awaitable[None]],
    look: Callable[[int], Awaitable[None]],
    reveal: Act,
    back: Act,
) -> Sheet:
    """`shown`: private answers in full; `pictures`: attachments that were opened; `begin` starts an act."""
    keys: dict[str, Act] = {"Escape": back}

    def starter(verb: str) -> Act:
        async def act() -> None:
            await begin(verb)

        return act

    acts = []
    for n, verb in enumerate(case.verbs):
        keys[KEYS[verb]] = starter(verb)
        label, usual = ui.say(f"desk.verb.{verb}"), n == 0 and verb in USUAL
        acts.append(
            act_button(ui, f"act.{verb}", label, KEYS[verb], keys[KEYS[verb]], main=usual, grave=verb in UNFAVOURABLE)
        )
    acts.append(act_button(ui, "act.back", ui.say("desk.case.back"), "Esc", back))
    main = [*_head(ui, case), *_decision(ui, case.decision), *_answers(ui, case, keys, shown=shown, reveal=reveal)]
    main += _attachments(ui, case, pictures, look)
    main += _evidence(ui, case)
    main += _around(ui, case, flows)
    who = case.name or tail(ui, case.masked)
    title = ui.say("desk.case.title", what=flow_words(ui, case.flow, "", case.kind), who=who)
    return Sheet("case", title, tuple(main), tuple(acts), keys)


def _head(ui: Ui, case: Opened) -> list[ft.Control]:
    found: list[ft.Control] = []
    if case.held_by:
        found.append(error_box(ui, "error.held", ui.say("desk.held_by", name=case.held_by)))
    found.append(notice(ui, known(ui, f"desk.why.{case.why}", "desk.why.other"), Tone.WAITING))
    found.append(
        framed(
            ui,
            fact(ui, ui.say("desk.case.number"), tail(ui, case.masked)),
            fact(ui, ui.say("desk.case.level"), ui.say(f"desk.level.{int(case.level)}")),
            fact(ui, ui.say("desk.case.since"), moment(ui, case.since)),
            fact(ui, ui.say("desk.case.due"), due_words(ui, case.due)),
        )
    )
    return found


def _decision(ui: Ui, decision: Decision | None) -> list[ft.Control]:
    if decision is None:
        return [notice(ui, ui.say("desk.case.no_decision"))]
    parts: list[ft.Control] = [
        words(ui, ui.say(f"desk.outcome.{decision.outcome.value}"), bold=True),
        words(ui, ui.say(decision.answer)),
        *(words(ui, ui.say(missing)) for missing in decision.missing),
        clause_list(ui, decision.findings, why=True),
    ]
    if decision.amounts:
        parts.append(amount_table(ui, decision.amounts, why=True))
    return [section(ui, ui.say("ui.clauses"), *parts)]


def _answers(ui: Ui, case: Opened, keys: dict[str, Act], *, shown: bool, reveal: Act) -> list[ft.Control]:
    if not case.answers:
        return []
    lines = [_answer(ui, given, shown=shown) for given in case.answers]
    if any(given.private for given in case.answers) and not shown and not case.held_by:
        keys["W"] = reveal
        lines.append(act_button(ui, "act.reveal", ui.say("desk.case.reveal"), "W", reveal))
    if case.changed:
        lines.append(words(ui, ui.say("desk.case.changed", n=len(case.changed)), ink=ui.palette.secondary))
    return [section(ui, ui.say("desk.case.answers"), framed(ui, *lines))]


def _answer(ui: Ui, given: Given, *, shown: bool) -> ft.Control:
    value = ui.say(given.full if shown else given.words)
    source = f"desk.source.{given.source}"
    told = ui.say("desk.answer", value=value, source=Text(source)) if ui.words.has(source) else value
    return fact(ui, ui.say(Text(given.title)), told, f"answer.{given.key}")


def _attachments(
    ui: Ui, case: Opened, pictures: Mapping[int, bytes], look: Callable[[int], Awaitable[None]]
) -> list[ft.Control]:
    def looker(number: int) -> Act:
        async def act() -> None:
            await look(number)

        return act

    found: list[ft.Control] = []
    for attached in case.attachments:
        size = max(1, attached.size // 1024)
        label = ui.say("desk.attachment", n=attached.number + 1, size=size)
        if attached.number in pictures:
            image = ft.Image(src=pictures[attached.number], fit=ft.BoxFit.CONTAIN, semantics_label=label, height=480)
            found.append(ft.Semantics(identifier=f"attachment.{attached.number}", content=image))
        elif attached.erased:
            found.append(words(ui, ui.say("desk.attachment.erased", n=attached.number + 1)))
        elif case.held_by:
            found.append(words(ui, label))
        else:
            found.append(act_button(ui, f"act.attachment.{attached.number}", label, "", looker(attached.number)))
    if any(attached.fleeting and not attached.erased for attached in case.attachments):
        law = law_words(ui, Law("law.personal_information_act", "19, 47"))
        found.append(named("case.fleeting", words(ui, f"{ui.say('desk.attachment.fleeting')} {law}")))
    return [section(ui, ui.say("desk.case.attachments"), *found)] if found else []


def _evidence(ui: Ui, case: Opened) -> list[ft.Control]:
    if case.standing is None:
        return []
    lines = [words(ui, known(ui, f"passive_check.answer.{case.standing.code}", "desk.why.other"), bold=True)]
    if case.standing.reasons:
        said = tuple(Text(f"passive_check.reason.{reason}") for reason in case.standing.reasons)
        lines.append(words(ui, ui.say("desk.case.reasons", what=said)))
    for sign in case.signs:
        kind = Text(f"passive_check.evidence.{sign.kind}")
        lines.append(words(ui, ui.say("desk.sign", kind=kind, day=sign.day)))
    return [section(ui, ui.say("desk.case.evidence"), framed(ui, *lines))]


def _around(ui: Ui, case: Opened, flows: Mapping[str, Flow]) -> list[ft.Control]:
    found: list[ft.Control] = []
    if case.aim is not None:
        flow = flows.get(case.aim.flow)
        title = ui.say(flow.title) if flow is not None else case.aim.flow
        found.append(section(ui, ui.say("desk.case.aim"), fact(ui, title, ui.say(f"desk.state.{case.aim.state}"))))
    if case.messages:
        told = []
        for message in case.messages:
            said = ui.say(message.text) if message.text is not None else ""
            told.append(fact(ui, moment(ui, message.time), f"{said} {message.words or ''}".strip()))
        found.append(section(ui, ui.say("desk.case.told"), framed(ui, *told)))
    done = [_done(ui, act) for act in case.history]
    if done:
        found.append(section(ui, ui.say("desk.case.history"), column(*done, gap=0), id="case.history"))
    return found


def _done(ui: Ui, act: Done) -> ft.Control:
    what = ui.say("desk.done", name=act.clerk, what=Text(f"desk.did.{act.verb}"))
    return fact(ui, f"{moment(ui, act.at)}  {what}", act.reason)
