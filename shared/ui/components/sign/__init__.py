"""The sign player: the recording, its captions, and three controls; or plainly that there is no recording."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from accessibility.requirements import SIGN_SHARE
from shared.ui.theme import LINE, RADIUS, XS, S
from shared.ui.view import Act, Ui, column, press, words

SHARE = SIGN_SHARE
"""Height of the recording over that of the page."""


@dataclass(frozen=True, slots=True)
class Player:
    """What the player can do, and the words of it that change while it plays."""

    replay: Act
    slower: Act
    full: Act
    captions: ft.Text
    pace: ft.Text
    size: ft.Text


def player(ui: Ui, video: ft.Control, state: Player) -> ft.Control:
    """The recording with its captions below; the controls beside it upright, below it on a lying screen."""
    picture = ft.Container(content=video, bgcolor=ui.palette.page.ground, border_radius=RADIUS, expand=True)
    below = ui.size.landscape
    acts = (
        _act(ui, "replay", label(ui, ui.say("sign.replay")), state.replay, beside=not below),
        _act(ui, "slower", state.pace, state.slower, beside=not below),
        _act(ui, "full", state.size, state.full, beside=not below),
    )
    told = ft.Semantics(identifier="sign.captions", container=True, content=state.captions)
    if below:
        return column(picture, told, ft.Row(list(acts), spacing=XS), gap=XS, expand=True)
    side = ft.Container(content=column(*acts, gap=XS), width=_side(ui))
    shown = ft.Row([picture, side], spacing=XS, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    return column(shown, told, gap=XS, expand=True)


def _side(ui: Ui) -> float:
    return max(ui.size.bar * (6.5 if ui.lang != "zh" else 4.6), ui.size.target * 2)


def label(ui: Ui, said: str) -> ft.Text:
    """The words of one of the player's controls."""
    return words(ui, said, size=ui.size.bar, bold=True, centre=True, ink=ui.palette.chosen.ink)


def _act(ui: Ui, verb: str, said: ft.Text, act: Act, *, beside: bool) -> ft.Control:
    pair = ui.palette.chosen
    return press(
        ui, f"sign.{verb}", said, act, pair=pair, inner=ui.size.bar * LINE, pad=XS, expand=None if beside else 1
    )


def captions_of(ui: Ui, said: str) -> ft.Text:
    """The words that are being signed."""
    return words(ui, said, size=ui.size.bar, bold=True)


def no_recording(ui: Ui, ask: Act | None) -> ft.Control:
    """Says that nobody has signed this page yet, and the way on: the text is whole, a person can be asked."""
    told = column(
        words(ui, ui.say("sign.none"), size=ui.size.bar, bold=True),
        words(ui, ui.say("sign.none.more"), size=ui.size.bar),
        gap=0,
    )
    parts: list[ft.Control] = [
        ft.Semantics(identifier="sign.missing", container=True, expand=True, content=told),
    ]
    if ask is not None:
        parts.append(_act(ui, "ask", label(ui, ui.say("sign.ask")), ask, beside=True))
    return ft.Container(
        content=ft.Row(parts, spacing=S) if not ui.size.narrow or ui.size.landscape else column(*parts, gap=XS),
        bgcolor=ui.palette.waiting.ground,
        padding=ft.Padding.symmetric(horizontal=S, vertical=XS),
    )
