"""Examples of the sign player."""

from __future__ import annotations

import flet as ft

from shared.ui.components.example import Example, nothing
from shared.ui.components.sign import Player, captions_of, label, no_recording, player
from shared.ui.view import Ui


def _player(ui: Ui) -> ft.Control:
    """With an empty place where the recording would be."""
    video = ft.Container(bgcolor=ui.palette.border, expand=True)
    pace, size = label(ui, ui.say("sign.slower")), label(ui, ui.say("sign.full"))
    captions = captions_of(ui, ui.say("ui.example.question"))
    shown = player(ui, video, Player(nothing, nothing, nothing, captions, pace, size))
    return ft.Container(content=shown, height=ui.size.height / 3)


EXAMPLES = (
    Example("player", _player, ("sign.captions", "sign.replay", "sign.slower", "sign.full")),
    Example("none", lambda ui: no_recording(ui, nothing), ("sign.missing", "sign.ask")),
)
