"""What is submitted and decided in every case of every flow, as hashes: run here, and in the phone's app as built.

In the app, `/given0.py` is `shared/flows/cases.py` and `/given1.json` the cases as JSON, neither of which a phone has.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Mapping
from typing import Any

from shared.domain.content import content_of
from shared.domain.values import canonical
from shared.flows import EVERY


def outcomes(cases: Any, written: Mapping[str, str]) -> dict[str, list[str]]:
    """`flow: case` → SHA-256 of the content before sealing and of the decision, "" where there is none. `cases` is the
    module of that name, `written` flow → the TOML of its cases."""
    found: dict[str, list[str]] = {}
    for flow_id, toml in sorted(written.items()):
        flow = EVERY[flow_id]
        for case in cases.read(toml):
            walked = cases.walk(flow, case)
            if walked.exit is not None:
                found[f"{flow_id}: {case.name}"] = ["", walked.exit]
                continue
            content = content_of(walked.journey)
            decision = flow.decide(walked.journey.facts()) if flow.decide is not None else None
            found[f"{flow_id}: {case.name}"] = [_hash(canonical(content)), _hash(repr(decision).encode())]
    return found


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _in_the_app() -> None:
    spec = importlib.util.spec_from_file_location("shared.flows.cases", "/given0.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    with open("/given1.json", encoding="utf-8") as file:
        written = json.load(file)
    sys.stdout.write(json.dumps(outcomes(module, written)) + "\n")


if __name__ == "__main__":
    _in_the_app()
