"""How the desk looks for one clerk: theme, size of the text, language. Gone with the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from shared.ui.look import LANGUAGES
from shared.ui.theme import DAY, PALETTES, STEPS


@dataclass(frozen=True, slots=True)
class DeskLook:
    """Theme by its name, the body text in dp, the language."""

    theme: str = DAY.name
    body: int = STEPS[0]
    lang: str = LANGUAGES[0]

    def contrasted(self) -> DeskLook:
        """The next theme, round and round."""
        names = list(PALETTES)
        return replace(self, theme=names[(names.index(self.theme) + 1) % len(names)])

    def other_language(self) -> DeskLook:
        """The next language."""
        return replace(self, lang=LANGUAGES[(LANGUAGES.index(self.lang) + 1) % len(LANGUAGES)])

    def resized(self, by: int) -> DeskLook:
        """So many steps larger or smaller, as far as there are steps."""
        at = min(max(STEPS.index(self.body) + by, 0), len(STEPS) - 1)
        return replace(self, body=STEPS[at])


WAYS: Final[Mapping[str, Callable[[DeskLook], DeskLook]]] = {
    "smaller": lambda look: look.resized(-1),
    "larger": lambda look: look.resized(+1),
    "contrast": DeskLook.contrasted,
    "language": DeskLook.other_language,
}
"""What the bar offers, by its name."""
