"""What a journey says of pictures: their names, never themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from shared.app.ports import Picture
from shared.domain.flow import Kind, Question
from shared.domain.journey import Journey
from shared.domain.values import Value


def named(picture: Picture) -> dict[str, Value]:
    """A picture as the answer to a question: never itself, only its hash."""
    return {"sha256": sha256(picture.data).hexdigest(), "pages": 1}


def without_pictures(journey: Journey) -> Journey:
    """A draft holds no picture: what was answered with one is to be taken again."""
    lost = {place.key for place in journey.placed() if asks_picture(place.step)}
    kept = {
        key: answer
        for key, answer in journey.answers.items()
        if key not in lost or not isinstance(answer.value, Mapping)
    }
    if len(kept) == len(journey.answers):
        return journey
    without = replace(journey, answers=kept).pruned()
    pending = without.pending
    return without if pending is None else replace(without, at=pending.key, editing=False)


def asks_picture(step: object) -> bool:
    return isinstance(step, Question) and step.kind is Kind.DOCUMENT
