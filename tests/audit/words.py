"""Whose words stand on a screen: a phone has its own in place of a kiosk's (`phone.for.`), put in when it is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from shared.i18n import catalogue
from shared.i18n.bilingual import shown
from shared.i18n.locales import LOCALES
from shared.i18n.translator import translator
from tests.audit.looks import SCREENS, Look


def parted(every: Iterable[Look]) -> Iterator[list[Look]]:
    """The looks of kiosks, then those of phones; none that is empty."""
    kiosks, phones = list[Look](), list[Look]()
    for look in every:
        (phones if SCREENS[look.screen].phone else kiosks).append(look)
    yield from filter(None, (kiosks, phones))


@contextmanager
def words_of(every: Iterable[Look]) -> Iterator[None]:
    """While these are drawn, which are either of kiosks or of phones, everything is said in their words."""
    whose = {SCREENS[look.screen].phone for look in every}
    if whose != {True}:
        assert whose != {True, False}
        yield
        return
    with TemporaryDirectory() as folder, patch.object(catalogue, "CATALOGUES", packed(Path(folder))):
        _forget()
        try:
            yield
        finally:
            _forget()


def packed(folder: Path) -> Path:
    """The catalogues there as they lie on a phone."""
    for facts in LOCALES.values():
        words = catalogue.pack(catalogue.CATALOGUES / facts.babel)
        (folder / facts.babel).mkdir()
        (folder / facts.babel / catalogue.PACKED).write_bytes(words)
    return folder


def _forget() -> None:
    for made in (catalogue.load, translator, shown):
        made.cache_clear()
