"""All tests; browser tests that failed are tried once more, alone: a browser waits for whatever else a machine does.

`python -m tests.tools.tests [pytest's options]`. Both closing lines are printed; what failed at first stays printed.
What fails twice, or is no browser test, fails. Exit status: pytest's.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
FAILED: Final = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
BROWSER: Final = "tests/e2e/"
FEW: Final = 2
"""Files of browser tests of which some may fail at first; more are no accident. Tests of a file share a start."""


def worth_another(failed: Sequence[str]) -> bool:
    """Whether only browser tests of a few files failed."""
    files = {id.partition("::")[0] for id in failed}
    return 0 < len(files) <= FEW and all(file.startswith(BROWSER) for file in files)


def last_failed(file: Path = FAILED) -> list[str]:
    """Ids of the tests that failed last; none where nothing is written."""
    try:
        return list(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError):
        return []


def main(arguments: Sequence[str]) -> int:
    pytest = [sys.executable, "-m", "pytest", "-q"]
    FAILED.unlink(missing_ok=True)  # of an earlier run
    status = subprocess.run([*pytest, "-n", "2", *arguments], cwd=ROOT, check=False).returncode
    failed = last_failed()
    if status != 1 or not worth_another(failed):
        return status
    print(f"\n{len(failed)} browser test(s) failed and are tried once more, alone: {', '.join(failed)}", flush=True)
    return subprocess.run([*pytest, "-n", "0", *failed], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
