"""Write the character list of 通用规范汉字表 (2013, 8,105 characters) from Unicode's Unihan property kTGH.

Source: Unihan 15.0, property kTGH (Unicode licence, see LICENSE-Unicode.txt); on Debian in the package unicode-data.
Run only when that table changes: `python assets/fonts/characters.py /usr/share/unicode/Unihan_OtherMappings.txt.bz2`.
"""

from __future__ import annotations

import bz2
import sys
from pathlib import Path

HERE = Path(__file__).parent
EXPECTED = 8105


def characters(unihan: Path) -> list[str]:
    """The characters in the order of the table (kTGH gives `2013:n`)."""
    found: list[tuple[int, str]] = []
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line:
                code, _, place = line.rstrip("\n").split("\t")
                found.append((int(place.split()[0].partition(":")[2]), chr(int(code[2:], 16))))
    return [character for _, character in sorted(found)]


def main() -> None:
    """Write `tongyong_guifan.txt`, 50 characters a line."""
    table = characters(Path(sys.argv[1]))
    if len(table) != EXPECTED:
        raise SystemExit(f"expected {EXPECTED} characters, found {len(table)}")
    rows = ["".join(table[i : i + 50]) for i in range(0, len(table), 50)]
    (HERE / "tongyong_guifan.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
