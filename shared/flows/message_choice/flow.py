"""消息怎么发给我, declared. A message's own buttons submit this too, with the answers that they stand for."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.domain.answers import Answers, Record
from shared.domain.conditions import any_, is_
from shared.domain.flow import Ask, Facts, Flow, Kind, Level, Question, Show, no_older_version, options
from shared.domain.messages import Sort
from shared.domain.values import UNKNOWN
from shared.flows.message_choice.rules import PARAMS, PRIVACY, WISHES, decide


def facts(answers: Answers, record: Record | None, as_of: date) -> Facts:
    """What is wished for; the record adds nothing."""
    return {
        "as_of": as_of,
        "message.wish": answers.get("wish") or UNKNOWN,
        "message.sort": answers.get("sort") or UNKNOWN,
    }


FLOW: Final = Flow(
    id="message_choice",
    version=1,
    title="message_choice.title",
    picture="talk",
    params=PARAMS.version,
    assurance=Level.L2,
    says=("消息设置", "别给我发消息", "不要推送", "少提醒我"),
    steps=(
        Ask("now", query="messages", title="message_choice.now", assurance=Level.L2),
        Question(
            "wish",
            Kind.CHOICE,
            "message_choice.wish",
            options=options("message_choice.wish", *WISHES),
            why=(PRIVACY,),
        ),
        Question(
            "sort",
            Kind.CHOICE,
            "message_choice.sort",
            options=options("message_choice.sort", *(sort.value for sort in Sort)),
            when=any_(is_("wish", "never"), is_("wish", "again")),
        ),
        Show("done", decide, "message_choice.done"),
    ),
    facts=facts,
    migrate=no_older_version,
    decide=decide,
)
