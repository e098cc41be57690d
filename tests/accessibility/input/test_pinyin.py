"""Letters become words: every character is found by its pinyin, common words at once, and an accent is no obstacle."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.input import ACCENTS, STRONG, Pinyin, presses, shown
from accessibility.input.lexicon import lexicon
from shared.i18n.pinyin import readings

TABLE = Path(__file__).parents[3] / "assets" / "fonts" / "tongyong_guifan.txt"
STANDARD = tuple(c for c in TABLE.read_text("utf-8") if c > "\u2e7f")

COMMON = """
中国 zhongguo  北京 beijing  上海 shanghai  老人 laoren  医院 yiyuan  身份证 shenfenzheng  银行卡 yinhangka
社保卡 shebaoka  失业金 shiyejin  养老金 yanglaojin  退休 tuixiu  工资 gongzi  低保 dibao  残疾证 canjizheng
户口本 hukouben  居委会 juweihui  儿子 erzi  女儿 nver  生病 shengbing  住院 zhuyuan  没有 meiyou
不知道 buzhidao  谢谢 xiexie  现在 xianzai  今天 jintian  明天 mingtian  电话 dianhua  地址 dizhi
工作 gongzuo  公司 gongsi  合同 hetong  家庭 jiating  孩子 haizi  去世 qushi  丈夫 zhangfu  妻子 qizi
父亲 fuqin  母亲 muqin  结婚 jiehun  离婚 lihun  搬家 banjia  收入 shouru  困难 kunnan  补贴 butie
报销 baoxiao  邻居 linju  看不清 kanbuqing  乌鲁木齐 wulumuqi  延边 yanbian  四川 sichuan  广东 guangdong
西安 xi'an  长沙 changsha
"""
"""Words of these services and of everyday life, each with the letters that are typed for it."""
WORDS = dict(zip(COMMON.split()[::2], COMMON.split()[1::2], strict=True))
PEOPLE = (
    "王秀英",
    "李建国",
    "张伟",
    "刘芳",
    "陈静",
    "周强",
    "赵敏",
    "孙桂英",
    "杨丽",
    "黄秀兰",
    "吴建华",
    "徐玉兰",
    "朱建军",
    "马强",
    "高翔",
)


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin()


def first(pinyin: Pinyin, letters: str) -> list[str]:
    return [one.text for one in pinyin.candidates(letters)][:6]


def test_every_character_of_the_standard_is_found_by_each_of_its_readings(pinyin: Pinyin) -> None:
    found = {s: {c.text for c in pinyin.candidates(s)} for s in lexicon().syllables if s.isascii()}
    lost = [(c, s) for c in STANDARD for s in readings()[c] if c not in found[s]]
    assert len(STANDARD) == 8105
    assert not lost


def test_common_words_come_first_in_nine_of_ten_and_all_are_in_view(pinyin: Pinyin) -> None:
    hits = sum(first(pinyin, letters)[0] == word for word, letters in WORDS.items())
    assert hits / len(WORDS) >= 0.9
    assert [word for word, letters in WORDS.items() if word not in first(pinyin, letters)] == []


@pytest.mark.parametrize(
    ("letters", "word"), [("zgr", "中国人"), ("sbk", "社保卡"), ("zhgr", "中国人"), ("bj", "北京"), ("sfz", "身份证")]
)
def test_first_letters_are_enough(pinyin: Pinyin, letters: str, word: str) -> None:
    assert word in first(pinyin, letters)


def test_a_sentence_is_put_together(pinyin: Pinyin) -> None:
    assert first(pinyin, "wojiazaibeijing")[0] == "我家在北京"
    assert first(pinyin, "woxiangwenyixiashiyejinzenmelingqu")[0] == "我想问一下失业金怎么领取"


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("sebaoka", "社保卡"),
        ("zongguo", "中国"),
        ("cifan", "吃饭"),
        ("lainai", "奶奶"),
        ("yinggai", "应该"),
        ("shenhuo", "生活"),
        ("lvxing", "旅行"),
        ("luxing", "旅行"),
    ],
)
def test_an_accent_finds_the_same_words(pinyin: Pinyin, letters: str, word: str) -> None:
    assert word in first(pinyin, letters)


def test_the_exact_sound_comes_before_what_an_accent_may_mean(pinyin: Pinyin) -> None:
    assert first(pinyin, "sang")[0] in ("丧", "桑", "嗓")
    assert first(pinyin, "si")[0] in ("四", "死")


def test_h_and_f_are_one_sound_only_where_that_is_asked(pinyin: Pinyin) -> None:
    assert "湖南" not in first(pinyin, "funan")
    assert "湖南" in [one.text for one in Pinyin(accents=STRONG).candidates("funan")][:6]
    assert set(ACCENTS) < set(STRONG)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_common_name_costs_few_touches(person: str) -> None:
    letters = sum(len(max(readings()[c], key=len)) for c in person)
    assert len(presses(person, name=True)) <= letters + 3 * len(person)


@pytest.mark.parametrize(
    ("character", "letters"), [("䶮", "yan"), ("㛃", "jie"), ("𬭎", "hong"), ("堃", "kun"), ("昇", "sheng")]
)
def test_a_rare_character_of_a_name_is_found_by_its_pinyin_within_eight_pages(
    pinyin: Pinyin, character: str, letters: str
) -> None:
    found = [one.text for one in pinyin.candidates(letters, name=True)]
    assert found.index(character) < 8 * 6


def test_surnames_come_first_where_one_is_expected(pinyin: Pinyin) -> None:
    assert pinyin.candidates("yan", name=True, family=True)[0].text in ("闫", "严", "颜")
    assert pinyin.candidates("hong", name=True, family=True)[0].text == "洪"
    assert pinyin.candidates("hong", name=True)[0].text == "红"


def test_what_was_chosen_comes_first_and_is_forgotten_with_the_person() -> None:
    pinyin = Pinyin()
    before = first(pinyin, "shishi")
    rare = [one for one in pinyin.candidates("shishi") if len(one.text) == 2][-1]
    pinyin.memory.learn(rare.text, rare.syllables)
    assert first(pinyin, "shishi")[0] == rare.text
    assert first(pinyin, "ss")[0] == rare.text
    pinyin.forget()
    assert first(pinyin, "shishi") == before


@given(st.text("abcdefghijklmnopqrstuvwxyz'", max_size=14))
def test_no_letters_break_it_and_each_candidate_says_what_it_uses(letters: str) -> None:
    found = SHARED.candidates(letters)
    assert all(0 < one.used <= len(letters) for one in found)
    assert len({one.text for one in found}) == len(found)
    assert "".join(shown(lexicon(), letters)).replace("'", "") == letters.replace("'", "")


SHARED = Pinyin()


def test_letters_are_shown_parted_into_syllables() -> None:
    assert shown(lexicon(), "zhongguoren") == ("zhong", "guo", "ren")
    assert shown(lexicon(), "xi'an") == ("xi", "an")
    assert shown(lexicon(), "zgr") == ("z", "g", "r")
