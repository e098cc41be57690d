"""Gives the focus back to a control after its page was drawn again, for who works with keys."""

from __future__ import annotations

import asyncio
import logging

import flet as ft

log = logging.getLogger(__name__)
FOCUS_SECONDS = 5.0
"""How long a client may take to focus a control; one that was replaced meanwhile never answers."""


async def give_focus(button: ft.Button | ft.TextField | ft.KeyboardListener) -> None:
    """Let the client focus it; where it was drawn anew meanwhile, there is nothing to focus."""
    try:
        async with asyncio.timeout(FOCUS_SECONDS):
            await button.focus()  # type: ignore[no-untyped-call]
    except (RuntimeError, TimeoutError) as error:
        log.info("nothing to focus: %s", type(error).__name__)
