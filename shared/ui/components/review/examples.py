"""Examples of a review."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.review import Line, review_list
from shared.ui.view import Ui


async def _edit(_: str) -> None:
    """Nothing is edited in an example."""


def _lines(ui: Ui) -> tuple[Line, ...]:
    return (
        Line("a", ui.say("ui.example.question"), ui.say("ui.example.yes")),
        Line("b", ui.say("ui.example.help"), ui.say("ui.example.long"), ui.say("ui.example.no")),
    )


EXAMPLES = (
    Example(
        "two_lines",
        lambda ui: review_list(ui, _lines(ui), _edit),
        ("review.a", "review.edit.a", "review.b", "review.edit.b"),
    ),
)
