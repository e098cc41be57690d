"""The files of the web client as this kiosk serves them: its own over Flet's (`shared.ui.client_native`)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from shared.ui.client_native import ClientFiles, Served, media_type

__all__ = ["WEB", "Served", "Site", "media_type"]

WEB: Final = Path(__file__).parent / "web"


class Site(ClientFiles):
    """Everything that this kiosk's page asks for."""

    def __init__(self) -> None:
        super().__init__(WEB)
