"""Build what the on-screen input method knows: `pinyin.txt`, `rare.txt`, `names.txt`, `strokes.txt`; all committed.

`python assets/input/build.py CNCHAR_ORDER` in an environment with `pypinyin==0.55.0` (readings, MIT),
`jieba==0.42.1` (how often words are used, MIT) and `fonttools`; CNCHAR_ORDER is `cnchar.order.min.js` of the npm
package `cnchar-order` 3.2.6 (order of strokes, MIT). Their licences stand beside this file.

pinyin.txt   one line for each row of first letters: `zg<TAB>zhong'guo:中国f zhong'gao:忠告N`. After each word stands
             how often it is used: half-bits of its count, 0-51 as A-Z a-z; within a reading the most used first.
rare.txt     `syllable:characters` beyond 通用规范汉字表 that the complete face can draw: names need them.
names.txt    surnames; characters of given names, both the most used first; the third level of 通用规范汉字表; how
             surnames are told apart by their parts.
strokes.txt  `strokes:characters` by 横1 竖2 撇3 点捺4 折5, each with how often it is used, sorted by strokes.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba
from fontTools.ttLib import TTFont
from pypinyin import Style, lazy_pinyin, pinyin

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
THIRD = 6500
"""Where the third level of the table begins."""
MOST_WORDS = 32_000
LONGEST = 4
_OURS = """
社保 低保 低保户 医保 社保卡 养老金 失业金 失业保险金 养老保险 医疗保险 工伤保险 生育保险 社会保障卡 待遇资格认证
户口本 身份证 银行卡 退休金 残疾证 街道办 居委会 村委会 社区 派出所 挂失 补卡 补贴 报销 转移 续保 停保 退保
办事员 窗口 排队 预约 上门 代办 委托 子女 老伴 儿媳 女婿 孙女 外孙 护工 邻居 打工 下岗 辞退 合同 工资 拖欠
我想 我要 没有别的 谢谢 您好 麻烦 请问 听不清 看不清 走不动 腿脚不便 眼睛不好 耳朵不好 生病 住院 出院 手术 医院 去世
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南
陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 延边 延吉 图们 珲春 龙井 和龙 恩施 湘西 阿坝 甘孜 凉山 黔东南
黔南 黔西南 西双版纳 文山 红河 德宏 怒江 迪庆 大理 楚雄 临夏 甘南 海北 黄南 海南 果洛 玉树 海西 昌吉 巴音郭楞 克孜勒苏
博尔塔拉 伊犁 喀什 和田 阿克苏 吐鲁番 哈密 乌鲁木齐
"""
OURS = tuple(_OURS.split())
"""Words of these services, of those who use them and of where they live, which newspapers have too seldom."""
OURS_COUNT = 20_000
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文洪庄詹关甘"
    "欧倪樊温柴兰耿伍柳鲁葛俞申凌颜左翟单符季邢尚殷冉裴辛管祝齐童涂盛焦柯霍毕牛包项曲路谷辜岳房安"
)
"""The most frequent surnames, by how many bear them (公安部, 全国姓名报告)."""

TOLD = """
木子李 弓长张 立早章 耳东陈 草头黄 走肖赵 口天吴 双口吕 双木林 古月胡 三横王 言午许 人可何 禾呈程 双人徐 文刀刘 木易杨
"""
"""How people tell surnames that sound alike apart, by their parts."""
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红建国华志淑珍凤梅春花海燕文斌波辉鹏飞龙林云荣金福贵财德生"
    "胜利永长根宝庆祥吉祖光宗小晓雪冰琴香莲菊巧月亮新民东南北成功学武卫忠孝义仁爱美慧颖婷婉佳欣怡宇浩然子轩涵梓雨泽"
    "俊博睿思远嘉琪诗琳瑶璐晨阳旭翔天佑一诺可"
)
"""What most people are called (公安部, 全国姓名报告), before what a dictionary's names hold."""


def han(word: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" or c > "\U00020000" or c == "〇" for c in word)


def standard() -> list[str]:
    """通用规范汉字表."""
    lines = (FONTS / "tongyong_guifan.txt").read_text("utf-8").splitlines()
    return list(dict.fromkeys(c for line in lines if not line.startswith("#") for c in line if ord(c) > 0x2E7F))


def counts() -> tuple[dict[str, int], Counter[str]]:
    """How often each word is used; and the characters of given names among the names of people."""
    used: dict[str, int] = {}
    given: Counter[str] = Counter()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, kind = line.split()
        if not han(word):
            continue
        used[word] = int(count)
        if kind == "nr" and 2 <= len(word) <= 3 and word[0] in SURNAMES:
            given.update(word[1:])
    for word in OURS:
        used[word] = max(used.get(word, 0), OURS_COUNT)
    return used, given


def spelled(word: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(word, style=Style.NORMAL))


def plain(syllables: tuple[str, ...], word: str) -> bool:
    return len(syllables) == len(word) and all(s.isascii() and s.isalpha() for s in syllables)


def level(count: float) -> str:
    return LEVELS[min(len(LEVELS) - 1, round(2 * math.log2(max(count, 1))))]


def readings(character: str) -> list[str]:
    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return [r for r in dict.fromkeys(found) if r.isascii() and r.isalpha()]


def lexicon(table: list[str], used: dict[str, int]) -> dict[tuple[str, ...], list[tuple[str, float]]]:
    """Reading → words with their counts. A character read in several ways counts as its words say."""
    known = set(table)
    words = [w for w in used if 2 <= len(w) <= LONGEST and set(w) <= known]
    words.sort(key=lambda w: (-used[w], w))
    chosen = dict.fromkeys((*words[:MOST_WORDS], *(w for w in OURS if len(w) <= 8)))
    by: dict[tuple[str, ...], list[tuple[str, float]]] = defaultdict(list)
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for word in chosen:
        syllables = spelled(word)
        if plain(syllables, word):
            if len(word) > 1:
                by[syllables].append((word, used[word]))
            for character, syllable in zip(word, syllables, strict=True):
                heard[character][syllable] += used[word]
    for character in table:
        own = readings(character)
        share = heard[character]
        total = sum(share[r] + 1 for r in own) + (10 if own else 0)
        for n, reading in enumerate(own):
            part = (share[reading] + 1 + (10 if n == 0 else 0)) / total
            by[(reading,)].append((character, used.get(character, 1) * part))
    return by


def pinyin_lines(by: dict[tuple[str, ...], list[tuple[str, float]]]) -> Iterator[str]:
    rows: dict[str, list[str]] = defaultdict(list)
    for syllables in sorted(by):
        words = sorted(by[syllables], key=lambda one: (-one[1], one[0]))
        rows["".join(s[0] for s in syllables)].append(
            "'".join(syllables) + ":" + "".join(f"{word}{level(count)}" for word, count in words)
        )
    for first in sorted(rows):
        yield f"{first}\t{' '.join(rows[first])}"


def rare_lines(table: list[str]) -> Iterator[str]:
    face = TTFont(FONTS / "NuanchuangRare-Regular.otf").getBestCmap()
    by: dict[str, list[str]] = defaultdict(list)
    for code in sorted(set(face) - {ord(c) for c in table}):
        if han(chr(code)):
            for reading in readings(chr(code)):
                by[reading].append(chr(code))
    for reading in sorted(by):
        yield f"{reading}:{''.join(by[reading])}"


STROKES = {"1": "ji", "2": "fg", "3": "s", "4": "kdl"}
"""The kinds of strokes of the source by the five of GB/T 13000 order; all others turn (5)."""


def stroke_lines(source: Path, table: list[str], used: dict[str, int]) -> Iterator[str]:
    match = re.search(r"JSON\.parse\('(.*?)'\)", source.read_text("utf-8"))
    if match is None:
        raise SystemExit("no table of strokes in that file")
    order: dict[str, str] = json.loads(match[1])
    five = {letter: digit for digit, letters in STROKES.items() for letter in letters}
    by: dict[str, list[str]] = defaultdict(list)
    for character in table:
        if character in order:
            by["".join(five.get(s, "5") for s in order[character])].append(character)
    for strokes in sorted(by):
        characters = sorted(by[strokes], key=lambda c: (-used.get(c, 0), c))
        yield f"{strokes}:{''.join(c + level(used.get(c, 1)) for c in characters)}"


def write(name: str, lines: Iterator[str]) -> None:
    text = "\n".join(lines) + "\n"
    (HERE / name).write_text(text, "utf-8")


def main() -> None:
    """Write the four tables; same input, same bytes."""
    table = standard()
    used, given = counts()
    write("pinyin.txt", pinyin_lines(lexicon(table, used)))
    write("rare.txt", rare_lines(table))
    known = set(table)
    others = (c for c, n in sorted(given.items(), key=lambda one: (-one[1], one[0])) if n > 3 and c in known)
    names = "".join(dict.fromkeys((*GIVEN, *others)))
    write("names.txt", iter((SURNAMES, names, "".join(table[THIRD:]), TOLD.strip())))
    write("strokes.txt", stroke_lines(Path(sys.argv[1]), table, used))


if __name__ == "__main__":
    main()
