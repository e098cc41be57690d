"""Finds the app's modules by name in the archives that it came in, and lays its other files where they are looked for.

Python's own way asks each folder and each archive in turn for every module, and opens the archive anew for each that it
finds there: a third of the time that the imports of a start take. Here all names are known beforehand.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from collections.abc import Iterator, Mapping, Sequence
from io import FileIO
from struct import Struct
from types import CodeType, ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.readers import FileReader

END: Final = Struct("<4s4H2LH")
ENTRY: Final = Struct("<4s6H3L5H2L")
BEFORE: Final = Struct("<4s5H3L2H")
"""Records of a zip (APPNOTE.TXT 6.3.10: 4.3.16 end of the directory, 4.3.12 a file's header in it, 4.3.7 before it)."""
CODE: Final = ".pyc"
HEADER: Final = 16
"""Bytes before the code of a compiled module (PEP 552)."""


class Archive:
    """An uncompressed zip without a comment, as the build makes them. Once read it stays open."""

    def __init__(self, path: str) -> None:
        self._path: Final = path
        self._file: FileIO | None = None
        self._places: dict[str, tuple[int, int]] = dict(self._directory())

    def names(self) -> Iterator[str]:
        """Of all its files."""
        return iter(self._places)

    def read(self, name: str) -> bytes:
        """A file; raises KeyError."""
        header, size = self._places[name]
        *_, name_length, more = BEFORE.unpack(self._at(header, BEFORE.size))
        return self._at(header + BEFORE.size + name_length + more, size)

    def close(self) -> None:
        """Let go of the file; what is read next opens it anew."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _at(self, place: int, size: int, whence: int = os.SEEK_SET) -> bytes:
        if self._file is None:
            self._file = FileIO(self._path)
        self._file.seek(place, whence)
        return self._file.read(size)

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        *_, size, start, _ = END.unpack(self._at(-END.size, END.size, os.SEEK_END))
        table, at = self._at(start, size), 0
        while at < size:
            found = ENTRY.unpack_from(table, at)
            length, more, comment, header = found[10], found[11], found[12], found[16]
            at += ENTRY.size
            yield table[at : at + length].decode(), (header, found[9])
            at += length + more + comment


class Modules:
    """Of some archives, whatever the path says, the first archive first. `seen`: archive → the folder as which it is
    known to its modules."""

    def __init__(self, seen: Mapping[Archive, str]) -> None:
        self._folders: Final = seen
        self._known: dict[str, tuple[Archive, str]] = {}
        for archive in seen:
            for file in archive.names():
                if file.endswith(CODE):
                    name = file.removesuffix(CODE).removesuffix("/__init__").replace("/", ".")
                    self._known.setdefault(name, (archive, file))

    def close(self) -> None:
        """Let go of the archives until something of them is wanted again."""
        for archive in self._folders:
            archive.close()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Asked by Python for every module (PEP 451)."""
        found = self._known.get(name)
        if found is None:
            return None
        archive, file = found
        at = f"{self._folders[archive]}/{file}"
        package = at.endswith(f"/__init__{CODE}")
        spec = ModuleSpec(name, self, origin=at, is_package=package)  # type: ignore[arg-type]
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [at.rpartition("/")[0]]
        return spec

    def create_module(self, _: ModuleSpec) -> None:
        """As modules usually are."""

    def exec_module(self, module: ModuleType) -> None:
        """Run its code."""
        exec(self.get_code(module.__name__), module.__dict__)

    def get_code(self, name: str) -> CodeType:
        """What its code is; raises ImportError."""
        try:
            archive, file = self._known[name]
        except KeyError as error:
            raise ImportError(f"no module {name}", name=name) from error
        code = marshal.loads(memoryview(archive.read(file))[HEADER:])
        assert isinstance(code, CodeType)
        return code

    def get_resource_reader(self, name: str) -> FileReader | None:
        """Reads what lies beside the app's modules (`importlib.resources`)."""
        from importlib.readers import FileReader

        archive, file = self._known[name]
        at = f"{self._folders[archive]}/{file}"
        there = os.path.isdir(at.rpartition("/")[0])
        return FileReader(SimpleNamespace(path=at)) if there else None  # type: ignore[arg-type]

    def get_data(self, path: str) -> bytes:
        """A file beside a module; raises OSError."""
        for archive, folder in self._folders.items():
            if path.startswith(f"{folder}/"):
                try:
                    return archive.read(path.removeprefix(f"{folder}/"))
                except KeyError as error:
                    raise OSError(f"no file {path}") from error
        raise OSError(f"no file {path}")


def unpack(archive: Archive, folder: str) -> None:
    """Lay the files that are no code below a folder."""
    made = set[str]()
    for name in archive.names():
        if not name.endswith(CODE):
            to = f"{folder}/{name}"
            above = to.rpartition("/")[0]
            if above not in made:
                made.add(above)
                os.makedirs(above, exist_ok=True)
            with FileIO(to, "w") as file:
                file.write(archive.read(name))


def install(app: str, folder: str, packages: str, standard: str) -> None:
    """From now on modules come from these archives: of the app, seen in that folder, of its packages, of Python."""
    own = Archive(app)
    unpack(own, folder)
    sys.path[:] = [folder, packages, *(path for path in sys.path if path != app)]
    sys.meta_path.insert(0, Modules({own: folder, Archive(packages): packages, Archive(standard): standard}))


def rest() -> None:
    """Memory is about to be kept as it is (`web/worker.js`): no file may be open then."""
    for modules in _installed():
        modules.close()
    gc.collect()
    gc.freeze()


def wake() -> None:
    """Memory was taken up as it was kept, with the same archives in place and the app's files laid (`web/archive.js`):
    have chance begin anew, which would else be the same at every start."""
    random = sys.modules.get("random")
    if random is not None:
        random.seed()


def _installed() -> list[Modules]:
    return [finder for finder in sys.meta_path if isinstance(finder, Modules)]
