"""The part of the audit that every run of the tests does: any two of page group, theme, size, language, screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from accessibility import requirements as asked
from accessibility.preferences import Theme
from accessibility.settings import LANGUAGES
from tests.audit.looks import SCREENS, Look
from tests.audit.pairs import pairwise
from tests.audit.tour import Place


def selection(places: Sequence[Place]) -> Mapping[str, Sequence[Look]]:
    """Looks by the name of a place. The first place of a group stands for it, so that a new page changes no look."""
    groups: dict[str, Place] = {}
    for place in places:
        groups.setdefault(place.group, place)
    found: dict[str, list[Look]] = defaultdict(list)
    for group, theme, size, lang, screen in pairwise(
        tuple(groups), tuple(Theme), asked.TEXT_SIZES, LANGUAGES, tuple(SCREENS)
    ):
        look = Look(Theme(str(theme)), int(str(size)), str(lang), str(screen))
        found[groups[str(group)].name].append(look)
    return {name: sorted(of, key=lambda look: look.screen) for name, of in found.items()}
