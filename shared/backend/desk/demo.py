"""The clerks of the demonstration. Their passwords are public, so they exist only where the seed is `demo`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIRST: Final = "first"
"""Where every case comes to first."""
REVIEW: Final = "review"
"""复核: objections, and what a colleague passes on."""
QUEUES: Final = (FIRST, REVIEW)


@dataclass(frozen=True, slots=True)
class DemoClerk:
    """A made-up clerk: login name, name, queue, password."""

    id: str
    name: str
    queue: str
    password: str


DEMO_CLERKS: Final = (
    DemoClerk("sun", "孙科长", REVIEW, "nuanchuang-sun"),
    DemoClerk("tang", "唐敏", FIRST, "nuanchuang-tang"),
    DemoClerk("xie", "谢军", FIRST, "nuanchuang-xie"),
)
"""孙科长 decides on objections; 唐敏 and 谢军 have what comes first."""
