"""Pages made by hand for the rules: one without a fault, and that one with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from accessibility.preferences import Theme
from tests.audit.looks import Look
from tests.audit.seen import Box, Part, Sample, Seen, Stop, Thing, Words

LOOK: Final = Look(Theme.DAY, 30, "zh", "portrait")
RING: Final = ((5, 3),) * 4


def thing(id: str, box: Box, *, role: str = "button", text: str = "", **more: Any) -> Thing:
    """A control (or, with another role, a text) as the client tells it."""
    made = Thing(
        id, id, role, -1, "", text if text or role == "group" else id, 0, role == "button", False, box, box, False
    )
    return replace(made, **more)


def words(value: str, owner: str = "", *, button: bool = False, **more: Any) -> Words:
    """A text of 30 dp in our family."""
    return replace(Words(value, 30, False, 45, ("Nuanchuang", "NuanchuangRare"), owner, button, 16), **more)


THINGS: Final = (
    thing("page.home", Box(40, 160, 1000, 600), role="group", text=""),
    thing("", Box(40, 164, 1000, 61), role="heading", text="您想办什么？", level=1, owner="page.home"),
    thing("nav.settings", Box(900, 16, 160, 72), text="设置"),
    thing("opt.yes", Box(40, 302, 1000, 96), text="是"),
    thing("opt.no", Box(40, 414, 1000, 96), text="不是"),
    thing("nav.back", Box(16, 1771, 222, 72), text="返回"),
    thing("nav.repeat", Box(254, 1771, 222, 72), text="再听一遍"),
    thing("nav.help", Box(492, 1771, 222, 72), text="找人帮忙"),
    thing("nav.next", Box(731, 1771, 333, 72), text="下一步"),
)
OPTION: Final = Sample(
    "#E6F0EC",
    (Part(60, 30, 30, 14.0), Part(110, 80, 76, 9.0), Part(220, 60, 30, 14.8)),
    ("#FFFCF5",) * 4 + ("#5B7D76",) * 2 + ("#E6F0EC",) * 10,
)
CLEAN: Final = Seen(
    "home",
    LOOK,
    "zh-Hans-CN",
    False,
    1080,
    THINGS,
    (
        words("您想办什么？", "page.home", bold=True),
        words("是", "opt.yes", button=True),
        words("不是", "opt.no", button=True),
    ),
    {2: OPTION, 3: OPTION},
    ("#FFFCF5", "#F3EFE3", "#5B7D76", "#A9BAB3"),
    ("#FFFCF5", "#F3EFE3", "#5B7D76"),
    tuple(Stop(t.id, t.box, RING) for t in THINGS if t.focusable),
)


def but(**more: Any) -> Seen:
    """The page without a fault, but for this."""
    return replace(CLEAN, **more)


def with_thing(which: str, /, **more: Any) -> Seen:
    """The page without a fault, with one thing changed; its box and the whole of it are the same unless both stand."""
    if "box" in more and "whole" not in more:
        more["whole"] = more["box"]
    things = tuple(replace(t, **more) if t.id == which else t for t in THINGS)
    return but(things=things, stops=())


def asking(question: str, **more: Any) -> Seen:
    """The page without a fault, as one that asks: its options are told as chosen or not."""
    options = {t.id: replace(t, **{"stated": True, **more}) for t in THINGS if t.id.startswith("opt.")}
    group = thing(question, Box(40, 300, 1000, 220), role="group", text="")
    return but(things=(*THINGS[:2], group, *(options.get(t.id, t) for t in THINGS[2:])), samples={}, stops=())


def and_thing(made: Thing) -> Seen:
    """The page without a fault, and one thing more at its end."""
    return but(things=(*THINGS, made), stops=())
