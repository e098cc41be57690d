"""Examples of a computation."""

from __future__ import annotations

from shared.domain.decisions import AmountStep
from shared.domain.quantities import Months, yuan
from shared.domain.text import text
from shared.ui.components.amounts import amount_table
from shared.ui.components.clauses.examples import LAW
from shared.ui.components.example import Example

STEPS = (
    AmountStep("months", text("ui.example.yes"), Months(14), LAW),
    AmountStep("monthly", text("ui.example.long"), yuan("2340.00"), LAW),
)
EXAMPLES = (Example("two_steps", lambda ui: amount_table(ui, STEPS, why=True)),)
