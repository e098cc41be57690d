"""Walks any flow in a real browser, knowing only identifiers and kinds.

What is done on a page follows from `shared.domain.kinds.gestures`; what is asked is read from `q.<kind>.<question>`.
A flow that this cannot finish cannot be finished by a person either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from shared.domain import kinds
from shared.domain.entry import Fill, Gesture, Tap
from shared.domain.flow import Kind, Question
from shared.domain.kinds.base import NEXT, NONE_RAW, UNSURE_RAW
from tests.e2e.defaults import Answers, Given, Raw, default
from tests.e2e.window import AGAIN, PATIENCE, ScreenError, Window

MOST_PAGES: Final = 120
WIDE: Final = 1000
"""dp of a screen on which no entry needs a second line."""
PLAIN_KEY: Final = re.compile(r"key\.[\dX.]")
"""A key that adds its character to what is entered, and does nothing else."""
_LEFT: Final = """([at, before]) => window.semantics.page() !== `page.${at}` ||
  (window.semantics.signature() !== before && window.semantics.all().some(n => n.id.startsWith("error.")))"""
KEY_SECONDS: Final = 2.0
"""How long a key may take to show."""
CHOICE_SECONDS: Final = 0.6
"""How long a choice may take to show; one that was chosen already shows nothing new."""
ENTERED: Final = re.compile(r"[\d•X.]")
"""What a field shows in which something was entered."""
_ALL_SHOWN: Final = """([length, wanted]) => { const shown = window.semantics.entered();
  return shown.length === length && (shown.endsWith(wanted) || shown.includes("•")); }"""
TYPED: Final = frozenset(kind for kind, rules in kinds.KINDS.items() if rules.keypad)


class Refused(AssertionError):
    """An answer was not taken: the page shows these errors (identifier → words)."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(str(dict(errors)))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of a page as far as its identifiers tell, and the values of the options in view."""

    question: Question
    offered: tuple[str, ...]


class Walker:
    """A scripted person at one window. `seen` lists the pages in the order in which they came."""

    def __init__(self, window: Window, answers: Answers | None = None) -> None:
        self.window = window
        self.answers: dict[str, Given] = dict(answers or {})
        self.seen: list[str] = []

    # the way

    async def begin(self, flow: str) -> None:
        """Open a service from the first page, through its group where it stands in one."""
        await self.window.arrives("home")
        for group in await self.window.ids("act.group."):
            if await self.window.has(f"home.{flow}"):
                break
            if await self.window.at() != "home":
                await self.window.tap_to("nav.back", "home")
            await self.window.tap_to(group, "services.*")
        await self._leave(await self.window.at(), f"home.{flow}")

    async def identify(self, card: str, pin: str = "123456") -> None:
        """By card and PIN, to the page after it."""
        await self.window.arrives("identify")
        await self.give(card)
        await self.window.arrives("pin")
        await self.give(Raw(pin))

    async def identify_by_number(self, number: str) -> None:
        """By a number typed at the keypad, to the page after it."""
        await self.window.arrives("identify")
        await self.give("keypad")
        await self.window.arrives("number")
        await self.give(Raw(number))

    async def walk(self, *until: str, on_page: Callable[[str], None] | None = None) -> str:
        """Do page after page until one of those comes (a trailing `*` stands for any end); gives it."""
        for _ in range(MOST_PAGES):
            at = await self.window.at()
            if not self.seen or self.seen[-1] != at:
                self.seen.append(at)
                if on_page is not None:
                    on_page(at)
            if any(_fits(at, pattern) for pattern in until):
                return at
            await self.step(at)
        raise await self.window.error(f"none of {until} came in {MOST_PAGES} pages")

    async def whole(self, flow: str, card: str) -> str:
        """A whole flow from the first page to its receipt, by card; gives the receipt's number."""
        await self.begin(flow)
        await self.identify(card)
        await self.walk("receipt")
        return await self.receipt_number()

    async def look(self) -> str:
        """From a receipt, or from the latest line of one's own matters, to that item's page; gives the item's id."""
        show = next(id for id in await self.window.ids("item.") if id.endswith(".show"))
        await self.window.tap_to(show, "item")
        await self.window.still()
        return show.split(".")[1]

    async def my_matters(self) -> None:
        """From the first page to one's own matters, or to the card where that is needed first."""
        await self.window.arrives("home")
        await self.window.tap_to("act.group.mine", "services.mine")
        await self.window.tap_to("act.mine", "waiting", "identify")

    async def act(self, item: str, verb: str) -> None:
        """From an item's page through one of its services to the receipt of that."""
        await self._leave("item", f"item.{item}.{verb}")
        await self.walk("receipt")

    async def receipt_number(self) -> str:
        """The digits of the receipt's number."""
        return "".join(re.findall(r"\d", await self.window.words("receipt.number")))

    async def home(self) -> None:
        """End whatever is open and stand on the first page."""
        if await self.window.has("nav.end"):
            await self.window.tap_to("nav.end", "confirm_end", "ended")
            if await self.window.at() == "confirm_end":
                await self.window.tap_to("act.end", "ended", "home")
        if await self.window.at() != "home":
            await self.window.tap_to("nav.home" if await self.window.has("nav.home") else "nav.next", "home")

    # a page

    async def step(self, at: str = "") -> None:
        """Do what this page asks for, and leave it."""
        at = at or await self.window.at()
        found = await self.window.ids()
        consent = next((id for id in found if id.startswith("consent.")), "")
        group = next((m[1] for id in found if (m := re.fullmatch(r"group\.(.+)\.add", id))), "")
        if at == "resume":
            for _ in range(3):
                if await self.window.tap_changes(f"opt.{self.answers.get('resume', 'fresh')}", AGAIN):
                    break
                self.window.lost.append("resume")
            await self.next(at)
        elif any(id.startswith("q.") for id in found):
            asked = await self.asked()
            await self.give(self.answer_for(at, asked))
        elif consent:
            given = self.answers.get(consent.removeprefix("consent."), True)
            await self.choose("yes" if given else "no")
            await self.next(at)
        elif group and self._wanted(group) > sum(id.startswith(f"group.{group}.remove.") for id in found):
            await self._leave(at, f"group.{group}.add")
        elif "review.submit" in found:
            await self._leave(at, "review.submit")
        else:
            if any(id == "act.ask.waiting" for id in found):
                await self.window.holds("() => !window.semantics.has('act.ask.waiting')", None, 5.0)
            await self.next(at)

    def _wanted(self, group: str) -> int:
        wanted = self.answers.get(group, 0)
        return wanted if isinstance(wanted, int) else 0

    async def asked(self) -> Asked:
        """The question that is on the screen."""
        await self.window.until(
            "() => window.semantics.all().some(n => n.id.startsWith('q.'))", None, "a question", PATIENCE
        )
        found = await self.window.ids()
        _, kind, id = next(id for id in found if id.startswith("q.")).split(".", 2)
        offered = tuple(id.removeprefix("opt.") for id in found if id.startswith("opt."))
        question = Question(id, Kind(kind), "", unsure=UNSURE_RAW in offered, optional=NONE_RAW in offered)
        return Asked(question, offered)

    def answer_for(self, at: str, asked: Asked) -> Given:
        """The test's answer by step key or question id, else a default of the kind."""
        key = at.split(".", 2)[2] if at.startswith("step.") else asked.question.id
        for name in (key, asked.question.id):
            if name in self.answers:
                return self.answers[name]
        return default(asked.question, asked.offered)

    async def give(self, answer: Given) -> None:
        """Answer the question on the screen and go on; raises Refused where the page objects."""
        at = await self.window.at()
        await self.enter(answer)
        await self.next(at)

    async def enter(self, answer: Given) -> None:
        """Enter an answer without going on."""
        asked = await self.asked()
        for plain, gestures in groupby(self._gestures(asked, answer), _is_plain_key):
            if plain:
                await self._keys([gesture.id for gesture in gestures])
                continue
            for gesture in gestures:
                await self._do(gesture)

    async def _do(self, gesture: Gesture) -> None:
        match gesture:
            case Fill(id, characters):
                await self.window.type(id, characters)
            case Tap(id) if id.startswith("key."):
                await self._key(id)
            case Tap(id) if id.startswith("opt."):
                await self.choose(id.removeprefix("opt."))
            case Tap(id) if id.startswith("act.part."):
                await self._turn(id)
            case Tap(id):
                await self.window.tap(id)

    async def _turn(self, part: str) -> None:
        """Turn the keys to a part of the answer, until it shows as chosen; leaving a field may draw it anew first.

        One that is chosen already is left alone: the page would be drawn anew under what is typed next."""
        if await self.window.holds("id => window.semantics.node(id)?.selected", part, 0):
            return
        for _ in range(3):
            await self.window.tap(part)
            if await self.window.holds("id => window.semantics.node(id)?.selected", part, AGAIN):
                await self.window.still()
                return
            self.window.lost.append(part)
        raise await self.window.error(f"{part} was not chosen")

    def _gestures(self, asked: Asked, answer: Given) -> Sequence[Gesture]:
        question = asked.question
        if isinstance(answer, Raw):
            return (Tap("key.clear"), *(Tap(f"key.{c}") for c in answer.characters))
        if question.kind is Kind.CARD and asked.offered:
            return (Tap(f"opt.{answer}"),)
        return tuple(gesture for gesture in kinds.gestures(question, answer) if gesture != NEXT)

    async def choose(self, value: str) -> None:
        """Choose an option, until the screen shows that it is chosen; one that is chosen already is left alone."""
        node = f"opt.{value}"
        if not await self.window.holds("id => window.semantics.node(id)?.selected", node, 0):
            await self.window.tap_changes(node, CHOICE_SECONDS)

    async def _key(self, id: str) -> None:
        """Press a key, until it shows. What does not show was not taken: a full field. An empty one is not cleared."""
        fields = [node.words for node in await self.window.nodes() if node.id.startswith("field.")]
        if id != "key.clear" or any(map(ENTERED.search, fields)):
            await self.window.tap_changes(id, KEY_SECONDS)

    async def _keys(self, ids: Sequence[str]) -> None:
        """Press keys as fast as somebody who knows their number, the first one until it shows: what was said of the
        last entry goes then, and the keys move. Where not all show at the end, once more and slowly. On a narrow screen
        each waits for the one before: an entry that grows by a line moves the keys."""
        if len(ids) == 1 or (self.window.page.viewport_size or {"width": 0})["width"] < WIDE:
            for id in ids:
                await self._key(id)
            return
        await self._key(ids[0])
        await self.window.still(4)
        shown = int(await self.window.ask("() => window.semantics.entered().length"))
        for id in ids[1:]:
            await self.window.tap(id)
        wanted = "".join(id.removeprefix("key.") for id in ids)
        if await self.window.holds(_ALL_SHOWN, [shown + len(ids) - 1, wanted], AGAIN):
            return
        self.window.lost.append(f"keys of {await self.window.at()}")
        for id in ("key.clear", *ids):
            await self._key(id)

    async def next(self, at: str = "") -> None:
        """Go on to another page; raises Refused where this one objects instead."""
        await self._leave(at or await self.window.at(), "nav.next")

    async def _leave(self, at: str, by: str) -> None:
        """Touch what leaves the page, and wait until another page has come, or an error."""
        before = await self.window.signature()
        await self.window.tap(by)
        if not await self.window.holds(_LEFT, [at, before], AGAIN):
            self.window.lost.append(f"{at} {by}")
            await self.window.tap_unless(by, _LEFT, [at, before])
        await self.window.until(_LEFT, [at, before], f"a page after {at}")
        await self.window.still()
        if await self.window.at() == at:
            nodes = await self.window.nodes()
            raise Refused({n.id: n.words for n in nodes if n.id.startswith("error.")})

    async def refused(self, answer: Given) -> dict[str, str]:
        """Give an answer that the page must refuse; gives the errors it shows."""
        at = await self.window.at()
        try:
            await self.give(answer)
        except Refused as refused:
            return refused.errors
        raise ScreenError(f"{at} took {answer!r}")


def _is_plain_key(gesture: Gesture) -> bool:
    return isinstance(gesture, Tap) and PLAIN_KEY.fullmatch(gesture.id) is not None


def _fits(at: str, pattern: str) -> bool:
    return at.startswith(pattern[:-1]) if pattern.endswith("*") else at == pattern
