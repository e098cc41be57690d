"""Pieces of pages: what is said of the camera, and of a group of repeating steps."""

from __future__ import annotations

from collections.abc import Iterator

from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.app.session import Session
from shared.domain.flow import Group
from shared.domain.text import Text, text


def camera(session: Session) -> str:
    """What the page says of its camera."""
    if session.taking:
        return "ui.document.taking"
    if session.ports.camera is None:
        return "ui.document.no_camera"
    return "ui.document.ready" if session.picture() is None else "ui.document.taken"


def repeated(say: Speaking, session: Session, step: Group) -> Iterator[Utterance]:
    """What a group holds so far, and that there may be one more."""
    journey = session.journey
    if journey is None:
        return
    yield say.line(Text(step.title))
    yield from say.optional(f"{step.title}.help")
    for n in range(1, journey.count(step.id) + 1):
        yield say.line(text("kiosk.group.n", n=n))
        for question in step.steps:
            answer = journey.answers.get(f"{step.id}[{n}].{question.id}")
            if answer is not None:
                back = say.back(session, question, answer.value)
                yield say.plain(f"{say.raw(Text(question.title))} {back}", private=True)
    yield say.line(text("speech.group", add=say.raw("kiosk.group.add")))
