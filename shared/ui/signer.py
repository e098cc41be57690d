"""Shows a page in sign language beside the page: above it upright, right of it on a lying screen.

The player is built anew only when other recordings are to be shown, so that drawing the page never interrupts them.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import flet as ft

from accessibility.sign import PageSigns, SignPacks, page_signs
from shared.app.pages import At
from shared.app.session import Session
from shared.ui.breaks import rewrite
from shared.ui.components.sign import SHARE, Player, captions_of, label, no_recording, player
from shared.ui.theme import XS, L, S
from shared.ui.view import Ui, drawn

if TYPE_CHECKING:
    from flet_video import Video

log = logging.getLogger(__name__)
PACES: Final = (1.0, 0.75, 0.5)
"""Of the signer's own pace."""
HAIR: Final = 0.001
WIDE: Final = 0.36
"""Share of a lying screen's width."""


class Signer:
    """The recordings of the page that one screen shows. `on`: whether this person wants them."""

    def __init__(self, session: Session, packs: SignPacks) -> None:
        self._session, self._packs = session, packs
        self.on = False
        self._box = ft.Container(visible=False)
        self._turned = ft.Container(expand=True)
        self._page: ft.Control = ft.Container()
        self._key: object = None
        self._news: object = None
        self._within: tuple[Ui, Ui] | None = None
        self._signs = PageSigns("")
        self._video: Video | None = None
        self._captions: ft.Text | None = None
        self._pace = 0
        self._large = False
        self._labels = ft.Text(), ft.Text()
        self._ui: Ui | None = None

    def around(self, page: ft.Control) -> ft.Control:
        """The page with the place of the recordings."""
        self._page = page
        self._arrange(lying=False)
        return self._turned

    def _arrange(self, *, lying: bool) -> None:
        parts = [self._page, self._box] if lying else [self._box, self._page]
        kind = ft.Row if lying else ft.Column
        if not isinstance(self._turned.content, kind):
            self._turned.content = (
                ft.Row(parts, spacing=0, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
                if lying
                else ft.Column(parts, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
            )

    def beside(self, ui: Ui, news: object = None) -> Ui:
        """Bring the recordings up to date; gives the theme and sizes that are left for the page beside them.

        `news` is what the page has to tell: where it changes (another page, an error, the idle warning), a recording
        that covers the page makes room for it.
        """
        if self._large and news != self._news:
            self._large = False
            self._fit()
        self._news = news
        if not self.on:
            if self._key is not None:
                self._forget()
            return ui
        signs = page_signs(self._session, self._packs)
        lying = ui.size.landscape and bool(signs.clips)
        key = (id(ui), signs.clips, signs.page if not signs.clips else "")
        if key != self._key:
            self._key = key
            self._arrange(lying=lying)
            self._show(ui, signs, lying=lying)
        if not lying:
            return ui
        if self._within is None or self._within[0] is not ui:
            self._within = ui, replace(ui, size=replace(ui.size, width=ui.size.width * (1 - WIDE)))
        return self._within[1]

    def _forget(self) -> None:
        self._key, self._video, self._captions, self._within = None, None, None, None
        self._signs, self._pace, self._large = PageSigns(""), 0, False
        self._box.content, self._box.visible, self._page.visible = None, False, True

    def _show(self, ui: Ui, signs: PageSigns, *, lying: bool) -> None:
        """Lay out what there is; the same recordings go on playing in the same player."""
        box, clips = self._box, signs.clips
        box.visible = True
        if not clips:
            self._video, self._captions, self._large = None, None, False
            self._signs, self._page.visible = signs, True
            box.height, box.width, box.expand, box.padding = None, None, None, 0
            box.content = no_recording(ui, self._ask if self._session.page.at is not At.HELP else None)
            return
        if self._video is None or clips != self._signs.clips:
            self._video = self._new_video(signs)
        self._signs = signs
        self._captions = captions_of(ui, clips[0].captions)
        self._labels = label(ui, ""), label(ui, "")
        self._ui = ui
        state = Player(self._replay, self._slower, self._full, self._captions, *self._labels)
        box.padding = ft.Padding.symmetric(horizontal=S if lying else XS, vertical=XS)
        box.content = player(ui, self._video, state)
        self._fit()

    def _fit(self) -> None:
        """The words and sizes that change while it plays: the player itself is left alone, else it would begin anew."""
        ui, box = self._ui, self._box
        if ui is None:
            return
        pace, size = self._labels
        rewrite(pace, drawn(ui, ui.say("sign.own_pace" if self._pace == len(PACES) - 1 else "sign.slower")))
        rewrite(size, drawn(ui, ui.say("sign.small" if self._large else "sign.full")))
        lying = isinstance(self._turned.content, ft.Row)
        self._page.visible = not self._large
        box.expand = self._large
        box.width = ui.size.width * WIDE if lying and not self._large else None
        box.height = None if lying or self._large else ui.size.height * SHARE + ui.size.bar * 1.5 + L

    def _new_video(self, signs: PageSigns) -> Video:
        from flet_video import PlaylistMode, Video, VideoMedia  # only who watches signs waits for it

        return Video(
            playlist=[VideoMedia(clip.source) for clip in signs.clips],
            playlist_mode=PlaylistMode.NONE,
            autoplay=True,
            muted=True,
            controls=None,
            fill_color=ft.Colors.TRANSPARENT,
            wakelock=False,
            playback_rate=PACES[self._pace],
            on_track_change=self._changed,
            expand=True,
        )

    def _changed(self, event: ft.Event[Video]) -> None:
        """Another recording of the page began: its captions, and the pace, which a player forgets with each file."""
        try:
            at = int(str(event.data))
        except ValueError:
            return
        video = self._video
        if video is None or event.control is not video or not 0 <= at < len(self._signs.clips):
            return
        if self._captions is not None:
            rewrite(self._captions, self._signs.clips[at].captions)
            self._captions.update()
        if self._pace:
            self._pace_again(video)
            video.update()

    def _pace_again(self, video: Video) -> None:
        """Set the pace anew: the client sends on only what differs from before, so it differs by a hair."""
        pace = PACES[self._pace]
        video.playback_rate = pace if video.playback_rate != pace else pace - HAIR

    async def _replay(self) -> None:
        video = self._video
        if video is None:
            return
        try:
            await video.jump_to(0)
            await video.play()
        except (RuntimeError, TimeoutError) as error:
            log.info("not shown again: %s", type(error).__name__)

    async def _slower(self) -> None:
        self._pace = (self._pace + 1) % len(PACES)
        if self._video is not None:
            self._pace_again(self._video)
        self._fit()
        self._session.changed()

    async def _full(self) -> None:
        self._large = not self._large
        self._fit()
        self._session.changed()

    async def _ask(self) -> None:
        self._session.help()
