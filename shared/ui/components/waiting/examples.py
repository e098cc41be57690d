"""Examples of what waits."""

from __future__ import annotations

from shared.ui.components.example import Example, nothing
from shared.ui.components.notice import Tone
from shared.ui.components.waiting import Entry, waiting_list
from shared.ui.view import Ui


def _entries(ui: Ui) -> tuple[Entry, ...]:
    return (
        Entry("a", ui.say("ui.example.yes"), ui.say("ui.example.help"), ui.say("ui.example.no"), Tone.WAITING, nothing),
        Entry("b", ui.say("ui.example.no"), ui.say("ui.example.right"), ui.say("ui.example.no"), Tone.DONE, nothing),
    )


EXAMPLES = (Example("two", lambda ui: waiting_list(ui, _entries(ui)), ("item.a", "item.a.show", "item.b")),)
