"""The first page as data: services grouped by what people say when they come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.domain.flow import Flow

FEW: Final = 6
"""So many services stand on the first page each by itself (LOOK: at most 6 in view)."""
FILLERS: Final = frozenset(
    "我你您他她它们的了吗呢吧啊么怎什办想要是不没有在去来这那个还能会可以就也都和跟给把被让请帮到"
)
"""Characters that say nothing about which service is meant, when a whole sentence is looked for."""


@dataclass(frozen=True, slots=True)
class HomeGroup:
    """What somebody says who wants one of these services: a message id, a picture, the services in order."""

    id: str
    title: str
    picture: str
    flows: tuple[str, ...]


GROUPS: Final = (
    HomeGroup("work", title="home.work", picture="unemployment", flows=("unemployment",)),
    HomeGroup(
        "pension", title="home.pension", picture="passive", flows=("passive_check", "pension", "evidence_contest")
    ),
    HomeGroup("time", title="home.time", picture="appointment", flows=("appointment",)),
    HomeGroup("need", title="home.need", picture="minimum", flows=("living_allowance",)),
    HomeGroup("family", title="home.family", picture="candle", flows=("loss_report",)),
    HomeGroup("mine", title="home.mine", picture="person", flows=("record_wrong", "message_choice")),
)
"""In the order of the first page. What is in no group stands in the last one, `other`."""
SUBMITTED: Final = "submitted"
"""The tile behind which stands what one has submitted: services that act on that are opened from there. It comes first
among what is one's own, where there is such a group."""
OWN: Final = "mine"


@dataclass(frozen=True, slots=True)
class Entry:
    """A tile of the first page: a service, or a group of several. `flow` is empty for a group.

    `title` is what people say; `more` is the service's own name where that is something else.
    """

    group: str
    flow: str
    title: str
    picture: str
    more: str = ""


def groups(flows: Mapping[str, Flow]) -> tuple[HomeGroup, ...]:
    """The groups that have a service here, each with those that are here."""
    flows = {id: flow for id, flow in flows.items() if not flow.acts}
    found = [HomeGroup(g.id, g.title, g.picture, tuple(id for id in g.flows if id in flows)) for g in GROUPS]
    known = {id for group in GROUPS for id in group.flows}
    found.append(
        HomeGroup("other", title="home.other", picture="dots", flows=tuple(id for id in flows if id not in known))
    )
    return tuple(group for group in found if group.flows)


def group(flows: Mapping[str, Flow], id: str) -> HomeGroup | None:
    """The group of that id, None where there is none."""
    return next((group for group in groups(flows) if group.id == id), None)


def entries(flows: Mapping[str, Flow]) -> tuple[Entry, ...]:
    """The tiles of the first page: groups of one and few services stand for themselves."""
    submitted = any(flow.acts for flow in flows.values())
    owns = submitted and group(flows, OWN) is not None
    few = sum(not flow.acts for flow in flows.values()) + submitted <= FEW
    found: list[Entry] = []
    for of in groups(flows):
        if of.id == OWN and owns:
            found.append(Entry(of.id, "", of.title, of.picture))
        elif len(of.flows) == 1 and of.id != "other":
            flow = flows[of.flows[0]]
            found.append(Entry(of.id, flow.id, of.title, flow.picture or flow.id, flow.title))
        elif len(of.flows) == 1 or few:
            found.extend(service(flows[id], of.id) for id in of.flows)
        else:
            found.append(Entry(of.id, "", of.title, of.picture))
    return (*found, *_submitted(flows)) if not owns else tuple(found)


def services(flows: Mapping[str, Flow], id: str) -> tuple[Entry, ...]:
    """The tiles of one group's page."""
    of = group(flows, id)
    own = _submitted(flows) if id == OWN else ()
    return (*own, *(service(flows[id]) for id in of.flows)) if of is not None else ()


def _submitted(flows: Mapping[str, Flow]) -> tuple[Entry, ...]:
    acts = any(flow.acts for flow in flows.values())
    return (Entry(SUBMITTED, "", "home.submitted", "document"),) if acts else ()


def service(flow: Flow, group: str = "") -> Entry:
    """The tile of one service."""
    return Entry(group, flow.id, flow.title, flow.picture or flow.id)
