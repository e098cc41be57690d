"""Contact sheets of the pictures: one page of HTML for each page, with what was found on it; and a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from tests.audit.seen import Finding
from tests.e2e.album import folder_of
from tests.e2e.taken import Taken

STYLE: Final = """body { font: 15px/1.4 sans-serif; margin: 24px; background: #f4f4f2; color: #1b1b1b }
figure { display: inline-block; margin: 0 12px 12px 0; vertical-align: top }
img { width: 220px; border: 1px solid #888 } figcaption { font-size: 12px; max-width: 220px }
.wrong { color: #a00000; font-weight: bold } li { margin: 4px 0 }"""
INDEX: Final = "index.html"


def sheet(page: str, files: Sequence[str], findings: Sequence[Finding]) -> str:
    """All pictures of one page, which stand beside the sheet."""
    wrong = "".join(f"<p class=wrong>{escape(f'{f.look}: {f.rule} {f.thing}: {f.words}')}</p>" for f in findings)
    figures = "".join(map(_figure, files))
    return _html(page, f'<p><a href="../{INDEX}">all pages</a></p><h1>{escape(page)}</h1>{wrong}{figures}')


def _figure(file: str) -> str:
    label = escape(file.removesuffix(".png").replace("-", " · "))
    image = f'<img loading=lazy src="{escape(file)}" alt="{label}">'
    return f'<figure><a href="{escape(file)}">{image}</a><figcaption>{label}</figcaption></figure>'


def _html(title: str, body: str) -> str:
    return f"<!DOCTYPE html><meta charset=utf-8><title>{escape(title)}</title><style>{STYLE}</style>{body}"


def write(folder: Path, ledger: Taken) -> Path:
    """A sheet beside the pictures of each page in the ledger, and the list of them."""
    lines: list[str] = []
    for page in sorted({page for page, _ in ledger.done}):
        place = folder / folder_of(page)
        files = sorted(file.name for file in place.glob("*.png"))
        found = [finding for finding in ledger.findings if finding.page == page]
        (place / INDEX).write_text(sheet(page, files, found), "utf-8")
        wrong = f" <span class=wrong>{len(found)} findings</span>" if found else ""
        lines.append(f'<li><a href="{place.name}/{INDEX}">{escape(page)}</a>: {len(files)} pictures{wrong}')
    (folder / INDEX).write_text(_html("Pictures", f"<h1>{len(lines)} pages</h1><ul>{''.join(lines)}</ul>"), "utf-8")
    return folder / INDEX
