"""Pages that show something: results, facts from the office, groups, the end of a flow."""

from __future__ import annotations

import flet as ft

from shared.app.ports import Asked, AskStatus
from shared.domain.decisions import Decision, Finding, Listing, Outcome
from shared.domain.flow import Ask, Exit, Group, Question, Show
from shared.domain.journey import Placed
from shared.ui.components.amounts import amount_table
from shared.ui.components.clauses import clause_list, clause_row, law_words
from shared.ui.components.listing import listing
from shared.ui.components.notice import Tone, notice
from shared.ui.pages.asking import problem_box, progress, why_button
from shared.ui.pages.base import Drawn, Scene, said
from shared.ui.pages.messages import also
from shared.ui.pages.scanning import scan_button, taken_along
from shared.ui.theme import RADIUS, S
from shared.ui.view import column, heading, named, press, with_act, words


def show_page(scene: Scene, place: Placed, step: Show) -> Drawn:
    """Something computed: its answer first, then amounts, then clauses, then what to do next."""
    ui, session = scene.ui, scene.session
    result = session.journey.result(place.key) if session.journey is not None else None
    match result:
        case Decision():
            title, main = ui.say(result.answer), decision_parts(scene, result)
        case Listing():
            title, main = ui.say(result.answer), _listing(scene, result)
        case Finding():
            title, main = (
                ui.say(result.clause.title),
                (clause_row(ui, result, why=scene.why), ft.Row([why_button(scene)])),
            )
        case None:
            title, main = ui.say(step.title) if step.title else "", ()
    main = (*main, *taken_along(scene))
    return Drawn(title, main=main, progress=progress(scene), next=session.go_on)


def decision_parts(scene: Scene, decision: Decision, *, decided: bool = False) -> tuple[ft.Control, ...]:
    """What follows the answer of a decision: outcome, amounts, clauses, what to do next. `decided`: it is over, so that
    nothing is said of what would come of submitting."""
    ui = scene.ui
    tone = Tone.DONE if decision.outcome is Outcome.FAVOURABLE else Tone.WAITING
    parts: list[ft.Control] = []
    if decision.outcome_said and not decided:
        parts.append(notice(ui, ui.say(decision.outcome_said), tone))
    parts.extend(words(ui, ui.say(missing)) for missing in decision.missing)
    if decision.amounts:
        parts += [heading(ui, ui.say("ui.amounts"), level=2), amount_table(ui, decision.amounts, why=scene.why)]
    if decision.findings:
        parts.append(with_act(ui, heading(ui, ui.say("ui.clauses"), level=2), why_button(scene)))
        parts.append(clause_list(ui, decision.findings, why=scene.why))
    if decision.next and not decided:
        parts.append(heading(ui, ui.say("ui.next"), level=2))
        parts.extend(words(ui, ui.say(line)) for line in decision.next)
    return tuple(parts)


def _listing(scene: Scene, result: Listing) -> tuple[ft.Control, ...]:
    ui = scene.ui
    parts: list[ft.Control] = [listing(ui, result.rows)] if result.rows else []
    if result.law:
        parts.append(ft.Row([why_button(scene)]))
        if scene.why:
            parts.extend(words(ui, law_words(ui, law)) for law in result.law)
    return tuple(parts)


def ask_page(scene: Scene, place: Placed, step: Ask) -> Drawn:
    """A fact that may take time: what is asked, how it stands, and that one can go on meanwhile."""
    ui, session = scene.ui, scene.session
    asked = session.asked.get(place.key, Asked(AskStatus.WAITING, {}))
    told = ui.say(f"kiosk.ask.{asked.status.value}")
    more = ui.say("kiosk.ask.as_of", day=asked.as_of) if asked.as_of is not None else ""
    tone = Tone.DONE if asked.status is AskStatus.READY else Tone.WAITING
    return Drawn(
        ui.say(step.title),
        help=said(ui, f"{step.title}.help"),
        main=(named(f"act.ask.{asked.status.value}", notice(ui, told, tone, more=more)), *scan_button(scene)),
        progress=progress(scene),
        next=session.go_on,
        next_label="kiosk.ask.go_on" if asked.status is AskStatus.WAITING else "nav.next",
    )


def group_page(scene: Scene, step: Group) -> Drawn:
    """What a group holds so far; one more, one less."""
    ui, session = scene.ui, scene.session
    journey = session.journey
    count = journey.count(step.id) if journey is not None else 0

    async def add() -> None:
        await session.add(step.id)

    rows = [_repetition(scene, step, n, removable=count > step.min) for n in range(1, count + 1)]
    more: list[ft.Control] = []
    if count < step.max:
        label = words(ui, ui.say("kiosk.group.add"), bold=True, centre=True)
        more.append(press(ui, f"group.{step.id}.add", label, add, tall=ui.size.option))
    return Drawn(
        ui.say(step.title),
        help=said(ui, f"{step.title}.help"),
        top=problem_box(scene, step.id),
        main=(*rows, *more),
        progress=progress(scene),
        next=session.go_on,
    )


def _repetition(scene: Scene, step: Group, n: int, *, removable: bool) -> ft.Control:
    ui, journey = scene.ui, scene.session.journey
    lines: list[ft.Control] = [words(ui, ui.say("kiosk.group.n", n=n), bold=True)]
    for question in step.steps:
        answer = journey.answers.get(f"{step.id}[{n}].{question.id}") if journey is not None else None
        if answer is not None and isinstance(question, Question):
            said_back = ui.say(scene.session.read_back(question, answer.value))
            lines.append(words(ui, ui.say("kiosk.group.line", title=ui.say(question.title), answer=said_back)))

    async def remove() -> None:
        await scene.session.remove(step.id, n)

    content: ft.Control = column(*lines, gap=4)
    if removable:
        label = words(ui, ui.say("kiosk.group.remove"), bold=True, centre=True)
        content = with_act(ui, content, press(ui, f"group.{step.id}.remove.{n}", label, remove, pair=ui.palette.chosen))
    return ft.Container(
        content=content,
        border=ft.Border.all(2, ui.palette.border),
        border_radius=RADIUS,
        padding=ft.Padding.all(S),
    )


def exit_page(scene: Scene, step: Exit) -> Drawn:
    """The flow ended without a submission."""
    ui, session = scene.ui, scene.session
    return Drawn(
        ui.say(step.outcome),
        main=(notice(ui, said(ui, f"{step.outcome}.help") or ui.say("kiosk.exit.done"), Tone.DONE), *also(scene)),
        next=session.home,
        next_label="nav.home",
    )
