"""Everything that can be set can be reached, holds at once, and can be taken along as a code that names nobody."""

from __future__ import annotations

import re
from binascii import crc_hqx

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility import requirements
from accessibility.greeting import LONGEST, BadCode, CodeFault, from_code, is_greeting, to_code
from accessibility.preferences import Gap, Preferences, Scan, Spacing, Theme, nearest
from accessibility.settings import LANGUAGES, PRESETS, ROOMS, SETTINGS, Setting, Sizes, choose, chosen, level, preset_of
from shared.domain.text import Text, text
from shared.i18n import translator

STEPS = requirements.TEXT_SIZES
SIZES = Sizes(STEPS, 30, 30)
ANY = st.builds(
    Preferences,
    size=st.sampled_from([0, *STEPS]),
    theme=st.sampled_from(Theme),
    lang=st.sampled_from(LANGUAGES),
    aloud=st.booleans(),
    rate=st.sampled_from([0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0]),
    volume=st.sampled_from([0.2, 0.4, 0.6, 0.8, 1.0]),
    spacing=st.sampled_from(Spacing),
    gap=st.sampled_from(Gap),
    by_ear=st.booleans(),
    sign=st.booleans(),
    keys=st.booleans(),
    dark=st.booleans(),
    scan=st.sampled_from(Scan),
    pace=st.sampled_from([0.5, 1.0, 2.0, 3.5, 5.0]),
)
EVERY = [(setting, value.id) for setting in SETTINGS.values() for value in setting.values]


def test_every_setting_stands_in_one_room() -> None:
    assert sorted(id for room in ROOMS.values() for id in room) == sorted(SETTINGS)


@pytest.mark.parametrize(("setting", "value"), EVERY, ids=lambda part: getattr(part, "id", part))
def test_what_is_chosen_holds_and_changes_nothing_else(setting: Setting, value: str) -> None:
    before = Preferences(rate=1.0, volume=0.6)
    after = choose(before, setting.id, value, SIZES)
    if setting.steps:
        assert after != before
        assert chosen(after, setting) == ""
    else:
        assert chosen(after, setting) == value
    changed = [name for name in Preferences.__slots__ if getattr(after, name) != getattr(before, name)]
    assert len(changed) <= 1


@given(ANY, st.sampled_from(EVERY))
def test_steps_end_at_their_bounds(now: Preferences, what: tuple[Setting, str]) -> None:
    setting, value = what
    for _ in range(12):
        now = choose(now, setting.id, value, SIZES)
    assert requirements.RATE_LEAST <= now.rate <= requirements.RATE_MOST


@pytest.mark.parametrize(("setting", "value"), [("size", "huge"), ("colour", "red"), ("theme", "pink"), ("rate", "")])
def test_what_does_not_exist_is_refused(setting: str, value: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        choose(Preferences(), setting, value, SIZES)


def test_each_ready_made_set_is_known_again_and_differs_from_the_others() -> None:
    made = [preset.make(Preferences(), SIZES) for preset in PRESETS]
    assert len(set(made)) == len(PRESETS)
    assert [preset_of(now, SIZES) for now in made] == [preset.id for preset in PRESETS]
    assert preset_of(Preferences(theme=Theme.BLACK_ON_YELLOW), SIZES) in ("", "listen")


def test_elders_get_larger_words_wider_lines_and_a_slower_voice() -> None:
    elder = choose(Preferences(), "preset", "elder", SIZES)
    assert elder.size > SIZES.default
    assert elder.spacing is not Spacing.NORMAL
    assert elder.rate < 1
    assert choose(elder, "preset", "standard", SIZES) == Preferences()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_has_words(lang: str) -> None:
    words = translator(lang)
    titles = [value.title for setting in SETTINGS.values() for value in setting.values]
    ids = [f"pref.{id}.help" for id in (*SETTINGS, *ROOMS, "code", "first", *(f"preset.{p.id}" for p in PRESETS))]
    assert all(words.say(title) for title in titles)
    assert [id for id in ids if not words.has(id)] == []


@given(ANY)
def test_a_code_brings_the_preferences_back_on_the_same_screen(now: Preferences) -> None:
    code = to_code(now, 30)
    assert re.fullmatch(r"[0-9A-Z:.*-]+", code) and len(code) <= LONGEST
    assert from_code(f" {code.lower()}", 30, STEPS) == from_code(code, 30, STEPS)
    back = from_code(code, 30, STEPS)
    assert (back.size or 30) == (now.size or 30)
    assert [getattr(back, n) for n in Preferences.__slots__ if n != "size"] == [
        getattr(now, n) for n in Preferences.__slots__ if n != "size"
    ]


@given(ANY, st.sampled_from([(18, 24, 30, 36, 48), (40, 48), (22, 24, 30, 36, 48)]))
def test_another_screen_shows_the_nearest_size_that_it_has(now: Preferences, steps: tuple[int, ...]) -> None:
    size = from_code(to_code(now, 24), steps[0], steps).size
    assert size == 0 or size in steps
    if now.size > 24:
        assert nearest(steps, size or steps[0]) >= 0 and (size or steps[0]) >= steps[0]


@given(ANY, st.data())
def test_a_code_with_any_character_changed_is_refused(now: Preferences, data: st.DataObject) -> None:
    code = to_code(now, 30)
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([c for c in "0123456789ABCDEFNP:.*X" if c != code[at]]))
    with pytest.raises(BadCode):
        from_code(code[:at] + other + code[at + 1 :], 30, STEPS)


@given(st.text(max_size=200))
def test_anything_else_is_refused_and_never_an_error_of_another_kind(text: str) -> None:
    with pytest.raises(BadCode):
        from_code(text, 30, STEPS)


def test_a_tongue_is_taken_along_and_what_concerns_this_place_is_not() -> None:
    here = Preferences(tongue="yue", in_full=True, reader=True)
    assert from_code(to_code(here, 30), 30, STEPS) == Preferences(tongue="yue")
    assert ".YUE." in to_code(here, 30)


def sealed(head: str) -> str:
    """With the right check sum, as somebody who knows the format would forge it."""
    return f"{head}*{crc_hqx(head.encode(), 0):04X}"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("nuanchuang:slip:1", CodeFault.NONE_OF_OURS),
        ("NCP1:" + "8UADZCKFEOEDJOD2KC54EM" * 20, CodeFault.NONE_OF_OURS),
        (sealed("NCP3:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0"), CodeFault.LATER),
        (sealed("NCP2:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0"), CodeFault.DAMAGED),
        (sealed("NCP2:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0.0.0.0.THREE.20"), CodeFault.DAMAGED),
        (sealed("NCP2:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0.0.0.0.ONE.90"), CodeFault.DAMAGED),
        (sealed("NCP1:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0.0.0.0.ONE.20"), CodeFault.DAMAGED),
        (sealed("NCP1:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0")[:-1], CodeFault.DAMAGED),
        (sealed("NCP1:100.NORMAL.DAY.XX.1.100.100.NORMAL.0"), CodeFault.DAMAGED),
        (sealed("NCP1:100.NORMAL.PINK.ZH.1.100.100.NORMAL.0"), CodeFault.DAMAGED),
        (sealed("NCP1:100.NORMAL.DAY.ZH.1.900.100.NORMAL.0"), CodeFault.DAMAGED),
        (sealed("NCP1:100.NORMAL.DAY.ZH.1.100.00.NORMAL.0"), CodeFault.DAMAGED),
        (sealed("NCP1:10.NORMAL.DAY.ZH.1.100.100.NORMAL.0"), CodeFault.DAMAGED),
        (sealed("NCP1:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0.NAME"), CodeFault.DAMAGED),
    ],
)
def test_a_bad_code_is_refused_with_its_reason_and_without_its_words(code: str, fault: CodeFault) -> None:
    with pytest.raises(BadCode) as refused:
        from_code(code, 30, STEPS)
    assert refused.value.fault is fault
    assert code not in str(refused.value)
    assert is_greeting(code) is (fault is not CodeFault.NONE_OF_OURS)


def test_the_format_is_the_documented_one() -> None:
    assert to_code(Preferences(), 30) == sealed("NCP1:100.NORMAL.DAY.ZH.1.100.100.NORMAL.0")
    assert from_code(sealed("NCP1:120.WIDE.WHITE-ON-BLACK.EN.0.75.60.LONGER.1"), 30, STEPS) == Preferences(
        36, Theme.WHITE_ON_BLACK, "en", False, 0.75, 0.6, Spacing.WIDE, Gap.LONGER, True
    )
    switch = Preferences(by_ear=True, scan=Scan.TWO, pace=3.5, sign=True, keys=True, dark=True)
    assert to_code(switch, 30) == sealed("NCP2:100.NORMAL.DAY.ZH.1.100.100.NORMAL.1.1.1.1.TWO.35")


def test_ready_made_sets_of_one_kind_replace_each_other() -> None:
    now = Preferences()
    for preset in ("keys", "sign", "switch", "listen", "keys"):
        now = choose(now, "preset", preset, SIZES)
        assert preset_of(now, SIZES) == preset
    assert choose(now, "preset", "switch", SIZES).scan is Scan.ONE
    assert choose(now, "preset", "sign", SIZES).sign


def test_what_moves_in_steps_says_where_it_stands() -> None:
    words = translator("zh")
    stands = {id: level(Preferences(), setting, SIZES) for id, setting in SETTINGS.items()}
    said = {id: words.say(text) for id, text in stands.items() if text is not None}
    assert set(said) == {id for id, setting in SETTINGS.items() if setting.steps}
    assert said["size"] == words.say(text_of(3, 5))
    assert said["rate"] == words.say(text_of(3, 7))
    assert said["volume"] == words.say(text_of(5, 5))


def text_of(step: int, most: int) -> Text:
    return text("pref.level", step=step, most=most)
