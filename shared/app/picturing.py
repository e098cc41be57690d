"""Pictures of a camera: taken at the person's own touch, in memory only, gone with the session or sent sealed."""

from __future__ import annotations

from shared.app.pictures import asks_picture, named
from shared.app.ports import Attached, Picture
from shared.app.walking import Walking
from shared.domain import kinds
from shared.domain.answers import Problem
from shared.domain.flow import Kind
from shared.domain.text import text


class Picturing(Walking):
    """Questions that are answered with a picture."""

    __slots__ = ()

    async def capture(self) -> str:
        """Take a picture for the question of this page; the entry that names it, or empty where there is none."""
        question, camera, generation = self.question(), self.ports.camera, self.generation
        if question is None or question.kind is not Kind.DOCUMENT or camera is None or self.taking:
            return ""
        at = self.walk().at
        self.taking = True
        self.changed()
        try:
            picture = await camera.take()
        finally:
            self.taking = False
        if generation != self.generation or self.journey is None or self.journey.at != at:
            return ""  # the person has gone, or gone on: nobody's picture is kept
        if picture is None:
            self.fail(at, Problem(text("problem.camera"), text("problem.camera.on")))
            return ""
        self.pictures[at] = picture
        self.problem = None
        self.changed()
        return kinds.spell(question, named(picture))

    def picture(self) -> Picture | None:
        """What was taken for the question of this page."""
        return self.pictures.get(self.journey.at) if self.journey is not None else None

    def attached(self) -> tuple[Attached, ...]:
        """The pictures that answers of the open journey name, to be sealed with it; no other leaves this machine."""
        journey = self.walk()
        return tuple(
            Attached(place.key, self.pictures[place.key].media, self.pictures[place.key].data)
            for place in journey.placed()
            if asks_picture(place.step)
            and place.key in self.pictures
            and place.key in journey.answers
            and journey.answers[place.key].value == named(self.pictures[place.key])
        )


__all__ = ["Picturing"]
