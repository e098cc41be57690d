"""What an appointment comes to: a summary, what to bring, and whether somebody has to prepare something first.

Nobody is judged. Whether the time is free only the office knows: it confirms it, or offers the nearest free ones.
"""

from __future__ import annotations

from typing import Final

from shared.domain.decisions import Decision, Law, Listing, Outcome, Row
from shared.domain.flow import Facts
from shared.domain.kinds.chosen import slot_words
from shared.domain.slots import read_slot
from shared.domain.text import Text, text
from shared.flows.support import known, word

HANDLING: Final = "law.handling_regulation"
ACCESS: Final = "law.accessibility_act"
TOPICS: Final = ("unemployment", "pension", "card", "allowance", "other")
NEEDS: Final = ("wheelchair", "sign", "language", "large_print", "home_visit", "companion")
LANGUAGES: Final = ("cantonese", "wu", "minnan", "uyghur", "tibetan", "mongolian")
PARTS: Final = ("morning", "afternoon", "any")
SOONEST: Final = "soonest"
"""The answer to which day: whichever is free first."""
ALWAYS_ARRANGED: Final = ("home_visit", "companion")
"""Needs for which somebody has to be found each time."""
PREPARED: Final = ("sign", "language", *ALWAYS_ARRANGED)
"""Needs that people may have to prepare; step-free ways and large print are there or are not."""


def summary(facts: Facts) -> Listing:
    """What will be asked for, to look over before it is sent, and what to bring."""
    rows = [Row(text("appointment.fact.topic"), _said(facts, "topic", "appointment.topic"))]
    rows += [Row(Text(f"appointment.fact.{name}"), words) for name in WISHES if (words := _when(facts, name))]
    if known(word(facts, "part")):
        rows.append(Row(text("appointment.fact.slot"), _said(facts, "part", "appointment.soonest")))
    needs = _needs(facts)
    if needs:
        said = tuple(Text(f"appointment.needs.{need}") for need in needs)
        rows.append(Row(text("appointment.fact.needs"), text("appointment.needs_list", items=said)))
    if known(word(facts, "language")):
        rows.append(Row(text("appointment.fact.language"), _said(facts, "language", "appointment.language")))
    first, *others = bring(facts)
    rows += [Row(text("appointment.fact.bring"), first), *(Row(other) for other in others)]
    return Listing("summary", text("appointment.answer.wanted"), tuple(rows), (Law(ACCESS, "39"), Law(HANDLING, "31")))


WISHES: Final = ("slot", "second", "third")


def _when(facts: Facts, name: str) -> Text | None:
    slot = read_slot(facts.get(name))
    return None if slot is None else slot_words(slot)


def _needs(facts: Facts) -> tuple[str, ...]:
    needs = facts.get("needs")
    return tuple(need for need in needs if isinstance(need, str)) if isinstance(needs, tuple) else ()


def _said(facts: Facts, fact: str, prefix: str) -> Text:
    value = word(facts, fact)
    return Text(f"{prefix}.{value}") if known(value) else text("common.unsure")


def bring(_: Facts) -> tuple[Text, ...]:
    """What to bring: one card that says who comes, and nothing that offices can ask each other (经办条例 第31条)."""
    return (text("appointment.bring.card"), text("appointment.bring.nothing"))


def decide(facts: Facts) -> Decision:
    """Favourable where the office only has to look whether the time is free; else somebody has to prepare something."""
    prepared = any(need in PREPARED for need in _needs(facts))
    return Decision(
        "appointment",
        Outcome.NEEDS_PERSON if prepared else Outcome.FAVOURABLE,
        text("appointment.answer.prepared" if prepared else "appointment.answer.wanted"),
        (),
        next=(
            text("appointment.next.confirm"),
            text("appointment.next.full"),
            text("appointment.next.walk_in"),
        ),
    )
