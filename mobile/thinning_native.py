"""Makes the data of packages as small as what this app asks of it: icons that are drawn, words of dates and numbers."""

from __future__ import annotations

import io
import json
import pickle
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont

ICON: Final = re.compile(r"\bIcons\.([A-Z][A-Z0-9_]*)\b")
CLIENT_OWN: Final = ("ARROW_DROP_DOWN", "CHECK", "CLOSE", "ERROR", "INFO", "MORE_VERT", "CLEAR", "ARROW_BACK")
"""Icons that the client's own controls draw."""
STYLES: Final = ("OUTLINED", "ROUNDED", "SHARP")
UNASKED: Final = frozenset(
    (
        *("time_zones", "meta_zones", "unit_patterns", "unit_display_names", "compound_unit_patterns", "languages"),
        *("currency_names", "currency_names_plural", "territories", "scripts", "variants"),
    )
)
"""What stays behind of a language's data: names of places, money, measures and time zones that no page shows."""
UNASKED_GLOBAL: Final = frozenset(
    (
        *("territory_zones", "zone_aliases", "zone_territories", "windows_zone_mapping", "territory_currencies"),
        *("territory_languages", "meta_zones"),
    )
)
UNSEEN: Final = (0x2060, *range(0x2066, 0x206A), *range(0x200B, 0x2010), *range(0x202A, 0x202F))
"""Signs that say how text is broken and which way it runs (Unicode 17.0, Default_Ignorable_Code_Point)."""
LIKELY: Final = "likely_subtags"
STORE_CUTS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "hookspecs.py": (("import click\n", ""), ("cli: click.Group", "cli: object")),
    "utils.py": (("import click\n", ""), ("from . import recipes\n", "recipes = None\n")),
}
"""What of sqlite-utils serves its command line alone, and brings a command line's and a calendar's package along."""

PATCH: Final = "controls/object_patch.py"
PATCH_CUTS: Final = (
    (
        """\
                for field in dataclasses.fields(item):
                    if not field.metadata.get("skip", False):
                        yield from self._configure_dataclass(
                            getattr(item, field.name), child_parent, frozen
                        )
""",
        """\
                for field in dataclasses.fields(item):
                    if not field.metadata.get("skip", False):
                        value = getattr(item, field.name)
                        if value is None or value.__class__ in _PLAIN:
                            continue
                        yield from self._configure_dataclass(
                            value, child_parent, frozen
                        )
""",
    ),
    ("logger = logging.getLogger", "_PLAIN = frozenset((bool, int, float, str))\nlogger = logging.getLogger"),
)
"""Flet looks for controls within every number and word of every new control: two fifths of a touch on a phone. It finds
none there, and so it need not look."""

ICONS: Final = "controls/material/icons.py"
ICONS_CUTS: Final = (
    ("from importlib import resources\n", ""),
    (
        """\
            resources.files(__package__)
            .joinpath("icons.json")
            .read_text(encoding="utf-8")
""",
        """\
            __loader__.get_data(__file__.rpartition("/")[0] + "/icons.json").decode()
""",
    ),
)
"""Flet reads its table of icons by a way that imports what can read everywhere."""


class Uncut(Exception):
    """A package is not as it was when it was decided what to leave of it."""


def icons_in(sources: Iterable[Path]) -> frozenset[str]:
    """The names of the icons that these modules draw."""
    return frozenset(name for path in sources if path.suffix == ".py" for name in ICON.findall(path.read_text("utf-8")))


def icon_table(table: bytes, names: Collection[str]) -> bytes:
    """Name → number of those icons alone; raises KeyError for one that there is not."""
    known = json.loads(table)
    return json.dumps({name: known[name] for name in sorted(names)}, separators=(",", ":")).encode()


def icon_face(face: bytes, names: Collection[str]) -> bytes:
    """The client's face of icons with those alone, and the few that its own controls draw. Raises KeyError."""
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    known = set(font.getGlyphOrder())
    glyphs = [_glyph(name) for name in sorted({*names, *CLIENT_OWN})]
    if lacking := [glyph for glyph in glyphs if glyph not in known]:
        raise KeyError(", ".join(lacking))
    options = subset.Options()
    options.glyph_names = False
    options.notdef_outline = True
    options.hinting = False
    thinner = subset.Subsetter(options)
    # By code point, for that is how the client asks for them.
    points = {glyph: point for point, glyph in font.getBestCmap().items()}
    thinner.populate(unicodes=[points[glyph] for glyph in glyphs])
    thinner.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def text_face(face: bytes) -> bytes:
    """A face of text whose unseen signs are its space, which a client draws without any width (HarfBuzz, "default
    ignorable"). Without a glyph of theirs CanvasKit asks for some forty other faces at each start."""
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    space = font.getBestCmap().get(ord(" "))
    if space is None:  # a face of another script, beside one that has it
        return face
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update({point: space for point in UNSEEN if point not in table.cmap})
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _glyph(name: str) -> str:
    base, _, style = name.rpartition("_")
    return f"{base}_{style}".lower() if style in STYLES else f"{name}_baseline".lower()


def thin_locale(data: bytes) -> bytes:
    """One language's data (babel's `*.dat`) as far as dates, numbers and lists need it."""
    return _packed({key: value for key, value in _unpacked(data).items() if key not in UNASKED})


def thin_global(data: bytes, languages: Collection[str]) -> bytes:
    """What babel knows beside its languages (`global.dat`), without zones and the guesses for languages not there."""
    found = {key: value for key, value in _unpacked(data).items() if key not in UNASKED_GLOBAL}
    kept = {*languages, "und"}
    found[LIKELY] = {tag: full for tag, full in found[LIKELY].items() if tag.split("_")[0] in kept}
    return _packed({**found, **{key: {} for key in UNASKED_GLOBAL}})


def without(source: str, cuts: Iterable[tuple[str, str]]) -> str:
    """A module with each of those texts, which stands there once, replaced. Raises Uncut where one does not."""
    for before, after in cuts:
        if source.count(before) != 1:
            raise Uncut(f"not there once: {before!r}")
        source = source.replace(before, after)
    return source


def _unpacked(data: bytes) -> dict[str, Any]:
    """Data of an installed, locked package: what its own code unpickles just so."""
    found: dict[str, Any] = pickle.loads(data)
    return found


def _packed(data: dict[str, Any]) -> bytes:
    return pickle.dumps(dict(sorted(data.items())), protocol=4)
