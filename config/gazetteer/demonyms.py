"""Inflects demonyms: one base form per country and language becomes every gender and number."""

from collections.abc import Callable, Iterable, Mapping

from config.gazetteer.sources import LANGUAGES

Inflection = Callable[[str], list[str]]
_FRENCH = (("ien", "ienne"), ("éen", "éenne"), ("on", "onne"), ("ain", "aine"), ("an", "ane"), ("in", "ine"),
           ("ais", "aise"), ("ois", "oise"), ("l", "le"), ("i", "ie"), ("d", "de"), ("t", "te"))  # fmt: skip


def expand_demonyms(table: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Rows ``form<TAB>language<TAB>ISO2``. In the table ``=`` before a word takes it as it is."""
    rows: set[str] = set()
    for country, by_language in table.items():
        for language in LANGUAGES:
            for word in by_language[language].split():
                rows.update(f"{form}\t{language}\t{country}" for form in _inflect(word.replace("_", " "), language))
    return sorted(rows)


def _inflect(word: str, language: str) -> list[str]:
    if not word.startswith("="):
        return _INFLECT[language](word)
    return _capitals_too([word[1:]]) if language in ("fr", "es") else [word[1:]]


def _capitals_too(forms: Iterable[str]) -> list[str]:
    """French nouns take a capital, and a sentence may begin with an adjective."""
    return [variant for form in forms for variant in (form, form[:1].upper() + form[1:])]


def inflect_french(word: str) -> list[str]:
    feminine = next((word[: -len(end)] + new for end, new in _FRENCH if word.endswith(end)), word)
    plural = word if word.endswith(("s", "x")) else f"{word}s"
    return _capitals_too([word, feminine, plural, f"{feminine}s"])


def inflect_spanish(word: str) -> list[str]:
    if word.endswith("o"):
        forms = [word, word[:-1] + "a", word + "s", word[:-1] + "as"]
    elif word.endswith(("és", "án", "ín")):
        stem = word[:-2] + {"é": "e", "á": "a", "í": "i"}[word[-2]] + word[-1]
        forms = [word, f"{stem}a", f"{stem}es", f"{stem}as"]
    elif word.endswith(("ol", "or")):
        forms = [word, f"{word}a", f"{word}es", f"{word}as"]
    elif word.endswith(("í", "ú")):
        forms = [word, f"{word}es", f"{word}s"]
    else:
        forms = [word, f"{word}s"]
    return _capitals_too(forms)


def inflect_english(word: str) -> list[str]:
    return [word] if word.endswith(("ese", "sh", "ch", "s")) else [word, f"{word}s"]


def inflect_arabic(word: str) -> list[str]:
    """A nisba adjective: feminine, duals and sound plurals, each with and without the article."""
    forms = [word + ending for ending in ("", "ة", "ان", "ين", "ون", "ات", "تان", "تين")]
    return [*forms, *(f"ال{form}" for form in forms)]


_INFLECT: Mapping[str, Inflection] = {
    "fr": inflect_french,
    "en": inflect_english,
    "es": inflect_spanish,
    "ar": inflect_arabic,
}
