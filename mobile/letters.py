"""The face for rare characters, in names above all: seven megabytes, fetched when the first of them is to be drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import flet as ft

from shared.ui.theme import RARE

SOURCE: Final = "/assets/fonts/NuanchuangRare-Regular.otf"
IDEOGRAPHS: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


class Letters:
    """Told of all words that are drawn; calls `fetch` at the first character that the text face has not.

    `common` holds the ideographs of the text face (通用规范汉字表). Where the line costs money nothing is fetched; then
    `lacking` says that something cannot be read yet, and `again` tries once more when the line has changed.
    """

    def __init__(self, common: str, costs: Callable[[], bool], fetch: Callable[[], None]) -> None:
        self._common, self._costs, self._fetch = frozenset(common), costs, fetch
        self._there = False
        self.lacking = False

    def met(self, words: str) -> None:
        """These words are drawn."""
        if self._there or words.isascii() or not any(self._rare(character) for character in words):
            return
        self.lacking = self._costs()
        if not self.lacking:
            self._there = True
            self._fetch()

    def again(self) -> None:
        """The line is another one: what was put off may be fetched now."""
        if self.lacking and not self._costs():
            self.lacking, self._there = False, True
            self._fetch()

    def _rare(self, character: str) -> bool:
        point = ord(character)
        return any(first <= point <= last for first, last in IDEOGRAPHS) and character not in self._common


def fetch_letters(page: ft.Page) -> None:
    """Have the client fetch the face for rare characters, once what is being drawn is on its way."""

    def fetch() -> None:
        page.fonts = {RARE: SOURCE}
        page.update()

    asyncio.get_running_loop().call_soon(fetch)
