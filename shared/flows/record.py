"""The facts of a person's record that flows know: their ids, what they are, and how they are called.

| id | value | register |
|---|---|---|
| `person.born` | date | 公安 · also read from the id number |
| `person.male` | bool | 公安 · also read from the id number |
| `person.post` | `worker` or `cadre` (工人 · 管理技术岗位: decides 50 or 55 for women) | 社保 |
| `person.region` | code of the province (GB/T 2260, `310000`) of 户籍 | 公安 |
| `jobseeker.registered` | bool: registered as unemployed and looking for work | 就业 |
| `contributions.months` | int: months of unemployment insurance that count now | 社保 |
| `contributions.region` | code of the province where it was last paid | 社保 |
| `employment.active` | bool: somebody is paying contributions for them now | 社保 |
| `employment.last_day` | date | 社保 (separation certificate by sharing) |
| `employment.reason` | the value of an option of `unemployment.reason` | 社保 |
| `pension.drawing` | bool: draws a basic pension | 社保 |
| `pension.scheme` | `employee` or `resident`: where the months of the old-age insurance lie (职工 · 城乡居民) | 社保 |
| `pension.region` | code of the province where the pension is drawn | 社保 |
| `pension.group` | `man`, `worker` or `cadre`: by which age a worker retires | 社保 |
| `pension.months` | int: months of old-age insurance, those that count as paid included | 社保 |
| `pension.deemed_months` | int: of these, months that only count as paid (视同缴费) | 社保 |
| `pension.account` | Yuan: what the personal account holds | 社保 |
| `pension.index` | Decimal: average index of the wages paid on (平均缴费工资指数) | 社保 |
| `resident.paid_until` | date: the last day for which the contribution to 城乡居民养老保险 is paid | 社保 |
| `passive.code` | `passed` · `waiting` · `warning` · `person` · `suspended` | 社保 |
| `passive.last` | date of the last successful check | 社保 |
| `passive.until` | date: the last day on which that check holds | 社保 |
| `passive.evidence` | tuple of `{kind, day}`: what that check rests on (`passive_check.states.KINDS`) | 社保 |
| `passive.reasons` | tuple of words: why the code is not `passed` (`passive_check.states.REASONS`) | 社保 |

A record is `Mapping[str, RecordFact]`; what it does not hold is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from shared.domain.answers import Record, RecordFact
from shared.domain.identity import IdFault, read_id_number
from shared.domain.quantities import Yuan


@dataclass(frozen=True, slots=True)
class RecordField:
    """A fact of the record: its id, the message id of its name, and the Python type of its value."""

    id: str
    label: str
    type: type


PERSON_BORN: Final = RecordField("person.born", "flow.fact.born", date)
PERSON_MALE: Final = RecordField("person.male", "flow.fact.male", bool)
PERSON_POST: Final = RecordField("person.post", "flow.fact.post", str)
PERSON_REGION: Final = RecordField("person.region", "flow.fact.person_region", str)
JOBSEEKER_REGISTERED: Final = RecordField("jobseeker.registered", "flow.fact.registered", bool)
CONTRIBUTIONS_MONTHS: Final = RecordField("contributions.months", "flow.fact.months", int)
CONTRIBUTIONS_REGION: Final = RecordField("contributions.region", "flow.fact.region", str)
EMPLOYMENT_ACTIVE: Final = RecordField("employment.active", "flow.fact.active", bool)
EMPLOYMENT_LAST_DAY: Final = RecordField("employment.last_day", "flow.fact.last_day", date)
EMPLOYMENT_REASON: Final = RecordField("employment.reason", "flow.fact.reason", str)
PENSION_DRAWING: Final = RecordField("pension.drawing", "flow.fact.pension", bool)
PENSION_SCHEME: Final = RecordField("pension.scheme", "flow.fact.pension_scheme", str)
PENSION_REGION: Final = RecordField("pension.region", "flow.fact.pension_region", str)
PENSION_GROUP: Final = RecordField("pension.group", "flow.fact.pension_group", str)
PENSION_MONTHS: Final = RecordField("pension.months", "flow.fact.pension_months", int)
PENSION_DEEMED: Final = RecordField("pension.deemed_months", "flow.fact.pension_deemed", int)
PENSION_ACCOUNT: Final = RecordField("pension.account", "flow.fact.pension_account", Yuan)
PENSION_INDEX: Final = RecordField("pension.index", "flow.fact.pension_index", Decimal)
RESIDENT_PAID_UNTIL: Final = RecordField("resident.paid_until", "flow.fact.resident_paid_until", date)
PASSIVE_CODE: Final = RecordField("passive.code", "flow.fact.passive_code", str)
PASSIVE_LAST: Final = RecordField("passive.last", "flow.fact.passive_last", date)
PASSIVE_UNTIL: Final = RecordField("passive.until", "passive_check.until", date)
PASSIVE_EVIDENCE: Final = RecordField("passive.evidence", "flow.fact.passive_sources", tuple)
PASSIVE_REASONS: Final = RecordField("passive.reasons", "passive_check.reasons", tuple)

FIELDS: Final = {
    field.id: field
    for field in (
        PERSON_BORN,
        PERSON_MALE,
        PERSON_POST,
        PERSON_REGION,
        JOBSEEKER_REGISTERED,
        CONTRIBUTIONS_MONTHS,
        CONTRIBUTIONS_REGION,
        EMPLOYMENT_ACTIVE,
        EMPLOYMENT_LAST_DAY,
        EMPLOYMENT_REASON,
        PENSION_DRAWING,
        PENSION_SCHEME,
        PENSION_REGION,
        PENSION_GROUP,
        PENSION_MONTHS,
        PENSION_DEEMED,
        PENSION_ACCOUNT,
        PENSION_INDEX,
        RESIDENT_PAID_UNTIL,
        PASSIVE_CODE,
        PASSIVE_LAST,
        PASSIVE_UNTIL,
        PASSIVE_EVIDENCE,
        PASSIVE_REASONS,
    )
}


def said_by_number(id_number: str, as_of: date) -> Record:
    """What an id number itself says of its holder (GB 11643): birthday and sex. Empty for what is no id number.

    No register is looked into, so a person who only typed the number may be told what follows from it.
    """
    read = read_id_number(id_number)
    if isinstance(read, IdFault):
        return {}
    return {
        PERSON_BORN.id: RecordFact(read.born, "id_number", as_of),
        PERSON_MALE.id: RecordFact(read.male, "id_number", as_of),
    }
