"""The mark of practice."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.practice import practice_mark

EXAMPLES = (Example("mark", practice_mark),)
