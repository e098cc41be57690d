"""The words of message ids, as the screen must say them."""

from __future__ import annotations

from shared.domain.text import TextArg, text
from shared.i18n import translator


def said(lang: str, id: str, /, **args: TextArg) -> str:
    """The words of a message in a language."""
    return translator(lang).say(text(id, **args))
