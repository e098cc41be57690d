"""What holds for every test: browser tests share one worker, and no property test is judged by the clock."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# Machines are shared and noisy: how long an example takes says nothing about the property.
settings.register_profile("nuanchuang", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nuanchuang")


@pytest.hookimpl(tryfirst=True)  # before xdist writes the groups into the names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.xdist_group("browser"))
    # Begun first, so that the other worker does all the rest meanwhile.
    items.sort(key=lambda item: "e2e" not in item.path.parts)
