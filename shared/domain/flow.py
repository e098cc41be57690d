"""The vocabulary in which a service is declared, once. Every rendering (screen, speech, keys, paper) reads only this.

All of it is frozen data. A service that needs its own screen means that a word is missing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from shared.domain.answers import Answer, Answers, Problem, Record
from shared.domain.conditions import ALWAYS, Condition
from shared.domain.decisions import Decision, Law, Result
from shared.domain.text import Text
from shared.domain.values import Value


class Kind(StrEnum):
    """The closed catalogue of question kinds (DESIGN section 3); one module each in `shared.domain.kinds`."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    SEVERAL = "several"
    DATE = "date"
    MONTH = "month"
    MONEY = "money"
    NUMBER = "number"
    TEXT = "text"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    CARD = "card"
    PIN = "pin"
    PERSON = "person"
    REGION = "region"
    BANK_ACCOUNT = "bank_account"
    DOCUMENT = "document"
    SLOT = "slot"
    NOTICE = "notice"
    DECLARATION = "declaration"


class Level(IntEnum):
    """Assurance levels (DESIGN section 6)."""

    L0 = 0
    L1 = 1
    L2 = 2
    L3 = 3


class Operation(StrEnum):
    """What submitting a flow does."""

    SUBMIT = "submit"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    OBJECT = "object"
    CANCEL = "cancel"


class Subject(StrEnum):
    """Whom a flow may be about."""

    SELF = "self"
    RELATIVE = "relative"
    ANYONE = "anyone"


class Offline(StrEnum):
    """What an `Ask` or `Choices` does where the backend is not reachable."""

    LAST_KNOWN = "last_known"
    NOT_TO_BE_HAD = "not_to_be_had"
    QUEUE = "queue"


ITEM: Final = "item"
"""`Flow.about` of a flow that acts on any item submitted, and the query that tells how such an item stands."""


Facts = Mapping[str, Value]
"""What rules see: fact id → value, UNKNOWN where nobody has established it."""
FactsOf = Callable[[Answers, Record | None, date], Facts]
"""`facts(answers, record | None, as_of)`; no record gives UNKNOWN, never a guess."""
Compute = Callable[[Facts], Result]
Check = Callable[[Value, Answers], Problem | None]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value (also `opt.<value>` on screen), its message id, and the picture's name."""

    value: str
    title: str
    picture: str = ""
    needs: str = ""
    """A device without which it is not offered: `camera`. The page says so (`ui.missing.<device>`)."""


def options(prefix: str, *values: str) -> tuple[Option, ...]:
    """Options whose message ids are `<prefix>.<value>` and whose pictures carry the value's name."""
    return tuple(Option(value, f"{prefix}.{value}", value) for value in values)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an entry: numbers and money (inclusive), characters of a text, days around today for dates."""

    least: int | None = None
    most: int | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Options that come from a dataset pack: its name, the answers that narrow it, and what to do offline.

    Rows carry `value` and `title` (words, or a day). `given` names answers; each narrows by the row's member of that
    name, or by another one where it is written `member=answer`: equal, or one of the member's several values. `near`:
    rows that say where they are come nearest first, where this device knows where it stands. `wider`: those of the
    answers that narrow no more where they leave nothing; the page then says that these are elsewhere.
    """

    dataset: str
    given: tuple[str, ...] = ()
    offline: Offline = Offline.LAST_KNOWN
    near: bool = False
    wider: tuple[str, ...] = ()

    @property
    def narrowing(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a row's member and the answer that narrows it."""
        pairs = (name.partition("=") for name in self.given)
        return tuple((member, answer or member) for member, _, answer in pairs)

    @property
    def asked(self) -> tuple[str, ...]:
        """The answers that narrow."""
        return tuple(answer for _, answer in self.narrowing)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `title` is a message id; `<title>.help` exists, and `<title>.why` where `why` names a law."""

    id: str
    kind: Kind
    title: str
    options: tuple[Option, ...] = field(default=(), kw_only=True)
    unsure: bool = field(default=False, kw_only=True)
    private: bool = field(default=False, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    check: Check | None = field(default=None, kw_only=True)
    why: tuple[Law, ...] = field(default=(), kw_only=True)
    when: Condition = field(default=ALWAYS, kw_only=True)
    prefill: str | None = field(default=None, kw_only=True)
    choices_from: Choices | None = field(default=None, kw_only=True)
    limits: Limits = field(default=Limits(), kw_only=True)
    unit: str = field(default="", kw_only=True)
    """How a number is said with its unit: the message id of 24个月, with `n`."""
    picture: str = field(default="", kw_only=True)
    """A large picture beside the words, where nothing else on the page shows what they mean."""
    assurance: Level = field(default=Level.L0, kw_only=True)
    """Below this level the question does not arise (a bank account is named at L2 only)."""
    fleeting: bool = field(default=False, kw_only=True)
    """The office deletes the document as soon as the matter has ended (个人信息保护法 19, 47); its pages say so."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact from the backend that may take time; `given` names the answers sent along with the query.

    What it brings is a mapping; conditions look into it by `<id>.<field>`. `status` is always one of
    ready · last_known · queued · not_to_be_had.
    """

    id: str
    query: str
    title: str
    given: tuple[str, ...] = ()
    offline: Offline = Offline.NOT_TO_BE_HAD
    when: Condition = ALWAYS
    assurance: Level = Level.L0
    """Below this level nothing is asked: what comes from a record is not even asked for at L1."""
    brought: bool = False
    """Where the office does not answer, a code that it signed and the person brings along may (`Show.take`)."""


@dataclass(frozen=True, slots=True)
class Show:
    """A page of something computed from the facts; nothing is asked. `paper`: it may be taken along, printed."""

    id: str
    compute: Compute
    title: str = ""
    when: Condition = ALWAYS
    take: str = ""
    """The query whose answer holds, as `code`, a signed code to take along: shown and printed with the page (L2)."""
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """A separate consent, recorded with the words shown; where refusable, "no" is an answer, never asked again."""

    id: str
    title: str
    scope: str
    refusable: bool = True
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Exit:
    """Ends the flow without a submission where `when` is true; `outcome` is a message id with `.help` for what next."""

    when: Condition
    outcome: str


@dataclass(frozen=True, slots=True)
class Group:
    """Repeating steps; answers are keyed `id[n].question`, n from 1. After each repetition its own page lists them."""

    id: str
    title: str
    steps: tuple[Question, ...]
    min: int = 0
    max: int = 20
    when: Condition = ALWAYS


Step = Question | Group | Ask | Show | Consent | Exit


@dataclass(frozen=True, slots=True)
class Migrated:
    """Older answers made to fit: what could be kept, and in plain words what was lost (message ids)."""

    answers: Mapping[str, Answer]
    lost: tuple[str, ...] = ()


Migrate = Callable[[int, Mapping[str, Answer]], Migrated]


@dataclass(frozen=True, slots=True)
class Claimable:
    """When a service is offered to somebody who has not asked for it (应保未保): its own rules find all these clauses
    met from the record alone, and none not met. `since` is the fact whose day begins the occasion: a claim of before
    that day was about an earlier one."""

    clauses: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A service. `params` names the version of its parameters; `due` is (working days, law) promised for an answer.

    What acts on an earlier item (`operation` other than submit) says what that is `about`: the id of a service, or
    `ITEM` for any; it is not on the first page but offered where such an item is shown, as long as `offered` may hold
    of how that item stands (`shared.flows.items`: where, service, decided).
    """

    id: str
    version: int
    title: str
    steps: tuple[Step, ...]
    facts: FactsOf
    migrate: Migrate
    says: tuple[str, ...]
    operation: Operation = Operation.SUBMIT
    about: str | None = None
    offered: Condition = ALWAYS
    subject: Subject = Subject.SELF
    assurance: Level = Level.L1
    decide: Callable[[Facts], Decision] | None = None
    params: str = ""
    due: tuple[int, Law] | None = None
    confirm: tuple[str, ...] = ()
    """Facts that a register must say, and not the person alone, before a favourable decision may take effect."""
    picture: str = ""
    claimable: Claimable | None = None
    slip: tuple[str, ...] = ()
    """Questions whose answers stand on receipt and slip, as they are read back."""
    bring: Callable[[Facts], tuple[Text, ...]] | None = None
    """What to bring along, for receipt and slip: nothing that offices can ask each other."""

    @property
    def acts(self) -> bool:
        """Whether it acts on an earlier item."""
        return self.operation is not Operation.SUBMIT

    def step(self, key: str) -> Step | None:
        """The step of that id (group members by their own id), or None."""
        for step in self.steps:
            if step_id(step) == key:
                return step
            if isinstance(step, Group):
                for inner in step.steps:
                    if f"{step.id}.{inner.id}" == key:
                        return inner
        return None


def step_id(step: Step) -> str:
    """The id of any step; an exit is known by its outcome."""
    return step.outcome if isinstance(step, Exit) else step.id


def no_older_version(version: int, answers: Mapping[str, Answer]) -> Migrated:
    """For a first version: whatever claims to be older keeps the answers whose questions still exist."""
    return Migrated(answers)
