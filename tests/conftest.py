"""What holds for every test: browser tests stay together by file, and no property test is judged by the clock."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Machines are shared and noisy: how long an example takes says nothing about the property. The same sources are given
# the same examples, so that a run can be repeated; NUANCHUANG_RANDOM=1 looks for new ones.
settings.register_profile(
    "nuanchuang",
    deadline=None,
    derandomize=not os.environ.get("NUANCHUANG_RANDOM"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("nuanchuang")


class Browsers(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """A file of browser tests on one worker, which has one browser and one kiosk for all of them; files come first.

    So does a file of the phone's tests, which share a build. Everything else goes one by one to whoever is free.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if "/e2e/" in nodeid or "/mobile/" in nodeid else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Browsers:
    return Browsers(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
