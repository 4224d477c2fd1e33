"""The ordinary words of a language, without accents: what a text in capitals would print in small letters.

Knows nothing of what they mean. Names of persons and places are none, unless they are words too ("Bush").

    python -m config.lexicon.forms.ordinary en es fr"""

import lzma
import re
import sys
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_PLAIN = str.maketrans("àâäáãåçéèêëíìîïñóòôöõúùûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy")
_SHORTEST, _LONGEST = 2, 14
_PRINTED = {
    "en": re.compile(r"[a-z]+"),
    "es": re.compile(r".*(?:[aeio]d[ao]s?|[ae]ndo|a[nr]|[ei][nr]|aron|ieron|[óaeo]|aban?|ían?)"),
    "fr": re.compile(r".*(?:ée?s?|ie?s?|ue?s?|ant|er|ir|re|ent|[aei]it|[aeit])"),
}
"""Forms that a report uses: a dictionary has every person, tense and mood of verbs that nobody writes."""


def plain(word: str) -> str:
    """A word without its accents, which capitals often lack."""
    return word.translate(_PLAIN)


@cache
def ordinary_words(language: str) -> frozenset[str]:
    """In small letters and without accents; none of a language that has no file."""
    path = FOLDER / f"ordinary.{language}.xz"
    return frozenset(lzma.decompress(path.read_bytes()).decode().split("\n")) if path.exists() else frozenset()


def build(language: str) -> list[str]:
    """The words of simplemma's dictionary: base forms, their plurals, and forms that a report uses."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # only to build

    known = DefaultDictionaryFactory().get_dictionary(language)
    bases = set(known.values())
    return sorted(
        {
            plain(form)
            for form in {*known, *bases}
            if _SHORTEST <= len(form) <= _LONGEST and form.isalpha() and form.islower()
            if form in bases or form.removesuffix("s") in bases or _PRINTED[language].fullmatch(form)
        }
    )


def main(languages: list[str]) -> int:
    for language in languages:
        words = build(language)
        (FOLDER / f"ordinary.{language}.xz").write_bytes(lzma.compress("\n".join(words).encode(), preset=9))
        print(f"{language}: {len(words)} words", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
