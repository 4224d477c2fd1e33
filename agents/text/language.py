"""Decides which language a text is in, from the text; a wrong label of the feed is corrected."""

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from fasttext import load_model

from config.language_model import model_path

_SAMPLE_CHARACTERS = 600
_MIN_CONFIDENCE = 0.55
_MIN_LETTERS, _FEW_CHARACTERS = 12, 60
_MOSTLY_UPPER = 0.8
_SPACES = re.compile(r"\s+")
_UPPER, _LETTER = re.compile("[A-Z]"), re.compile("[A-Za-z]")

Detect = Callable[[str], tuple[str, float] | None]


def make_detector() -> Detect:
    """The model lid.176, loaded at the first call."""

    @cache
    def load() -> Any:
        return load_model(model_path())

    def detect(text: str) -> tuple[str, float] | None:
        labels, scores = load().predict(_SPACES.sub(" ", text)[:_SAMPLE_CHARACTERS], k=1)
        return (labels[0].removeprefix("__label__"), min(float(scores[0]), 1.0)) if labels else None

    return detect


def choose_language(text: str, label: str | None, known: Collection[str], detect: Detect) -> str | None:
    """A language code, or None where neither text nor label tells one.

    The label is believed unless the text is surely in another language.
    """
    code = label.split("-")[0].lower() if label else None
    sample = _SPACES.sub(" ", text[: 2 * _SAMPLE_CHARACTERS]).strip()[:_SAMPLE_CHARACTERS]
    if not (_has_letters(sample[:_FEW_CHARACTERS]) or _has_letters(sample)):
        return code
    # Capitals all through look like Japanese to the model.
    found = detect(sample.lower() if _is_upper(sample) else sample)
    if found is None or found[1] < _MIN_CONFIDENCE:
        return code if code in known or found is None else found[0]
    return found[0]


def _has_letters(sample: str) -> bool:
    return sum(map(str.isalpha, sample)) >= _MIN_LETTERS


def _is_upper(sample: str) -> bool:
    return sample.isupper() or len(_UPPER.findall(sample)) > _MOSTLY_UPPER * len(_LETTER.findall(sample))
