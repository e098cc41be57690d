"""What goes into the phone's build: a closed list, so that nothing comes along by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.i18n.faces import FIRST, Face
from shared.i18n.locales import LOCALES as LANGUAGES

SKWASM, CANVASKIT = "skwasm", "canvaskit"


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the lock file: what it is imported as, and what of it stays behind (patterns below its folder)."""

    name: str
    modules: tuple[str, ...]
    leave: tuple[str, ...] = ()
    why: str = ""


PACKAGES: Final = (
    Package(
        "flet",
        ("flet",),
        (
            *("cli*", "testing*", "fastapi*", "auth/*", "messaging/flet_socket*", "messaging/flet_dart*"),
            *("pytest_plugin.py", "controls/material/icons.json", "controls/cupertino/cupertino_icons.json"),
        ),
        "the screen",
    ),
    Package("flet-video", ("flet_video",), why="sign video"),
    Package("msgpack", ("msgpack",), ("*.pyx", "*.pxd"), "the line between screen and Python"),
    Package("httpx", ("httpx",), ("_main.py",), "the line to the office"),
    Package("idna", ("idna",), ("cli.py", "__main__.py"), "of httpx"),
    Package(
        "babel",
        ("babel",),
        ("messages/*", "support.py", "locale-data/*", "global.dat", "units.py"),
        "words and numbers",
    ),
    Package("sqlite-utils", ("sqlite_utils",), ("cli.py", "__main__.py", "recipes.py"), "the store"),
    Package("sqlite-fts4", ("sqlite_fts4",), why="of sqlite-utils"),
    Package("pluggy", ("pluggy",), why="of sqlite-utils"),
    Package("six", ("six",), why="of repath"),
    Package("qrcode", ("qrcode",), ("console_scripts.py", "tests/*"), "the slip's code"),
    Package("repath", ("repath",), why="of flet"),
)
UNPACKED: Final = ("babel",)
"""Packages that read files beside themselves."""
LOCALES: Final = ("root", "zh", "zh_Hans", "zh_Hans_CN", "en", "en_001", "ko", "ug")
"""What babel keeps of its data."""

OURS: Final = ("shared", "accessibility", "mobile")
LEAVE: Final = (
    *(
        "*_native.py",
        "*_native.js",
        "*/__main__.py",
        "shared/backend/*",
        "shared/ui/gallery.py",
        "shared/ui/components/*/examples.py",
    ),
    *("shared/flows/drawing.py", "shared/flows/*/cases.toml", "shared/flows/cases.py", "shared/ui/client.py"),
    *("shared/flows/proof.py", "mobile/parts.py"),
    *("mobile/web/*", "*.md"),
)
"""What of our own packages runs elsewhere."""

STANDARD: Final = (
    *("unittest*", "pydoc*", "doctest.py", "pdb.py", "idlelib*", "tkinter*", "turtle*", "ensurepip*", "venv*"),
    *("xmlrpc*", "multiprocessing/dummy*", "profile.py", "cProfile.py", "pstats.py", "pickletools.py", "test*"),
    *("_pyrepl*", "wsgiref*", "mailbox.py", "imaplib.py", "smtplib.py", "poplib.py", "ftplib.py", "http/server.py"),
    *("xml/sax*", "xml/dom*", "curses*", "dbm*", "zipapp.py", "trace.py", "tracemalloc.py", "tabnanny.py"),
    *("_pydecimal.py", "_aix*", "_osx*", "_ios*", "_android*", "_apple*", "antigravity.py", "this.py"),
    *("sqlite3/__main__.py", "lib2to3*", "encodings/mac_*", "encodings/cp8*", "encodings/cp12*", "encodings/cp7*"),
    # No processes and no threads there, no mail, no markup but what draws a code, no scripts of other regions.
    *("multiprocessing*", "concurrent/futures/process.py", "concurrent/interpreters*", "_pyio.py", "_ast_unparse.py"),
    *("email/_header_value_parser.py", "email/headerregistry.py", "email/contentmanager.py", "email/policy.py"),
    *("email/mime*", "html/*", "_markupbase.py", "http/cookies.py", "xml/parsers*"),
    *("configparser.py", "optparse.py", "statistics.py", "getopt.py", "fileinput.py", "filecmp.py", "sched.py"),
    *("logging/config.py", "logging/handlers.py", "socketserver.py", "shelve.py", "bdb.py", "timeit.py", "pty.py"),
    *("compileall.py", "py_compile.py", "symtable.py", "zipfile/__main__.py", "ctypes/macholib*", "nturl2path.py"),
    *("urllib/robotparser.py", "importlib/metadata/diagnose.py", "importlib/simple.py", "sqlite3/dump.py", "sre_*.py"),
    *("asyncio/tools.py", "asyncio/windows_*", "asyncio/__main__.py", "json/tool.py", "argparse.py", "tarfile.py"),
    *("encodings/big5*", "encodings/euc_j*", "encodings/iso2022*", "encodings/shift*", "encodings/hz.py"),
    *("encodings/johab.py", "encodings/koi8*", "encodings/kz*", "encodings/palmos.py", "encodings/ptcp*"),
    *("encodings/tis*", "encodings/iso8859_*", "encodings/hp_*", "encodings/cp949.py", "encodings/cp93*"),
    *("encodings/cp950.py", "encodings/cp0*", "encodings/cp1006.py", "encodings/cp1026.py", "encodings/cp11*"),
    *("encodings/cp2*", "encodings/cp424.py", "encodings/cp500.py", "encodings/mbcs.py", "encodings/oem.py"),
    *("rlcompleter.py", "netrc.py", "plistlib.py", "colorsys.py", "cmd.py", "pyclbr.py", "modulefinder.py"),
)
"""Modules of the standard library that stay behind."""

CLIENT: Final[Mapping[str, str]] = {
    "main.dart.wasm": SKWASM,
    "main.dart.mjs": SKWASM,
    "canvaskit/skwasm.js": SKWASM,
    "canvaskit/skwasm.wasm": SKWASM,
    "main.dart.js": CANVASKIT,
    "canvaskit/canvaskit.js": CANVASKIT,
    "canvaskit/canvaskit.wasm": CANVASKIT,
    "flutter_bootstrap.js": "",
    "version.json": "",
    "assets/AssetManifest.bin": "",
    "assets/AssetManifest.bin.json": "",
    "assets/fonts/MaterialIcons-Regular.otf": "",
    "assets/shaders/ink_sparkle.frag": "",
    "assets/shaders/stretch_effect.frag": "",
    "pyodide/pyodide.mjs": "",
    "pyodide/pyodide.asm.mjs": "",
    "pyodide/pyodide.asm.wasm": "",
}
"""Files of the web client, with the renderer that alone needs them."""
WEB: Final = ("phone.js", "senses.js", "worker.js", "image.js", "archive.js", "opfs.js", "vault.js")
COMMON: Final = ("rive_native.js", "frames.js", "cover.js", "tabs.js")
"""Of `shared/ui/web`, what this page has too: a stub for a part of the client, frames, the cover, Tab in order."""
RARE: Final = "assets/fonts/NuanchuangRare-Regular.otf"
BROUGHT: Final[Mapping[str, Face]] = {
    f"assets/fonts/{name}": Face(face.family, ((name, weight),))
    for facts in LANGUAGES.values()
    for face in facts.faces
    if face.family not in {first.family for first in FIRST}
    for name, weight in face.files[:1]
}
"""Path → face of a language that is fetched once somebody chooses it, in one weight, as the text face."""
LATER: Final = (RARE, *BROUGHT)
"""Fetched when it is needed, and kept from then on."""
CLIPS: Final = ".clips"
"""How the packs of clips end, which are fetched when something of them is to be said."""
ON_DEMAND: Final = "later"
"""Stands in place of the renderer that needs a file."""
NOT_KEPT: Final = ("licences.txt", "NOTICES.txt")
"""Served, but not kept on the phone."""
