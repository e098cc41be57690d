"""Builds the phone's site: every file with its Brotli and gzip form, and a service worker that knows each by its hash.

The same sources give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import brotli

from mobile.clips_native import clips as made_clips
from mobile.packing_native import NUANCHUANG, PYODIDE, ROOT, App, BuildError, icons, python_parts, with_sync
from mobile.parts import BROUGHT, CANVASKIT, CLIENT, CLIPS, COMMON, LATER, NOT_KEPT, ON_DEMAND, SKWASM, WEB
from mobile.thinning_native import icon_face, text_face
from shared.contract.codec import parse
from shared.contract.errors import Malformed
from shared.i18n.faces import FIRST
from shared.sealing.enrolment import Trust
from shared.ui.client import face_entry, font_manifest, start_of, without_rive

log = logging.getLogger(__name__)
OURS: Final = Path(__file__).parent / "web"
CLIENT_FILES: Final = PYODIDE.parent
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "connect-src 'self' data: blob:",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
    )
)
"""Nothing leaves the origin. The page carries it itself, so that it holds wherever the site is served from."""
ISOLATED: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The page shares no process with other origins. Our service worker says so of what it keeps, whoever served it."""
HEADERS: Final = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    **ISOLATED,
}
"""For whatever serves the site; a worker is held by the header of its own script."""
PACKED: Final = (".png", CLIPS)
"""What does not get smaller."""
ICONS: Final = "assets/fonts/MaterialIcons-Regular.otf"
WORKER: Final = "worker.js"
CACHE: Final = ROOT / "build" / "phone-packed"
"""What was compiled and packed before; may be removed at any time."""
BEST: Final = 11
HASTY: Final = 5
"""For what few ever fetch, and would take minutes."""
WINDOW: Final = 24


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: path → (bytes as they are, in Brotli, renderer that alone needs it)."""

    version: str
    sizes: dict[str, tuple[int, int, str]]

    def install(self, renderer: str) -> int:
        """Bytes on the line (Brotli) of a first install with that renderer."""
        return sum(
            packed for path, (_, packed, only) in self.sizes.items() if only in ("", renderer) and path not in NOT_KEPT
        )


def contents(
    trust: bytes | None, cache: Path | None = None, app: App = NUANCHUANG, *, clips: bool = False
) -> tuple[str, dict[str, bytes]]:
    """The version, and path → bytes of everything that is served, as it is unpacked, but the service worker, which
    knows all of it. `clips`: with those for phones without a voice, which take minutes. Raises BuildError."""
    sounds, known = made_clips(cache) if clips else ({}, None)
    with tempfile.TemporaryDirectory(prefix="phone-") as folder:
        archives, lines = python_parts(Path(folder) / "python", trust, cache, app, clips=known)
        files = {**_client(), **archives, **_own(lines), **sounds}
    files[WORKER] = files[WORKER].replace(b"@PYTHON@", _python(files))
    kept = {path: body for path, body in files.items() if path not in NOT_KEPT}
    hashes = {path: hashlib.sha256(body).hexdigest() for path, body in kept.items()}
    version = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:16]
    return version, files


def build(
    out: Path,
    trust: bytes | None,
    *,
    quality: int | None = BEST,
    cache: Path | None = None,
    app: App = NUANCHUANG,
    clips: bool = False,
) -> Built:
    """Write the site to `out`, which is emptied first; without a quality nothing is packed. Raises BuildError."""
    if out.exists() and any(out.iterdir()) and not (out / "sw.js").is_file():
        raise BuildError(f"{out} holds something else than a phone build")
    version, files = contents(trust, cache, app, clips=clips)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / "headers.json").write_text(json.dumps(HEADERS, indent=1) + "\n", "utf-8")
    packed = {path: _write(out / path, body, quality, cache) for path, body in sorted(files.items())}
    files["sw.js"] = _service_worker(version, files, packed)
    packed["sw.js"] = _write(out / "sw.js", files["sw.js"], quality, cache)
    sizes = {path: (len(body), packed[path], _only(path)) for path, body in files.items()}
    return Built(version, sizes)


def _python(files: Mapping[str, bytes]) -> bytes:
    """Names all that an image of Python's memory follows from."""
    parts = sorted(path for path in files if path.startswith("pyodide/") or path.endswith(".zip") or path == WORKER)
    return hashlib.sha256(b"".join(hashlib.sha256(files[path]).digest() for path in parts)).hexdigest()[:16].encode()


def _client() -> dict[str, bytes]:
    """The web client's files, changed so that they call nobody and leave our first page alone."""
    files = {path: (CLIENT_FILES / path).read_bytes() for path in CLIENT}
    for path in ("main.dart.wasm", "main.dart.js"):
        files[path] = without_rive(files[path])
    files[ICONS] = icon_face(files[ICONS], icons())
    glue = "pyodide/pyodide.asm.mjs"
    files[glue] = with_sync(files[glue])
    start = start_of(files["flutter_bootstrap.js"].decode())
    start = start.replace("var flutterConfig = {", 'var flutterConfig = {\n    canvasKitVariant: "full",', 1)
    start = start.replace("//# sourceMappingURL=flutter.js.map", "")
    if 'canvasKitVariant: "full"' not in start or "'loading'" in start:
        raise BuildError("the client's start is not as it was: look at flutter_bootstrap.js")
    files["flutter_bootstrap.js"] = start.encode()
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_bytes())
    files["pyodide/pyodide-lock.json"] = json.dumps({**lock, "packages": {}}, sort_keys=True).encode()
    return files


def _own(lines: list[str]) -> dict[str, bytes]:
    files = {name: (OURS / name).read_bytes() for name in WEB}
    files |= {name: (ROOT / "shared" / "ui" / "web" / name).read_bytes() for name in COMMON}
    files["index.html"] = (OURS / "index.html").read_text("utf-8").replace("@POLICY@", POLICY).encode()
    files["manifest.json"] = (OURS / "manifest.json").read_bytes()
    for icon in sorted((OURS / "icons").glob("*.png")):
        files[f"icons/{icon.name}"] = icon.read_bytes()
    for name in (name for face in FIRST for name, _ in face.files):
        files[f"assets/fonts/{name}"] = text_face((ROOT / "assets" / "fonts" / name).read_bytes())
    files |= {path: (ROOT / path).read_bytes() for path in LATER}
    files["assets/FontManifest.json"] = font_manifest(FIRST)
    files["NOTICES.txt"] = (CLIENT_FILES / "assets" / "NOTICES").read_bytes()
    files["licences.txt"] = _licences(lines)
    return files


def _only(path: str) -> str:
    """What alone needs that file: a renderer, a later moment, or nothing in particular."""
    return ON_DEMAND if path in LATER or path.endswith(CLIPS) else CLIENT.get(path, "")


def _licences(lines: list[str]) -> bytes:
    fonts = (ROOT / "assets" / "fonts" / "LICENSE-OFL.txt").read_text("utf-8")
    found = [
        "Nuanchuang: Apache-2.0",
        *lines,
        "Pyodide: MPL-2.0 · CPython: PSF-2.0 · SQLite: public domain",
        "Flutter and the packages in the web client: see NOTICES.txt",
        "Fonts: SIL Open Font License 1.1, below",
        "",
        fonts,
    ]
    return "\n".join(found).encode()


def _service_worker(version: str, files: dict[str, bytes], packed: dict[str, int]) -> bytes:
    table = {
        "/" if path == "index.html" else f"/{path}": [
            hashlib.sha256(body).hexdigest(),
            len(body),
            _only(path),
            packed[path],
        ]
        for path, body in sorted(files.items())
        if path not in NOT_KEPT
    }
    text = (OURS / "sw.js").read_text("utf-8")
    faces = {f"/{path}": face_entry(face) for path, face in BROUGHT.items()}
    files_as, faces_as = (json.dumps(given, separators=(",", ":")) for given in (table, faces))
    apart = json.dumps(ISOLATED)
    for mark, value in (("VERSION", version), ("FILES", files_as), ("FACES", faces_as), ("ISOLATED", apart)):
        text = text.replace(f"@{mark}@", value)
    return text.encode()


def _write(path: Path, body: bytes, quality: int | None, cache: Path | None) -> int:
    """A file and its packed forms; the bytes of the smaller one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    if path.suffix in PACKED or quality is None:
        return len(body)
    small = _brotli(body, min(quality, HASTY) if str(path).endswith(LATER) else quality, cache)
    path.with_name(f"{path.name}.br").write_bytes(small)
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(body, 9 if quality == BEST else 1, mtime=0))
    return len(small)


def _brotli(body: bytes, quality: int, cache: Path | None) -> bytes:
    """Packed, or found as it was packed before: the best quality takes minutes for what hardly ever changes."""
    kept = None if cache is None else cache / f"{hashlib.sha256(body).hexdigest()}-{quality}-{WINDOW}.br"
    if kept is not None and kept.is_file():
        return kept.read_bytes()
    small = bytes(brotli.compress(body, quality=quality, lgwin=WINDOW))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".new")
        fresh.write_bytes(small)
        fresh.replace(kept)
    return small


def build_site(out: Path, trust: Path | None, *, fast: bool) -> Built:
    """What `python -m mobile build` does; says the size of the parts on stderr. Raises BuildError."""
    body = None
    if trust is None:
        log.warning("built without --trust: the phone believes no office and can send nothing")
    else:
        try:
            body = trust.read_bytes()
            Trust.from_json(parse(body, "trust"))
        except (OSError, Malformed) as error:
            raise BuildError(f"{trust} is not what `python -m shared.backend trust` writes") from error
    made = build(out, body, quality=None if fast else BEST, cache=CACHE, clips=not fast)
    log.info("version %s in %s", made.version, out)
    for path, (raw, packed, only) in sorted(made.sizes.items(), key=lambda entry: -entry[1][1])[:12]:
        log.info("%9d of %9d  %s %s", packed, raw, path, f"({only})" if only else "")
    spoken = sum(raw for path, (raw, _, _) in made.sizes.items() if path.endswith(CLIPS))
    log.info("clips of speech, fetched by phones without a voice: %.2f MB", spoken / 1e6)
    for renderer in (SKWASM, CANVASKIT):
        log.info(
            "first install with %s: %.2f MB%s", renderer, made.install(renderer) / 1e6, " (not packed)" if fast else ""
        )
    return made
