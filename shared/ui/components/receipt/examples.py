"""Examples of a receipt."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.notice import Tone
from shared.ui.components.receipt import Shown, receipt
from shared.ui.view import Ui


def _shown(ui: Ui, tone: Tone) -> Shown:
    return Shown(
        "1234 5678 9012 3456",
        ui.say("ui.example.question"),
        ui.say("ui.example.help"),
        tone,
        (ui.say("ui.example.long"),),
        "nuanchuang:" + "0123456789abcdef" * 8,
        ui.say("ui.example.right"),
    )


SHOWS = ("receipt.number", "receipt.state", "receipt.qr")
EXAMPLES = (
    Example("waiting", lambda ui: receipt(ui, _shown(ui, Tone.WAITING)), SHOWS),
    Example("delivered", lambda ui: receipt(ui, _shown(ui, Tone.DONE)), SHOWS),
)
