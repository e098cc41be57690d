"""Eight keys reach every thing of every page, on the pad as on a telephone; one switch does within a few rounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.keypad import Key, Place, Thing, move, position, stay, typed_words
from accessibility.switch import KEEP, UNDO, Scanning, advance, lit, press, stops
from shared.app.session import Session
from shared.flows import FLOWS
from shared.ui.stage import things_of
from tests.app.trial import WANG
from tests.personas.booth import Booth
from tests.personas.headless import walk

PAD = tuple(
    Thing(f"key.{name}", name, Place.PAD, row=y, column=x)
    for y, line in enumerate(("123", "456", "789", " 0<"), 100)
    for x, name in enumerate(line)
    if name.strip()
)
NEXT, BACK, HELP = (Thing(id, id, Place.BELOW, row=n) for n, id in enumerate(("nav.next", "nav.back", "nav.help"), 300))


def page(options: int, *, pad: bool, entry: bool = False, submit: bool = False) -> tuple[Thing, ...]:
    """A page as pages are: options or a pad, then the bars."""
    own = tuple(Thing(f"opt.{n}", f"第{n}个", row=n) for n in range(1, options + 1))
    typed = (Thing("field.x", "12", row=99, entry=True),) if entry else ()
    onward = Thing("review.submit", "提交", Place.BELOW, row=300) if submit else NEXT
    bars = (
        onward,
        BACK,
        HELP,
        Thing("nav.home", "首页", Place.ABOVE, row=400),
        Thing("nav.sign", "手语", Place.ABOVE, row=401),
    )
    return (*own, *typed, *(PAD if pad else ()), *bars)


PAGES = st.builds(page, st.integers(0, 6), pad=st.booleans(), entry=st.booleans(), submit=st.booleans())


def reached(things: tuple[Thing, ...]) -> set[str]:
    """Where arrows lead from before the first thing, and "" for that."""
    seen, todo = {""}, [""]
    while todo:
        at = todo.pop()
        for to in (move(things, at, key).at for key in Key):
            if to not in seen:
                seen.add(to)
                todo.append(to)
    return seen


@given(PAGES)
def test_arrows_reach_everything_and_come_round(things: tuple[Thing, ...]) -> None:
    assert reached(things) == {"", *(thing.id for thing in things)}
    at = ""
    for _ in range(2 * len(things)):
        at = move(things, at, Key.DOWN).at
    assert at, "down alone never ends"


@given(PAGES, st.lists(st.sampled_from(Key), max_size=30))
def test_one_is_always_at_something_that_is_there(things: tuple[Thing, ...], keys: list[Key]) -> None:
    at = ""
    for key in keys:
        moved = move(things, at, key)
        assert moved.at in {thing.id for thing in things}
        assert not moved.edge or moved.at == at
        n, of = position(things, moved.at)
        assert 1 <= n <= of
        at = moved.at


def test_who_comes_to_the_pad_stands_on_the_five_and_knows_it_as_a_telephone() -> None:
    things = page(2, pad=True)
    at = move(things, "opt.2", Key.DOWN).at
    assert at == "key.5"
    assert move(things, at, Key.LEFT).at == "key.4"
    assert move(things, "key.4", Key.LEFT).edge
    assert move(things, "key.8", Key.DOWN).at == "key.0", "though nothing stands left of it"
    assert move(things, "key.0", Key.UP).at == "key.8"
    assert move(things, "key.0", Key.DOWN).at == "nav.next"
    assert move(things, "nav.next", Key.UP).at == "key.5"


@given(PAGES, PAGES, st.data())
def test_a_page_that_changes_leaves_one_somewhere(
    before: tuple[Thing, ...], after: tuple[Thing, ...], data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from([thing.id for thing in before]))
    ids = {thing.id for thing in after}
    assert stay(before, after, at) in ids
    assert stay(after, after, at) == at if at in ids else True


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Thing("field.x", "", entry=True), "keypad.empty"),
        (Thing("field.x", "2026 10", entry=True), "keypad.entered"),
        (Thing("field.x", "••••1234", entry=True, secret=True), "keypad.count"),
    ],
)
def test_what_was_typed_is_told_and_a_secret_only_counted(entry: Thing, said: str) -> None:
    words = typed_words(entry)
    assert words.id == said
    assert not entry.secret or words.args == (("n", 8),)


# switches


@given(PAGES, st.data())
def test_the_light_comes_to_everything_that_can_be_selected(things: tuple[Thing, ...], data: st.DataObject) -> None:
    of = stops(things)
    wanted = data.draw(st.sampled_from([thing for thing in things if not thing.entry]))
    now, presses, seconds = Scanning(), 0, 0.0
    for _ in range(2 * sum(len(stop) for stop in of) + 4):
        now = advance(now, of)
        seconds += 1
        here = lit(now, of)
        if wanted in here:
            now, chosen = press(now, of, seconds)
            presses += 1
            if chosen:
                assert chosen == wanted.id
                return
            if now.asking:
                assert wanted.id == "review.submit"
                return
    raise AssertionError(f"{wanted.id} was never lit")


@given(PAGES, st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=40))
def test_no_rhythm_of_presses_submits_without_being_asked(
    things: tuple[Thing, ...], beats: list[tuple[float, bool]]
) -> None:
    now, seconds, asked = Scanning(), 0.0, False
    for pause, goes_on in beats:
        seconds += pause
        if goes_on:
            now = advance(now, stops(things, now.asking))
            continue
        asked = now.asking == "review.submit"
        now, chosen = press(now, stops((*things, Thing(KEEP, "不", Place.BELOW, row=500)), now.asking), seconds)
        assert chosen != "review.submit" or asked


def test_submitting_stands_last_and_is_asked_about_with_no_first() -> None:
    things = (
        *page(0, pad=False, submit=True),
        Thing(KEEP, "不", Place.BELOW, row=500),
        Thing(UNDO, "撤回", Place.BELOW, row=501),
    )
    of = stops(things)
    assert of[-1][0].id == "review.submit"
    assert [stop[0].id for stop in stops(things, "review.submit")] == [KEEP, "review.submit"]
    now, chosen = press(Scanning(at=len(of) - 1, fresh=False), of, 1.0)
    assert (now.asking, chosen) == ("review.submit", "")
    assert lit(now, stops(things, now.asking))[0].id == KEEP


def test_a_second_press_within_half_a_second_is_none() -> None:
    of = stops(page(3, pad=False))
    now, first = press(Scanning(at=1, fresh=False), of, 10.0)
    assert first == "opt.2"
    assert press(now, of, 10.4) == (now, "")
    assert press(now, of, 10.6)[1] == "opt.2"


def test_the_order_is_options_on_back_and_the_bars() -> None:
    of = stops((*page(2, pad=True), Thing(UNDO, "撤回", Place.BELOW, row=501)))
    ids = [tuple(thing.id for thing in stop) for stop in of]
    assert ids[:2] == [("opt.1",), ("opt.2",)]
    assert ids[2] == ("key.1", "key.2", "key.3")
    assert ids[6:] == [("nav.next",), (UNDO,), ("nav.back", "nav.help"), ("nav.home", "nav.sign")]


# every page of every service


@pytest.mark.parametrize("flow", FLOWS)
async def test_everything_on_every_page_is_reached_by_keys_and_by_the_light(flow: str) -> None:
    booth = Booth()
    wrong: list[str] = []

    def note(session: Session) -> None:
        booth.screen.redraw()
        things = tuple(held.thing for held in things_of(booth.screen))
        missed = {thing.id for thing in things} - reached(things)
        can = {thing.id for stop in stops(things) for thing in stop}
        dark = {thing.id for thing in things if not thing.entry} - can
        buttons = {
            node.id for node in booth.seen if node.button and not node.disabled and not node.id.startswith("page.")
        }
        unknown = buttons - {thing.id for thing in things}
        nameless = {thing.id for thing in things if not thing.name and not thing.entry}
        if missed or dark or unknown or nameless:
            wrong.append(f"{session.page.id}: {missed} {dark} {unknown} {nameless}")

    await walk(booth.session, FLOWS[flow], card=WANG, number=WANG, on_page=note)
    assert not wrong, "\n".join(wrong)
