"""What the first page says, a group's page, and the page on which a service is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accessibility.script import messages
from accessibility.script.speaking import Speaking
from accessibility.script.utterance import Utterance
from shared.app.pages import At
from shared.app.session import Session
from shared.domain.kinds import Choice
from shared.domain.text import Text, text
from shared.flows.home import Entry, entries, group, service
from shared.flows.home import services as in_group
from shared.i18n import Translator
from shared.i18n.finding import found


def tiles(session: Session, translator: Translator) -> tuple[Choice, ...]:
    """The tiles in the order of their numbers, by the service's id or that of the group."""
    return tuple(
        Choice(entry.flow or f"group.{entry.group}", Text(entry.title)) for entry in _shown(session, translator)
    )


def _shown(session: Session, translator: Translator) -> Sequence[Entry]:
    flows = session.ports.flows
    match session.page.at:
        case At.HOME:
            return entries(flows)
        case At.SERVICES:
            return in_group(flows, session.page.key)
        case At.SEARCH:
            return [service(flows[id]) for id in found(flows, session.looked_for, translator)]
        case _:
            return []


def home(say: Speaking, session: Session) -> Iterator[Utterance]:
    """What one can begin with, in people's own words."""
    yield say.line("kiosk.home.title")
    yield say.line("kiosk.home.help")
    yield from _numbered(say, session)
    yield from messages.waiting(say, session)
    yield say.line(text("speech.search", search=say.raw("home.search")), private=False)
    if session.may_practise():
        yield say.line(text("speech.practice", practice=say.raw("home.practice")), private=False)


def services(say: Speaking, session: Session) -> Iterator[Utterance]:
    """The services of one group."""
    of = group(session.ports.flows, session.page.key)
    if of is not None:
        yield say.line(of.title)
    yield from _numbered(say, session)


def search(say: Speaking, session: Session) -> Iterator[Utterance]:
    """How to look; or what fits what was typed, which is the person's own and never kept."""
    if not session.looked_for.strip():
        yield say.line("home.search.title")
        yield say.line("home.search.help")
        return
    yield say.line(text("speech.looked_for", words=" ".join(session.looked_for)), private=True)
    fitting = _shown(session, say.t)
    yield say.line(text("home.search.found", n=len(fitting)) if fitting else text("home.search.none"))
    yield from _numbered(say, session)


def _numbered(say: Speaking, session: Session) -> Iterator[Utterance]:
    yield from say.numbered([_said(say, entry) for entry in _shown(session, say.t)])


def _said(say: Speaking, entry: Entry) -> str:
    """What people say, then the service's own name where that is something else."""
    title = say.raw(entry.title)
    return say.raw(text("speech.tile", title=title, more=say.raw(entry.more))) if entry.more else title
