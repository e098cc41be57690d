"""What may be said on a page, for who asks 我能说什么, and numbers for what has no phrase of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from accessibility.commands.folding import plain
from accessibility.commands.grammar import Command, Grammar, Risk, closed
from accessibility.commands.pages import ALWAYS, number_phrases, phrases
from accessibility.keypad import Place, Thing
from accessibility.keypad.spoken import thing_words
from shared.domain.text import Text, text, verbatim
from shared.i18n import Translator

UNCONFIRMED: Final = ("key.", "act.candidate", "act.part.", "act.way.", "nav.", "outbox.")
"""Controls whose effect shows at once and is taken back as easily; any other is said back first."""
LISTENER: Final = "voice."
"""What the listener does itself, on every page."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """What may be said: about this page, a line each, and on any page."""

    here: tuple[Text, ...]
    always: tuple[Text, ...]

    @property
    def spoken(self) -> tuple[Text, ...]:
        """All of it as it is said, a line each."""
        return (Text("ear.sayings.title"), *self.here, text("ear.sayings.spoken", always=self.always))


def decoys(translator: Translator) -> tuple[str, ...]:
    """Words that mean nothing here, for a recogniser that knows nothing but what it is told."""
    return phrases(translator, "say.decoys")


def answers(translator: Translator) -> tuple[str, ...]:
    """What may be said to what was said back."""
    return (*phrases(translator, "say.confirm.yes"), *phrases(translator, "say.confirm.no"))


def unsayable(grammar: Grammar, things: Sequence[Thing], *, pin: bool) -> tuple[Thing, ...]:
    """The things of a page that no phrase means. The keys of a `pin` are none of them, since it is never said; nor are
    those that type what can be said."""
    known = {command.does for command in grammar.commands}
    return tuple(
        thing
        for thing in things
        if thing.id not in known
        and not (thing.entry or thing.written)
        and not (thing.key and (pin or grammar.entering is not None))
        and thing.place is not Place.ABOVE
    )


def with_numbers(
    grammar: Grammar, things: Sequence[Thing], numbers: Mapping[str, int], translator: Translator
) -> Grammar:
    """The same, with those things by their numbers."""
    more = [
        Command(
            thing.id,
            thing_words(thing),
            number_phrases(translator, "say.press", numbers[thing.id]),
            Risk.MOVE if thing.id.startswith(UNCONFIRMED) else Risk.VALUE,
        )
        for thing in things
        if thing.id in numbers
    ]
    return closed(grammar.page, grammar.lang, iter((*grammar.commands, *more)), grammar.entering, grammar.by_hand)


def sayings(grammar: Grammar, translator: Translator, there: Collection[str], numbered: Collection[str]) -> Sayings:
    """What may be said, where those controls are `there`, some of them by a number alone (`numbered`).

    An option that is not in view is said all the same; what the bars cannot do now is not told.
    """
    here: list[Text] = []
    always: list[Text] = []
    for command in grammar.commands:
        if command.does in ALWAYS:
            if command.does in there or command.does.startswith(LISTENER):
                always.append(verbatim(command.phrases[0]))
        else:
            here.append(_line(command, translator, by_number=command.does in numbered))
    if grammar.entering is not None:
        here.append(text("ear.sayings.entry"))
    return Sayings(tuple(here), tuple(always))


def _line(command: Command, translator: Translator, *, by_number: bool) -> Text:
    """How it is called, and what else means it: by its number, or by other words."""
    if by_number:
        return text("ear.sayings.or", what=command.title, phrase=command.phrases[0])
    title = plain(translator.say(command.title))
    others = [phrase for phrase in command.phrases if plain(phrase) != title]
    if command.value and others:
        return text("ear.sayings.or", what=command.title, phrase=others[0])
    return text("ear.sayings.one", phrase=command.phrases[0])
