"""Made-up evidence for the demo people. Nobody of them exists; each state of 资格认证 has somebody.

| who | state at the end of November 2026 | because |
|---|---|---|
| 王秀英 | 已静默通过 until 2027-09-02 | saw a doctor and used her card |
| 李建国 | 待本人认证 | the hospital stay of 2025 has run out; nothing since |
| 高桂英 | 预警, ends 2027-01-15 | a flight in January 2026 |
| 钱德发 | 需人工核实 | left the country in May, and his card was used here in September |
| 冯玉兰 | 已暂停 | a clerk looked into it in March 2026 and suspended it |
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shared.backend.evidence.tables import (
    EvidenceRow,
    FeedRow,
    KnowledgeRow,
    LossRow,
    PensionerRow,
    SuspensionRow,
)
from shared.flows.params import NATION
from shared.flows.passive_check.flow import BANKS
from shared.flows.passive_check.states import FEEDS, IN, OUT, SOURCE_OF, Evidence, terms
from shared.sealing.demo_native import DemoPerson

HEARD: Final = date(2026, 10, 31)
CLERK: Final = "sun"
"""The desk's name of 孙科长."""
_RANDOM_SEED: Final = 20261101


def _seen(kind: str, day: date, detail: str = "") -> Evidence:
    """Heard of after the usual delay of its source."""
    of = terms(NATION, HEARD)
    delay = of.delays[kind] if of is not None else 0
    return Evidence(day, kind, min(day + timedelta(days=delay), HEARD), detail)


NAMED: Final = {
    "wang_xiuying": (
        _seen("hospital", date(2025, 3, 14)),
        _seen("medical", date(2026, 8, 20)),
        _seen("card", date(2026, 9, 2)),
    ),
    "li_jianguo": (_seen("hospital", date(2025, 10, 15)),),
    "gao_guiying": (_seen("air", date(2026, 1, 15)),),
    "qian_defa": (_seen("border", date(2026, 5, 6), OUT), _seen("card", date(2026, 9, 12))),
    "feng_yulan": (_seen("hospital", date(2024, 6, 1)),),
}
SUSPENDED: Final = {"feng_yulan": date(2026, 3, 10)}
KNOWS: Final = {
    "wang_xiuying": ("icbc", 2005, 27),
    "li_jianguo": ("ccb", 2018, 33),
    "gao_guiying": ("postal", 2010, 21),
    "qian_defa": ("boc", 2013, 36),
    "feng_yulan": ("abc", 2003, 25),
}
"""What they can answer: the bank, since which year, how many years they contributed."""


def plant_evidence(session: Session, people: Sequence[DemoPerson]) -> None:
    """Feeds, pensioners, what is known of them, and one suspension, all the same every time."""
    dice = random.Random(_RANDOM_SEED)
    session.add_all(
        FeedRow(kind=kind, source=SOURCE_OF[kind], through=HEARD.toordinal(), heard=HEARD.toordinal()) for kind in FEEDS
    )
    evidence: list[dict[str, object]] = []
    knowledge: list[dict[str, object]] = []
    for person in people:
        session.add(PensionerRow(id_number=person.id_number, region=person.region))
        evidence += _rows(person, NAMED[person.key] if person.key in NAMED else _life(dice))
        bank, since, years = KNOWS.get(
            person.key, (dice.choice(BANKS), person.born.year + dice.randrange(55, 62), dice.randrange(15, 40))
        )
        answers = (("paid_by", bank), ("years_drawn", str(since)), ("years_paid", str(years)))
        knowledge += [{"id_number": person.id_number, "question": key, "answer": said} for key, said in answers]
        if person.key in SUSPENDED:
            since_day = SUSPENDED[person.key].toordinal()
            reason = "visited twice; the neighbours say that she has moved"
            session.add(SuspensionRow(id_number=person.id_number, since=since_day, by=CLERK, reason=reason))
        elif person.key not in NAMED and dice.random() < 0.05:
            told = (HEARD - timedelta(days=dice.randrange(3, 40))).toordinal()
            session.add(LossRow(id_number=person.id_number, day=told, item=f"demo-{person.key}"))
    session.flush()
    if evidence:
        session.execute(insert(EvidenceRow), evidence)
        session.execute(insert(KnowledgeRow), knowledge)


def _rows(person: DemoPerson, pieces: Iterable[Evidence]) -> list[dict[str, object]]:
    return [
        {
            "id_number": person.id_number,
            "kind": piece.kind,
            "day": piece.day.toordinal(),
            "heard": piece.heard.toordinal(),
            "detail": piece.detail,
        }
        for piece in sorted(set(pieces))
    ]


def _life(dice: random.Random) -> tuple[Evidence, ...]:
    """Two years of somebody: some see doctors often, some travel, a few are silent."""
    lively = dice.choice((0, 1, 3, 6, 12, 20))
    found = {}
    for _ in range(lively):
        kind = dice.choice(FEEDS)
        day = HEARD - timedelta(days=dice.randrange(5, 730))
        detail = dice.choice((IN, IN, IN, OUT)) if kind == "border" else ""
        found[kind, day, detail] = _seen(kind, day, detail)
    return tuple(found.values())
