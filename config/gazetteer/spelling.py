"""Which spellings of a place may stand in a text as its name, and which of them are also ordinary words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞŒ'][A-Za-zÀ-ÖØ-öø-ÿŒœ'’. \-]+")
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a \-]+")
_CODE = re.compile(r"[A-Z]{2,5}")
_SHORTEST = {"latin": 4, "arabic": 3}
LARGE_POPULATION = 50_000
UNAMBIGUOUS_POPULATION = 100_000
GENERIC = re.compile(
    r"^(?:(?:[Gg]ouvernorat|[Pp]rovince|[Rr]égion|[ÉEée]tat|[Oo]blast|[Dd]épartement|[Dd]istrict|[Ww]ilaya|"
    r"[Pp]réfecture|[Rr]épublique|[Cc]omté|Gobernación|Gobernorato|Provincia|Región|Estado|[ÓO]blast|Departamento|"
    r"Distrito|República|Prefectura|Condado|Province|Region|State|Department|Wilayat|Governorate|Muḩāfaz̧at|"
    r"Muhafazat|Wilāyat|Raionul|Woiwodschaft)"
    r"(?: (?:de la|de l'|de los|del|du|des|de|d'|of|autónoma del?)(?: |(?<=')))? ?"
    r"|(?:محافظة|ولاية|إقليم|منطقة|مقاطعة|أوبلاست|مديرية|إمارة|جهة|قسم|دائرة|قضاء|كانتون|جمهورية) )"
    r"(?=\S)|(?: (?:Governorate|Province|Region|State|Oblast|District|County|Department|Prefecture|Emirate|"
    r"Division|Krai|Kray|Oblast'|Wilaya|Parish|Canton|Voivodeship|Republic|Municipality))$"
)

_SENSELESS_ALONE = frozenset(
    [
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "Central",
        "North",
        "South",
        "East",
        "West",
        "Northeastern",
        "Northwestern",
        "Upper",
        "Lower",
        "Capital",
        "Columbia",
        "Free",
        "Metropolitan",
        "National",
        "Administrative",
        "Autonomous",
        "Federal",
        "Orange Free",
        "Far North",
        "Northern Capital",
        "Northern Cape",
    ]
)
_ARABIC_ARTICLE = re.compile(r"(?:A[lnrstzd]|El|E[sdnrtz]|A[sd]h|Ath)[ -](?=[A-ZÀ-Ö])")


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Words that no name may equal (``refused``) and words that make a name doubtful."""

    refused: frozenset[str]
    persons: frozenset[str]
    dictionary: frozenset[str]

    def refuses(self, spelling: str) -> bool:
        """Accents tell a name from a word ('Comé', 'come') unless the dictionary has the accented word."""
        if unaccent(spelling).casefold() not in self.refused:
            return False
        return unaccent(spelling) == spelling or spelling.casefold() in self.dictionary

    def doubts(self, spelling: str, *, population: int) -> bool:
        """Names of persons are doubtful at any size; other words only for places that few texts are about."""
        if unaccent(spelling).casefold() in self.persons:
            return True
        return population < UNAMBIGUOUS_POPULATION and spelling.casefold() in self.dictionary


def read_common_words(table: Mapping[str, Mapping[str, list[str]]], dictionary: frozenset[str]) -> CommonWords:
    """``table`` is stopwords.toml; lists are written as one string of words."""
    return CommonWords(
        refused=frozenset(_words(table["refused"])),
        persons=frozenset(_words(table["persons"])),
        dictionary=dictionary,
    )


def _words(groups: Mapping[str, list[str]]) -> Iterable[str]:
    for lines in groups.values():
        for line in lines:
            yield from (unaccent(word).casefold() for word in line.split())


# Letters that Unicode does not take apart.
_UNDECOMPOSED = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ə": "e",
        "Ə": "A",
    }
)


def unaccent(text: str) -> str:
    """Without diacritics, and without the signs that transliterations put for ayn and hamza."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub("[\u02bb-\u02bf\u02b9\u02ca\u2018`]", "", plain).replace("\u2019", "'")


def is_press_spelling(spelling: str) -> bool:
    """Could French, Spanish, English or Arabic press print this as a name?"""
    if _CODE.fullmatch(spelling):
        return False
    if _LATIN.fullmatch(spelling):
        return len(spelling) >= _SHORTEST["latin"]
    return bool(_ARABIC.fullmatch(spelling)) and len(spelling) >= _SHORTEST["arabic"]


def spellings_of_main_name(name: str, *, population: int) -> Iterable[str]:
    """The name as GeoNames has it and without diacritics; short ones only for large places."""
    shortest = 2 if population > LARGE_POPULATION else _SHORTEST["latin"]
    return {form for form in (name, unaccent(name)) if len(form) >= shortest and form[:1].isupper()}


def spellings_of_article(name: str, *, bare: bool) -> Iterable[str]:
    """'As Samawah' also as 'Al-Samawah', 'al-Samawah', 'Al Samawah' and, when ``bare``, 'Samawah'."""
    plain = unaccent(name)
    article = _ARABIC_ARTICLE.match(plain)
    if article is None:
        return ()
    rest = plain[article.end() :]
    forms = [
        plain[: article.end() - 1] + "-" + rest,
        f"Al-{rest}",
        f"al-{rest}",
        f"Al {rest}",
    ]
    return [*forms, rest] if bare and len(rest) >= _SHORTEST["latin"] else forms


def strip_generic(name: str) -> str:
    """'Salah ad Din Governorate', 'province de Bagdad' and 'محافظة بغداد' without the word for the kind."""
    stripped = GENERIC.sub("", name).strip()
    if stripped in _SENSELESS_ALONE:
        return name
    return stripped if stripped[:1].isupper() or "\u0621" <= stripped[:1] <= "\u064a" else name
