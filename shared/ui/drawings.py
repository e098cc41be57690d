"""The drawings of our pictures and the face that is made of them (`assets/fonts/pictures.py`): a picture is a character
of it, which a client draws at once, where it would read a file of shapes anew each time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parents[2] / "assets"
FOLDER: Final = ASSETS / "icons"
NAMES: Final = tuple((ASSETS / "fonts" / "pictures.txt").read_text("utf-8").split())
"""Of the drawings, in the order of their characters."""
FIRST: Final = 0xE000
"""Of the characters (Unicode, Private Use Area)."""
DRAWN: Final = 256
"""Characters that a theme has."""
DARK, LIGHT, WHITE = "#0A4D46", "#FFC94D", "#FFFFFF"
"""The colours of the drawings, replaced by those of a theme."""
TONES: Final[Mapping[str, tuple[str, str, str]]] = {
    "day": ("#063B36", "#C07000", "#FFFFFF"),
    "white_on_black": ("#FFFFFF", "#FFD23F", "#000000"),
    "black_on_yellow": ("#000000", "#9A6200", "#FFE34D"),
}
"""Of each theme. Each tone stands out from the ground by 3:1 (WCAG 2.2 SC 1.4.11): a coin or a bar of the second one
stands alone on its tile, and means something. But for white and yellow on black they stand out from each other too."""
_PLACES: Final = {name: n for n, name in enumerate(NAMES)}
_THEMES: Final = {theme: n for n, theme in enumerate(TONES)}


def toned(colour: str, theme: str) -> str:
    """What a colour of the drawings is in that theme; another one stays."""
    return dict(zip((DARK, LIGHT, WHITE), TONES[theme], strict=True)).get(colour, colour)


def is_drawn(name: str) -> bool:
    """Whether there is a drawing of that name."""
    return name in _PLACES


def character(name: str, theme: str) -> str:
    """The drawing of that name in that theme's colours, as one character of the face of pictures. Raises KeyError."""
    return chr(FIRST + _THEMES[theme] * DRAWN + _PLACES[name])


def drawing(shown: str) -> str:
    """Which drawing that character is; empty for any other words."""
    place = (ord(shown) - FIRST) % DRAWN if len(shown) == 1 and FIRST <= ord(shown) < FIRST + len(TONES) * DRAWN else -1
    return NAMES[place] if 0 <= place < len(NAMES) else ""
