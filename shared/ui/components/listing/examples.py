"""Examples of a listing."""

from __future__ import annotations

from shared.domain.decisions import Row
from shared.domain.text import text
from shared.ui.components.example import Example
from shared.ui.components.listing import listing

ROWS = (Row(text("ui.example.yes"), 14), Row(text("ui.example.no"), text("ui.example.long")))
EXAMPLES = (Example("two_rows", lambda ui: listing(ui, ROWS)),)
