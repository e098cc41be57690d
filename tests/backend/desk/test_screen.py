"""The desk's screen without a browser: every act by keys, nothing before logging in, nothing left after logging out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import flet as ft
import pytest

from shared.backend.desk.doing import act_of
from shared.backend.desk.pages.case import KEYS
from shared.backend.desk.pages.look import DeskLook
from shared.backend.desk.screen import DeskScreen
from shared.backend.desk.verbs import UNFAVOURABLE, VERBS
from shared.backend.tables import CaseState
from shared.domain.text import text
from shared.i18n import translator
from shared.sealing.demo_native import PEOPLE_BY_KEY
from tests.backend.desk.counter import PASSWORDS, REASON, UNMET, Counter
from tests.ui.fake_page import FakePage
from tests.ui.trees import controls, identifiers, texts

Handler = Callable[[Any], Awaitable[None]]


class At:
    """A clerk in front of the screen, with a keyboard."""

    def __init__(self, counter: Counter) -> None:
        self.fake = FakePage(width=1280, height=900)
        self.screen = DeskScreen(self.fake.page, counter.desk)
        self.screen.attach()

    @property
    def ids(self) -> tuple[str, ...]:
        return identifiers(self.fake.controls)

    @property
    def page(self) -> str:
        return next(id for id in self.ids if id.startswith("page.desk.")).removeprefix("page.desk.")

    @property
    def words(self) -> str:
        return "\n".join(texts(self.fake.controls))

    async def press(self, key: str) -> None:
        *held, name = key.split("+")
        event = SimpleNamespace(key=name, ctrl="Ctrl" in held, alt="Alt" in held, shift=False, meta=False)
        await cast(Handler, self.fake.on_keyboard_event)(event)

    def field(self, id: str) -> ft.TextField:
        found = (c for c in controls(self.fake.controls) if isinstance(c, ft.Semantics) and c.identifier == id)
        field = next(found).content
        assert isinstance(field, ft.TextField)
        return field

    def type(self, id: str, value: str) -> None:
        field = self.field(id)
        field.value = value
        cast(Callable[[Any], None], field.on_change)(SimpleNamespace(control=field))

    async def log_in(self, id: str = "tang", password: str = "") -> None:
        self.type("field.name", id)
        self.type("field.password", password or PASSWORDS[id])
        await cast(Handler, self.field("field.password").on_submit)(None)


@pytest.fixture
async def seat(at: Counter) -> At:
    """The screen before anybody has logged in."""
    return At(at)


async def test_before_logging_in_there_is_nothing_but_the_log_in(at: Counter, seat: At) -> None:
    await at.unmet()
    assert seat.page == "login"
    for key in (*KEYS.values(), "1", "A", "R", "Q", "Escape", "Ctrl+Enter"):
        await seat.press(key)
    assert seat.page == "login"
    assert UNMET.name not in seat.words
    assert not any(id.startswith("item.") for id in seat.ids)


async def test_what_is_typed_stays_when_the_window_takes_its_size(seat: At) -> None:
    before = seat.field("field.name")
    cast(Callable[[Any], None], seat.fake.on_resize)(SimpleNamespace())
    assert seat.field("field.name") is before, "a field drawn anew forgets what is still on its way"


async def test_a_wrong_password_is_said_and_the_field_is_empty_again(seat: At) -> None:
    await seat.log_in("tang", "wrong")
    assert seat.page == "login"
    assert "error.desk" in seat.ids
    assert not seat.field("field.password").value
    assert seat.field("field.password").password
    assert seat.field("field.name").value == "tang"


async def test_a_case_is_refused_by_keys_alone_and_only_with_a_reason(at: Counter, seat: At) -> None:
    item = await at.unmet()
    await seat.log_in()
    assert (seat.page, f"item.{item}.open" in seat.ids) == ("queue", True)
    await seat.press("1")
    assert seat.page == "case"
    assert {"act.grant", "act.refuse", "answer.reason", "case.history"} <= set(seat.ids)
    assert any(id.startswith("clause.") for id in seat.ids)
    assert translator("zh").say(text("ui.status.not_met")) in seat.words
    assert UNMET.id_number not in seat.words
    await seat.press("X")
    assert seat.page == "act"
    await seat.press("Ctrl+Enter")
    assert "error.desk" in seat.ids
    assert at.case(item).state == CaseState.DESK
    seat.type("field.reason", REASON)
    await seat.press("Ctrl+Enter")
    assert (seat.page, "desk.said" in seat.ids) == ("queue", True)
    assert at.case(item).decided_by == "tang"
    assert at.told(UNMET.id_number)[-1].words == REASON


async def test_a_template_fills_the_reason_and_can_be_sent(at: Counter, seat: At) -> None:
    item = await at.unmet()
    await seat.log_in()
    await seat.press("1")
    await seat.press("X")
    await seat.press("Alt+1")
    written = seat.field("field.reason").value
    assert written
    await seat.press("Ctrl+Enter")
    assert at.log(item)[-1] == ("tang", "refuse", written)


async def test_private_answers_are_shown_only_when_asked_for_and_that_is_written_down(at: Counter, seat: At) -> None:
    item = await at.unmet()
    await seat.log_in()
    await seat.press("1")
    assert "138" not in seat.words
    await seat.press("W")
    assert "13800001234" in "".join(seat.words.split())
    assert at.log(item)[-1][1] == "reveal"


async def test_the_second_clerk_is_told_who_has_the_case_and_is_offered_no_act(at: Counter, seat: At) -> None:
    at.plain()
    other = At(at)
    await seat.log_in("tang")
    await other.log_in("xie")
    await seat.press("1")
    await other.press("1")
    assert "error.held" in other.ids
    assert "唐敏" in other.words
    assert [id for id in other.ids if id.startswith("act.")] == ["act.back"]
    await seat.press("Escape")
    await other.press("Escape")
    await other.press("1")
    assert "error.held" not in other.ids


async def test_a_check_asks_for_the_way_first(at: Counter, seat: At) -> None:
    pensioner = PEOPLE_BY_KEY["li_jianguo"]
    item = at.plain(flow="passive_check", subject=pensioner.id_number)
    await seat.log_in()
    await seat.press("1")
    await seat.press("V")
    assert {"opt.window", "opt.helper", "opt.visit", "opt.video"} <= set(seat.ids)
    assert "opt.photo" not in seat.ids
    await seat.press("Ctrl+Enter")
    assert at.case(item).state == CaseState.DESK
    await seat.press("Alt+3")
    await seat.press("Ctrl+Enter")
    assert at.case(item).state == CaseState.DECIDED
    assert at.log(item)[-1][1] == "checked"


async def test_passing_on_offers_colleagues_and_queues_but_not_oneself(at: Counter, seat: At) -> None:
    at.plain()
    await seat.log_in()
    await seat.press("1")
    await seat.press("P")
    offered = [id.removeprefix("opt.") for id in seat.ids if id.startswith("opt.")]
    assert offered == ["sun", "xie", "first", "review"]


@pytest.mark.parametrize("how", ["logout", "close", "idle"])
async def test_whoever_leaves_leaves_nothing_on_the_screen_and_no_case_taken(at: Counter, seat: At, how: str) -> None:
    item = await at.unmet()
    await seat.log_in()
    await seat.press("1")
    if how == "logout":
        await seat.press("Escape")
        await seat.press("Q")
    elif how == "close":
        await cast(Handler, seat.fake.on_close)(None)
        await seat.press("W")
    else:
        at.world.clock.passes(minutes=31)
        await seat.press("W")
    assert seat.page == "login"
    assert UNMET.name not in seat.words
    assert item not in repr(seat.ids)
    assert at.opened(at.clerk("xie"), item).held_by == ""


async def test_the_token_is_in_no_control_and_no_repr(at: Counter, seat: At) -> None:
    at.plain()
    await seat.log_in()
    await seat.press("1")
    token = seat.screen._token
    assert len(token) > 40
    held = " ".join(f"{c.__dict__}" for c in controls(seat.fake.controls))
    assert token not in held + repr(seat.screen._shown)
    assert PASSWORDS["tang"] not in held + repr(seat.screen._shown)


async def test_every_page_speaks_english_too(at: Counter, seat: At) -> None:
    at.plain()
    await seat.log_in()
    await seat.press("1")
    await seat.screen._changing(DeskLook.other_language)()
    assert "Answer by" in seat.words
    assert "desk." not in seat.words


def test_every_act_has_a_key_of_its_own_and_a_service_behind_it(at: Counter) -> None:
    assert set(KEYS) == set(VERBS)
    assert len(set(KEYS.values())) == len(KEYS)
    assert not {KEYS[verb] for verb in UNFAVOURABLE} & set("GCVES")
    for verb in VERBS:
        assert callable(act_of(at.desk, "", "", verb, "", ""))
