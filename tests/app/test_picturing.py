"""A photo is taken at a touch, with a consent of its own, leaves sealed with the item, and stays nowhere else."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from shared.app.pages import At
from shared.app.session import Session
from shared.domain.kinds.base import NONE_RAW
from shared.flows import FLOWS
from tests.fakes.packs import starter_packs
from tests.fakes.ports import FakeCamera, World
from tests.personas.headless import walk

WANG = "110101195001010025"


def world() -> World:
    return World(dict(FLOWS), {WANG: "王秀英"}, starter_packs())


async def at_the_photo(session: Session, *, consent: bool = True) -> None:
    """To the page of the photo, or past it where the consent is refused."""
    await session.open("passive_check")
    await session.enter(WANG)
    await session.enter("123456")
    while session._tasks:
        await asyncio.gather(*session._tasks)
        await asyncio.sleep(0)
    while session.page.key not in ("photo", "other_way"):
        match session.page.key:
            case "told":
                await session.enter("yes")
            case "way":
                await session.enter("photo")
            case "photo_consent":
                await session.consent(consent, "words")
            case _:
                await session.go_on()


async def test_a_photo_goes_sealed_with_the_item_and_only_its_hash_is_an_answer() -> None:
    made = world()
    session = Session(made.ports)
    await at_the_photo(session)
    raw = await session.capture()
    picture = session.picture()
    assert picture is not None
    await session.enter(raw)
    await session.enter(NONE_RAW)
    assert session.page.at is At.REVIEW
    assert made.camera.taken == 1
    await session.submit()
    ((attached,),) = made.sealer.attached
    assert (attached.question, attached.media, attached.data) == ("photo", "image/jpeg", picture.data)
    assert picture.data.hex() not in repr(made.sealer.bodies)
    assert session.pictures == {}


async def test_no_camera_runs_before_the_consent_and_a_refused_one_is_not_asked_again() -> None:
    made = world()
    session = Session(made.ports)
    await at_the_photo(session, consent=False)
    assert session.page.key == "other_way"
    assert await session.capture() == ""
    assert made.camera.taken == 0


async def test_the_last_photo_taken_is_the_one_that_goes_and_a_changed_mind_takes_none_along() -> None:
    made = world()
    session = Session(made.ports)
    await at_the_photo(session)
    await session.capture()
    await session.enter(await session.capture())
    assert [attached.data for attached in session.attached()] == [b"\xff\xd8\xff picture 2"]
    await session.edit("photo_consent")
    await session.consent(False, "words")
    assert session.attached() == ()


async def test_a_photo_that_was_never_taken_here_is_no_answer() -> None:
    session = Session(world().ports)
    await at_the_photo(session)
    await session.enter("0" * 64 + " 1")
    assert (session.page.key, session.problem is not None) == ("photo", True)


async def test_a_camera_that_fails_is_said_and_there_is_another_way() -> None:
    made = world()
    made.camera.fails = True
    session = Session(made.ports)
    await at_the_photo(session)
    assert await session.capture() == ""
    assert session.problem is not None
    assert session.problem.what.id == "problem.camera"
    await session.enter(NONE_RAW)
    assert session.page.key == "other_way"


async def test_whoever_leaves_while_the_camera_works_leaves_no_picture() -> None:
    made = world()
    made.camera.gate = asyncio.Event()
    session = Session(made.ports)
    await at_the_photo(session)
    taking = asyncio.ensure_future(session.capture())
    await asyncio.sleep(0)
    assert session.taking
    await session.end()
    made.camera.gate.set()
    assert await taking == ""
    assert session.pictures == {}
    assert not session.taking


async def test_without_a_camera_the_way_is_not_offered_and_it_is_said() -> None:
    session = Session(replace(world().ports, camera=None))
    await session.open("passive_check")
    await session.enter(WANG)
    await session.enter("123456")
    while session.page.key != "way":
        await (session.enter("yes") if session.page.key == "told" else session.go_on())
    assert "photo" not in [choice.value for choice in session.choices()]
    assert session.missing() == ("camera",)
    await session.enter("photo")
    assert (session.page.key, session.problem is not None) == ("way", True)
    with_camera = Session(world().ports)
    await walk(with_camera, FLOWS["passive_check"], card=WANG, answers={"way": "photo"})
    assert with_camera.page.at is At.RECEIPT


async def test_a_draft_holds_no_picture_so_it_is_taken_again() -> None:
    made = world()
    session = Session(made.ports)
    await at_the_photo(session)
    await session.enter(await session.capture())
    await session.save_draft()
    await session.wipe()
    assert session.pictures == {}
    again = Session(made.ports)
    await again.open("passive_check")
    await again.enter(WANG)
    await again.enter("123456")
    assert again.page.at is At.RESUME
    await again.resume(True)
    assert again.page.key == "photo"
    assert again.journey is not None
    assert again.journey.answers["way"].value == "photo"


def test_a_picture_names_nobody_in_a_log() -> None:
    picture = asyncio.run(FakeCamera().take())
    assert "picture" not in repr(picture).replace("Picture", "")
