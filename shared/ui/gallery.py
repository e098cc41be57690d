"""Every example of every component on one page: `python -m shared.ui.gallery`; tests and screenshots use the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

import flet as ft

from shared.i18n import translator
from shared.ui import components
from shared.ui.components.example import Example
from shared.ui.look import LANGUAGES
from shared.ui.theme import FAMILY, PALETTES, RARE, RARE_SOURCE, L, M, metrics
from shared.ui.view import Ui, column, heading, words

ASSETS: Final = Path(__file__).parents[2] / "assets"


def examples() -> Iterator[tuple[str, Example]]:
    """Every example with the name of its component."""
    for module in sorted(iter_modules(components.__path__), key=lambda found: found.name):
        if module.ispkg:
            found = import_module(f"{components.__name__}.{module.name}.examples")
            for example in found.EXAMPLES:
                yield module.name, example


def gallery(ui: Ui) -> ft.Control:
    """All of them, one below the other."""
    parts: list[ft.Control] = []
    for component, example in examples():
        parts.append(heading(ui, f"{component} · {example.name}", level=2))
        parts.append(ft.Semantics(identifier=f"example.{component}.{example.name}", content=example.draw(ui)))
    return column(*parts, gap=M)


def show(page: ft.Page, *, theme: str = "day", body: int = 0, lang: str = "zh", inches: float | None = None) -> None:
    """Put the gallery on a page."""
    size = metrics(page.width or 1080, page.height or 1920, body, inches)
    ui = Ui(PALETTES[theme], size, translator(lang), lang)
    page.theme = ft.Theme(font_family=FAMILY)
    page.fonts = {RARE: RARE_SOURCE}
    page.bgcolor = ui.palette.page.ground
    page.scroll = ft.ScrollMode.AUTO
    page.padding = L
    page.controls = [words(ui, f"{theme} · {size.body} dp · {lang}", bold=True), gallery(ui)]
    page.update()


async def main(page: ft.Page) -> None:
    """The gallery by its address: `?theme=day&body=30&lang=en`."""
    query = page.query
    theme = query.get("theme") if "theme" in query.to_dict else "day"
    lang = query.get("lang") if "lang" in query.to_dict else LANGUAGES[0]
    body = int(query.get("body")) if "body" in query.to_dict else 0
    show(page, theme=theme if theme in PALETTES else "day", body=body, lang=lang)


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8750
    ft.run(main, view=None, host="127.0.0.1", port=port, assets_dir=str(ASSETS), no_cdn=True)
