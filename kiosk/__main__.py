"""`python -m kiosk`: the kiosk's entry point (DESIGN section 5). One line on stdout when ready, log on stderr."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence

from kiosk.lock import AlreadyRunning
from kiosk.options import parse
from kiosk.run import PortTaken, run
from shared.contract.errors import ContractError


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 ended when told to, 1 it could not run, 2 a wrong command line."""
    options = parse(arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("uvicorn", "flet", "flet_web", "httpx", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if options.command == "doctor":
        from kiosk.doctor import doctor

        return doctor(options)
    try:
        return asyncio.run(run(options))
    except PortTaken as taken:
        print(f"kiosk: port {taken} is taken by another program; choose another with --port", file=sys.stderr)
    except AlreadyRunning as running:
        print(f"kiosk: another kiosk uses {running}; end it first or choose another --data", file=sys.stderr)
    except ContractError as refused:
        print(f"kiosk: the enrolment cannot be taken: {refused}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
