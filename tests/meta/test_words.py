"""Every visible or spoken string is a message id: no words for people stand in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("accessibility", "kiosk", "mobile", "shared")
CHINESE = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[^\W\d_]{2}")
MAY_HOLD_CHINESE = (
    "accessibility/commands/mandarin.py",
    "accessibility/script/numerals.py",
    "accessibility/script/speakable.py",
    "accessibility/speech/homophones.py",
    "shared/backend/desk/demo.py",
    "shared/backend/seed.py",
    "shared/domain/kinds/",
    "shared/flows/",
    "shared/i18n/locales.py",
    "shared/sealing/demo_native.py",
)
"""What people say and type (kinds, `says` of flows), how numbers and words are read, facts of locales, seed people."""
DRAWING = {"Text", "words"}


def docstrings(tree: ast.AST) -> set[int]:
    """The string constants that stand alone as documentation."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def chinese_in(source: str) -> Iterator[str]:
    """String constants with Chinese characters that are not documentation."""
    tree = ast.parse(source)
    documentation = docstrings(tree)
    for node in ast.walk(tree):
        words = node.value if isinstance(node, ast.Constant) and id(node) not in documentation else None
        if isinstance(words, str) and CHINESE.search(words):
            yield words


def drawn_in(source: str) -> Iterator[str]:
    """Words given literally to what draws text."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in DRAWING:
            for given in node.args:
                words = given.value if isinstance(given, ast.Constant) else None
                if isinstance(words, str) and WORD.search(words):
                    yield words


def sources(*packages: str) -> Iterator[tuple[str, str]]:
    """Path and text of every module below."""
    for package in packages:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def test_no_chinese_words_stand_in_the_code() -> None:
    found = {
        path: words
        for path, source in sources(*PACKAGES)
        if not path.startswith(MAY_HOLD_CHINESE) and (words := list(chinese_in(source)))
    }
    assert found == {}


def test_nothing_is_drawn_from_a_literal() -> None:
    found = {path: words for path, source in sources("shared/ui", "kiosk") if (words := list(drawn_in(source)))}
    assert found == {}


def test_both_would_be_found() -> None:
    assert list(chinese_in('"""说明"""\nsay("您好")')) == ["您好"]
    assert list(drawn_in('ft.Text("Hello")\nwords(ui, "Next page", size=3)\nft.Text(said, "●")')) == [
        "Hello",
        "Next page",
    ]
