"""Sign packs: a folder of clips with `manifest.json`, read with suspicion.

A clip is shown only where everything holds: its file is the one that was checked, two different persons stand for it
(one signs, one checked), it has captions, and the words it signs are still the words of the page.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from accessibility.sign.texts import chinese, signable, text_hash

log = logging.getLogger(__name__)
ASSETS: Final = Path(__file__).parents[2] / "assets" / "sign"
"""Where packs lie that come with the project."""
MANIFEST: Final = "manifest.json"
SUFFIXES: Final = (".webm", ".mp4")


class BrokenPack(Exception):
    """A manifest that cannot be read; names its folder and the cause."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording, as its manifest tells. `text` is the hash of the Chinese words, `sha256` that of the file."""

    id: str
    text: str
    file: str
    sha256: str
    captions: str
    signer: str
    checker: str


@dataclass(frozen=True, slots=True)
class SignPack:
    """The clips of one set that may be shown now, by message; `faults` says why others may not."""

    set: str
    version: int
    folder: Path
    clips: Mapping[str, Clip]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignPacks:
    """All packs of this machine; where two have a clip for the same message, the first one's is shown."""

    packs: tuple[SignPack, ...] = ()

    def clip(self, id: str) -> tuple[SignPack, Clip] | None:
        """The recording of a message with its pack."""
        for pack in self.packs:
            clip = pack.clips.get(id)
            if clip is not None:
                return pack, clip
        return None

    def file(self, path: str) -> Path | None:
        """The file that is served under `<set>/<file>`; only files of clips that were verified are."""
        for pack in self.packs:
            for clip in pack.clips.values():
                if path == f"{pack.set}/{clip.file}":
                    return pack.folder / clip.file
        return None


def read_pack(folder: Path) -> SignPack:
    """Read and verify one pack; raises BrokenPack where its manifest is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenPack(f"{folder.name}: {MANIFEST}: {type(error).__name__}") from error
    rows = manifest.get("clips") if isinstance(manifest, dict) else None
    version = manifest.get("version") if isinstance(manifest, dict) else None
    if not isinstance(rows, list) or not isinstance(version, int) or manifest.get("set") != folder.name:
        raise BrokenPack(f"{folder.name}: {MANIFEST}: it needs set (the folder's name), version and clips")
    clips: dict[str, Clip] = {}
    faults: list[str] = []
    for row in rows:
        clip = _clip(row)
        if clip is None:
            faults.append(f"{folder.name}: a clip without all of {', '.join(f.name for f in fields(Clip))}")
            continue
        wrong = [*_wrong(clip, folder), *(["it stands there twice"] if clip.id in clips else [])]
        faults.extend(f"{folder.name}: {clip.id}: {what}" for what in wrong)
        if not wrong:
            clips[clip.id] = clip
    return SignPack(folder.name, version, folder, clips, tuple(faults))


def _clip(row: object) -> Clip | None:
    if not isinstance(row, dict):
        return None
    found: dict[str, str] = {}
    for field in fields(Clip):
        value = row.get(field.name)
        if not isinstance(value, str) or not value.strip():
            return None
        found[field.name] = value
    return Clip(**found)


def _wrong(clip: Clip, folder: Path) -> Iterator[str]:
    """Why a clip may not be shown."""
    if clip.id not in chinese():
        yield "there is no such message"
    elif not signable(clip.id):
        yield "this message holds values, or is not for signing"
    elif clip.text != text_hash(clip.id):
        yield "the words have changed since it was recorded"
    if clip.signer.strip() == clip.checker.strip():
        yield "who signs cannot be who checks"
    if Path(clip.file).name != clip.file or not clip.file.endswith(SUFFIXES):
        yield f"its file must lie in the folder and end with {' or '.join(SUFFIXES)}"
        return
    try:
        with (folder / clip.file).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        yield f"its file cannot be read: {type(error).__name__}"
        return
    if digest != clip.sha256:
        yield "its file is not the one that was checked"


def open_packs(roots: Sequence[Path] = (ASSETS,)) -> SignPacks:
    """Every pack below these folders; what is wrong is logged and not shown."""
    found: list[SignPack] = []
    for root in roots:
        for folder in sorted(root.iterdir()) if root.is_dir() else ():
            if not (folder / MANIFEST).is_file():
                continue
            try:
                pack = read_pack(folder)
            except BrokenPack as error:
                log.error("sign pack: %s", error)  # noqa: TRY400 (said in words already)
                continue
            for fault in pack.faults:
                log.warning("sign pack: not shown: %s", fault)
            found.append(pack)
    return SignPacks(tuple(found))
