"""What may be said right now: a closed set of phrases derived from the page, and what a heard phrase means in it."""

from accessibility.commands.dialogue import Ask, Confirm, Dialogue, Do, Offer, Reply, hear
from accessibility.commands.folding import folded, sounds
from accessibility.commands.grammar import Command, Entering, Grammar, Risk
from accessibility.commands.pages import grammar_of
from accessibility.commands.sayings import Sayings, answers, decoys, sayings, unsayable, with_numbers
from accessibility.commands.spoken import spoken_entry

__all__ = [
    "Ask",
    "Command",
    "Confirm",
    "Dialogue",
    "Do",
    "Entering",
    "Grammar",
    "Offer",
    "Reply",
    "Risk",
    "Sayings",
    "answers",
    "decoys",
    "folded",
    "grammar_of",
    "hear",
    "sayings",
    "sounds",
    "spoken_entry",
    "unsayable",
    "with_numbers",
]
