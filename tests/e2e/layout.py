"""What must hold of every page, however large its text: all in view, nothing over anything, the bar always there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.e2e.window import Node

SLACK: Final = 1.5
"""dp that rounding may cost."""
EDGE: Final = 12.0
"""dp between a bar's controls and the view beside it."""
LEAST: Final = 60.0
"""Least side of a target in dp (elder layout, ACCESSIBILITY)."""


def faults(nodes: Sequence[Node], width: int, height: int) -> tuple[str, ...]:
    """What is wrong with a page's geometry, in words; empty when nothing is.

    Content of the page may run on below the view (`page.down` reaches it); the bars and `page.up`, `page.down` may not.
    """
    found: list[str] = []
    nodes = [node for node in nodes if node.width > 0 and node.height > 0]
    buttons = [node for node in nodes if node.button]
    for node in nodes:
        if node.left < -SLACK or node.left + node.width > width + SLACK:
            found.append(f"{node.id} is outside the sides: {_box(node)}")
        if _fixed(node) and (node.top < -SLACK or node.top + node.height > height + SLACK):
            found.append(f"{node.id} is outside the view: {_box(node)}")
    for node in buttons:
        if min(node.width, node.height) < LEAST - SLACK and not _cut(node, nodes, height):
            found.append(f"{node.id} is smaller than a target: {_box(node)}")
    for i, one in enumerate(buttons):
        found.extend(f"{one.id} lies over {other.id}" for other in buttons[i + 1 :] if _over(one, other))
    top, bottom = _view(nodes, height)
    if bottom - top < height * 0.25:
        found.append(f"only {bottom - top:.0f} of {height} dp are left for the page")
    return tuple(found)


def _fixed(node: Node) -> bool:
    return node.id.startswith("nav.") or node.id in ("page.up", "page.down", "review.submit", "outbox.state")


def _view(nodes: Sequence[Node], height: int) -> tuple[float, float]:
    """The space between the bars."""
    bars = [node for node in nodes if _fixed(node) and node.id not in ("page.up", "page.down")]
    above = [node.top + node.height for node in bars if node.top < height / 2]
    below = [node.top for node in bars if node.top >= height / 2]
    return max(above, default=0.0), min(below, default=float(height))


def _cut(node: Node, nodes: Sequence[Node], height: int) -> bool:
    """Whether it ends at the edge of the view, beyond which the rest of it is hidden."""
    top, bottom = _view(nodes, height)
    turns = [other.top for other in nodes if other.id in ("page.up", "page.down")]
    if node.cut or _fixed(node) or not turns:
        return node.cut
    rows = [other for other in nodes if other.button and not _fixed(other)]
    first, last = min(other.top for other in rows), max(other.top + other.height for other in rows)
    low = min([bottom, *turns])
    return node.top <= max(top + EDGE, first + SLACK) or node.top + node.height >= min(
        low - EDGE, last - SLACK
    )  # of a page that can be turned, the first and the last row may be cut


def _over(one: Node, other: Node) -> bool:
    if one.inside == other.id or other.inside == one.id:
        return False
    wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    tall = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return wide > SLACK and tall > SLACK


def _box(node: Node) -> str:
    return f"left {node.left:.0f}, top {node.top:.0f}, {node.width:.0f} × {node.height:.0f}"
