"""Examples of a page's head."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.heading import page_head

EXAMPLES = (
    Example("title", lambda ui: page_head(ui, ui.say("ui.example.question"))),
    Example("title_and_help", lambda ui: page_head(ui, ui.say("ui.example.question"), ui.say("ui.example.help"))),
)
