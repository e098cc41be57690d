"""A short name for what a page shows in a look, found without a client.

Two looks of one name show the same and are judged alike: what is sent to the client, the screen, the client itself with
its faces, the code that answers the client's measures, and the judge. Nothing else moves a pixel, so a look whose name
is known need not be had again, whatever else of the sources changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Final

import flet as ft
import flet_web
from flet.version import flet_version

from shared.app.session import Session
from shared.domain.flow import Flow
from shared.flows import FLOWS
from shared.ui import turns as ways
from shared.ui.screen import Screen
from shared.ui.theme import PALETTES
from tests.audit.camera import given
from tests.audit.colours import painted, uncoloured
from tests.audit.looks import SCREENS, TURNED, Look
from tests.audit.stage import around, prefer, turns
from tests.audit.tour import Place, Tour
from tests.fakes.ports import World
from tests.ui.fake_page import FakePage

ROOT: Final = Path(__file__).parents[2]
BEHIND: Final = (
    *("tests/audit", "tests/e2e/semantics.js", "assets/fonts", "shared/ui/web", "kiosk/web", "shared/ui/client.py"),
    *("shared/ui/scroller.py", "shared/ui/blocks.py", "shared/ui/seams.py", "shared/ui/quick.py"),
    *("accessibility/requirements.py", "accessibility/contrast", "accessibility/preferences.py"),
)
"""What stands behind every look: the judge, the client's own files and faces, what answers the client's measures."""
NOT_BEHIND: Final = (
    *(
        "test_*.py",
        "*.md",
        "__main__.py",
        "ledger.py",
        "digest.py",
        "colours.py",
        "names.py",
        "words.py",
        "selection.py",
        "pairs.py",
        "synthetic.py",
    ),
    *("tour.py", "looks.py", "reading.toml", "reading.py", "lint.py", "tabs.js"),
)
"""Of these what only chooses looks, keeps what was found, judges words and code, or answers a key: it draws nothing."""
TABS: Final = "shared/ui/web/tabs.js"
"""What answers the Tab key: it stands behind the rounds by it."""
FURTHER: Final = 12
"""Views of further options that are drawn."""
PLAIN: Final = frozenset((str, int, float, bool, type(None)))
ON_PAGE: Final = (
    *("controls", "bgcolor", "rtl", "padding", "spacing", "title"),
    *("locale_configuration", "theme", "theme_mode", "fonts"),
)
"""What a page is made of."""


def behind(root: Path = ROOT) -> str:
    """A short name for what stands behind every look."""
    found = hashlib.sha256(flet_version.encode())
    for part in BEHIND:
        place = root / part
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and "__pycache__" not in file.parts and not any(map(file.match, NOT_BEHIND)):
                found.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    if root == ROOT:
        found.update((Path(flet_web.get_package_web_dir()) / "version.json").read_bytes())
    return found.hexdigest()[:12]


def tabs(root: Path = ROOT) -> str:
    """A short name for what stands behind a round by Tab beside what stands behind its look."""
    return hashlib.sha256((root / TABS).read_bytes()).hexdigest()[:12]


def spelt(thing: object) -> str:
    """A tree of controls as the client is sent it, without the numbers by which it knows them."""
    said: list[str] = []
    _spell(thing, said.append)
    return "".join(said)


def _spell(thing: object, say: Callable[[str], None]) -> None:
    kind = type(thing)
    if kind in PLAIN:
        say(repr(thing))
    elif kind is list or kind is tuple:
        say("[")
        for one in thing:  # type: ignore[attr-defined]
            _spell(one, say)
            say(",")
        say("]")
    elif isinstance(thing, Enum):
        say(repr(thing.value))
    elif isinstance(thing, Mapping):
        say("{")
        for key, one in thing.items():
            say(f"{key!r}:")
            _spell(one, say)
        say("}")
    elif is_dataclass(kind):
        say(f"({kind.__name__}")
        for name, one in given(thing):
            say(f" {name}=")
            _spell(one, say)
        say(")")
    elif callable(thing):
        say("!")  # the client is told that somebody listens, not who
    else:
        raise TypeError(f"how is {kind.__name__} sent?")


def digest(page: object, look: Look, also: Sequence[ft.Control] = (), back: str = "") -> tuple[str, str]:
    """The name of what stands on that page in that look, and that of how it is laid out, without its colours; `also` is
    what may come to stand there, `back` what stands behind every look."""
    told = [spelt(getattr(page, name)) for name in ON_PAGE]
    told.append(spelt(list(also)))
    where = f"{back} {SCREENS[look.screen]} {look.size}"
    return _short(f"{where} {look.theme} {PALETTES[look.theme]}", *told), _short(where, *map(uncoloured, told))


def _short(*told: str) -> str:
    found = hashlib.blake2b(digest_size=12)
    for part in told:
        found.update(part.encode())
    return found.hexdigest()


class Sketch:
    """Draws each place in each look on a page without a client, and notes its name."""

    def __init__(self, every: Sequence[Look]) -> None:
        self._every = every
        self._page = FakePage()
        self._screen: Screen | None = None
        self._behind = behind()
        self._painted: dict[Look, set[tuple[object, ...]]] = {}
        """What was painted in a look on the pages before."""
        self.names: dict[tuple[str, str], str] = {}
        self.pages: list[Place] = []

    async def whole(self, flows: Mapping[str, Flow] = FLOWS) -> dict[tuple[str, str], str]:
        """The names of all looks, by place and look."""
        await Tour(self._begin, self._visit).whole(flows)
        return self.names

    def _begin(self, world: World) -> Session:
        session = Session(world.ports)
        self._page = FakePage()
        self._screen = Screen(self._page.page, session, around(self._every[0]))
        self._screen.attach()
        return session

    async def _visit(self, _: Session, place: Place) -> None:
        screen = self._screen
        assert screen is not None
        self.pages.append(place)
        await turns()
        laid_out: dict[Look, tuple[str, str]] = {}
        for look in self._every:
            self.names[place.name, str(look)] = self._name(screen, place, look, laid_out)

    def _name(self, screen: Screen, place: Place, look: Look, laid_out: dict[Look, tuple[str, str]]) -> str:
        """Its own, or that of the same page by day, where it is laid out alike and paints nothing new."""
        own, plain = self._drawn(screen, place, look)
        if look.theme is TURNED:
            laid_out[look] = own, plain
            return own
        known, new = self._painted.setdefault(look, set()), set(self._paint(screen))
        nothing_new = new <= known
        known |= new
        by_day = replace(look, theme=TURNED)
        if nothing_new and by_day not in laid_out:
            laid_out[by_day] = self._drawn(screen, place, by_day)
        return laid_out[by_day][0] if nothing_new and laid_out[by_day][1] == plain else own

    def _drawn(self, screen: Screen, place: Place, look: Look) -> tuple[str, str]:
        """The name of that page in that look, and that of how it is laid out."""
        kind = SCREENS[look.screen]
        self._page.width, self._page.height = kind.width, kind.height
        prefer(screen, look, place.state)
        return digest(self._page, look, list(may_come(screen)), self._behind)

    def _paint(self, screen: Screen) -> Iterator[tuple[object, ...]]:
        ground = (str(self._page.bgcolor),)
        yield from painted([self._page.controls, list(may_come(screen))], ground)


def may_come(screen: Screen) -> Iterator[ft.Control]:
    """What stands there only after the client has measured, or after a turn: the ways to turn, further options."""
    scroller = screen._scroller
    if scroller._ui is not None:
        yield ways.both(scroller._ui, scroller._go_up, scroller._go_down)
    scene, turned = screen._scene, 0
    first = scene.first if scene is not None else 0
    while turned < FURTHER and screen.may_turn(1):
        screen._more(1)
        turned += 1
        yield screen._content
    if scene is not None and turned:
        scene.first = first
        screen.redraw()
