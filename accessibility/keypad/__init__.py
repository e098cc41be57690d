"""Everything by eight keys: the things of a page in order, where one is among them, and what each move says."""

from accessibility.keypad.moves import Key, Moved, move, stay
from accessibility.keypad.spoken import edge_words, moved_words, short_words, thing_words, typed_words
from accessibility.keypad.things import Place, Thing, position, rows

__all__ = [
    "Key",
    "Moved",
    "Place",
    "Thing",
    "edge_words",
    "move",
    "moved_words",
    "position",
    "rows",
    "short_words",
    "stay",
    "thing_words",
    "typed_words",
]
