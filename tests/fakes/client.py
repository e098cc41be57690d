"""A client of Flet's that notes what it is sent: what goes over the line at a touch, without a browser."""

from __future__ import annotations

from typing import Any

import flet as ft
import msgpack  # type: ignore[import-untyped]
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import Message, configure_encode_object_for_msgpack
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

PACK = configure_encode_object_for_msgpack(BaseControl)  # type: ignore[no-untyped-call]


class FakeClient(Connection):
    """A session of Flet's own before it, with a page of that size."""

    def __init__(self, width: float = 1080, height: float = 1920) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.pubsubhub = PubSubHub()
        self.sent: list[bytes] = []
        self.session = Session(self)
        self.session.apply_page_patch({"width": width, "height": height})
        # As the client is answered when it registers.
        msgpack.packb(self.session.get_page_patch(), default=PACK)  # type: ignore[no-untyped-call]

    @property
    def page(self) -> ft.Page:
        """The page that an app is given."""
        page: ft.Page = self.session.page
        _context_page.set(page)  # type: ignore[arg-type]
        return page

    def send_message(self, message: Message) -> None:
        """What an app sends."""
        self.sent.append(msgpack.packb([message.action, message.body], default=PACK))

    def patches(self) -> list[list[Any]]:
        """The changes of everything sent since this was asked last: kind, place, property or index, value."""
        read = [msgpack.unpackb(one, strict_map_key=False)[1] for one in self.sent]
        self.sent.clear()
        return [change for body in read for change in body.get("patch", [[]])[1:]]
