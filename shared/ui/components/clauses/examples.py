"""Examples of clauses."""

from __future__ import annotations

from shared.domain.decisions import Clause, Finding, Law, Status, Used
from shared.domain.text import text
from shared.domain.values import UNKNOWN
from shared.ui.components.clauses import clause_list
from shared.ui.components.example import Example

LAW = (Law("ui.example.law", "45"),)
FINDINGS = (
    Finding(Clause("paid", "ui.example.question", LAW), Status.MET, (Used("m", "ui.example.yes", 14),)),
    Finding(
        Clause("left", "ui.example.help", LAW),
        Status.NOT_MET,
        (Used("r", "ui.example.no", "1"),),
        (text("ui.example.right"),),
    ),
    Finding(Clause("registered", "ui.example.long", LAW), Status.UNKNOWN, (Used("j", "ui.example.no", UNKNOWN),)),
)
SHOWS = ("clause.paid", "clause.left", "clause.registered")
EXAMPLES = (
    Example("plain", lambda ui: clause_list(ui, FINDINGS, why=False), SHOWS),
    Example("with_law", lambda ui: clause_list(ui, FINDINGS, why=True), SHOWS),
)
