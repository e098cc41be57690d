"""The bundled faces and the scripts they draw. Files lie in `assets/fonts`, built by `assets/fonts/build.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Face:
    """A family with its files (name below `fonts/`, weight)."""

    family: str
    files: tuple[tuple[str, int], ...]


TEXT: Final = Face("Nuanchuang", (("Nuanchuang-Regular.otf", 400), ("Nuanchuang-Bold.otf", 700)))
"""Chinese and Latin, and the names by which the languages with a face of their own call themselves."""
KOREAN: Final = Face("NuanchuangKorean", (("NuanchuangKorean-Regular.otf", 400), ("NuanchuangKorean-Bold.otf", 700)))
ARABIC: Final = Face("NuanchuangArabic", (("NuanchuangArabic-Regular.ttf", 400), ("NuanchuangArabic-Bold.ttf", 700)))
"""Uyghur; so small (50 KB) that a phone has it from the start."""
PICTURES: Final = Face("NuanchuangPictures", (("NuanchuangPictures.ttf", 400),))
"""Our pictures, a character each (`assets/fonts/pictures.py`)."""
FACES: Final = (TEXT, ARABIC, KOREAN)
"""Every face that must be there before its script is drawn, else the client asks for one that nobody has."""
FIRST: Final = (Face(TEXT.family, TEXT.files[:1]), ARABIC, PICTURES)
"""What a phone has after its first install; the rest comes with the language that needs it (`LocaleFacts.faces`).
Chinese comes in one weight, which the client draws bolder by itself where it has to: the bold file weighs 1.4 MB."""
