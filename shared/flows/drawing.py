"""Draws a flow as a graph (SVG), for review by people who know the law: steps, conditions, groups, exits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from shared.domain.conditions import ALWAYS, describe
from shared.domain.flow import Ask, Consent, Exit, Flow, Group, Question, Show, Step, step_id

LEFT: Final = 300
BOX: Final = 340
HIGH: Final = 56
GAP: Final = 34
OUT: Final = LEFT + BOX + 90
WIDE: Final = OUT + 330
PER_LINE: Final = 40

INK: Final = "#1B1B1B"
SOFT: Final = "#4A4A45"
LINE: Final = "#5B7D76"
FILL: Final = {
    "question": "#E6F0EC",
    "ask": "#FFF1CF",
    "show": "#FFFCF5",
    "consent": "#FCE9E6",
    "exit": "#E3F3E6",
    "group": "#FFFFFF",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the drawing: a step, where it stands, and whether it stands within a group."""

    step: Step
    top: int
    inner: bool = False
    last: bool = False


def draw(flow: Flow) -> str:
    """The flow as one SVG document."""
    rows, frames, bottom = _layout(flow)
    parts = [*_head(flow)]
    parts += [part for group, start, end in frames for part in _frame(group, start, end)]
    parts += [part for row in rows for part in _row(row)]
    parts += _end(flow, bottom)
    height = bottom + HIGH + 40
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{height}" viewBox="0 0 {WIDE} {height}" '
            'font-family="Noto Sans CJK SC, sans-serif" font-size="15">',
            '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            f'orient="auto"><path d="M0 0L10 5L0 10z" fill="{LINE}"/></marker></defs>',
            f'<rect width="{WIDE}" height="{height}" fill="#FFFCF5"/>',
            *parts,
            "</svg>\n",
        )
    )


def _layout(flow: Flow) -> tuple[list[Row], list[tuple[Group, int, int]], int]:
    rows: list[Row] = []
    frames: list[tuple[Group, int, int]] = []
    top = 110
    for step in flow.steps:
        if isinstance(step, Group):
            start = top
            top += 44
            for inner in step.steps:
                rows.append(Row(inner, top, True, inner is step.steps[-1]))
                top += HIGH + GAP
            frames.append((step, start, top - GAP + 16))
            top += 16
            continue
        rows.append(Row(step, top))
        top += HIGH + GAP
    return rows, frames, top


def _head(flow: Flow) -> Iterator[str]:
    about = f" of {flow.about}" if flow.about else ""
    yield _text(30, 40, f"{flow.id}, version {flow.version}", size=22, bold=True)
    yield _text(
        30, 66, f"{flow.operation.value}{about} · {flow.subject.value} · at least L{int(flow.assurance)}", ink=SOFT
    )
    yield _text(30, 88, " · ".join(flow.says), ink=SOFT)


def _row(row: Row) -> Iterator[str]:
    step, x = row.step, LEFT + (16 if row.inner else 0)
    wide = BOX - (32 if row.inner else 0)
    if isinstance(step, Exit):
        yield from _exit(step, row.top)
        return
    name = type(step).__name__.lower()
    yield (
        f'<rect x="{x}" y="{row.top}" width="{wide}" height="{HIGH}" rx="12" fill="{FILL[name]}" stroke="{LINE}" '
        'stroke-width="2"/>'
    )
    yield _text(x + 16, row.top + 24, step_id(step), bold=True)
    yield _text(x + 16, row.top + 45, _kind(step), ink=SOFT, size=13)
    if not row.last:
        yield _down(row.top + HIGH)
    if step.when != ALWAYS:
        yield from _bypass(row.top, describe(step.when))
    yield from _notes(step, row.top)


def _kind(step: Step) -> str:
    match step:
        case Question():
            marks = [
                step.kind.value,
                *(["private"] if step.private else []),
                *(["optional"] if step.optional else []),
                *(["不知道"] if step.unsure else []),
                *([f"L{int(step.assurance)}"] if step.assurance else []),
            ]
            return " · ".join(marks)
        case Ask():
            return f"ask {step.query} · offline: {step.offline.value}"
        case Consent():
            return f"consent · {'refusable' if step.refusable else 'needed'}"
        case Show():
            return "show"
        case _:
            return type(step).__name__.lower()


def _notes(step: Step, top: int) -> Iterator[str]:
    """What stands beside a step: its options, its prefill, its dataset, its law."""
    if not isinstance(step, Question):
        return
    notes = [" | ".join(option.value for option in step.options)] if step.options else []
    if step.choices_from is not None:
        given = f" by {', '.join(step.choices_from.given)}" if step.choices_from.given else ""
        notes.append(f"from {step.choices_from.dataset}{given}")
    if step.prefill:
        notes.append(f"record: {step.prefill}")
    if step.why:
        notes.append("; ".join(f"{law.name.removeprefix('law.')} {law.article}".strip() for law in step.why))
    lines = [line for note in notes for line in wrapped(note, PER_LINE + 4)]
    for n, line in enumerate(lines[:4]):
        yield _text(LEFT + BOX + 20, top + 12 + n * 16, line, size=12, ink=SOFT)


def _exit(step: Exit, top: int) -> Iterator[str]:
    middle = top + HIGH // 2
    yield _down(top - GAP, GAP + HIGH + GAP)
    yield (
        f'<path d="M{LEFT + BOX // 2} {middle}H{OUT - 4}" fill="none" stroke="{LINE}" stroke-width="2" '
        'marker-end="url(#arrow)"/>'
    )
    yield (
        f'<rect x="{OUT}" y="{top}" width="300" height="{HIGH}" rx="28" fill="{FILL["exit"]}" stroke="{LINE}" '
        'stroke-width="2"/>'
    )
    yield _text(OUT + 20, top + 24, "exit", bold=True)
    yield _text(OUT + 20, top + 45, step.outcome, ink=SOFT, size=13)
    for n, line in enumerate(wrapped(describe(step.when), PER_LINE)):
        yield _text(LEFT + BOX // 2 + 10, middle - 8 - 16 * n, line, size=12)


def _bypass(top: int, condition: str) -> Iterator[str]:
    """The way round a step that arises only under a condition; the condition stands at the step's own side."""
    x, start, end = LEFT - 40, top - GAP // 2, top + HIGH + GAP // 2
    yield (
        f'<path d="M{LEFT + BOX // 2} {start}H{x}V{end}H{LEFT + BOX // 2}" fill="none" stroke="{LINE}" '
        'stroke-width="1.5" stroke-dasharray="5 4"/>'
    )
    lines = ["only if", *wrapped(condition, 30)]
    for n, line in enumerate(lines):
        yield _text(x - 10, top + 16 + 16 * n, line, size=12, bold=n == 0, anchor="end")


def _frame(group: Group, start: int, end: int) -> Iterator[str]:
    yield (
        f'<rect x="{LEFT}" y="{start}" width="{BOX}" height="{end - start}" rx="12" fill="{FILL["group"]}" '
        f'stroke="{LINE}" stroke-width="2" stroke-dasharray="8 5"/>'
    )
    yield _text(LEFT + 16, start + 27, f"{group.id}: {group.min} to {group.max} times", bold=True)
    yield (
        f'<path d="M{LEFT} {end - 20}h-24V{start + 20}h20" fill="none" stroke="{LINE}" stroke-width="2" '
        'marker-end="url(#arrow)"/>'
    )
    yield _down(end)
    if group.when != ALWAYS:
        for n, line in enumerate(["only if", *wrapped(describe(group.when), 30)]):
            yield _text(LEFT - 50, start + 27 + 16 * n, line, size=12, bold=n == 0, anchor="end")


def _end(flow: Flow, top: int) -> Iterator[str]:
    yield (
        f'<rect x="{LEFT}" y="{top}" width="{BOX}" height="{HIGH}" rx="28" fill="#0A4D46"/>'
        + _text(LEFT + 24, top + 34, f"review, then {flow.operation.value}", ink="#FFFFFF", bold=True)
    )


def _down(top: int, length: int = GAP) -> str:
    x = LEFT + BOX // 2
    return f'<path d="M{x} {top}v{length - 3}" stroke="{LINE}" stroke-width="2" marker-end="url(#arrow)"/>'


def _text(
    x: int, y: int, words: str, *, size: int = 15, bold: bool = False, ink: str = INK, anchor: str = "start"
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}"{weight} text-anchor="{anchor}" fill="{ink}">{escape(words)}</text>'
    )


def wrapped(words: str, width: int) -> list[str]:
    """Lines of at most `width` columns (a Chinese character takes two), broken at blanks where there are any."""
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def columns(words: str) -> int:
    """How wide the words are, in columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)
