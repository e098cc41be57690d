"""Puts texts into words: catalogues (GNU gettext, read by babel) and the facts of each locale."""

from shared.i18n.locales import LOCALES, Direction, LocaleFacts, facts_of
from shared.i18n.translator import MissingArgument, MissingMessage, Translator, translator

__all__ = [
    "LOCALES",
    "Direction",
    "LocaleFacts",
    "MissingArgument",
    "MissingMessage",
    "Translator",
    "facts_of",
    "translator",
]
