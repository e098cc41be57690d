"""Every message id that the screen names is in the catalogues of every complete language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.app.ports import AskStatus, Delivery, Printed
from shared.domain.decisions import Outcome, Status
from shared.i18n.catalogue import load
from shared.i18n.locales import LOCALES, offered
from shared.ui.components.bars import Sound
from shared.ui.components.bars.tools import NAMES

ROOT = Path(__file__).parents[2]
ID = re.compile(r"(ui|nav|kiosk)\.[a-z0-9_.]+[a-z0-9_]")
FILES = [file for file in (ROOT / "shared" / "ui").rglob("*.py") if file.name != "examples.py"]


def literals(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value):
            yield node.value


def made() -> Iterator[str]:
    """Ids that are put together from an enumeration."""
    yield from (f"nav.{name}" for name in NAMES if name != "speech")
    yield from (f"nav.speech.{sound.value}" for sound in Sound)
    yield from (f"ui.status.{status.value}" for status in Status)
    yield from (f"ui.outcome.{outcome.value}" for outcome in Outcome)
    yield from (f"kiosk.ask.{status.value}" for status in AskStatus)
    on_phone = (Printed.SAVED, Printed.SHARED)
    yield from (f"kiosk.print.{done.value}" for done in Printed if done not in on_phone)
    yield from (f"phone.picture.{done.value}" for done in (*on_phone, Printed.FAILED))
    yield from (f"outbox.state.{state.value}" for state in Delivery)
    yield from (f"kiosk.help.{way}" for way in ("window", "phone", "visit"))
    yield from (f"kiosk.help.{way}.more" for way in ("window", "phone", "visit"))
    yield from (f"ui.date.{part}" for part in ("year", "month", "day"))
    yield from (f"ui.key.{name}" for name in ("back", "clear"))


@pytest.mark.parametrize("locale", [LOCALES[code].babel for code in offered()])
def test_every_id_is_in_the_catalogue(locale: str) -> None:
    messages = load(locale)
    wanted = {id for file in FILES for id in literals(file)} | set(made())
    assert sorted(id for id in wanted if id not in messages) == []


@pytest.mark.parametrize("prefix", ["nav", "kiosk", "ui"])
def test_sentences_of_the_kiosk_are_short(prefix: str) -> None:
    """Most sentences have at most 20 characters; none has more than 30 (ACCESSIBILITY, Understand)."""
    said = [
        sentence
        for message in load("zh_Hans_CN").values()
        if message.prefix == prefix and not message.id.startswith("ui.example")
        for sentence in re.split(r"[。！？；]", message.forms[0])
        if sentence
    ]
    assert max(map(len, said)) <= 30
    assert sum(len(sentence) <= 20 for sentence in said) >= 0.9 * len(said)
