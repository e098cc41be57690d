"""Which messages can be signed, and the hash that binds a recording to its words."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from shared.flows import EVERY
from shared.i18n import facts_of
from shared.i18n.catalogue import Message, load
from shared.i18n.check import placeholders
from shared.i18n.uses import uses_of_flow

SIGNED_LANGUAGE: Final = "zh"
"""国家通用手语 signs the Chinese words, whatever language the page is in."""
NOT_SIGNED: Final = frozenset({"law", "nav", "say", "sign", "speech", "ui"})
"""Names of laws, labels of controls, and what only a voice or a speaker says."""


def chinese() -> Mapping[str, Message]:
    """The Chinese catalogue."""
    return load(facts_of(SIGNED_LANGUAGE).babel)


def text_hash(id: str) -> str:
    """The hash of the Chinese text of a message as it is now (SHA-256, hex); "" where there is no such message."""
    message = chinese().get(id)
    if message is None:
        return ""
    return hashlib.sha256(unicodedata.normalize("NFC", "\n".join(message.forms)).encode()).hexdigest()


def signable(id: str) -> bool:
    """Whether one recording can sign it: it is for people on a page, and holds no values that change."""
    message = chinese().get(id)
    if message is None or message.prefix in NOT_SIGNED:
        return False
    return not any(placeholders(form) for form in message.forms)


def all_messages(flows: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every signable message with the part it belongs to: each flow's own first, then what stands around flows.

    `flows` names some flows only, without what stands around them.
    """
    seen: set[str] = set()
    for flow in EVERY.values():
        if flows and flow.id not in flows:
            continue
        own = (id for id, message in chinese().items() if message.prefix == flow.id)
        for id in dict.fromkeys((*(use.id for use in uses_of_flow(flow)), *own)):
            if id not in seen and signable(id):
                seen.add(id)
                yield flow.id, id
    if not flows:
        yield from (("", id) for id in chinese() if id not in seen and signable(id) and not _of_a_flow(id))


def _of_a_flow(id: str) -> bool:
    return chinese()[id].prefix in EVERY
