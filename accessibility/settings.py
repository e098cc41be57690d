"""What can be set, as data: each setting with its values, the ready-made sets, and what choosing one changes.

Screen and voice draw and say the pages of 设置 from here. A ready-made set stands here only when its sense is built.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from accessibility import requirements as asked
from accessibility.preferences import Gap, Preferences, Scan, Spacing, Theme, nearest
from shared.domain.text import Text, text, verbatim
from shared.i18n.locales import LOCALES, offered

LANGUAGES: Final = offered()
"""The interface languages whose every message is there, Chinese first."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The text sizes that a screen has, and the one that is shown now and by default, in dp.

    `usual` is the default without what the owner has set for the whole of their machine; 0 where it is the same.
    """

    steps: Sequence[int]
    shown: int
    default: int
    usual: int = 0

    @property
    def kept(self) -> int:
        """What a size is kept as a multiple of, so that it stays the same when text grows everywhere else."""
        return self.usual or self.default


@dataclass(frozen=True, slots=True)
class Value:
    """One thing to choose: `pref.<setting>.<id>`, its words, its picture."""

    id: str
    title: Text
    picture: str


@dataclass(frozen=True, slots=True)
class Setting:
    """`steps`: its values move one step and none is the chosen one. `heard`: it is tried out by hearing. `fetches`:
    what a value may need that is not on this machine yet (`pref.<fetches>.fetch` says what it weighs). `worded`: it
    changes the words themselves, which may not have been checked yet."""

    id: str
    picture: str
    values: tuple[Value, ...]
    steps: bool = False
    heard: bool = False
    fetches: str = ""
    worded: bool = False

    @property
    def title(self) -> Text:
        """What is asked; `<id>.help` stands beside it."""
        return Text(f"pref.{self.id}")


def _values(setting: str, *ids: str) -> tuple[Value, ...]:
    return tuple(Value(id, Text(f"pref.{setting}.{id}"), f"{setting}_{id}") for id in ids)


def _languages() -> tuple[Value, ...]:
    return tuple(Value(code, verbatim(LOCALES[code].own_name), "") for code in LANGUAGES)


USUAL: Final = "usual"
"""The tongue that a language is usually spoken in."""


def _tongues() -> tuple[Value, ...]:
    return _values("tongue", USUAL, *dict.fromkeys(tongue for code in LANGUAGES for tongue in LOCALES[code].tongues))


FACE, CLIPS = "lang", "voice"
"""What may have to be fetched first: the letters of a language, and the sentences of a voice."""
ALOUD: Final = "on"
SETTINGS: Final = {
    setting.id: setting
    for setting in (
        Setting("size", "size", _values("size", "smaller", "larger"), steps=True),
        Setting("spacing", "spacing", _values("spacing", *Spacing)),
        Setting("theme", "theme", _values("theme", *Theme)),
        Setting("lang", "talk", _languages(), fetches=FACE, worded=True),
        Setting("voice", "voice_on", _values("voice", ALOUD, "off", "reader"), heard=True, fetches=CLIPS),
        Setting("tongue", "talk", _tongues(), heard=True),
        Setting("private", "private_full", _values("private", "tail", "full"), heard=True),
        Setting("rate", "rate_faster", _values("rate", "slower", "faster"), steps=True, heard=True),
        Setting("volume", "volume_louder", _values("volume", "softer", "louder"), steps=True, heard=True),
        Setting("gap", "gap_long", _values("gap", *Gap), heard=True),
        Setting("keys", "keypad", _values("keys", "on", "off")),
        Setting("screen", "screen_on", _values("screen", "on", "dark")),
        Setting("scan", "scan_one", _values("scan", *Scan)),
        Setting("pace", "clock", _values("pace", "slower", "faster"), steps=True),
    )
}
ROOMS: Final = {
    "look": ("size", "spacing", "theme", "lang"),
    "sound": ("voice", "rate", "volume", "gap", "tongue", "private"),
    "move": ("keys", "screen", "scan", "pace"),
}
"""The settings of the eye, of the ear and of the hand, each a page of its own, so that no page asks two things."""
CODE: Final = "code"
"""The page with the code to take along."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made set, made for the screen it is used on."""

    id: str
    make: Callable[[Preferences, Sizes], Preferences]

    @property
    def title(self) -> Text:
        """Its name; `<id>.help` says what it does."""
        return Text(f"pref.preset.{self.id}")


def _standard(now: Preferences, sizes: Sizes) -> Preferences:
    return Preferences(lang=now.lang, tongue=now.tongue)


def _elder(now: Preferences, sizes: Sizes) -> Preferences:
    """长辈版: larger, wider apart, slower, with longer rests."""
    larger = Preferences(lang=now.lang, tongue=now.tongue, spacing=Spacing.WIDE, rate=0.75, gap=Gap.LONG)
    return larger.resized(sizes.steps, 1, sizes.default)


def _listen(now: Preferences, sizes: Sizes) -> Preferences:
    """听着办: everything aloud, with rests long enough to press a digit, and twice the time before the warning."""
    return replace(_by_hand(now), aloud=True, volume=1.0, gap=Gap.LONG, by_ear=True)


def _sign(now: Preferences, sizes: Sizes) -> Preferences:
    """看手语: pages are signed, and nothing is told to the room that the person does not hear."""
    return replace(_by_hand(now), aloud=False, sign=True)


def _keys(now: Preferences, sizes: Sizes) -> Preferences:
    """按键办: each page is walked with arrows and said thing by thing, with twice the time before the warning."""
    return replace(_by_hand(now), aloud=True, keys=True, by_ear=True)


def _switch(now: Preferences, sizes: Sizes) -> Preferences:
    """开关办: things come by themselves and one switch selects, with twice the time before the warning."""
    return replace(_by_hand(now), aloud=True, scan=Scan.ONE, by_ear=True)


def _by_hand(now: Preferences) -> Preferences:
    """Without what the other sets of this kind bring."""
    usual = Preferences()
    return replace(now, sign=False, keys=False, dark=False, scan=Scan.OFF, gap=usual.gap, by_ear=False)


PRESETS: Final = tuple(
    Preset(id, make)
    for id, make in (
        ("standard", _standard),
        ("elder", _elder),
        ("listen", _listen),
        ("sign", _sign),
        ("keys", _keys),
        ("switch", _switch),
    )
)


def chosen(now: Preferences, setting: Setting) -> str:
    """The id of the value that holds now; empty for what moves in steps."""
    match setting.id:
        case "spacing":
            return now.spacing
        case "theme":
            return now.theme
        case "lang":
            return now.lang
        case "voice":
            return "reader" if now.reader else "on" if now.aloud else "off"
        case "tongue":
            return now.tongue or USUAL
        case "private":
            return "full" if now.in_full else "tail"
        case "gap":
            return now.gap
        case "keys":
            return "on" if now.keys else "off"
        case "screen":
            return "dark" if now.dark else "on"
        case "scan":
            return now.scan
        case _:
            return ""


def level(now: Preferences, setting: Setting, sizes: Sizes | None = None) -> Text | None:
    """Where a setting that moves in steps stands: so many of so many. The text size only for a screen that is known."""
    match setting.id:
        case "size" if sizes is not None:
            at, most = nearest(sizes.steps, sizes.shown), len(sizes.steps) - 1
        case "rate":
            at, most = _steps(now.rate, asked.RATE_LEAST, asked.RATE_MOST, asked.RATE_STEP)
        case "volume":
            at, most = _steps(now.volume, asked.VOLUME_LEAST, 1.0, asked.VOLUME_STEP)
        case "pace":
            at, most = _steps(now.pace, asked.SCAN_LEAST_SECONDS, asked.SCAN_MOST_SECONDS, asked.SCAN_STEP_SECONDS)
            at = most - at  # a longer stay is a slower pace
        case _:
            return None
    return text("pref.level", step=at + 1, most=most + 1)


def _steps(value: float, least: float, most: float, step: float) -> tuple[int, int]:
    return round((value - least) / step), round((most - least) / step)


def choose(now: Preferences, setting: str, value: str, sizes: Sizes) -> Preferences:
    """The preferences after that choice; KeyError or ValueError for what does not exist."""
    changes: dict[tuple[str, str], Callable[[], Preferences]] = {
        ("size", "smaller"): lambda: now.resized(sizes.steps, -1, sizes.shown),
        ("size", "larger"): lambda: now.resized(sizes.steps, 1, sizes.shown),
        ("rate", "slower"): now.slower,
        ("rate", "faster"): now.faster,
        ("volume", "softer"): now.softer,
        ("volume", "louder"): now.louder,
        ("voice", "on"): lambda: now.heard(aloud=True),
        ("voice", "off"): lambda: now.heard(aloud=False),
        ("voice", "reader"): lambda: replace(now, reader=True),
        ("private", "tail"): lambda: replace(now, in_full=False),
        ("private", "full"): lambda: replace(now, in_full=True),
        ("keys", "on"): lambda: replace(now, keys=True),
        ("keys", "off"): lambda: replace(now, keys=False),
        ("screen", "on"): lambda: replace(now, dark=False),
        ("screen", "dark"): lambda: replace(now, dark=True),
        ("pace", "slower"): lambda: now.lingering(asked.SCAN_STEP_SECONDS),
        ("pace", "faster"): lambda: now.lingering(-asked.SCAN_STEP_SECONDS),
    }
    match setting:
        case "spacing":
            return replace(now, spacing=Spacing(value))
        case "theme":
            return replace(now, theme=Theme(value))
        case "gap":
            return replace(now, gap=Gap(value))
        case "scan":
            return replace(now, scan=Scan(value))
        case "lang":
            return replace(now, lang=next(code for code in LANGUAGES if code == value))
        case "tongue":
            known = next(v.id for v in SETTINGS["tongue"].values if v.id == value)
            return replace(now, tongue="" if known == USUAL else known)
        case "preset":
            return next(preset for preset in PRESETS if preset.id == value).make(now, sizes)
        case _:
            return changes[setting, value]()


def preset_of(now: Preferences, sizes: Sizes) -> str:
    """The id of the ready-made set that this is; empty where it is none."""
    return next((preset.id for preset in PRESETS if preset.make(now, sizes) == now), "")
