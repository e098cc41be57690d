"""The lesson judges nothing: whatever is pressed is right."""

from __future__ import annotations

from typing import Final

PLACES: Final = ("house", "teacup", "dog")
"""What can be pressed on the second page."""
