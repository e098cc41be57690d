"""A digit chooses the option that is numbered and spoken so, on every page, in view or not."""

from __future__ import annotations

import pytest

from accessibility.script import script_of
from shared.app.pages import At
from shared.app.session import Session
from shared.domain import kinds
from shared.domain.flow import Kind
from shared.flows import FLOWS
from shared.i18n import translator
from shared.ui.components.options import IN_VIEW
from shared.ui.layout import layout
from shared.ui.pages import draw
from tests.app.trial import WANG
from tests.personas.headless import walk
from tests.ui.test_pages import go_on, scene, world
from tests.ui.trees import identifiers


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("card", [WANG, ""], ids=["card", "number"])
async def test_every_spoken_number_is_a_key_and_no_other(flow: str, card: str) -> None:
    wrong: list[str] = []

    def note(session: Session) -> None:
        spoken = len(script_of(session, translator("zh")).choices)
        keys = {key for key in draw(scene(session)).keys if key.isdecimal()}
        question = session.question()
        typed = question is not None and kinds.KINDS[question.kind].keypad and session.page.at is not At.IDENTIFY
        expected = set("0123456789") if typed else {str(n) for n in range(1, min(spoken, 9) + 1)}
        if question is not None and question.kind is Kind.PERSON:
            expected = keys  # digits may belong to the name that is being typed
        if keys != expected or (typed and spoken):
            wrong.append(f"{session.page.id}: {sorted(keys)} for {spoken} spoken")

    given = card or (WANG if FLOWS[flow].assurance > 1 else "")
    await walk(Session(world().ports), FLOWS[flow], card=given, number=WANG, on_page=note)
    assert not wrong, "\n".join(wrong)


async def test_a_digit_chooses_what_is_not_in_view_and_brings_it_there() -> None:
    session = Session(world().ports)
    await session.open("unemployment")
    await session.enter("keypad")
    await session.enter(WANG)
    while len(session.choices()) <= IN_VIEW:
        await go_on(session)
    value = session.choices()[IN_VIEW].value
    made = scene(session)
    assert f"opt.{value}" not in identifiers(layout(made.ui, draw(made)))
    await draw(made).keys["7"]()
    assert made.raw == value
    assert f"opt.{value}" in identifiers(layout(made.ui, draw(made)))


async def test_what_stands_beside_typed_digits_bears_no_number() -> None:
    session = Session(world().ports)
    said: dict[str, tuple[str, tuple[str, ...]]] = {}

    def note(at: Session) -> None:
        script = script_of(at, translator("zh"))
        said[at.page.id] = script.words, script.choices

    await walk(session, FLOWS["living_allowance"], card=WANG, on_page=note)
    words, choices = next(found for page, found in said.items() if page.endswith("income"))
    assert "也可以不填" in words and "不知道" in words
    assert choices == () and "第一个" not in words
