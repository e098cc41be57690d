"""Prints the slip of the receipt that is shown."""

from __future__ import annotations

from shared.app.ports import Printed, Printer, Slip
from shared.app.session import Session
from shared.domain.text import Text, text, verbatim
from shared.ui.view import Ui


async def print_slip(ui: Ui, session: Session, printer: Printer) -> str:
    """What became of it, in words; only what was submitted in this session has a slip."""
    row = session.receipt_row()
    item = session.items.get(row.id) if row is not None else None
    done = Printed.FAILED
    if row is not None and item is not None:
        sealer = session.ports.sealer
        lines = (verbatim(row.number), Text(f"outbox.state.{row.state.value}"), text("kiosk.receipt.undo"))
        whole = sealer.slip_code(item, row.acknowledgement, secret=True)
        small = sealer.slip_code(item, row.acknowledgement, secret=False)
        done = await printer.print(Slip(text("kiosk.receipt.slip"), lines, whole, small), ui.lang)
    return ui.say(f"kiosk.print.{done.value}")
