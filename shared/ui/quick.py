"""Flet's own comparison of pages, without what it looks for in vain.

For every new control Flet looks for controls within each of its fields, some fifty, of which all but a few hold what
they hold in every control of that kind; and it writes out every message for a log that nobody keeps. That was half of
the server's part of a touch. Here it is told which fields can hold one. Its own outcome is the measure
(`tests/ui/test_quick.py`), and another version of Flet runs as it came.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from flet.controls import object_patch
from flet.controls.object_patch import DiffBuilder, ObjectPatchException
from flet.messaging.protocol import Message
from flet.version import flet_version

log = logging.getLogger(__name__)
KNOWN: Final = "1.0.5"
"""The version whose comparison this is."""
PLAIN: Final = frozenset((bool, int, float, str, bytes, type(None)))
OWN: Final = DiffBuilder._configure_dataclass
"""As Flet does it."""
OWN_WORDS: Final = Message.__repr__


def quicken(*, on: bool = True) -> bool:
    """From now on in this process; False where this Flet is another one, and nothing is changed."""
    if flet_version != KNOWN:
        log.warning("Flet is %s and not %s: its comparison runs as it came", flet_version, KNOWN)
        return False
    DiffBuilder._configure_dataclass = _configured if on else OWN  # type: ignore[method-assign, assignment]
    Message.__repr__ = object.__repr__ if on else OWN_WORDS  # type: ignore[method-assign]
    return True


def _configured(
    builder: DiffBuilder, item: Any, parent: Any, frozen: bool, configure_setattr_only: bool = False
) -> Iterator[Any]:
    """The controls in what was added, after each was made ready: its parent, its `build`, a clean record of changes."""
    found: list[Any] = []
    _Walk(builder.control_cls, found).into(item, parent, frozen=frozen, alone=configure_setattr_only)
    return iter(found)


class _Walk:
    """Through one thing that was added; `found` are the controls met."""

    def __init__(self, control: type[Any] | None, found: list[Any]) -> None:
        self._control, self._found = control, found

    def into(self, item: Any, parent: Any, *, frozen: bool, alone: bool = False) -> None:
        """As Flet does it; `alone` leaves what is within as it is."""
        if isinstance(item, list | dict):
            for value in item.values() if isinstance(item, dict) else item:
                if value.__class__ not in PLAIN:
                    self.into(value, parent, frozen=frozen)
        elif _made_of_fields(item.__class__):
            self._into_fields(item, parent, frozen=frozen, alone=alone)

    def _into_fields(self, item: Any, parent: Any, *, frozen: bool, alone: bool) -> None:
        if parent is None:
            ref = getattr(item, "_parent", None)
            parent = ref() if ref else None
        if parent:
            if parent is item:
                raise ObjectPatchException(f"Parent is the same as item: {item}")
            item._parent = weakref.ref(parent)
        if hasattr(item, "_frozen"):
            frozen = item._frozen
        elif frozen:
            item._frozen = frozen
        kind = item.__class__
        if getattr(kind, "__flet_control_cls__", None) is None:
            kind.__flet_control_cls__ = self._control
        control = self._control is not None and isinstance(item, self._control)
        if control:
            if not alone:
                item.build()
                item._before_update_safe()
                object.__setattr__(item, "_initialized", True)
            self._found.append(item)
        if not alone:
            for value in _held(item):
                if value.__class__ not in PLAIN:
                    self.into(value, item if control else parent, frozen=frozen)
        if not frozen:
            _clean(item)


def _held(item: Any) -> Iterable[Any]:
    """What its fields hold, without those that hold what they hold in every control of that kind."""
    names, always = _fields(item.__class__)
    values = getattr(item, "_values", None)
    if values is None:
        return [getattr(item, name) for name in names]
    return [
        values[name] if name in values else getattr(item, name) for name in names if name in values or name in always
    ]


def _clean(item: Any) -> None:
    """Nothing changed so far."""
    dirty = getattr(item, "_dirty", None)
    if dirty is not None:
        dirty.clear()
        return
    kind = item.__class__
    setting = object_patch._control_setattr
    if kind.__setattr__ is not setting:
        kind.__setattr__ = setting
    object.__setattr__(item, "__changes", {})


@cache
def _made_of_fields(kind: type[Any]) -> bool:
    return is_dataclass(kind)


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The fields that are sent, and those of them that may hold something where nobody put anything."""
    names = tuple(field.name for field in fields(kind) if not field.metadata.get("skip", False))
    usual: dict[str, Any] = getattr(kind, "_prop_defaults", {})
    always = (name for name in names if name not in usual or usual[name].__class__ not in PLAIN)
    return names, frozenset(always)
