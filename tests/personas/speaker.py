"""The person who only speaks: hears what is said, and says what is listened for. No hand touches anything.

Three things are no speaker's: the microphone is turned on by whoever stands beside, and a PIN, which nobody should say
aloud, is pressed on its pad.
"""

from __future__ import annotations

import re
from typing import Final

from accessibility.script.numerals import number
from shared.domain import kinds
from shared.domain.flow import Kind, Question
from tests.personas.booth import Booth
from tests.personas.keypad import plain
from tests.personas.listener import WRITTEN, Listener
from tests.personas.persona import Wants, life
from tests.personas.spelling import sound

DIGITS: Final = "零一二三四五六七八九"
NUMBERED: Final = re.compile(r"(?P<what>[^：；、。]+?)，说“?按(?P<n>[零一二三四五六七八九十两百]+)”?")
"""What has no phrase of its own, as it is heard with its number."""


class Speaker(Listener):
    """Says numbers of options, values as people say them, and one of the few words that always hold."""

    name = "speaker"
    eyes = False

    def __init__(self, booth: Booth, wanted: Wants) -> None:
        super().__init__(booth, wanted)
        self.stand = booth
        self.said: list[str] = []
        self.numbers: dict[str, str] = {}

    async def arrive(self) -> None:
        """Somebody turns the microphone on."""
        await self.stand.touch("nav.voice")
        await super().arrive()

    async def turn(self) -> None:
        """What the page asks for, then on; where that led to another page already, that page is heard."""
        self.numbers = {}
        heard = self.booth.ear.page_said
        question, offered = self.understands.question(heard), self.understands.options(heard)
        if question is not None:
            await self._answer(question, offered)
        elif offered:
            await self.digit(self.choice(offered))
        if self.booth.ear.page_said is heard:
            await self.go_on()

    # speaking

    async def say(self, words: str) -> None:
        """Say it, and yes where it is said back as a question."""
        before = len(self.booth.ear.all_heard)
        self.said.append(words)
        await self.stand.say(words)
        head, _, tail = self.understands.spoken("say.confirm", what="题目").partition("题目")
        if any(line.startswith(head) and line.endswith(tail) for line in self.booth.ear.all_heard[before:]):
            self.said.append("对的")
            await self.stand.say("对的")

    async def digit(self, n: int) -> None:
        """An option by its number."""
        await self.say(f"第{number(n)}个")

    async def type_in(self, question: Question, characters: str) -> None:
        """A value as it is said; a PIN by the pad."""
        if question.kind is Kind.PIN:
            await self.booth.key(*characters)
        else:
            await self.say(aloud(question.kind, characters))

    async def _answer(self, question: Question, offered: tuple[str, ...]) -> None:
        value = life(question)
        if self.already_answered():
            return
        if question.kind in WRITTEN and value is not None:
            await self.write(question)
        elif value is not None and not (offered and question.kind is Kind.CARD):
            await self.type_in(question, kinds.spell(question, value))
        elif offered:
            await self.digit(self.choice(offered))

    async def write(self, question: Question) -> None:
        """Words by the numbers of the keys that spell them; a number on the same page by those of its digits."""
        value = life(question)
        if not isinstance(value, dict):
            await self.spell(str(value))
            return
        await self.spell(str(value["name"]))
        await self.press(self.understands.spoken("input.part.id_number"))
        self.numbers = {}
        for character in str(value["id_number"]):
            await self.press(DIGITS[int(character)] if character.isdecimal() else character)

    async def spell(self, words: str) -> None:
        """Each character by the letters of its sound, then itself from what is offered."""
        for character in words:
            for letter in sound(character):
                await self.press(letter)
            self.numbers = {}  # what is offered now is not what was offered before
            await self.press(character)

    async def press(self, name: str) -> None:
        """A control by its number, asked for where it is not known."""
        if self.number_of(name) is None:
            before = len(self.booth.ear.all_heard)
            await self.say("我能说什么")
            heard = "；".join(self.booth.ear.all_heard[before:])
            self.numbers = {found["what"]: found["n"] for found in NUMBERED.finditer(heard)}
        n = self.number_of(name)
        assert n is not None, f"{name} has no number on {self.booth.at}: {self.numbers}"
        await self.say(f"按{n}")

    def number_of(self, name: str) -> str | None:
        """The number by which something is called, as it was heard: by its name, or where that is one of its words."""
        for what, n in self.numbers.items():
            if plain(name) in (plain(what), *map(plain, what.split("，"))):
                return n
        return None

    async def go_on(self) -> None:
        """Next, or the one phrase that submits."""
        submit = self.understands.has(self.booth.ear.page_said, "speech.submit")
        await self.say("确认提交" if submit else "下一步")


def aloud(kind: Kind, characters: str) -> str:
    """What is typed, as people say it."""
    match kind:
        case Kind.DATE:
            year, month, day = spelled(characters[:4]), int(characters[4:6]), int(characters[6:])
            return f"{year}年{number(month)}月{number(day)}号"
        case Kind.MONTH:
            return f"{spelled(characters[:4])}年{number(int(characters[4:]))}月"
        case Kind.MONEY:
            return f"{number(int(float(characters)))}元"
        case Kind.NUMBER:
            return number(int(characters))
        case _:
            return spelled(characters)


def spelled(characters: str) -> str:
    """Digit by digit; X as 叉."""
    return "".join(DIGITS[int(c)] if c.isdecimal() else "叉" for c in characters)
