"""Compiles ahead what `dataclasses` writes and compiles anew at every start: a third of the app's imports.

`thrifty` changes the standard library's module as it is staged; `record` runs the app's imports once, under the very
Python that the phone runs, and keeps the code of each text that was compiled. A text that was not met then is compiled
on the phone, as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from mobile.thinning_native import without

TABLE: Final = "dataclasses.made"
"""Beside the module in the archive: marshalled, first half of a text's SHA-256 → its code."""
MODULE: Final = "dataclasses.py"
CONTROL: Final = re.compile(r"\bft\.([A-Za-z]\w*)")
_COMPILES: Final = "        exec(txt, self.globals, ns)\n"
_USES: Final = "        exec(_made(txt), self.globals, ns)\n"
_SIGNS: Final = """\
        try:
            # In some cases fetching a signature is not possible.
            # But, we surely should not fail in this case.
            text_sig = str(inspect.signature(
                cls,
                annotation_format=annotationlib.Format.FORWARDREF,
            )).replace(' -> None', '')
        except (TypeError, ValueError):
            text_sig = ''
        cls.__doc__ = (cls.__name__ + text_sig)
"""
_NAMES: Final = "        cls.__doc__ = cls.__name__\n"
_LOOKS: Final = f"""

def _made(txt):
    if _table is None:
        _open()
    return _table.get(sha256(txt.encode()).digest()[:16], txt)


def _open():
    global _table
    import marshal
    try:
        _table = marshal.loads(__loader__.get_data(__file__.rpartition('/')[0] + '/{TABLE}'))
    except OSError:
        _table = {{}}


_table = None
from _sha2 import sha256
"""
_RECORD: Final = """\
import builtins, dataclasses, importlib, marshal, sys, types
from _sha2 import sha256
from pathlib import Path

own, packages, out, *controls = sys.argv[1:]
sys.path[:0] = [own, packages]
table = {}


def unplaced(code):
    # No lines: there is no source to show. 0xF8 + n - 1 says that n code units have no place.
    units = len(code.co_code) // 2
    places = b"\\xff" * (units // 8) + (bytes([0xF8 + units % 8 - 1]) if units % 8 else b"")
    inner = tuple(unplaced(c) if isinstance(c, types.CodeType) else c for c in code.co_consts)
    return code.replace(co_linetable=places, co_filename="<made>", co_consts=inner)


def record(text, *where):
    code = compile(text, "<made>", "exec", dont_inherit=True)
    table[sha256(text.encode()).digest()[:16]] = unplaced(code)
    builtins.exec(code, *where)


dataclasses.exec = record
for name in ("flet_js", "nuanchuang_js"):
    sys.modules[name] = types.ModuleType(name)
import js
if not hasattr(js, "navigator"):
    js.navigator = js.Object.new()
import flet
importlib.import_module("mobile.main")
for path in sorted(Path(own).rglob("*.pyc")):
    name = path.relative_to(own).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    if name.split(".")[0] in ("shared", "accessibility", "mobile"):
        try:
            importlib.import_module(name)
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
for name in controls:
    getattr(flet, name, None)
Path(out).write_bytes(marshal.dumps(dict(sorted(table.items())), 2))
"""


def thrifty(source: str) -> str:
    """`dataclasses` that looks first whether a text was compiled when the app was built, and leaves the signature out
    of the description of a class that has none (descriptions are stripped from the build). Raises Uncut."""
    return without(source, ((_COMPILES, _USES), (_SIGNS, _NAMES))) + _LOOKS


def controls_in(sources: Iterable[Path]) -> tuple[str, ...]:
    """The names that these modules take from Flet, which loads each when it is first asked for."""
    found = {name for path in sources if path.suffix == ".py" for name in CONTROL.findall(path.read_text("utf-8"))}
    return tuple(sorted(found))


def command(own: Path, packages: Path, out: Path, controls: Iterable[str]) -> list[str]:
    """What Pyodide's own interpreter is given to record an app's table in `out`."""
    return ["-c", _RECORD, str(own), str(packages), str(out), *controls]
