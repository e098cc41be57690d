"""Words of several readings, written so that a voice that reads character by character says them right.

espeak-ng knows one reading per character: 银行 becomes yínxíng, 重新 zhòngxīn, 校验 xiàoyàn, 当地 dāngde. Each word
here is handed to it with characters of the same sound that have no other reading. Only the voice sees this: the
transcript and the screen keep the words. Each pair was compared with `espeak-ng -v cmn-latn-pinyin -x`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

MANDARIN: Final[Mapping[str, str]] = {
    "银行": "银航",
    "重新": "虫新",
    "重庆": "虫庆",
    "校验": "叫验",
    "校对": "叫对",
    "了解": "瞭解",
    "处理": "储理",
    "数一数": "属一属",
    "应征": "硬征",
    "反应": "反硬",
    "西藏": "西葬",
    "商量": "商良",
    "为准": "维准",
    "莘庄": "辛庄",
    "会计": "快计",
    "便宜": "骈移",
    "朝阳": "潮阳",
    "退还": "退环",
    "归还": "归环",
    "还款": "环款",
    "地": "第",
}
_ANY: Final = re.compile("|".join(sorted(MANDARIN, key=len, reverse=True)))


def mandarin(words: str) -> str:
    """The words as a voice has to see them that reads character by character."""
    return _ANY.sub(lambda match: MANDARIN[match[0]], words)


def cantonese(words: str) -> str:
    """The words as a Cantonese voice has to see them.

    Numbers are spelled with 幺 for one, as Mandarin does; in Cantonese one is 一, and espeak-ng reads 幺 as mo1.
    """
    return words.replace("幺", "一")
