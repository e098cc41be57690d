"""The signs of a screen without a client: on and off, what is there and what is not, and that playing goes on."""

from __future__ import annotations

from pathlib import Path

import flet as ft
from flet_video import Video

from accessibility.sign import SignPacks, messages_of, open_packs
from shared.app.session import Session
from shared.ui.screen import Screen
from shared.ui.signer import PACES, WIDE
from shared.ui.surroundings import Surroundings
from tests.fakes.signs import SET, row, write_pack
from tests.ui.fake_page import FakePage
from tests.ui.test_pages import world
from tests.ui.test_screen import Kiosk
from tests.ui.trees import controls, identifiers, texts


class SigningKiosk(Kiosk):
    """A screen whose machine has recordings of the first two messages of the identification page."""

    def __init__(self, packs: SignPacks, *, width: float = 1080, height: float = 1920) -> None:
        super().__init__()
        self.page = FakePage(width, height)
        self.session = Session(self.world.ports)
        around = Surroundings(guide=self.guide, demo=True, signs=packs)
        self.screen = Screen(self.page.page, self.session, around)
        self.screen.attach()

    async def signed(self) -> None:
        await self.session.open("unemployment")
        await self.screen._frame.ways.sign()  # type: ignore[misc]
        await self.settle()

    @property
    def videos(self) -> list[Video]:
        return [control for control in controls(self.page.controls) if isinstance(control, Video)]

    def visible(self, id: str) -> bool:
        found = [c for c in shown(self.page.controls) if isinstance(c, ft.Semantics) and c.identifier == id]
        return bool(found)


def shown(root: object) -> list[ft.Control]:
    """The controls that no invisible one hides."""
    hidden = {id(c) for one in controls(root) if not one.visible for c in controls(one)}
    return [control for control in controls(root) if id(control) not in hidden]


async def recordings(folder: Path) -> SignPacks:
    session = Session(world().ports)
    await session.open("unemployment")
    file = folder / SET / "a.webm"
    file.parent.mkdir()
    file.write_bytes(b"a test picture")
    write_pack(folder, [row(id, file) for id in messages_of(session)[:2]])
    return open_packs((folder,))


async def test_a_page_that_nobody_signed_says_so_and_offers_a_person() -> None:
    kiosk = SigningKiosk(SignPacks())
    assert "nav.sign" in kiosk.ids
    assert "sign.missing" not in kiosk.ids
    await kiosk.signed()
    assert {"sign.missing", "sign.ask", "page.identify"} <= set(kiosk.ids)
    assert kiosk.videos == []
    assert "这句还没有手语录像。" in kiosk.words


async def test_a_page_with_recordings_plays_them_in_order_without_sound(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path))
    await kiosk.signed()
    (video,) = kiosk.videos
    assert [media.resource for media in video.playlist] == [f"/sign/{SET}/a.webm"] * 2
    assert video.autoplay and video.muted
    assert {"sign.replay", "sign.slower", "sign.full", "sign.captions", "q.card.identity"} <= set(kiosk.ids)


async def test_drawing_the_page_anew_leaves_the_player_alone(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path))
    await kiosk.signed()
    before = kiosk.videos
    kiosk.screen.redraw()
    kiosk.session.changed()
    await kiosk.settle()
    assert kiosk.videos[0] is before[0]


async def test_slower_and_slower_and_the_signer_s_own_pace_again(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path))
    await kiosk.signed()
    paces = []
    for _ in PACES:
        await kiosk.screen._signer._slower()
        paces.append(round(kiosk.videos[0].playback_rate, 2))
    assert paces == [*PACES[1:], PACES[0]]
    assert "慢一点" in kiosk.words


async def test_larger_hides_the_page_and_smaller_brings_it_back(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path))
    await kiosk.signed()
    await kiosk.screen._signer._full()
    assert not kiosk.visible("q.card.identity")
    assert kiosk.visible("nav.next")
    await kiosk.screen._signer._full()
    assert kiosk.visible("q.card.identity")


async def test_a_recording_that_covers_the_page_makes_room_for_the_warning(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path))
    await kiosk.signed()
    await kiosk.screen._signer._full()
    await kiosk.settle()
    assert not kiosk.visible("page.identify")
    kiosk.screen.warned = True
    kiosk.screen.redraw()
    assert kiosk.visible("idle.extend")
    kiosk.screen.touched()
    await kiosk.screen._signer._full()
    await kiosk.settle()
    assert not kiosk.visible("page.identify")
    assert kiosk.screen._scene is not None
    kiosk.screen._scene.choose_first()
    assert kiosk.visible("page.identify")


async def test_on_a_lying_screen_the_page_is_laid_out_in_what_is_left(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path), width=1366, height=768)
    await kiosk.signed()
    assert kiosk.screen._scene is not None
    assert kiosk.screen._scene.ui.size.width == 1366 * (1 - WIDE)
    assert kiosk.screen._ui.size.width == 1366


async def test_another_page_has_other_recordings_or_none(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path))
    await kiosk.signed()
    kiosk.session.help()
    await kiosk.settle()
    assert kiosk.videos == []
    assert kiosk.visible("sign.missing")
    assert "sign.ask" not in kiosk.ids
    await kiosk.session.back()
    await kiosk.settle()
    assert len(kiosk.videos) == 1


async def test_the_next_person_finds_it_off(tmp_path: Path) -> None:
    kiosk = SigningKiosk(await recordings(tmp_path))
    await kiosk.enter_as_wang()
    await kiosk.screen._frame.ways.sign()  # type: ignore[misc]
    journey = kiosk.session.journey
    await kiosk.settle()
    assert kiosk.session.journey is journey
    assert kiosk.visible("sign.missing")
    await kiosk.session.wipe()
    kiosk.session.changed()
    await kiosk.settle()
    assert not kiosk.visible("sign.missing")
    assert "关手语" not in texts(kiosk.page.controls)
    assert "nav.sign" in identifiers(kiosk.page.controls)
