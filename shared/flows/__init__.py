"""The services, one folder each.

`flow.py` holds the steps, `rules.py` the law, `params.toml` the amounts, `cases.toml` people and what they get.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.domain.flow import Flow
from shared.flows.unemployment.flow import FLOW as UNEMPLOYMENT

FLOWS: Final[Mapping[str, Flow]] = {flow.id: flow for flow in (UNEMPLOYMENT,)}
"""Every service by its id, in the order of the home page."""


def flow(id: str) -> Flow:
    """The service of that id; KeyError where there is none."""
    return FLOWS[id]
