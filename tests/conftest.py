"""What holds for every test: browser tests share one worker, and no property test is judged by the clock."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Machines are shared and noisy: how long an example takes says nothing about the property.
settings.register_profile("nuanchuang", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nuanchuang")


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """All browser tests on one worker, begun first; everything else one by one on whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if "/e2e/" in nodeid else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    return OneBrowser(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
