"""What the phone's page sees and hands over, as Python meets it: what went wrong is an answer, never an error."""

from __future__ import annotations

import base64

import pytest

from mobile.senses import MOST_BYTES, PageCamera, PageReader, PicturePrinter, text_scale
from shared.app.ports import Printed, Slip
from shared.domain.text import text, verbatim
from tests.fakes.page import FakePage

pytestmark = pytest.mark.asyncio
PHOTO = b"\xff\xd8\xff picture"


async def test_a_picture_comes_as_the_page_drew_it() -> None:
    page = FakePage(photo={"jpeg": base64.b64encode(PHOTO).decode()})
    taken = await PageCamera(page.line).take()
    assert taken is not None and (taken.media, taken.data) == ("image/jpeg", PHOTO)
    assert page.asked[0]["most"] == MOST_BYTES


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "cancelled"},
        {"jpeg": "no base64!"},
        {"jpeg": base64.b64encode(b"GIF89a").decode()},
        {"jpeg": base64.b64encode(PHOTO + bytes(MOST_BYTES)).decode()},
        {},
    ],
)
async def test_what_is_no_picture_of_ours_is_none(answer: dict[str, str]) -> None:
    assert await PageCamera(FakePage(photo=answer).line).take() is None


async def test_codes_are_read_only_where_the_browser_can() -> None:
    assert await PageReader(FakePage(reads={"reads": True}).line).able()
    for answer in ({"reads": False}, {"error": "unknown"}):
        assert not await PageReader(FakePage(reads=answer).line).able()
    assert await PageReader(FakePage(scan={"code": "NCB1:1"}).line).read() == "NCB1:1"
    assert await PageReader(FakePage(scan={"error": "cancelled"}).line).read() == ""


@pytest.mark.parametrize(
    ("answer", "done"),
    [({"shared": True}, Printed.SHARED), ({"shared": False}, Printed.SAVED), ({"error": "canvas"}, Printed.FAILED)],
)
async def test_a_slip_is_drawn_with_its_lines_and_its_code(answer: dict[str, object], done: Printed) -> None:
    page = FakePage(slip=answer)
    slip = Slip(text("kiosk.receipt.slip"), (verbatim("1234 5678"), text("kiosk.receipt.undo")), "CODE")
    assert await PicturePrinter(page.line).print(slip, "ug") is done
    (asked,) = page.asked
    assert asked["rtl"] is True
    assert asked["lines"][0] == "1234 5678" and len(asked["lines"]) == 3, "Chinese first, then the person's language"
    (code,) = asked["codes"]
    assert len(code) == len(code[0]) and set("".join(code)) == {"0", "1"}


@pytest.mark.parametrize(
    ("answer", "scale"),
    [({"scale": 1.5}, 1.5), ({"scale": 0.8}, 1.0), ({"scale": 9}, 3.0), ({"scale": None}, 1.0), ({"error": "x"}, 1.0)],
)
async def test_the_text_size_of_the_phone_is_asked_for(answer: dict[str, object], scale: float) -> None:
    assert await text_scale(FakePage(text=answer).line) == scale
