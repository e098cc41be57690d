"""The rows of the datasets that flows choose from."""

from __future__ import annotations

from collections.abc import Mapping

from shared.domain.values import Value
from tests.fakes.packs import every_pack

NAMES = ("regions", "offices", "days", "slots")


def pack(name: str) -> tuple[Mapping[str, Value], ...]:
    """The rows of a dataset."""
    return tuple(every_pack()[name].rows)
