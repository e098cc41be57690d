"""The camera's driver against the real ffmpeg: small, without anything but the picture, and never an error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.camera_native import DEMO, EDGE, JPEG, MOST_BYTES, FfmpegCamera, find_camera

FFMPEG = shutil.which("ffmpeg")
needs_ffmpeg = pytest.mark.skipif(FFMPEG is None, reason="ffmpeg is not on this machine: apt-get install ffmpeg")


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Width and height from the start of frame."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return int.from_bytes(jpeg[at + 7 : at + 9]), int.from_bytes(jpeg[at + 5 : at + 7])


@needs_ffmpeg
@pytest.mark.parametrize(
    ("shot", "wanted"), [("1280x960", (EDGE, 768)), ("600x1500", (410, EDGE)), ("320x240", (320, 240))]
)
async def test_a_picture_is_a_small_jpeg_of_the_same_shape(shot: str, wanted: tuple[int, int]) -> None:
    source = ("-f", "lavfi", "-i", f"testsrc2=size={shot}:rate=25")
    picture = await FfmpegCamera(source, FFMPEG or "").take()
    assert picture is not None
    assert (picture.media, picture.data[:3]) == ("image/jpeg", JPEG)
    assert size_of(picture.data) == wanted
    assert len(picture.data) < MOST_BYTES
    assert b"Exif" not in picture.data


@needs_ffmpeg
async def test_a_camera_that_is_not_there_gives_no_picture(tmp_path: Path) -> None:
    assert await FfmpegCamera(("-f", "v4l2", "-i", str(tmp_path / "video0")), FFMPEG or "").take() is None
    assert await FfmpegCamera(DEMO, str(tmp_path / "ffmpeg")).take() is None


@needs_ffmpeg
def test_it_is_found_by_its_device_and_not_otherwise(tmp_path: Path) -> None:
    assert find_camera("auto", tmp_path) is None
    (tmp_path / "video0").touch()
    assert find_camera("auto", tmp_path) is not None
    assert find_camera("none", tmp_path) is None
    assert find_camera("demo", tmp_path / "nothing") is not None
    assert find_camera("auto", tmp_path, str(tmp_path)) is None, "without ffmpeg there is no camera"
