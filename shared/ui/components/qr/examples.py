"""Examples of a QR code."""

from __future__ import annotations

from shared.ui.components.example import Example
from shared.ui.components.qr import qr

EXAMPLES = (Example("long", lambda ui: qr(ui, "receipt.qr", "nuanchuang:" + "0123456789abcdef" * 16), ("receipt.qr",)),)
