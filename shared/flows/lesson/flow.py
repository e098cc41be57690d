"""怎么用这台机器, declared: five pages that each tell one thing and let one do it. It ends without a submission."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import ALWAYS
from shared.domain.flow import Exit, Facts, Flow, Kind, Level, Limits, Question, Subject, no_older_version, options
from shared.domain.values import UNKNOWN
from shared.flows.lesson.rules import PLACES

LEAST, MOST = 1, 120
"""Any age that somebody has."""


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What was tried; nobody judges it."""
    return {"lesson.place": answers.get("press") or UNKNOWN}


FLOW: Final = Flow(
    id="lesson",
    version=1,
    title="lesson.title",
    picture="practice",
    assurance=Level.L0,
    subject=Subject.ANYONE,
    says=("怎么用", "我不会用", "教教我", "这机器怎么弄"),
    steps=(
        Question("pages", Kind.NOTICE, "lesson.pages", picture="practice"),
        Question("press", Kind.CHOICE, "lesson.press", options=options("lesson.press", *PLACES)),
        Question("look", Kind.NOTICE, "lesson.look", picture="size_larger"),
        Question("digits", Kind.NUMBER, "lesson.digits", unit="common.age", limits=Limits(least=LEAST, most=MOST)),
        Question("help", Kind.NOTICE, "lesson.help", picture="helper"),
        Exit(ALWAYS, "lesson.done"),
    ),
    facts=facts,
    migrate=no_older_version,
)
