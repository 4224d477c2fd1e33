"""Reads the lexicon folders into one value, and refuses what a linguist got wrong, naming file and key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from config.kept import keep, key_of

ROOT = Path(__file__).parent
_LEMMA = re.compile(r"<([^<>]+)>")
_KEYS = {
    "attacks": {"type", "label", "severity", "phrases", "examples"},
    "languages": {"language", "name", "verb_first", "phrases", "examples", "numbers", "dates"},
    "actors": {"actors", "examples"},
    "outlets": {"outlets", "examples"},
}


class InvalidLexicon(ValueError):
    """A lexicon file cannot be used; the message says which file, which key and what to change."""


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    concept: str
    language: str
    type: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a lexicon file carries as its own test: `expect` is a part of the sighting it gives."""

    file: str
    language: str
    text: str
    expect: Mapping[str, Any]
    published_at: str


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    word_lists: Mapping[str, frozenset[str]]
    verb_first: bool
    """Who does it stands behind the verb: "هاجم مسلحون"."""
    numbers: Mapping[str, Any]
    dates: Mapping[str, Any]
    """With the names of months and weekdays from CLDR."""


@dataclass(frozen=True, slots=True)
class Actor:
    id: str
    name: str
    kind: str
    countries: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Outlet:
    name: str
    kind: str
    country: str | None
    aliases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    languages: Mapping[str, Language]
    phrases: tuple[Phrase, ...]
    actors: tuple[Actor, ...]
    outlets: tuple[Outlet, ...]
    examples: tuple[Example, ...]


def load_lexicon(root: Path = ROOT) -> Lexicon:
    """Everything below `root`; raises InvalidLexicon. The bundled one is kept ready-made until a word changes."""
    if root != ROOT:
        return _read_lexicon(root)
    files = sorted((*root.rglob("*.toml"), *root.glob("*.py")))
    return keep("lexicon", key_of(files, version("babel")), lambda: _read_lexicon(root), kind=Lexicon)


def _read_lexicon(root: Path) -> Lexicon:
    from config.lexicon.calendar import complete_dates  # reads all of CLDR, for nothing where the lexicon is kept

    concepts = _read(root / "concepts.toml")
    forms = {path.stem: _read(path)["forms"] for path in sorted((root / "forms").glob("*.toml"))}
    files = [(folder, path, _read(path)) for folder in _KEYS for path in sorted((root / folder).glob("*.toml"))]
    for folder, path, content in files:
        _refuse_unknown_keys(path, content, _KEYS[folder])
    table = _PhraseTable(forms)
    for folder, path, content in files:
        table.add(path, content, {*concepts.get(folder, ()), *concepts["word_lists"]}, set(concepts["word_lists"]))
    return Lexicon(
        languages={
            content["language"]: Language(
                content["language"],
                content["name"],
                table.word_lists(content["language"]),
                content.get("verb_first", False),
                content.get("numbers", {}),
                complete_dates(content.get("dates", {}), content["language"]),
            )
            for folder, _, content in files
            if folder == "languages"
        },
        phrases=tuple(table.phrases()),
        actors=tuple(actor for folder, _, content in files if folder == "actors" for actor in _actors(content)),
        outlets=tuple(outlet for folder, _, content in files if folder == "outlets" for outlet in _outlets(content)),
        examples=tuple(example for _, path, content in files for example in _examples(path, content)),
    )


class _PhraseTable:
    """Phrases by language; a phrase stands once, and a phrase written out beats a form made from a lemma."""

    def __init__(self, forms: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._forms = forms
        self._written: dict[tuple[str, str], tuple[Phrase, str]] = {}
        self._made: dict[tuple[str, str], tuple[Phrase, str]] = {}
        self._lists: dict[tuple[str, str], set[str]] = {}

    def add(self, path: Path, content: Mapping[str, Any], known: set[str], lists: set[str]) -> None:
        for language, concepts in content.get("phrases", {}).items():
            for concept, phrases in concepts.items():
                where = f"{path.name}: phrases.{language}.{concept}"
                if concept not in known:
                    raise InvalidLexicon(f"{where}: unknown concept; concepts.toml lists the known ones")
                if concept in lists:
                    self._lists.setdefault((language, concept), set()).update(phrases)
                    continue
                for phrase in phrases:
                    self._add_phrase(phrase, concept, language, content.get("type"), where)

    def _add_phrase(self, phrase: str, concept: str, language: str, kind: str | None, where: str) -> None:
        target = self._made if _LEMMA.search(phrase) else self._written
        for text in self._expanded(phrase, language, where):
            entry = Phrase(text.casefold() if language != "ar" else text, concept, language, kind)
            key = (language, entry.text)
            other = target.get(key)
            if other and (other[0].concept, other[0].type) != (concept, kind):
                raise InvalidLexicon(f"{where}: {text!r} stands already at {other[1]}; remove one of the two")
            if other and target is self._written:
                raise InvalidLexicon(f"{where}: {text!r} stands twice; remove one of the two")
            target[key] = (entry, where)

    def _expanded(self, phrase: str, language: str, where: str) -> Iterator[str]:
        found = _LEMMA.search(phrase)
        if not found:
            yield phrase
            return
        forms = self._forms.get(language, {}).get(found[1])
        if not forms:
            raise InvalidLexicon(f"{where}: no forms of <{found[1]}>; add it to forms/{language}.toml (forms/build.py)")
        for form in forms:
            yield from self._expanded(phrase[: found.start()] + form + phrase[found.end() :], language, where)

    def phrases(self) -> Iterator[Phrase]:
        yield from (entry for entry, _ in self._written.values())
        yield from (entry for key, (entry, _) in self._made.items() if key not in self._written)

    def word_lists(self, language: str) -> dict[str, frozenset[str]]:
        return {concept: frozenset(words) for (code, concept), words in self._lists.items() if code == language}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidLexicon(f"{path}: not TOML: {error}") from error


def _refuse_unknown_keys(path: Path, content: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(content) - known)
    if unknown:
        raise InvalidLexicon(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")


def _examples(path: Path, content: Mapping[str, Any]) -> Iterator[Example]:
    for index, example in enumerate(content.get("examples", ())):
        unknown = sorted(set(example) - {"language", "text", "expect", "published_at"})
        if unknown or not {"text", "expect"} <= set(example):
            raise InvalidLexicon(f"{path}: examples[{index}]: needs text and expect, has {sorted(example)}")
        yield Example(
            f"{path.parent.name}/{path.name}#{index}",
            example.get("language", content.get("language", "")),
            example["text"],
            example["expect"],
            example.get("published_at", "2024-03-14T12:00:00Z"),
        )


def _actors(content: Mapping[str, Any]) -> Iterator[Actor]:
    for entry in content.get("actors", ()):
        aliases = {language: tuple(names) for language, names in entry["aliases"].items()}
        yield Actor(entry["id"], entry["name"], entry["kind"], tuple(entry.get("countries", ())), aliases)


def _outlets(content: Mapping[str, Any]) -> Iterator[Outlet]:
    for entry in content.get("outlets", ()):
        aliases = {language: tuple(names) for language, names in entry["aliases"].items()}
        yield Outlet(entry["name"], entry.get("kind", "paper"), entry.get("country"), aliases)
