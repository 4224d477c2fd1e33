"""Decides which language a text is in, from the text; a wrong label of the feed is corrected."""

import re
from collections.abc import Callable, Collection, Mapping, Set
from functools import cache
from typing import Any

from fasttext import load_model

from agents.text.normal import fold
from config.language_model import model_path

_SAMPLE_CHARACTERS = 600
_MIN_CONFIDENCE = 0.55
_MIN_LETTERS, _FEW_CHARACTERS = 12, 60
_MOSTLY_UPPER = 0.8
_SPACES = re.compile(r"\s+")
_UPPER, _LETTER = re.compile("[A-Z]"), re.compile("[A-Za-z]")

_OPENING_CHARACTERS, _OPENING_WORDS = 400, 20
_OWN_SHARE, _SHARE_AHEAD = 0.33, 0.2
"""Of the words of a page 45 to 60 % are its language's function words, and up to 35 % are also a neighbour's."""
_FUNCTION_WORDS = ("stopword", "determiner", "locative", "auxiliary_finite", "connector")

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


def function_words(word_lists: Mapping[str, Set[str]]) -> frozenset[str]:
    """The small words of a language, from its lists."""
    listed = (fold(words).split() for name in _FUNCTION_WORDS for words in word_lists.get(name, ()))
    return frozenset(words[0] for words in listed if len(words) == 1)


def confirm_label(text: str, label: str | None, small_words: Mapping[str, Set[str]]) -> str | None:
    """The labelled language where the opening is plainly in it: a tenth of what asking the model costs.

    Plainly: its small words abound, and far fewer are also those of another known language.
    """
    code = label.split("-")[0].lower() if label else None
    words = fold(text[:_OPENING_CHARACTERS]).split() if code in small_words else []
    if code is None or len(words) < _OPENING_WORDS:
        return None
    shares = {other: sum(map(small.__contains__, words)) / len(words) for other, small in small_words.items()}
    own = shares.pop(code)
    return code if own >= max(_OWN_SHARE, _SHARE_AHEAD + max(shares.values(), default=0.0)) else None


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
