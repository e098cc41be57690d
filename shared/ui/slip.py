"""Prints what the page gives to take along: a receipt, a result with its signed code, the code of the preferences."""

from __future__ import annotations

from shared.app.pages import At
from shared.app.ports import Printed, Printer, Slip
from shared.app.session import Session
from shared.domain.decisions import Listing
from shared.domain.text import Text, text, verbatim
from shared.ui.pages.base import Scene
from shared.ui.pages.preferences import code_of
from shared.ui.view import Ui


async def print_slip(scene: Scene, printer: Printer) -> str:
    """What became of it, in words."""
    ui, session, greeting = scene.ui, scene.session, scene.session.page.at is At.PREFERENCES
    if greeting:
        slip: Slip | None = _greeting(scene)
    else:
        slip = _result(ui, session) if session.page.at is At.STEP else _receipt(session)
    done = Printed.FAILED if slip is None else await printer.print(slip, ui.lang)
    return ui.say("pref.code.printed" if greeting and done is Printed.PRINTED else f"{printer.words}.{done.value}")


def _greeting(scene: Scene) -> Slip:
    """The code of the preferences: nothing on the paper says whose it is."""
    return Slip(text("pref.code"), (text("pref.code.help"),), code_of(scene))


def _receipt(session: Session) -> Slip | None:
    """Only what was submitted in this session has a slip."""
    row = session.receipt_row()
    item = session.items.get(row.id) if row is not None else None
    if row is None or item is None:
        return None
    sealer = session.ports.sealer
    own = session.lines.get(row.id, ())
    after = session.afterwards(row.flow).receipt
    lines = (verbatim(row.number), Text(f"outbox.state.{row.state.value}"), *own, after)
    whole = sealer.slip_code(item, row.acknowledgement, secret=True)
    small = sealer.slip_code(item, row.acknowledgement, secret=False)
    return Slip(text("kiosk.receipt.slip"), lines, whole, small)


def _result(ui: Ui, session: Session) -> Slip | None:
    """What the page says, a line each, over its code where it has one; or a paper to be signed by hand."""
    code, paper, journey = session.code_to_take(), session.paper_to_take(), session.journey
    result = journey.result(session.page.key) if journey is not None else None
    if not (code or paper) or journey is None or not isinstance(result, Listing):
        return None
    lines = [result.answer]
    for row in result.rows:
        if row.value is None:
            lines.append(row.title)
            continue
        said = ui.say(row.value) if isinstance(row.value, Text) else ui.words.value(row.value, row.title.id)
        lines.append(verbatim(ui.say("kiosk.group.line", title=row.title, answer=said)))
    if paper:
        return Slip(result.answer, tuple(lines[1:]), "", "")
    day = text("kiosk.ask.as_of", day=session.ports.clock.today())
    return Slip(Text(journey.flow.title), (*lines, day, text("kiosk.code.slip")), code)
