"""Understands speech by Vosk (Kaldi), with models that lie in a folder for each language: DATA/voice/<language>/.

A grammar closes the words and not the phrases, and a word that a model lacks is dropped silently: so phrases are parted
into words that the model has, those that cannot be are left out, and words that mean nothing here are listened for too,
so that what is said to others is not forced into commands.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from kiosk.ears import EarFailed, PageEar
from shared.app.devices import Heard

log = logging.getLogger(__name__)
NEEDED: Final = ("am/final.mdl", "conf/mfcc.conf", "graph")
"""What a model of this kind has."""
UNKNOWN: Final = "[unk]"
"""The word of a model for everything else; small models may lack it."""
HAN: Final = re.compile(r"[\u3007\u3400-\u9fff]+")
"""What is written without spaces."""
LONGEST: Final = 8
"""Characters of such a word."""


def find_models(folder: Path) -> dict[str, Path]:
    """The models of a folder, by the code of their language."""
    if not folder.is_dir():
        return {}
    return {
        model.name: model.resolve()
        for model in sorted(folder.iterdir())
        if model.is_dir() and all((model / part).exists() for part in NEEDED)
    }


def open_ear(folder: Path | None) -> PageEar:
    """The ear of a kiosk, with the models of that folder; one that hears nothing where there are none."""
    models = find_models(folder) if folder is not None else {}
    return PageEar(VoskWords(models, _decoys) if models else None)


def _decoys(lang: str) -> tuple[str, ...]:
    """Loaded when somebody is listened to for the first time, and not at the start."""
    from accessibility.commands import decoys
    from shared.i18n import translator

    return decoys(translator(lang))


def parted(phrase: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The phrase as words that a model has, the fewest where Chinese is written in one piece; none where it cannot be
    said with them. Words of other scripts are whole or not at all: their pieces are heard everywhere."""
    found: list[str] = []
    for part in re.sub(r"[\W_]+", " ", phrase.casefold()).split():
        words = _fewest(part, known) if HAN.fullmatch(part) else (part,) if known(part) else ()
        if not words:
            return ()
        found += words
    return tuple(found)


def _fewest(part: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Of what is written in one piece."""
    ways: list[tuple[str, ...] | None] = [(), *[None] * len(part)]
    for end in range(1, len(part) + 1):
        for begin in range(max(0, end - LONGEST), end):
            before, word = ways[begin], part[begin:end]
            now = ways[end]
            if before is not None and (now is None or len(before) + 1 < len(now)) and known(word):
                ways[end] = (*before, word)
    return ways[-1] or ()


class VoskHearing:
    """Meets `Hearing`."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._pieces: list[tuple[str, float]] = []
        """Words with how sure each is."""

    def take(self, pcm: bytes) -> str:
        """The recogniser itself ends a piece after a short rest; pieces of one speech are kept together."""
        if self._recogniser.AcceptWaveform(pcm):
            self._pieces += _words(self._recogniser.Result())
            now = ""
        else:
            now = str(json.loads(self._recogniser.PartialResult()).get("partial", ""))
        said = " ".join(word for word, _ in self._pieces)
        return f"{said} {now}".strip()

    def finish(self) -> Heard:
        """All pieces in one."""
        pieces = [*self._pieces, *_words(self._recogniser.FinalResult())]
        self._pieces = []
        self._recogniser.Reset()
        return Heard(" ".join(word for word, _ in pieces), min((sure for _, sure in pieces), default=0.0))


def _words(result: str) -> Iterator[tuple[str, float]]:
    for word in json.loads(result).get("result", ()):
        yield str(word["word"]), float(word["conf"])


class VoskWords:
    """Meets `Words`: a model is loaded when its language is first listened for (one to two seconds)."""

    def __init__(self, models: dict[str, Path], decoys: Callable[[str], Sequence[str]]) -> None:
        """`decoys`: words of a language that mean nothing here."""
        self._paths, self._decoys = models, decoys
        self._models: dict[str, Any] = {}
        self._lacking: set[str] = set()
        """Languages of which it was told that words lack."""

    @property
    def langs(self) -> tuple[str, ...]:
        """Those of the models."""
        return tuple(self._paths)

    def listen(self, lang: str, phrases: Sequence[str], rate: int) -> VoskHearing:
        """By a recogniser of its own."""
        import vosk

        model = self._model(lang)

        @cache
        def known(word: str) -> bool:
            return bool(model.vosk_model_find_word(word) >= 0)

        spoken = [" ".join(words) for phrase in phrases if (words := parted(phrase, known))]
        if len(spoken) < len(phrases) and lang not in self._lacking:
            self._lacking.add(lang)
            log.warning("%d of %d phrases have words that the model lacks", len(phrases) - len(spoken), len(phrases))
        if not spoken:
            raise EarFailed("the model knows no word of what may be said")
        decoys = [word for word in (*self._decoys(lang), UNKNOWN) if known(word)]
        try:
            recogniser = vosk.KaldiRecognizer(
                model, float(rate), json.dumps(list(dict.fromkeys((*spoken, *decoys))), ensure_ascii=False)
            )
        except Exception as error:
            raise EarFailed(f"no recogniser could be made: {type(error).__name__}") from error
        recogniser.SetWords(True)
        return VoskHearing(recogniser)

    def _model(self, lang: str) -> Any:
        import vosk

        if lang not in self._models:
            vosk.SetLogLevel(-1)  # it writes words to stderr
            try:
                self._models[lang] = vosk.Model(str(self._paths[lang]))
            except Exception as error:
                raise EarFailed(f"the model of {lang} cannot be loaded: {type(error).__name__}") from error
        return self._models[lang]
