"""The page that answers 我能说什么: what may be said here, and everywhere. It is said word for word, too."""

from __future__ import annotations

from typing import Final

from accessibility.commands import Sayings
from shared.ui.pages import Drawn
from shared.ui.view import Act, Ui, heading, words

CLOSE: Final = "act.close"


def sayings_page(ui: Ui, found: Sayings, close: Act) -> Drawn:
    """What may be said here, a line each; below it what always may be said; going on leads back to the page."""
    here = (words(ui, ui.say(line), bold=True) for line in found.here)
    always = words(ui, " · ".join(ui.say(phrase) for phrase in found.always))
    return Drawn(
        ui.say("ear.sayings.title"),
        main=(*here, heading(ui, ui.say("ear.sayings.always"), level=2), always),
        next=close,
        next_label="ear.sayings.close",
        next_id=CLOSE,
        back=False,
    )
