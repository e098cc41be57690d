"""Examples of fields."""

from __future__ import annotations

import flet as ft

from shared.domain.flow import Kind
from shared.ui.components.example import Example
from shared.ui.components.fields import DateField, Field, OneField
from shared.ui.view import Ui


def _shown(field: Field, raw: str, *, masked: bool = False) -> ft.Control:
    field.show(raw, masked=masked)
    return field.control


def _date(ui: Ui) -> ft.Control:
    return _shown(DateField(ui, "field.day", ("year", "month", "day")), "202611")


EXAMPLES = (
    Example("date", _date, ("field.day.year", "field.day.month", "field.day.day")),
    Example("identity", lambda ui: _shown(OneField(ui, "field.id", Kind.ID_NUMBER), "11010119500101001X", masked=True)),
    Example("pin", lambda ui: _shown(OneField(ui, "field.pin", Kind.PIN), "1234")),
    Example("money", lambda ui: _shown(OneField(ui, "field.pay", Kind.MONEY, ui.say("ui.yuan")), "12345.6")),
)
