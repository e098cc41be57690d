"""What all personas share: what somebody wants and knows, how a language is understood, and the judge.

A persona decides from what its sense gives and acts with what its body can. It knows its own life (`life`) and its
language (`Understanding`), as everybody does who comes to a counter, and no flow by name. The judge alone looks at the
session: whether the end was reached, and whether the persona could know it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from accessibility.script.speaking import Speaking
from shared.app.following import action_title
from shared.app.pages import CARD, IDENTITY, OWN_CARD, OWN_PIN, PIN, At
from shared.domain import kinds
from shared.domain.flow import Flow, Group, Kind, Question
from shared.domain.text import Text, text
from shared.domain.values import Value
from shared.flows import EVERY, EXERCISES, FLOWS
from shared.flows.home import entries, groups, service
from shared.i18n import Translator, translator
from tests.personas.headless import DEFAULTS, PERSON_NUMBER
from tests.personas.stand import Stand

NAME: Final = "王秀英"
PIN_DIGITS: Final = "123456"
MOST_PAGES: Final = 120
PATIENT: Final = 2
"""So often somebody does in vain what the page asks for, and no more."""


@dataclass(frozen=True, slots=True)
class Wants:
    """What somebody came for, in words: what may lead there, the service itself first. By card or by number typed."""

    words: tuple[str, ...]
    card: bool


def wants(flow: Flow, translator: Translator, *, card: bool) -> Wants:
    """What somebody says who comes for this service, and, where it stands in a group, for that."""
    if flow.acts:
        return Wants((translator.say(action_title(flow)),), card)
    offered = [service(flow), *(entry for entry in entries(FLOWS) if entry.flow == flow.id)]
    offered += [
        entry for entry in entries(FLOWS) if any(entry.group == g.id and flow.id in g.flows for g in groups(FLOWS))
    ]
    return Wants(tuple(dict.fromkeys(translator.say(Text(entry.title)) for entry in offered)), card)


def life(question: Question) -> Value | None:
    """What somebody answers who is asked this; None where one of the options is to be chosen."""
    if question.kind is Kind.NUMBER:
        return max(24, question.limits.least or 0)
    if question.kind is Kind.PIN:
        return PIN_DIGITS
    if question == IDENTITY:
        return PERSON_NUMBER
    typed = bool(kinds.KINDS[question.kind].keypad) or question.kind in (Kind.TEXT, Kind.PERSON)
    return DEFAULTS.get(question.kind) if typed else None


class Understanding:
    """A language as its speakers have it: which question words mean, and which of our fixed sentences they are."""

    def __init__(self, lang: str, flows: Mapping[str, Flow]) -> None:
        self.t = translator(lang)
        self._say = Speaking(self.t)
        asked = [CARD, IDENTITY, PIN, OWN_CARD, OWN_PIN, *(q for flow in flows.values() for q in _questions(flow))]
        self._heard = {self.spoken(question.title): question for question in asked}

    def spoken(self, id: str, **args: str) -> str:
        """A message as it is said."""
        return self._say.line(text(id, **args)).words

    def question(self, lines: tuple[str, ...]) -> Question | None:
        """The question that was asked, None where none was."""
        return next((self._heard[line] for line in lines if line in self._heard), None)

    def options(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """The numbered options that were heard, in the order of their numbers."""
        found: list[str] = []
        for line in lines:
            head, tail = self._numbered(len(found) + 1)
            if line.startswith(head) and line.endswith(tail):
                found.append(line.removeprefix(head).removesuffix(tail))
        return tuple(found)

    def has(self, lines: tuple[str, ...], *ids: str) -> bool:
        """Whether one of these sentences was among the lines."""
        return any(self.spoken(id) in lines for id in ids)

    def _numbered(self, n: int) -> tuple[str, str]:
        """What is said before and after the words of option n."""
        head, _, tail = _option(self.t.code, n).partition(TITLE)
        return head, tail


TITLE: Final = "题目"


@cache
def _option(lang: str, n: int) -> str:
    say = Speaking(translator(lang))
    return say.plain(say.t.say(text("speech.option", n=n, title=TITLE)), private=False).words


def _questions(flow: Flow) -> Iterator[Question]:
    for step in flow.steps:
        if isinstance(step, Question):
            yield step
        elif isinstance(step, Group):
            yield from step.steps


class Persona:
    """One person at one booth. `turn` is what is done on a page; `knows_end` what this sense tells of an end."""

    name: str
    eyes = True
    """Whether the screen is looked at: the judge proves that a persona without eyes needs none."""

    def __init__(self, booth: Stand, wanted: Wants) -> None:
        self.booth, self.wanted = booth, wanted
        self.understands = Understanding("zh", EVERY)

    async def arrive(self) -> None:
        """What somebody sets up who comes to the first page."""
        self.booth.blank = not self.eyes

    async def turn(self) -> None:
        """Do what this page asks for, and leave it."""
        raise NotImplementedError

    def knows_end(self, ended: At) -> bool:
        """Whether the persona could tell that it has come to its end: a receipt, or an answer without one."""
        raise NotImplementedError

    def on_page(self) -> None:
        """Called on each page before anything is done there; AssertionError where this sense lacks something."""


async def finish(persona: Persona, flow: Flow) -> int:
    """Let a persona do a whole service, from the first page to its end; gives the pages. AssertionError, with what was
    perceived, where it cannot. What acts on an item begins on the page of one that was submitted before; what only
    practice opens, on the page of practice."""
    stand = persona.booth
    await persona.arrive()
    if flow.acts:
        await stand.aim(flow, card=persona.wanted.card)
    elif flow.id in EXERCISES:
        await stand.practise()
    idle = 0
    for pages in range(1, MOST_PAGES):
        persona.on_page()
        ended = stand.ended(flow)
        if ended is not None:
            assert persona.knows_end(ended), f"{persona.name} cannot tell the end of {flow.id}: {stand.ear.page_said}"
            return pages
        before, at = stand.progress, stand.at
        stand.ear.listen_anew()
        await persona.turn()
        idle = idle + 1 if stand.progress == before else 0  # what did nothing is done again, as people do
        assert idle < PATIENT, f"{persona.name} is stuck at {at} of {flow.id}: {stand.ear.page_said}"
    raise AssertionError(f"{persona.name} did not come to an end of {flow.id}; last at {stand.at}")
