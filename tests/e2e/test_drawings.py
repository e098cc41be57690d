"""Our pictures as the face of pictures draws them look as they were drawn, dot by dot, in the colours of each theme."""

from __future__ import annotations

import base64

import pytest
from playwright.async_api import Browser

from shared.i18n.faces import PICTURES
from shared.ui.drawings import ASSETS, DARK, FOLDER, LIGHT, NAMES, TONES, WHITE, character
from tests.e2e.browser import close, new_context

SIDE = 256
WEAKEST = 64
"""Of 255: a difference in one colour of a dot that somebody could see. At edges the two are smoothed differently."""
MOST = 30
"""Such differences, of 4 x SIDE x SIDE: a thin line moved by a dot makes more."""
LOOK = """async ([face, named, side]) => {
  const font = new FontFace("Pictures", `url(data:font/ttf;base64,${face})`);
  document.fonts.add(await font.load());
  const canvas = () => {
    const made = new OffscreenCanvas(side, side).getContext("2d");
    made.fillStyle = "#7F7F7F";
    made.fillRect(0, 0, side, side);
    return made;
  };
  const dots = (canvas) => canvas.getImageData(0, 0, side, side).data;
  const drawn = async (drawing) => {
    const image = new Image();
    image.src = "data:image/svg+xml," + encodeURIComponent(drawing);
    await image.decode();
    const on = canvas();
    on.drawImage(image, 0, 0, side, side);
    return dots(on);
  };
  const written = (character) => {
    const on = canvas();
    on.font = `${side}px Pictures`;
    on.textBaseline = "alphabetic";
    on.fillText(character, 0, side);
    return dots(on);
  };
  const found = {};
  for (const [name, drawing, character] of named) {
    const [before, after] = [await drawn(drawing), written(character)];
    found[name] = before.filter((v, n) => Math.abs(v - after[n]) > WEAKEST).length;
  }
  return found;
}""".replace("WEAKEST", str(WEAKEST))


def coloured(name: str, theme: str) -> str:
    """The drawing in that theme's colours, by its text alone."""
    drawing = (FOLDER / f"{name}.svg").read_text("utf-8")
    marks = ("@d", "@l", "@w")
    for colour, mark in zip((DARK, LIGHT, WHITE), marks, strict=True):
        drawing = drawing.replace(colour, mark)
    for mark, colour in zip(marks, TONES[theme], strict=True):
        drawing = drawing.replace(mark, colour)
    return drawing


@pytest.mark.parametrize("theme", TONES)
async def test_every_picture_looks_as_it_was_drawn(browser: Browser, theme: str) -> None:
    face = base64.b64encode((ASSETS / "fonts" / PICTURES.files[0][0]).read_bytes()).decode()
    named = [[name, coloured(name, theme), character(name, theme)] for name in NAMES]
    named.append(["swapped", coloured(NAMES[0], theme), character(NAMES[1], theme)])
    context = await new_context(browser)
    page = await context.new_page()
    found = await page.evaluate(LOOK, [face, named, SIDE])
    await close(context)
    assert len(found) > 100
    assert found.pop("swapped") > MOST  # another one would be found
    assert {name: n for name, n in found.items() if n > MOST} == {}
