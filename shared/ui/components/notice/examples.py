"""Examples of notices."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.notice import Tone, notice

EXAMPLES = (
    Example("told", lambda ui: notice(ui, ui.say("ui.example.help"))),
    Example("waiting", lambda ui: notice(ui, ui.say("ui.example.help"), Tone.WAITING, more=ui.say("ui.example.long"))),
    Example("done", lambda ui: notice(ui, ui.say("ui.example.help"), Tone.DONE)),
)
