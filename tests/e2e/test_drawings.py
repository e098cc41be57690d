"""A phone's pictures, put together from fewer parts, look as they were drawn, dot by dot."""

from __future__ import annotations

from playwright.async_api import Browser

from mobile.drawings_native import united
from shared.ui.pictures import FOLDER
from tests.e2e.browser import close, new_context

SIDE = 256
WEAKEST = 64
"""Of 255: a difference in one colour of a dot that somebody could see. At edges the two are smoothed differently."""
MOST = 8
LOOK = """async ([one, other, side]) => {
  const dots = async (drawing) => {
    const image = new Image();
    image.src = "data:image/svg+xml," + encodeURIComponent(drawing);
    await image.decode();
    const canvas = new OffscreenCanvas(side, side).getContext("2d");
    canvas.fillStyle = "white";
    canvas.fillRect(0, 0, side, side);
    canvas.drawImage(image, 0, 0, side, side);
    return canvas.getImageData(0, 0, side, side).data;
  };
  const [before, after] = [await dots(one), await dots(other)];
  return before.filter((v, n) => Math.abs(v - after[n]) > WEAKEST).length;
}""".replace("WEAKEST", str(WEAKEST))


async def test_every_picture_looks_the_same_put_together(browser: Browser) -> None:
    context = await new_context(browser)
    page = await context.new_page()
    found = {}
    for file in sorted(FOLDER.glob("*.svg")):
        drawing = file.read_text("utf-8")
        found[file.stem] = await page.evaluate(LOOK, [drawing, united(drawing), SIDE])
    assert len(found) > 100
    assert {name: n for name, n in found.items() if n > MOST} == {}
    begin = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    holed = f'{begin}<path d="M0 0H64V64H0Z M9 9V55H55V9Z"/></svg>'
    whole = f'{begin}<path d="M0 0H64V64H0Z M9 9H55V55H9Z"/></svg>'
    assert await page.evaluate(LOOK, [holed, whole, SIDE]) > MOST  # a hole would be found
    await close(context)
