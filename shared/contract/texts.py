"""`Text` as JSON: the message id with tagged arguments, so that any device can say it in its language."""

from __future__ import annotations

from shared.contract.codec import Fields, Json, as_text
from shared.contract.errors import Malformed
from shared.domain.text import Text, TextArg
from shared.domain.values import from_json, to_json


def text_to_json(words: Text) -> Json:
    """`{"id": …, "args": [[name, value], …]}`; the order of the arguments is kept."""
    return {"id": words.id, "args": [[name, _arg_json(arg)] for name, arg in words.args]}


def _arg_json(arg: TextArg) -> Json:
    if isinstance(arg, Text):
        return {"text": text_to_json(arg)}
    if isinstance(arg, tuple):
        return [_arg_json(part) for part in arg]
    return to_json(arg)


def text_from_json(data: Json) -> Text:
    """The text behind its JSON form; raises `Malformed`."""
    f = Fields.of(data, "text")
    return Text(f.text("id", 128), f.each("args", _pair))


def _pair(data: Json) -> tuple[str, TextArg]:
    if not isinstance(data, list) or len(data) != 2:
        raise Malformed("text.args", "is not a list of pairs")
    return as_text(data[0], "text.args"), _arg(data[1])


def _arg(data: Json) -> TextArg:
    if isinstance(data, list):
        return tuple(_arg(part) for part in data)
    if isinstance(data, dict) and set(data) == {"text"}:
        return text_from_json(data["text"])
    try:
        value = from_json(data)
    except (ValueError, TypeError):
        raise Malformed("text.args", "holds what is not a value") from None
    if isinstance(value, bool | tuple) or not isinstance(value, TextArg.__args__[:7]):  # type: ignore[attr-defined]
        raise Malformed("text.args", "holds what cannot be said")
    return value  # type: ignore[return-value]
