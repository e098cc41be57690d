"""The page that answers 我能说什么: what may be said here, and everywhere. It is said word for word, too."""

from __future__ import annotations

from typing import Final

from accessibility.commands import Sayings
from shared.ui.pages import Drawn
from shared.ui.theme import XS
from shared.ui.view import Act, Ui, box, column, heading, press, words

CLOSE: Final = "act.close"


def sayings_page(ui: Ui, found: Sayings, close: Act) -> Drawn:
    """What may be said here, a line each; below it what always may be said; one button leads back to the page."""
    here = box(ui, ui.palette.tile, *(words(ui, ui.say(line), bold=True) for line in found.here), gap=XS)
    always = column(
        heading(ui, ui.say("ear.sayings.always"), level=2),
        words(ui, " · ".join(ui.say(phrase) for phrase in found.always)),
    )
    button = press(
        ui,
        CLOSE,
        words(ui, ui.say("ear.sayings.close"), bold=True, centre=True, ink=ui.palette.primary.ink),
        close,
        pair=ui.palette.primary,
        tall=ui.size.option,
    )
    shown = (here,) if found.here else ()
    return Drawn(ui.say("ear.sayings.title"), main=(button, *shown, always), back=False)
