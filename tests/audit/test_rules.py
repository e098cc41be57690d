"""The audit itself: a page without a fault has no finding, and each planted fault is found by the rule it breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.contrast import ratio
from accessibility.preferences import Theme
from shared.i18n.catalogue import Message
from shared.ui.drawings import TONES
from shared.ui.theme import DAY, Pair
from tests.audit import rules
from tests.audit.rules import contrast, edges, lint, reading
from tests.audit.rules.places import Standing
from tests.audit.seen import Box, Part, Sample, Seen, Stop
from tests.audit.synthetic import CLEAN, LOOK, OPTION, RING, THINGS, and_thing, asking, but, thing, with_thing, words

TWO = (Box(40, 302, 1000, 96), Box(40, 404, 1000, 96))
LOW = tuple(replace(t, box=replace(t.box, top=1300), whole=t.box) if t.id == "nav.back" else t for t in THINGS)
"""The lower bar stands so high that little is left between it and an upper one."""
FAULTS: dict[str, list[Seen]] = {
    "contrast.text": [
        but(samples={2: replace(OPTION, parts=(Part(60, 30, 30, 4.6),))}),
        but(samples={1: replace(OPTION, parts=(Part(60, 300, 45, 5.0),))}),
    ],
    "contrast.graphics": [
        but(samples={2: replace(OPTION, parts=(Part(110, 80, 76, 2.1),))}),
        but(samples={2: replace(OPTION, across=("#FFFCF5",) * 4 + ("#E6F0EC",) * 12)}),
    ],
    "target.size": [
        with_thing("opt.no", box=Box(40, 414, 1000, 52)),
        with_thing("opt.no", box=Box(40, 414, 44, 96)),
    ],
    "target.apart": [with_thing("opt.no", box=Box(40, 403, 1000, 96))],
    "target.over": [with_thing("opt.no", box=Box(40, 380, 1000, 96))],
    "text.small": [but(words=(words("是", "opt.yes", size=16, line=24),))],
    "text.line": [but(words=(words("是", "opt.yes", line=36),))],
    "text.clipped": [
        but(words=(words("这个按钮上的字太多了" * 12, "opt.yes", button=True),)),
        with_thing("", text="您想办什么？", box=Box(40, 164, 90, 61)),
    ],
    "text.torn": [but(words=(words("Unemployment" * 6, "opt.yes", button=True),))],
    "text.touches": [but(samples={2: replace(OPTION, touches="right")})],
    "text.overlap": [
        and_thing(thing("", Box(40, 200, 400, 45), role="text", text="盖住了")),
        and_thing(thing("", Box(60, 320, 400, 45), role="text", text="盖住了")),
    ],
    "tofu.glyph": [but(words=(words("\U0001f600", "opt.yes"),))],
    "tofu.family": [but(words=(words("是", "opt.yes", families=("", "NuanchuangRare")),))],
    "tofu.request": [but(boxes_asked=("http://127.0.0.1/assets/fonts/notosanssc.woff2",))],
    "edge.sideways": [but(wide=1100.0), with_thing("opt.no", box=Box(400, 414, 1000, 96))],
    "edge.ink": [but(sides=("#FFFCF5", "#1B1B1B"))],
    "fold.cut": [but(changes=(31, 0)), but(changes=(0, 60))],
    "edge.bars": [
        with_thing("nav.next", box=Box(731, 1871, 333, 72)),
        with_thing("nav.next", cut=True),
        with_thing("nav.help", id="nav.other", owner="nav.other"),
        but(things=(thing("nav.home", Box(16, 16, 108, 900)), *LOW), stops=()),
    ],
    "bar.even": [and_thing(thing("nav.contrast", Box(700, 6, 78, 92), text="换颜色"))],
    "fold.reach": [with_thing("opt.no", cut=True), with_thing("page.home", cut=True)],
    "fold.first": [
        with_thing("", text="您想办什么？", box=Box(40, 164, 1000, 0)),
        and_thing(thing("error.day", Box(40, 900, 900, 0), role="text", text="日期不对")),
    ],
    "name.missing": [with_thing("opt.no", text="")],
    "name.role": [with_thing("opt.no", role="")],
    "name.identifier": [
        with_thing("opt.no", id="", owner=""),
        and_thing(thing("opt.no", Box(40, 600, 1000, 96), text="另一个")),
    ],
    "name.page": [with_thing("page.home", id="")],
    "name.raw": [
        with_thing("opt.no", text="ui.options.no"),
        with_thing("opt.no", name="\ufdd0不是\ufdd1No\ufdd2"),
    ],
    "name.same": [with_thing("opt.no", text="是")],
    "name.state": [with_thing("opt.no", text="不是\n已选")],
    "name.option": [
        asking("q.choice.reason", stated=False),
        asking("q.choice.reason", role="checkbox"),
        asking("q.several.wishes"),
        asking("q.several.wishes", role="checkbox", stated=False),
    ],
    "heading.one": [
        with_thing("", level=2),
        and_thing(thing("", Box(40, 600, 900, 60), role="heading", text="另一个", level=1)),
        and_thing(thing("", Box(40, 600, 900, 60), role="heading", text="另一个", level=3)),
    ],
    "order.reading": [but(things=(*THINGS[:2], THINGS[3], THINGS[2], *THINGS[4:]), stops=())],
    "order.tab": [
        but(stops=CLEAN.stops[1:]),
        but(stops=(CLEAN.stops[1], CLEAN.stops[0], *CLEAN.stops[2:])),
    ],
    "focus.ring": [
        but(stops=(replace(CLEAN.stops[0], ring=((0, 0),) * 4), *CLEAN.stops[1:])),
        but(stops=(replace(CLEAN.stops[0], ring=((2, 2), *RING[1:])), *CLEAN.stops[1:])),
        but(stops=(Stop("opt.yes", TWO[0], ((5, 1),) * 4), *CLEAN.stops[1:])),
    ],
    "lang.html": [but(lang="en")],
    "lang.way": [but(rtl=True), with_thing("nav.help", box=Box(16, 1771, 60, 72))],
}
PLANTED = [(rule, seen) for rule, pages in FAULTS.items() for seen in pages]
ELSEWHERE = {
    "bar.place",
    "contrast.tokens",
    "lint.cut",
    "lint.fixed",
    "lint.gesture",
    "lint.motion",
    "lint.over",
    "reading.character",
    "reading.jargon",
    "reading.long",
}
"""Rules that look at no page, or at several; their planted faults stand below."""


def test_a_page_without_a_fault_has_no_finding() -> None:
    assert rules.judge(CLEAN) == ()


def test_what_a_bar_holds_stands_where_it_stood_on_the_page_before() -> None:
    standing = Standing()
    assert list(standing.find(CLEAN)) == list(standing.find(but(page="help"))) == []
    moved = replace(with_thing("nav.help", box=Box(492, 1781, 222, 72)), page="waiting")
    assert [(found.rule, found.thing, found.page) for found in standing.find(moved)] == [
        ("bar.place", "nav.help", "waiting")
    ]
    assert list(standing.find(replace(moved, look=replace(CLEAN.look, size=36)))) == []  # of another size the first one


def test_longer_words_than_chinese_may_move_a_bar_down_and_not_sideways() -> None:
    standing, uyghur = Standing(), replace(CLEAN.look, lang="ug")
    boxes = (Box(492, 1771, 222, 72), Box(492, 1811, 222, 72), Box(480, 1771, 222, 72))
    pages = [replace(with_thing("nav.help", box=box), look=uyghur) for box in boxes]
    assert [len(list(standing.find(page))) for page in pages] == [0, 0, 1]


def test_on_a_phone_the_ways_keep_their_order() -> None:
    standing, phone = Standing(), replace(CLEAN.look, screen="phone")
    turned = (*(t for t in THINGS if t.id != "nav.help"), *(t for t in THINGS if t.id == "nav.help"))
    lower = with_thing("nav.help", box=Box(492, 1781, 222, 72))
    assert list(standing.find(but(look=phone))) == list(standing.find(replace(lower, look=phone))) == []
    assert [found.thing for found in standing.find(but(look=phone, things=turned))] == ["nav.next"]


def test_what_is_told_as_chosen_may_be_called_so() -> None:
    assert rules.judge(with_thing("opt.no", text="不是\n已选", chosen=True)) == ()


def test_options_told_as_the_standard_wants_have_no_finding() -> None:
    assert rules.judge(asking("q.choice.reason")) == ()
    assert rules.judge(asking("q.several.wishes", role="checkbox")) == ()


def test_every_rule_has_a_planted_fault() -> None:
    assert FAULTS.keys() | ELSEWHERE == {rule.id for rule in rules.RULES}


@pytest.mark.parametrize(("rule", "seen"), PLANTED, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(PLANTED)])
def test_a_planted_fault_is_found(rule: str, seen: Seen) -> None:
    assert rule in {finding.rule for finding in rules.judge(seen)}


@pytest.mark.parametrize(
    "palette",
    [
        replace(DAY, page=Pair("#FFFCF5", "#777777")),
        replace(DAY, border="#D0D8D4"),
        replace(DAY, focus="#E6F0EC"),
        replace(DAY, focus_on_primary="#0A5D56"),
        replace(DAY, secondary="#8A8A85"),
    ],
)
def test_a_colour_that_is_too_weak_is_found(palette: object) -> None:
    assert list(contrast.of_palette(palette))  # type: ignore[arg-type]
    assert not list(contrast.of_palette(DAY))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        ("lint.cut", "ft.Text(said, max_lines=1)"),
        ("lint.cut", "ft.Text(said, overflow=ft.TextOverflow.ELLIPSIS)"),
        ("lint.cut", "ft.Text(said, no_wrap=True)"),
        ("lint.fixed", "ft.Container(content=words(ui, said), height=60)"),
        ("lint.fixed", "ft.Container(height=40, content=ft.Row([heading(ui, said)]))"),
        ("lint.gesture", "ft.Slider(min=0, max=5)"),
        ("lint.gesture", "ft.Container(content=picture, on_long_press=erase)"),
        ("lint.motion", "ft.Container(content=picture, animate=300)"),
        ("lint.motion", "ft.ProgressRing()"),
        ("lint.over", "page.show_dialog(ft.AlertDialog(title=said))"),
        ("lint.over", "ft.DatePicker(on_change=take)"),
    ],
)
def test_code_that_cuts_text_asks_for_hard_gestures_or_moves_is_found(rule: str, source: str) -> None:
    assert [finding.rule for finding in lint.of_source("page.py", source)] == [rule]


STILL = "ft.ButtonStyle(animation_duration=0)"


def test_code_that_cuts_nothing_has_no_finding() -> None:
    lines = (
        "ft.Container(content=picture, height=60)",
        "ft.TextField(max_lines=4)",
        "ft.Text(said, no_wrap=False)",
        STILL,
    )
    assert list(lint.of_source("page.py", "\n".join(lines))) == []


def message(id: str, *forms: str) -> dict[str, Message]:
    return {id: Message(id, forms, ("note",), id.partition(".")[0])}


@pytest.mark.parametrize(
    ("rule", "id", "form"),
    [
        ("reading.character", "ui.rare", "请勿饕餮"),
        ("reading.jargon", "ui.jargon", "统筹办的事"),
        ("reading.long", "ui.long", "这一句话说得实在是太长了一点谁听了都记不住前面说过什么"),
        ("reading.long", "ui.long", "一二三四五六七八九十一二三四五六七八{n}九"),
    ],
)
def test_words_that_are_hard_to_read_are_found(rule: str, id: str, form: str) -> None:
    assert [finding.rule for finding in reading.find(message(id, form))] == [rule]


def test_words_with_their_meaning_beside_them_have_no_finding() -> None:
    assert list(reading.find(message("ui.rare", "请勿饕餮") | message("ui.rare.why", "就是别吃太多。"))) == []
    assert list(reading.find(message("ui.jargon", "统筹（大家一起出钱）办的事"))) == []
    assert list(reading.find(message("ui.plain", "您好。请按一下就开始。"))) == []
    assert list(reading.find(message("desk.jargon", "统筹"))) == [], "clerks know the words of their trade"


def test_our_own_tokens_code_and_catalogues_have_no_finding() -> None:
    assert list(rules.words_and_code()) == []


@pytest.mark.parametrize("theme", [Theme.DAY, Theme.BLACK_ON_YELLOW])
def test_the_tones_of_a_large_picture_are_not_taken_for_weak_words(theme: Theme) -> None:
    """A band through a sign in the second tone on the first, which the smallest phone shows at the largest size."""
    first, second, _ = TONES[theme.value]
    part = Part(0, 60, 20, ratio(first, second))
    seen = but(look=replace(LOOK, theme=theme), samples={0: Sample(second, (part,), (), "")})
    assert not list(contrast.find(seen))
    weaker = replace(part, best=part.best - 0.1)
    assert list(contrast.find(replace(seen, samples={0: Sample(second, (weaker,), (), "")})))


@pytest.mark.parametrize(("room", "expected"), [(200.0, ["fold.first"]), (60.0, [])])
def test_a_mistake_may_begin_in_the_next_view_only_where_its_question_fills_the_first(
    room: float, expected: list[str]
) -> None:
    """Its first words take a line of 1.5 and the frame above it: 75 dp at 30."""
    lower = 1771 - room
    question = tuple(
        replace(t, box=Box(40, 164, 1000, lower - 164), whole=Box(40, 164, 1000, lower - 164)) if t.level == 1 else t
        for t in THINGS
        if not t.id.startswith("opt.")
    )
    wrong = thing("error.day", Box(40, 1790, 900, 0), role="text", text="日期不对")
    down = thing("page.down", Box(540, 1771, 500, 72), text="看下面")
    seen = but(things=(*question, wrong, down), samples={}, stops=())
    assert [f.rule for f in edges.find(seen) if f.rule == "fold.first"] == expected
