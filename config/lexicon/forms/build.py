"""Writes forms/<language>.toml: every form of the words that lexicon files put in angle brackets.

Decides which forms a report uses: third persons, infinitives and participles, never a future or a
conditional ("attaquera" reports no attack). Knows nothing of concepts.

    python -m config.lexicon.forms.build fr en es [--parts FOLDER]

`--parts` adds files below a folder that are not in the lexicon yet. extra.toml holds what the dictionary
lacks ([forms.fr]) and what it has wrong ([drop.fr])."""

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

FOLDER = Path(__file__).parent
_LEMMA = re.compile(r"<([^<>]+)>")
_WIDTH = 108

Known = Mapping[str, set[str]]  # lemma -> forms, as the dictionary has them


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="+", choices=sorted(_PARADIGMS))
    parser.add_argument("--parts", type=Path, help="a folder with further lexicon files, read recursively")
    options = parser.parse_args(arguments)
    extra = tomllib.loads((FOLDER / "extra.toml").read_text(encoding="utf-8"))
    files = [*FOLDER.parent.glob("languages/*.toml"), *FOLDER.parent.glob("attacks/*.toml")]
    files += options.parts.rglob("*.toml") if options.parts else ()
    missing = []
    for language in options.languages:
        forms = build(language, lemmas=read_lemmas(files, language), extra=extra)
        missing += [f"{language}: <{lemma}>" for lemma, found in forms.items() if len(found) == 1]
        (FOLDER / f"{language}.toml").write_text("".join(_render(forms)), encoding="utf-8")
        print(f"{language}: {len(forms)} words, {sum(map(len, forms.values()))} forms", file=sys.stderr)
    print("only one form, add to extra.toml if it has more:", *missing, file=sys.stderr)
    return 0


def read_lemmas(files: Iterable[Path], language: str) -> set[str]:
    """The words in angle brackets among the phrases of `language`."""
    contents = (tomllib.loads(path.read_text(encoding="utf-8")) for path in files)
    concepts = (content.get("phrases", {}).get(language, {}) for content in contents)
    phrases = (phrase for concept in concepts for listed in concept.values() for phrase in listed)
    return {lemma for phrase in phrases for lemma in _LEMMA.findall(phrase)}


def build(language: str, *, lemmas: Iterable[str], extra: Mapping[str, Any]) -> dict[str, list[str]]:
    known = _invert(DefaultDictionaryFactory().get_dictionary(language))
    added, dropped = (extra.get(part, {}).get(language, {}) for part in ("forms", "drop"))
    forms = {}
    for lemma in sorted(lemmas):
        made = _PARADIGMS[language](lemma, known) | {lemma} | set(added.get(lemma, ()))
        forms[lemma] = sorted(made - set(dropped.get(lemma, ())))
    return forms


def _invert(dictionary: Mapping[str, str]) -> Known:
    known: dict[str, set[str]] = defaultdict(set)
    for form, lemma in dictionary.items():
        known[lemma].add(form)
    return known


def _french(lemma: str, known: Known) -> set[str]:
    forms = known.get(lemma, set())
    if not any(form.endswith(("aient", "é", "ez")) for form in forms - {lemma}):
        return forms | {_plural(lemma, {"al": "aux", "eau": "eaux", "s": "s", "x": "x", "z": "z"})}
    return _french_first_group(lemma, forms) if lemma.endswith("er") else _french_other_group(lemma, forms)


def _french_first_group(lemma: str, forms: set[str]) -> set[str]:
    stem = lemma.removesuffix("er")
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    past = {soft + end for end in ("a", "ait", "aient", "ant")}
    past |= {stem + end for end in ("er", "é", "ée", "és", "ées", "èrent")}
    # The present may change the stem (enlève, projette, foudroie): take it from the dictionary.
    other = re.compile(r"(aient|èrent|assent)$")
    plural = {form for form in forms if form.endswith("ent") and not other.search(form)} or {stem + "ent"}
    plural = {re.sub(r"é([^aeiouyé]+ent)$", r"è\1", form) for form in plural}
    return past | plural | {form.removesuffix("nt") for form in plural}


def _french_other_group(lemma: str, forms: set[str]) -> set[str]:
    conditional = lemma.removesuffix("e")
    dropped = re.compile(rf"{conditional}(ait|aient)|.*[âîû]n?t|.*ront|.*iendr(ait|aient|ant)|.*[iu]n?ss(e|ent)")
    second_group = lemma.removesuffix("r") + "ssons" in forms
    kept = {form for form in forms if re.search(r"([td]|e|ent)$", form) and not dropped.fullmatch(form)}
    imperfect = {form.removesuffix("aient") for form in kept if form.endswith("aient")}
    kept |= {stem + "ant" for stem in imperfect}
    if second_group:
        return kept | {lemma.removesuffix("r") + end for end in ("ssent", "", "e", "s", "es")}
    participle = lemma.removesuffix("re") + "u" if re.search(r"([^i]n|r)dre$|battre$", lemma) else ""
    return kept | {participle + end for end in ("", "e", "s", "es") if participle}


def _spanish(lemma: str, known: Known) -> set[str]:
    forms = known.get(lemma, set())
    if not any(form.endswith(("aban", "ían")) for form in forms):
        return forms | {_plural(lemma, {"z": "ces", "s": "s"}, consonant="es")}
    kept = {form for form in forms if not _SPANISH_DROPPED.search(form)} - {lemma[:-2] + "o"}
    irregular = {form[:-1] for form in kept if re.search(r"[^ai](to|cho|so)$", form)}
    regular = lemma[:-2] + ("ad" if lemma.endswith("ar") else "id")
    kept = {form for form in kept if not (irregular and re.search(r"id[oa]s?$", form))}
    if lemma.endswith("ar"):
        kept |= {lemma[:-2] + end for end in ("ó", "aron", "aba", "aban", "ando")}
    return kept | {stem + end for stem in irregular or {regular} for end in ("o", "a", "os", "as")}


# Futures, conditionals, the future subjunctive and the persons that report nothing.
_SPANISH_DROPPED = re.compile(
    r"(r[áé]|rás|rán|ría|rían|[aei]re|[aei]ren|mos|[áéí]is|[ae]is|[aeiá]ste|[aeiáéí]s|[áéí]|[aei]d)$"
)


def _english(lemma: str, known: Known) -> set[str]:
    forms = known.get(lemma, set())
    if not any(form.endswith(("ed", "ing")) for form in forms):
        return forms or {lemma, _plural(lemma, {"y": "ies", "s": "ses", "ch": "ches", "sh": "shes"})}
    return forms | {form.removesuffix("ed") + "ing" for form in forms if form.endswith("ed")}


def _plural(word: str, endings: Mapping[str, str], consonant: str = "s") -> str:
    for ending, plural in endings.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + plural
    return word + ("s" if word[-1] in "aeiouéáíóú" else consonant)


_PARADIGMS: Mapping[str, Callable[[str, Known], set[str]]] = {"en": _english, "es": _spanish, "fr": _french}


def _render(forms: Mapping[str, list[str]]) -> Iterator[str]:
    yield "# Made by forms/build.py from simplemma (MIT) and extra.toml: change those, not this file.\n[forms]\n"
    for lemma, found in forms.items():
        line = f'"{lemma}" = [' + ", ".join(f'"{form}"' for form in found) + "]"
        yield line + "\n" if len(line) <= _WIDTH else f'"{lemma}" = [\n' + "".join(_wrap(found)) + "]\n"


def _wrap(forms: Iterable[str]) -> Iterator[str]:
    line = "   "
    for form in forms:
        if len(line) + len(form) + 4 > _WIDTH:
            yield line + "\n"
            line = "   "
        line += f' "{form}",'
    yield line + "\n"


if __name__ == "__main__":
    sys.exit(main())
