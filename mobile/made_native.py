"""Compiles ahead what is compiled anew at every start: what `dataclasses` writes, and the patterns of `re`.

`thrifty` changes the standard library's modules as they are staged; `command` runs the app's imports once, under the
very Python that the phone runs, and keeps what became of each text and each pattern. One that was not met then is
compiled on the phone, as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from mobile.thinning_native import without

TABLE: Final = "dataclasses.made"
"""Beside the module in the archive: marshalled, first half of a text's SHA-256 → its code, marshalled by itself, since
a start needs some of them."""
PATTERNS: Final = "re/re.made"
"""Marshalled: pattern and flags → what `_sre.compile` is given beside the pattern."""
CONTROL: Final = re.compile(r"\bft\.([A-Za-z]\w*)")
_PARSES: Final = """\
    if isstring(p):
        pattern = p
"""
_FINDS: Final = """\
    if isstring(p):
        made = _made(p, flags)
        if made is not None:
            return _sre.compile(p, *made)
        pattern = p
"""
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
    code = _table.get(sha256(txt.encode()).digest()[:16])
    return txt if code is None else _loads(code)


def _open():
    global _table, _loads
    from marshal import loads as _loads
    try:
        _table = _loads(__loader__.get_data(__file__.rpartition('/')[0] + '/{TABLE}'))
    except OSError:
        _table = {{}}


_table = None
from _sha2 import sha256
"""
_OPENS: Final = """

def _made(p, flags):
    global _table
    if _table is None:
        import marshal
        try:
            _table = marshal.loads(__loader__.get_data(__file__.rpartition('/')[0] + '/re.made'))
        except OSError:
            _table = {}
    return _table.get((p, flags))


_table = None
"""
_CHANGES: Final[Mapping[str, tuple[tuple[tuple[str, str], ...], str]]] = {
    "dataclasses.py": (((_COMPILES, _USES), (_SIGNS, _NAMES)), _LOOKS),
    "re/_compiler.py": (((_PARSES, _FINDS),), _OPENS),
}
MODULES: Final = tuple(_CHANGES)
"""Of the standard library, that are changed."""
_RECORD: Final = """\
import builtins, dataclasses, importlib, marshal, re, sys, types
from _sha2 import sha256
from pathlib import Path
from re import _compiler

own, packages, out, patterns, *controls = sys.argv[1:]
sys.path[:0] = [own, packages]
table, found, last = {}, {}, []
sre, compile_pattern = _compiler._sre, _compiler.compile


class Sre:
    def __getattr__(self, name):
        return getattr(sre, name)

    def compile(self, pattern, *rest):
        flags, code, *groups = rest
        last[:] = [(int(flags), [int(word) for word in code], *groups)]  # named numbers are told as numbers
        return sre.compile(pattern, *rest)


def met(pattern, flags=0):
    last.clear()
    made = compile_pattern(pattern, flags)
    if last and isinstance(pattern, (str, bytes)):
        found[pattern, int(flags)] = last[0]
    return made


_compiler._sre, _compiler.compile = Sre(), met
for _, pattern, flags in tuple(re._cache):
    met(pattern, flags)


def unplaced(code):
    # No lines: there is no source to show. 0xF8 + n - 1 says that n code units have no place.
    units = len(code.co_code) // 2
    places = b"\\xff" * (units // 8) + (bytes([0xF8 + units % 8 - 1]) if units % 8 else b"")
    inner = tuple(unplaced(c) if isinstance(c, types.CodeType) else c for c in code.co_consts)
    return code.replace(co_linetable=places, co_filename="<made>", co_consts=inner)


def record(text, *where):
    code = compile(text, "<made>", "exec", dont_inherit=True)
    table[sha256(text.encode()).digest()[:16]] = marshal.dumps(unplaced(code), 2)
    builtins.exec(code, *where)


dataclasses.exec = record
for name in ("flet_js", "nuanchuang_js"):
    sys.modules[name] = types.ModuleType(name)
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
in_order = sorted(found.items(), key=lambda one: (type(one[0][0]).__name__, one[0]))
Path(patterns).write_bytes(marshal.dumps(dict(in_order), 2))
"""


def thrifty(module: str, source: str) -> str:
    """One of `MODULES`, which looks first whether a text was compiled when the app was built. `dataclasses` leaves the
    signature out of the description of a class that has none: the build strips descriptions. Raises Uncut."""
    cuts, more = _CHANGES[module]
    return without(source, cuts) + more


def controls_in(sources: Iterable[Path]) -> tuple[str, ...]:
    """The names that these modules take from Flet, which loads each when it is first asked for."""
    found = {name for path in sources if path.suffix == ".py" for name in CONTROL.findall(path.read_text("utf-8"))}
    return tuple(sorted(found))


def command(own: Path, packages: Path, out: Path, patterns: Path, controls: Iterable[str]) -> list[str]:
    """What Pyodide's own interpreter is given to record an app's tables, of texts in `out` and of patterns."""
    return ["-c", _RECORD, str(own), str(packages), str(out), str(patterns), *controls]
