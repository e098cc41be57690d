"""Synthetic citizens for demonstrations and tests: the named demo people and many more, the same ones every time.

Nobody of them exists. Every number has a valid check digit (GB 11643); what registers say is of `AS_OF`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shared.backend.evidence.demo import plant_evidence
from shared.backend.tables import CitizenRow, FactRow
from shared.domain.calendar import age
from shared.domain.quantities import yuan
from shared.domain.values import Value, to_json
from shared.flows.params import province
from shared.flows.record import (
    CONTRIBUTIONS_MONTHS,
    CONTRIBUTIONS_REGION,
    EMPLOYMENT_ACTIVE,
    EMPLOYMENT_LAST_DAY,
    EMPLOYMENT_REASON,
    JOBSEEKER_REGISTERED,
    PENSION_ACCOUNT,
    PENSION_DEEMED,
    PENSION_DRAWING,
    PENSION_GROUP,
    PENSION_INDEX,
    PENSION_MONTHS,
    PENSION_REGION,
    PENSION_SCHEME,
    PERSON_BORN,
    PERSON_MALE,
    PERSON_POST,
    PERSON_REGION,
    RESIDENT_PAID_UNTIL,
)
from shared.sealing.demo_native import DEMO_PEOPLE, DemoPerson, demo_person

AS_OF: Final = date(2026, 10, 31)
OTHERS: Final = 200
_RANDOM_SEED: Final = 20261031

_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英玉华建国秀珍春梅海燕文斌"
_CITIES: Final = ("4401", "4403", "4406", "3101", "5101", "3201", "1101")
_REASONS: Final = ("expired", "dismissed", "agreed", "forced", "own_will")

_REGISTERS: Final = {
    "person": "police",
    "jobseeker": "employment",
    "contributions": "social_insurance",
    "employment": "social_insurance",
    "pension": "social_insurance",
    "resident": "social_insurance",
}
"""Which register keeps facts of which family."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person of the registers with the facts known of them, by fact id."""

    person: DemoPerson
    facts: Mapping[str, Value]


def _lost(months: int, region: str, reason: str, last: date, registered: bool = True) -> dict[str, Value]:
    """Somebody whose work has ended."""
    return {
        JOBSEEKER_REGISTERED.id: registered,
        CONTRIBUTIONS_MONTHS.id: months,
        CONTRIBUTIONS_REGION.id: region,
        EMPLOYMENT_ACTIVE.id: False,
        EMPLOYMENT_LAST_DAY.id: last,
        EMPLOYMENT_REASON.id: reason,
        PENSION_DRAWING.id: False,
    }


def _working(months: int, region: str) -> dict[str, Value]:
    """Somebody at work."""
    return {
        JOBSEEKER_REGISTERED.id: False,
        CONTRIBUTIONS_MONTHS.id: months,
        CONTRIBUTIONS_REGION.id: region,
        EMPLOYMENT_ACTIVE.id: True,
        PENSION_DRAWING.id: False,
    }


def _retired() -> dict[str, Value]:
    """Somebody who draws a pension; what is known of their check stands in `evidence.demo`."""
    return {EMPLOYMENT_ACTIVE.id: False, PENSION_DRAWING.id: True}


def _insured(scheme: str, months: int, region: str, account: str) -> dict[str, Value]:
    """What the old-age insurance holds of somebody who does not draw a pension yet; `account` in 元."""
    found: dict[str, Value] = {
        PENSION_SCHEME.id: scheme,
        PENSION_MONTHS.id: months,
        PENSION_REGION.id: region,
        PENSION_ACCOUNT.id: yuan(account),
    }
    if scheme == "employee":
        found |= {PENSION_INDEX.id: Decimal("0.9"), PENSION_DEEMED.id: 0}
    return found


_GD: Final = "440000"
_SH: Final = "310000"

NAMED: Final[Mapping[str, Mapping[str, Value]]] = {
    "wang_xiuying": _retired(),
    "li_jianguo": _retired(),
    "chen_jing": {**_lost(122, _GD, "dismissed", date(2026, 9, 30)), PERSON_POST.id: "cadre"},
    "zhou_qiang": _lost(132, _SH, "dismissed", date(2026, 8, 31)),
    "mahemuti": {
        EMPLOYMENT_ACTIVE.id: False,
        PENSION_DRAWING.id: False,
        RESIDENT_PAID_UNTIL.id: date(2025, 12, 31),
        **_insured("resident", 156, "650000", "9100.00"),
    },
    "zhao_min": {**_working(71, _GD), PERSON_POST.id: "cadre"},
    "chen_yan": _lost(60, _GD, "agreed", date(2026, 9, 15)),
    "liu_wei": _lost(264, _SH, "dismissed", date(2026, 9, 30)),
    "huang_lijuan": {**_lost(96, _GD, "expired", date(2026, 8, 31)), PERSON_POST.id: "worker"},
    "lin_xiaojun": _lost(9, _GD, "expired", date(2026, 9, 30)),
    "sun_qian": {**_lost(40, _SH, "own_will", date(2026, 9, 30)), PERSON_POST.id: "cadre"},
    "wu_guohua": _lost(300, _SH, "expired", date(2026, 8, 31)),
    "zheng_shufen": {**_lost(203, _GD, "expired", date(2026, 9, 30)), PERSON_POST.id: "worker"},
    "xu_jianhua": _lost(120, "510000", "dismissed", date(2026, 9, 30)),
    "ouyang_xue": {**_lost(12, _GD, "expired", date(2026, 9, 30)), PERSON_POST.id: "cadre"},
    "he_zhiming": _lost(120, _GD, "expired", date(2026, 7, 31)),
    "gao_guiying": _retired(),
    "qian_defa": _retired(),
    "feng_yulan": _retired(),
    "tang_weimin": {**_working(240, _SH), **_insured("employee", 252, _SH, "83400.00")},
    "ma_guilan": {
        EMPLOYMENT_ACTIVE.id: False,
        PENSION_DRAWING.id: False,
        RESIDENT_PAID_UNTIL.id: date(2026, 12, 31),
        **_insured("resident", 180, _GD, "13900.00"),
    },
}
"""What the registers say of the named people, as `demo_native` introduces them."""


def citizens() -> Iterator[Citizen]:
    """Everybody, the named ones first; the same people in the same order every time."""
    taken = set()
    for person in DEMO_PEOPLE:
        taken.add(person.id_number)
        yield Citizen(person, _with_pension(person, {**_of_person(person), **NAMED.get(person.key, {})}))
    dice = random.Random(_RANDOM_SEED)
    number = 0
    while number < OTHERS:
        person = _somebody(dice, number)
        if person.id_number in taken:
            continue
        taken.add(person.id_number)
        number += 1
        yield Citizen(person, _with_pension(person, {**_of_person(person), **_life(dice, person)}))


def _somebody(dice: random.Random, number: int) -> DemoPerson:
    name = dice.choice(_SURNAMES) + "".join(dice.sample(_GIVEN, dice.choice((1, 2, 2))))
    born = date(1938, 1, 1) + timedelta(days=dice.randrange(68 * 365))
    return demo_person(f"citizen_{number + 1:03d}", name, born, dice.choice(_CITIES), dice.randrange(1, 1000))


def _of_person(person: DemoPerson) -> dict[str, Value]:
    return {
        PERSON_BORN.id: person.born,
        PERSON_MALE.id: person.male,
        PERSON_REGION.id: province(person.region),
    }


def _with_pension(person: DemoPerson, known: Mapping[str, Value]) -> Mapping[str, Value]:
    """With old-age insurance beside the unemployment insurance of who has worked, and the age that it goes by."""
    months, region = known.get(CONTRIBUTIONS_MONTHS.id), known.get(CONTRIBUTIONS_REGION.id)
    found = dict(known)
    if isinstance(months, int) and isinstance(region, str):
        found = {**_insured("employee", months, region, f"{months * 410}.00"), **found}
    group = "man" if person.male else known.get(PERSON_POST.id)
    if found.get(PENSION_SCHEME.id) == "employee" and group is not None:
        found[PENSION_GROUP.id] = group
    return found


def _life(dice: random.Random, person: DemoPerson) -> dict[str, Value]:
    """Retired, at work or without work, by age and chance."""
    years = age(person.born, AS_OF)
    post: dict[str, Value] = {} if person.male else {PERSON_POST.id: dice.choice(("worker", "cadre"))}
    if years >= (63 if person.male else 58):
        return {**post, **_retired()}
    months = dice.randrange(0, max(1, min(456, (years - 19) * 12)))
    if dice.random() < 0.4:
        return {**post, **_working(months, province(person.region))}
    last = AS_OF - timedelta(days=dice.randrange(10, 200))
    lost = _lost(months, province(person.region), dice.choice(_REASONS), last, dice.random() < 0.8)
    return {**post, **lost}


def plant(session: Session) -> None:
    """Put them into an empty register."""
    everybody = list(citizens())
    session.execute(insert(CitizenRow), [{"id_number": c.person.id_number, "name": c.person.name} for c in everybody])
    session.execute(
        insert(FactRow),
        [
            {
                "id_number": c.person.id_number,
                "fact": fact,
                "value": json.dumps(to_json(value), ensure_ascii=False),
                "source": _REGISTERS[fact.partition(".")[0]],
                "as_of": AS_OF.isoformat(),
            }
            for c in everybody
            for fact, value in c.facts.items()
        ],
    )
    plant_evidence(session, [c.person for c in everybody if c.facts.get(PENSION_DRAWING.id) is True])
