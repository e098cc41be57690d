"""Examples of an error."""

from __future__ import annotations

from shared.ui.components.error_box import error_box
from shared.ui.components.example import Example

EXAMPLES = (
    Example("what", lambda ui: error_box(ui, "error.x", ui.say("ui.example.problem")), ("error.x",)),
    Example(
        "what_and_example",
        lambda ui: error_box(ui, "error.x", ui.say("ui.example.problem"), ui.say("ui.example.right")),
        ("error.x",),
    ),
)
