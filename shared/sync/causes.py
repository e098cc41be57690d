"""Why something still waits: the closed list of codes behind `outbox.cause.<code>`, so that each can have its words.

A newer office may give reasons that are not in it; those are shown without words of their own.
"""

from __future__ import annotations

from typing import Final

from shared.contract.errors import ERRORS, Malformed
from shared.contract.results import Reason

NO_ANSWER: Final = "no_answer"
"""The office answered the batch and left this item out."""
OLD_EPOCH: Final = "old_epoch"
"""An acknowledgement from before the office was restored."""
RETRY: Final = "retry"
"""The office asked for this item later."""
WAITING_FOR_PARTS: Final = "waiting_for_parts"
CONFLICT: Final = "conflict"
DAMAGED: Final = "damaged"
"""The bytes on this disk are not those that were promised; a person looks."""
NOT_ENROLLED: Final = "not_enrolled"
"""Items wait on a machine that lost its keys: they go when it is enrolled again."""
INTERNAL: Final = "internal"
"""A fault of this program."""

CAUSES: Final = frozenset(
    {NO_ANSWER, OLD_EPOCH, RETRY, WAITING_FOR_PARTS, CONFLICT, DAMAGED, NOT_ENROLLED, INTERNAL, Malformed.code}
    | set(ERRORS)
    | {reason.value for reason in Reason}
)
