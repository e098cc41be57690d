"""What a screen of the desk holds at the moment, and which act of the service its buttons mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.backend.desk import acts, admitting, checks, decide
from shared.backend.desk.cases import Opened
from shared.backend.desk.clerks import Clerk, Desk
from shared.backend.desk.demo import QUEUES
from shared.backend.desk.phones import Phones
from shared.backend.desk.queue import Waiting
from shared.backend.desk.verbs import (
    ADMIT,
    ASK,
    CHECKED,
    CONFIRM,
    GRANT,
    PASS_ON,
    REFUSE,
    RESUME,
    SETTLE,
    SUSPEND,
    TURN_AWAY,
)
from shared.domain.text import Text
from shared.ui.view import Ui


@dataclass(slots=True)
class Shown:
    """What is on the screen now, and gone when the clerk logs out."""

    page: str = "login"
    clerk: Clerk | None = None
    name: str = ""
    password: str = field(default="", repr=False)
    lines: tuple[Waiting, ...] = ()
    everything: bool = False
    first: int = 0
    case: Opened | None = field(default=None, repr=False)
    full: bool = False
    pictures: dict[int, bytes] = field(default_factory=dict, repr=False)
    verb: str = ""
    chosen: str = ""
    reason: str = ""
    colleagues: tuple[tuple[str, str], ...] = ()
    number: str = field(default="", repr=False)
    phones: Phones | None = None
    phone: str = ""
    problem: Text | None = None
    said: Text | None = None

    def typed(self, field: str, value: str) -> None:
        """What stands in a field of the log-in."""
        if field == "name":
            self.name = value
        else:
            self.password = value

    def typed_number(self, value: str) -> None:
        """What stands in the field of the number of somebody at the window."""
        self.number = value

    def typed_reason(self, value: str) -> None:
        """What stands in the field of the reason."""
        self.reason = value


def choices(ui: Ui, shown: Shown) -> tuple[tuple[str, str], ...]:
    """What has to be chosen for an act, by value and words: the way of a check, or to whom a case is passed on."""
    if shown.verb == CHECKED and shown.case is not None:
        photo = bool(shown.case.attachments)
        ways = (way for way in checks.WAYS if photo or way != checks.PHOTO)
        return tuple((way, ui.say(Text(f"passive_check.evidence.{way}"))) for way in ways)
    if shown.verb == PASS_ON:
        queues = tuple((queue, ui.say(Text(f"desk.queue.{queue}"))) for queue in QUEUES)
        return (*shown.colleagues, *queues)
    return ()


def act_of(desk: Desk, token: str, item: str, verb: str, chosen: str, reason: str) -> Callable[[], None]:
    """The service's act for a verb, on one case."""
    doing: Mapping[str, Callable[[], None]] = {
        GRANT: lambda: decide.grant(desk, token, item, reason),
        REFUSE: lambda: decide.refuse(desk, token, item, reason),
        ADMIT: lambda: admitting.admit(desk, token, item, reason),
        TURN_AWAY: lambda: admitting.turn_away(desk, token, item, reason),
        CONFIRM: lambda: decide.confirm(desk, token, item, reason),
        CHECKED: lambda: checks.checked(desk, token, item, chosen, reason),
        SUSPEND: lambda: checks.suspend(desk, token, item, reason),
        RESUME: lambda: checks.resume(desk, token, item, reason),
        SETTLE: lambda: checks.settle(desk, token, item, reason),
        ASK: lambda: acts.ask(desk, token, item, reason),
        PASS_ON: lambda: acts.pass_on(desk, token, item, chosen, reason),
    }
    return doing[verb]
