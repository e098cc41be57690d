"""Every number that accessibility asks for, once, with its source. Audits and tests read it here.

Where two sources differ, the stricter holds. dp are the logical pixels of the client.
"""

from __future__ import annotations

from typing import Final

# See

TEXT_SIZES: Final = (18, 24, 30, 36, 48)
"""Sizes of the body text in dp. 18 is the least of the elder layout, and beyond 30 must be reachable:
工信厅信管函〔2021〕67号 附件 (App 适老化通用设计规范); 200 %: WCAG 2.2 SC 1.4.4."""
CAPITAL_MM: Final = 7.3
"""Least height of capitals on a kiosk, in mm, seen from `VIEWING_MM`: EN 301 549 clause 5.1.4."""
CAPITAL_DEGREES: Final = 0.7
"""The angle that they are seen under: the same."""
CAPITAL_OF_SIZE: Final = 0.733
"""Height of capitals over the text size, for Noto Sans CJK SC."""
VIEWING_MM: Final = 600
"""From where a kiosk is read."""
LINE_LEAST: Final = 1.3
"""Line height over text size: 工信厅信管函〔2021〕67号 附件."""
PARAGRAPH_LEAST: Final = 1.3
"""From the last line of a paragraph to the first of the next one, over the line: the same."""
LINE_GOAL: Final = 1.5
"""Line height aimed at: WCAG 2.2 SC 1.4.12."""
TEXT_CONTRAST: Final = 7.0
"""Least contrast of text with its ground: WCAG 2.2 SC 1.4.6."""
GRAPHICS_CONTRAST: Final = 3.0
"""Least contrast of graphics, borders and focus: WCAG 2.2 SC 1.4.11, 2.4.13."""
NARROWEST: Final = 320
"""Width in dp at which nothing scrolls sideways: WCAG 2.2 SC 1.4.10."""

# Touch

TARGET_ELDER: Final = 60
"""Least side of a target in dp in the elder layout: 工信厅信管函〔2021〕67号 附件."""
TARGET_OTHER: Final = 44
"""Least side of a target in dp elsewhere: the same; WCAG 2.2 SC 2.5.5."""
TARGET_MM: Final = 14.0
"""Least side of a target on a kiosk in mm: GB/T 37668-2019."""
TARGETS_APART: Final = 8
"""Least space between targets in dp: WCAG 2.2 SC 2.5.8 and platform guidance."""
FOCUS_WIDTH: Final = 3
"""Least width of the focus ring in dp: WCAG 2.2 SC 2.4.13 (2 CSS px), here thicker."""

# Hear

SILENCE_MS: Final = 200
"""Within so many milliseconds any action stops the voice (ACCESSIBILITY, Hear)."""
RATE_LEAST: Final = 0.5
RATE_MOST: Final = 2.0
RATE_STEP: Final = 0.25
"""Pace of the voice over its own: EN 301 549 clause 5.1.3 asks that speech output can be controlled."""
VOLUME_LEAST: Final = 0.2
VOLUME_STEP: Final = 0.2
"""Of the machine's volume, which reaches at least `LOUDNESS`."""
LOUDNESS: Final = 65
"""dBA that must be reachable, reset at every session: 49 CFR 27.71 and Section 508 402.3; measured at the machine."""

# Sign

SIGN_SHARE: Final = 1 / 3
"""Least height of a recording over that of the page (ACCESSIBILITY, Sign)."""

# Speak

SPEECH_ENDS_SECONDS: Final = 2.0
"""Silence after which somebody has finished speaking (ACCESSIBILITY, Speak)."""
FIRST_SILENCE_SECONDS: Final = 8.0
"""Silence after which somebody who was asked to speak is told what may be said: the same."""

# Time

IDLE_SECONDS: Final = 60
"""Without an action before the warning (ACCESSIBILITY, Time)."""
IDLE_BY_VOICE_SECONDS: Final = 120
"""The same for who uses only the voice."""
WARNING_SECONDS: Final = 30
"""How long the warning stays: WCAG 2.2 SC 2.2.1 asks for 20."""
EXTENSIONS: Final = 10
"""How often the time can be extended: WCAG 2.2 SC 2.2.1."""
TAKE_BACK_MINUTES: Final = 10
"""Within which a submission is simply undone (ACCESSIBILITY, Understand)."""
FAILURES_BEFORE_A_PERSON: Final = 3
"""Failed tries at one question after which a person is offered (ACCESSIBILITY, Understand)."""

# Move

SECOND_PRESS_SECONDS: Final = 0.5
"""Within which a second press of a switch is not one (ACCESSIBILITY, Move)."""
KEY_REPEAT_SECONDS: Final = 2.0
"""Least delay before a held key repeats: EN 301 549 clause 5.7."""
SCAN_SECONDS: Final = 2.0
SCAN_STEP_SECONDS: Final = 0.5
"""How long scanning stays with each thing unless told otherwise, and by how much that changes."""
SCAN_LEAST_SECONDS: Final = 0.5
SCAN_MOST_SECONDS: Final = 5.0
"""Bounds of the scanning speed."""
