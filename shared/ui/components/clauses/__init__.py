"""The clauses of a decision, a row each: 符合, 不符合 or 还不知道 in word, sign and colour; the law behind 为什么."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from accessibility.script.results import by_urgency
from shared.domain.decisions import Finding, Law, Status
from shared.domain.text import text
from shared.ui.theme import RADIUS, XS, Pair, S
from shared.ui.view import Ui, column, named, row, words


def status_pair(ui: Ui, status: Status) -> Pair:
    """The colours of a status."""
    match status:
        case Status.MET:
            return ui.palette.sent
        case Status.NOT_MET:
            return ui.palette.error
        case Status.UNKNOWN:
            return ui.palette.waiting


SIGNS = {
    Status.MET: ft.Icons.CHECK_CIRCLE,
    Status.NOT_MET: ft.Icons.CANCEL,
    Status.UNKNOWN: ft.Icons.HELP,
}


def law_words(ui: Ui, law: Law) -> str:
    """《社会保险法》第45条, with the mark of a figure that does not stand there as read."""
    id = f"ui.law.{law.mark}" if law.mark else "ui.law"
    return ui.say(text(id, name=text(law.name), article=ui.words.article(law.article)))


def clause_row(ui: Ui, finding: Finding, *, why: bool) -> ft.Semantics:
    """One clause: what it asks, whether it is met, on which values, what would change it; with `why` also the law."""
    pair = status_pair(ui, finding.status)
    lines: list[ft.Control] = [words(ui, ui.say(finding.clause.title), bold=True, ink=pair.ink)]
    for used in finding.used:
        lines.append(
            words(
                ui,
                ui.say("ui.used", label=text(used.label), value=ui.words.value(used.value, used.label)),
                ink=pair.ink,
            )
        )
    for change in finding.change:
        lines.append(words(ui, ui.say("ui.change", what=change), ink=pair.ink))
    if why:
        lines.extend(words(ui, law_words(ui, law), ink=pair.ink) for law in finding.clause.law)
    sign = row(
        ft.Icon(SIGNS[finding.status], color=pair.ink, size=ui.size.body * 1.25),
        words(ui, ui.say(f"ui.status.{finding.status.value}"), bold=True, ink=pair.ink),
        gap=XS,
    )
    return named(
        f"clause.{finding.clause.id}",
        ft.Container(
            content=column(sign, *lines, gap=XS),
            bgcolor=pair.ground,
            border=ft.Border.all(2, pair.ink),
            border_radius=RADIUS,
            padding=ft.Padding.all(S),
        ),
    )


def clause_list(ui: Ui, findings: Sequence[Finding], *, why: bool) -> ft.Column:
    """All clauses, those that need attention first."""
    return column(*(clause_row(ui, finding, why=why) for finding in by_urgency(findings)))
