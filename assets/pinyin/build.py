"""Build `shared/i18n/pinyin.json` from pypinyin; the result is committed, so that nobody needs to run this.

`python assets/pinyin/build.py` in an environment with `pypinyin==0.55.0` (MIT; its readings are those of pinyin-data,
MIT). The whole package would cost 57 MB of memory and a second at the first search; this table costs 30 kB.

Shape: {"a": "阿啊…", …}: every syllable without its tone, and the characters of 通用规范汉字表 that can be read so.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

os.environ["PYPINYIN_NO_PHRASES"] = "true"

from pypinyin import Style, pinyin

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "assets" / "fonts" / "tongyong_guifan.txt"
TARGET = ROOT / "shared" / "i18n" / "pinyin.json"


def main() -> None:
    """Write the table; same input, same bytes."""
    readings: dict[str, list[str]] = defaultdict(list)
    lines = SOURCE.read_text("utf-8").splitlines()
    characters = dict.fromkeys(c for line in lines if not line.startswith("#") for c in line if ord(c) > 0x2E7F)
    for character in characters:
        for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0]:
            if reading.isascii() and reading.isalpha():
                readings[reading].append(character)
    table = {syllable: "".join(found) for syllable, found in sorted(readings.items())}
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
