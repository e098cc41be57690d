"""Nothing in the code may cut text, ask for a gesture that not every hand can make, or move by itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.audit.seen import Finding, Rule

CUT: Final = Rule("lint.cut", "WCAG 2.2 SC 1.4.4, 1.4.12", "no max_lines, ellipsis or clipping of text")
FIXED: Final = Rule("lint.fixed", "WCAG 2.2 SC 1.4.4, 1.4.12", "no fixed height around text")
GESTURE: Final = Rule(
    "lint.gesture", "WCAG 2.2 SC 2.5.1, 2.5.7; ACCESSIBILITY, See", "nothing needs two fingers, a drag or a long press"
)
MOTION: Final = Rule("lint.motion", "WCAG 2.2 SC 2.3.1, 2.3.3", "nothing moves or flashes by itself")
OVER: Final = Rule(
    "lint.over",
    "工信厅信管函〔2021〕67号 附件; ACCESSIBILITY, See",
    "nothing comes over a page that would have to be closed",
)
RULES: Final = (CUT, FIXED, GESTURE, MOTION, OVER)
HARD: Final = (
    *("Draggable", "DragTarget", "Dismissible", "InteractiveViewer", "ReorderableListView", "ReorderableDragHandle"),
    *("Slider", "RangeSlider", "CupertinoSlider", "GestureDetector"),
)
"""Controls that are dragged, or worked by gestures of their own."""
HARD_EVENT: Final = re.compile(r"on_(long_press|double_tap|multi_|scale|pan|(horizontal|vertical)_drag|force_press)\w*")
COVERING: Final = re.compile(
    r"\w*(Dialog|BottomSheet|SnackBar|Banner|PopupMenu\w*|(Date|Time)Picker|Tooltip)|Dropdown\w*"
)
"""Controls that come over the page, with buttons of their own to close them in places of their own."""
MOVING: Final = (
    "AnimatedSwitcher",
    "ProgressRing",
    "ProgressBar",
    "CupertinoActivityIndicator",
    "Lottie",
    "Shimmer",
    "Hero",
)
"""Controls that never stand still."""
MOVING_BY: Final = re.compile(r"animate(_\w+)?|animation_duration")
ROOT: Final = Path(__file__).parents[3]
FOLDERS: Final = ("shared/ui", "kiosk", "mobile", "shared/backend/desk")
TEXTS: Final = ("Text", "words", "heading")
"""What draws text."""
CONTAINERS: Final = ("Container", "Row", "Column", "Button", "FilledButton", "press", "SizedBox", "Card")
HIDING: Final = ("ELLIPSIS", "FADE", "CLIP")


def find(folders: tuple[str, ...] = FOLDERS) -> Iterator[Finding]:
    """Every place of our code."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield from of_source(str(file.relative_to(ROOT)), file.read_text("utf-8"))


def of_source(path: str, source: str) -> Iterator[Finding]:
    """Every place of one module."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        where = f"{path}:{node.lineno}"
        if "max_lines" in given and _name(node) not in ("TextField", "CupertinoTextField"):
            yield Finding(CUT.id, path, where, "max_lines")
        if "no_wrap" in given and not _is(given["no_wrap"], False):
            yield Finding(CUT.id, path, where, "no_wrap")
        events = [name for name in given if HARD_EVENT.fullmatch(name)]
        if _name(node) in HARD or events:
            yield Finding(GESTURE.id, path, where, " ".join([_name(node), *events]))
        if _name(node) in MOVING or any(MOVING_BY.fullmatch(n) and not _is(v, 0, None) for n, v in given.items()):
            yield Finding(MOTION.id, path, where, f"{_name(node)} moves")
        if COVERING.fullmatch(_name(node)):
            yield Finding(OVER.id, path, where, f"{_name(node)} comes over the page")
        overflow = given.get("overflow")
        if isinstance(overflow, ast.Attribute) and overflow.attr in HIDING:
            yield Finding(CUT.id, path, where, f"overflow {overflow.attr}")
        if "height" in given and _name(node) in CONTAINERS and _holds_text(node):
            yield Finding(FIXED.id, path, where, f"height of a {_name(node)} with words in it")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is(node: ast.expr, *values: object) -> bool:
    return isinstance(node, ast.Constant) and any(node.value is value for value in values)


def _holds_text(call: ast.Call) -> bool:
    """Whether words are drawn somewhere in its arguments."""
    parts = (*call.args, *(keyword.value for keyword in call.keywords))
    return any(isinstance(n, ast.Call) and _name(n) in TEXTS for part in parts for n in ast.walk(part))
