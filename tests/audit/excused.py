"""What a rule takes for a fault and is none. It only ever drops findings: where nothing was found nothing is found
still, so looks that are known stay known (`digest.NOT_BEHIND`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from accessibility.contrast import ratio
from accessibility.preferences import Theme
from shared.ui.theme import PALETTES
from tests.audit.rules.contrast import TEXT
from tests.audit.seen import Finding

TOLD: Final = re.compile(r"([\d.]+):1 on (#[0-9A-F]{6}) ")


def true(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are faults."""
    return [finding for finding in findings if not _frame(finding)]


def _frame(finding: Finding) -> bool:
    """Whether it is the frame of a box that the edge of a view cuts: on a phone its corners are as high as letters. A
    frame needs 3:1 (WCAG 2.2 SC 1.4.11); a colour of words is told apart from it (`test_excused.py`)."""
    told = TOLD.match(finding.words)
    if finding.rule != TEXT.id or told is None or not finding.look:
        return False
    border = PALETTES[Theme(finding.look.split()[0])].border
    return told[1] == f"{ratio(border, told[2]):.1f}"
