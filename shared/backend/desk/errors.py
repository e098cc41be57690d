"""What can go wrong at the desk. Each has words for the clerk (`desk.problem.<code>`); none quotes a person."""

from __future__ import annotations

from shared.domain.text import Text, text


class DeskError(Exception):
    """Why something was not done; `words` say it to the clerk."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.id)
        self.words = words


class NotLoggedIn(DeskError):
    """Nobody is logged in, or no longer."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.not_logged_in"))


class WrongLogin(DeskError):
    """Name or password is wrong; which of them is not said."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.wrong_login"))


class Locked(DeskError):
    """Too many wrong passwords for this name."""

    def __init__(self, minutes: int) -> None:
        super().__init__(text("desk.problem.locked", n=minutes))
        self.minutes = minutes


class Taken(DeskError):
    """Another clerk has the case."""

    def __init__(self, by: str) -> None:
        super().__init__(text("desk.problem.taken", name=by))
        self.by = by


class NotTaken(DeskError):
    """The case has to be opened before something is done on it."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.not_taken"))


class NotWaiting(DeskError):
    """The case waits for nobody: it was settled meanwhile, or is not there."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.not_waiting"))


class NotHere(DeskError):
    """This act does not fit this case."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.not_here"))


class ReasonMissing(DeskError):
    """A reason in plain words is needed."""

    def __init__(self, least: int) -> None:
        super().__init__(text("desk.problem.reason", n=least))


class ReasonTooLong(DeskError):
    """Nobody reads so much."""

    def __init__(self, most: int) -> None:
        super().__init__(text("desk.problem.reason_long", n=most))


class NoSuchNumber(DeskError):
    """That is no id number."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.no_such_number"))


class OwnDecision(DeskError):
    """Who decided does not decide on the objection against it."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.own_decision"))


class NoSuchClerk(DeskError):
    """Nobody of that name works here, or not in that queue."""

    def __init__(self) -> None:
        super().__init__(text("desk.problem.no_such_clerk"))
