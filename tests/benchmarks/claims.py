"""Real claims for the benchmarks: a walked journey's content, sealed by an enrolled kiosk."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.machine import Machine
from kiosk.office import EmbeddedOffice
from kiosk.options import Options, parse
from kiosk.sound import PagePlayer
from shared.domain import kinds
from shared.domain.answers import Problem
from shared.domain.content import content_of
from shared.domain.exchange import Person, Sealed
from shared.domain.flow import Level, Question
from shared.domain.journey import Journey
from shared.domain.values import Json
from shared.flows import flow
from shared.sealing.demo_native import DEMO_PEOPLE
from tests.e2e.defaults import default

REGION = "440000"


def options(data: Path) -> Options:
    """As the kiosk is started by default."""
    try:
        return parse(["--port", "0", "--browser", "none", "--data", str(data)])
    except argparse.ArgumentError as error:
        raise AssertionError(str(error)) from error


async def machine(data: Path) -> Machine:
    """An enrolled kiosk without a screen."""
    found = await Machine.open(options(data), PagePlayer())
    if not found.keys.enrolled:
        file = data / "enrolment.json"
        await EmbeddedOffice(data).enrol(file)
        await found.enrol(file)
    return found


def journey(today: date) -> Journey:
    """An unemployment claim, answered as far as its review."""
    found = Journey.start(flow("unemployment"), today, Level.L1)
    while (place := found.pending) is not None:
        if isinstance(place.step, Question):
            offered = [choice.value for choice in kinds.choices(place.step)]
            value = REGION if place.step.id == "region" else default(place.step, offered)
            given = found.answer(value, key=place.key)
        else:
            given = found.go_on()
        if isinstance(given, Problem):
            raise TypeError(f"{place.key}: {given}")
        found = given
    return found


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes sealed claims of one kiosk, each of another demo person in turn."""

    machine: Machine
    content: dict[str, Json]

    @classmethod
    async def begin(cls, data: Path) -> Maker:
        """With a kiosk of its own."""
        found = await machine(data)
        return cls(found, content_of(journey(found.clock.today())))

    async def seal(self, n: int) -> Sealed:
        """A sealed claim."""
        person = Person(DEMO_PEOPLE[n % len(DEMO_PEOPLE)].id_number, Level.L1)
        body: dict[str, Json] = {"content": self.content, "subject": person.id_number}
        return await self.machine.sealer.seal("submit", body, person, None)
