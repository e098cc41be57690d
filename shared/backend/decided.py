"""How a decision is stored."""

from __future__ import annotations

from shared.contract.codec import Json
from shared.domain.content import Decided
from shared.domain.decisions import decision_to_json
from shared.domain.values import to_json


def decided_json(decided: Decided) -> Json:
    """A decision as it is stored: clause by clause, the facts it rests on, and those that differ from the device's."""
    return {
        "decision": None if decided.decision is None else decision_to_json(decided.decision),
        "facts": {key: to_json(value) for key, value in sorted(decided.facts.items())},
        "changed": [
            {"fact": change.fact, "before": to_json(change.before), "now": to_json(change.now)}
            for change in decided.changed
        ],
    }
