"""Turns a text into one character per word, its class: a grammar is then a regular expression over classes.

A word that belongs to several classes has a character of its own, which stands in the set of each of them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, product
from typing import Any, Final

from agents.text.normal import fold_case

NOTHING: Final = "."
CONTINUED: Final = "_"
_NOT_WORD: Final = re.compile(r"[^\w ]|_")
_ARABIC_FOLDS: Final = (
    *zip("أإآٱىةکی", "ااااي" + "هكي", strict=True),
    *zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True),
)
_CLITICS: Final = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "فال", "لل", "ولل", "وب", "ول")
_CLITIC_LETTERS: Final = "وفبل"
_CLITIC_NUMBERS: Final = 2101
_ACCENTS: Final = str.maketrans("àâäáãåçéèêëíìîïñóòôöõúùûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy")
_SHAPES: Final = re.compile(
    r"(?P<int>\d+)$|(?P<ordinal>\d+)(?:er|re|ère|ere|e|è|ème|eme|nde|nd|st|rd|th|º|ª)$"
    r"|(?P<clock>\d\d?(?:h(?:\d\d)?|hs|hrs|am|pm))$|(?P<scaled>\d+[kmg])$",
    re.ASCII,
)
# Which classes a word that begins with a digit can have together.
_NUMERIC: Final = tuple(
    frozenset(names.split())
    for names in (
        "int dom n12",
        "int dom",
        "int yy",
        "int year",
        "int",
        "ordinal dom",
        "ordinal",
        "clock",
        "scaled",
        "label",
    )
)


def word_lists(table: Mapping[str, Any], *, but: Collection[str] = ()) -> dict[str, Mapping[str, Any]]:
    """The classes of a lexicon section: its lists and tables, without those named in `but`."""
    return {
        name: words if isinstance(words, Mapping) else dict.fromkeys(words, True)
        for name, words in table.items()
        if name not in but and isinstance(words, (Mapping, list))
    }


@lru_cache(maxsize=4)
def split_words(text: str, *, arabic: bool) -> tuple[str, ...]:
    """Folded words with one character between each two; an empty one where two separators meet."""
    folded = _NOT_WORD.sub(" ", fold_case(text))
    if arabic:
        for variant, letter in _ARABIC_FOLDS:
            folded = folded.replace(variant, letter)
    return tuple(folded.split(" "))


def classify_numeric(word: str) -> frozenset[str]:
    """The classes of a word that begins with a digit, by its shape and size."""
    found = _SHAPES.match(word)
    if not found:
        return _NUMERIC[9]
    if found.lastgroup == "int":
        number = int(word) if len(word) <= 4 else 0
        if len(word) <= 2:
            return _NUMERIC[4 if not number else 0 if number <= 12 else 1 if number <= 31 else 2]
        return _NUMERIC[3 if 1900 <= number <= 2100 else 4]
    if found.lastgroup == "ordinal":
        return _NUMERIC[5 if len(found["ordinal"]) <= 2 and 1 <= int(found["ordinal"]) <= 31 else 6]
    return _NUMERIC[7 if found.lastgroup == "clock" else 8]


@dataclass(slots=True)
class Reading:
    """A text in words and classes. `codes` has one character per word."""

    text: str
    words: tuple[str, ...]
    codes: str
    phrases: Mapping[int, str]
    classes: "WordClasses"
    _starts: list[int] = field(default_factory=list)

    def start(self, index: int) -> int:
        """Offset of a word in the text."""
        if not self._starts:
            self._starts.extend(accumulate(map(len, self.words), initial=0))
        return self._starts[index] + index

    def end(self, index: int) -> int:
        """Offset behind a word in the text."""
        return self.start(index) + len(self.words[index])

    def gap(self, index: int) -> str:
        """What stands between a word and the next one that is not empty."""
        after = index + 1
        while after < len(self.words) and not self.words[after]:
            after += 1
        return self.text[self.end(index) : self.start(after) if after < len(self.words) else len(self.text)]

    def digits(self, index: int) -> str:
        """The word without the Arabic letters written onto its digits."""
        return self.words[index].lstrip(_CLITIC_LETTERS)

    def value(self, index: int, name: str) -> Any:
        """The value that the word or phrase at `index` has in a class; None where it has none."""
        return self.classes.values.get(self.phrases.get(index, self.words[index]), {}).get(name)


class WordClasses:
    """The words of one language by class, compiled."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]], *, arabic: bool) -> None:
        self.arabic = arabic
        self.values: dict[str, dict[str, Any]] = {}
        for name, words in entries.items():
            for phrase, value in words.items():
                self.values.setdefault(" ".join(filter(None, split_words(phrase, arabic=arabic))), {})[name] = value
        self.written = frozenset(self.values)
        self._add_variants()
        self._characters: dict[frozenset[str], str] = {}
        self._codes = {"": CONTINUED}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._index()

    def _add_variants(self) -> None:
        """Words without accents, and Arabic words with letters written onto them; words of the table win."""
        for phrase, values in list(self.values.items()):
            for variant in _clitic_variants(phrase) if self.arabic else (phrase.translate(_ACCENTS),):
                self.values.setdefault(variant, values)

    def _index(self) -> None:
        for names in _NUMERIC:
            self._character(names)
        if self.arabic:
            for number, prefix in product(map(str, range(_CLITIC_NUMBERS)), _CLITIC_LETTERS):
                self._codes[prefix + number] = self._character(classify_numeric(number))
        for phrase, values in self.values.items():
            head, *rest = phrase.split(" ")
            if rest:
                entry = (tuple(rest), self._character(frozenset(values)), phrase)
                self._phrases.setdefault(head, []).append(entry)
        for phrase, values in self.values.items():
            if " " not in phrase:
                self._codes[phrase] = self._character(frozenset(values) | self._headed(phrase))
        for head, entries in self._phrases.items():
            entries.sort(key=lambda entry: -len(entry[0]))
            self._codes.setdefault(head, self._character(self._headed(head)))
        self._heads = re.compile(f"[{self._set('+head') or chr(0)}]")

    def _headed(self, word: str) -> frozenset[str]:
        return frozenset({"+head"}) if word in self._phrases else frozenset()

    def _character(self, names: frozenset[str]) -> str:
        return self._characters.setdefault(names, chr(0x1000 + len(self._characters)))

    def _set(self, name: str) -> str:
        return "".join(char for names, char in self._characters.items() if name in names)

    def set_of(self, names: Iterable[str]) -> str:
        """The characters of every class named."""
        return "".join(dict.fromkeys("".join(map(self._set, names))))

    def expand(self, template: str) -> str:
        """A regular expression over classes, from one in which `<a|b>` is a word of class a or b."""
        return re.sub(
            r"(?<!\?P)<([\w|]+)>",
            lambda found: f"(?:[{self.set_of(found[1].split('|')) or chr(0)}]_*)",
            template,
        )

    def read(self, text: str) -> Reading:
        """Classes of all words; phrases of several words count as one, the longest first."""
        words = split_words(text, arabic=self.arabic)
        known, numeric = self._codes.get, self._numeric_code
        codes = "".join([known(word, NOTHING) if word > ":" else numeric(word) for word in words])
        phrases: dict[int, str] = {}
        if self._heads.search(codes):
            codes = self._join_phrases(text, words, codes, phrases)
        return Reading(text, words, codes, phrases, self)

    def _numeric_code(self, word: str) -> str:
        code = self._codes.get(word)
        if code is None:
            code = self._characters[classify_numeric(word)] if word[0].isdecimal() else NOTHING
            if len(word) <= 4:
                self._codes[word] = code
        return code

    def _join_phrases(self, text: str, words: tuple[str, ...], codes: str, phrases: dict[int, str]) -> str:
        joined, done = list(codes), 0
        for found in self._heads.finditer(codes):
            index = found.start()
            if index < done:
                continue
            for rest, code, phrase in self._phrases[words[index]]:
                end = _match_words(words, index + 1, rest)
                if end:
                    joined[index:end] = [code, *CONTINUED * (end - index - 1)]
                    phrases[index] = phrase
                    done = end
                    break
        return "".join(joined)


def _match_words(words: tuple[str, ...], index: int, rest: tuple[str, ...]) -> int:
    """Index behind `rest` if it stands at `index`, one separator more between words allowed; else 0."""
    for word in rest:
        if index < len(words) and not words[index]:
            index += 1
        if index >= len(words) or words[index] != word:
            return 0
        index += 1
    return index


def _clitic_variants(phrase: str) -> Iterator[str]:
    bare = phrase[2:] if phrase.startswith("ال") and len(phrase) > 4 else phrase
    if bare is not phrase:
        yield from (prefix + phrase for prefix in ("و", "ف", "ب", "ك"))
        yield from (prefix + bare for prefix in ("لل", "ولل", "فلل"))
    else:
        yield from (prefix + bare for prefix in _CLITICS)
