"""Weighs the senses of a place's name: what else the page names, where its outlet sits, how large a town is."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.places.cues import is_city, is_followed_by_region, is_region_word, is_town_word
from agents.text.places.mentions import kilometres
from agents.text.vocabulary import ARTICLE, Name, Term
from config.gazetteer.loader import Place as Entry

Region = tuple[str, str | None]
"""Country and admin1 code; None for the whole country."""
LINE_WEIGHT = {"title": 3.0, "lede": 3.0, "heading": 1.0, "body": 1.0, "caption": 0.5}
_KIND_SCORE = {"country": 6.0, "facility": 2.5, "city": 1.5, "admin1": 0.0}
_REGION_KIND_SCORE = 3.0
_COUNTRY_SCORE = 5.0
_REGION_SCORE = 6.0
_NAMED_SCORE = 8.0
_HOME_SCORE, _HOME_KM = 1.5, 80.0
_TOWN_SCORE = 8.0
_OUTLET_WEIGHT, _LOCAL_OUTLET_WEIGHT = 0.5, 1.5
_CITY_VOTE, _AMBIGUOUS_VOTE, _LOCATED_VOTE = 0.7, 0.15, 0.4
SMALL_TOWN = 50_000
_KNOWN_TOWN = 300_000
_COMMON_NAME_COUNTRIES = 2
_FAR = 20
_HOME_VOTES, _ABROAD_SHARE = 2.0, 0.15
_METROPOLIS = 1_000_000
_STRONG_SUPPORT = 1.5
_VERY_STRONG_SUPPORT = 2.5
_CLEAR_VOTES = 3.0
_LOCAL_SUPPORT = 0.8
_SURNAME_REACH = 24
_MODIFIED = re.compile(r" [^\W\d_A-Z]{3}")


@dataclass(slots=True)
class Seen:
    """A place name where it stands, before it is known which place it means."""

    sentence: Sentence
    hit: Hit[Name]
    key: int
    candidates: tuple[Entry, ...]
    before: Sequence[str]
    located: bool
    dateline: bool
    within: bool
    """Part of another name: a person, a street, an institution."""
    area: bool
    """A county, a parish of that name: around it or elsewhere in the region."""
    seat: bool
    """Beside its police, its mayor, its people."""
    inside: frozenset[Region]

    @property
    def weight(self) -> float:
        return 0.0 if self.within else LINE_WEIGHT.get(self.sentence.kind, 0.0)


@dataclass(slots=True)
class Votes:
    """How much the article speaks of each country and region, and which name says so."""

    local: Region | None = None
    """Where the outlet reports from, when it is a local one."""
    town: Entry | None = None
    """The town that the outlet reports on first."""
    countries: "Counter[str]" = field(default_factory=Counter)
    regions: "Counter[Region]" = field(default_factory=Counter)
    own: dict[int, tuple["Counter[str]", "Counter[Region]"]] = field(default_factory=dict)
    beside: dict[int, frozenset[str]] = field(default_factory=dict)
    """The countries that the sentence of this index names as the place of something, themselves or by a region."""

    def add(self, key: int, region: Region, weight: float) -> None:
        countries, regions = self.own.setdefault(key, (Counter(), Counter()))
        for counter in (self.countries, countries):
            counter[region[0]] += weight  # type: ignore[assignment]
        if region[1] is not None:
            for held in (self.regions, regions):
                held[region] += weight  # type: ignore[assignment]

    def others(self, key: int) -> float:
        """All that other names say."""
        return self.countries.total() - (self.own[key][0].total() if key in self.own else 0.0)

    def country(self, key: int, country: str) -> float:
        return self.countries[country] - (self.own[key][0][country] if key in self.own else 0.0)

    def foremost(self, key: int) -> tuple[str | None, float]:
        """The country that other names speak of most, and how much."""
        own = self.own[key][0] if key in self.own else Counter()
        if not own:
            return max(self.countries.items(), key=lambda held: held[1], default=(None, 0.0))
        rest = ((country, weight - own[country]) for country, weight in self.countries.items())
        return max(rest, key=lambda held: held[1], default=(None, 0.0))

    def strongest(self, key: int, country: str) -> float:
        """The most that other names say for one region of a country."""
        regions = (region for region in self.regions if region[0] == country)
        return max((self.region(key, region) for region in regions), default=0.0)

    def region(self, key: int, region: Region) -> float:
        return self.regions[region] - (self.own[key][1][region] if key in self.own else 0.0)


def votes_of(
    document: Document, seen: Sequence[Seen], outlet: tuple[tuple[str, str], bool] | None, town: Entry | None
) -> Votes:
    """All that an article and the home of its outlet say; whether that is a local one. `town`: where that sits."""
    votes = Votes(town=town)
    if outlet:
        region, listed = outlet
        votes.local = region if listed else None
        votes.add(-1, region, _LOCAL_OUTLET_WEIGHT if listed else _OUTLET_WEIGHT)
    for sentence in document.sentences:
        weight = LINE_WEIGHT.get(sentence.kind, 0.0)
        terms = [hit.payload for hit in sentence.hits if not _is_surname(document, sentence, hit)]
        for term in (*terms, *(name.payload.term for name in sentence.names)):
            if term is not None and (spoken_of := country_of(term)):
                votes.add(-2, (spoken_of, None), weight)
    for one in seen:
        if one.weight and not is_common(document, one):
            _vote_for(votes, one)
        wider = one.candidates[0]
        if one.located and not one.within and wider.kind in ("country", "admin1") and not wider.ambiguous:
            index = one.sentence.index
            votes.beside[index] = votes.beside.get(index, frozenset()) | {wider.country}
    return votes


def _is_surname(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "اللواء منصور التركي": an adjective of a country behind a title and a name without an article is a surname."""
    if hit.payload.concept != "demonym" or not document.folded[hit.start : hit.end].startswith(ARTICLE):
        return False
    name = document.folded[max(0, hit.start - _SURNAME_REACH) : hit.start].split()[-1:]
    if not name or name[0].startswith(ARTICLE):
        return False
    start = hit.start - 1 - len(name[0])
    return any(title.end + 1 == start for title in sentence.of("person_title")) and not any(
        other.start <= start < other.end for other in sentence.hits
    )


def country_of(term: Term) -> str | None:
    """The country that an adjective or the name of a state's own force speaks of: "الجيش الصومالي"."""
    if term.actor is not None and term.actor.kind == "state" and len(term.actor.countries) == 1:
        return term.actor.countries[0]
    return term.country


def _vote_for(votes: Votes, one: Seen) -> None:
    """A country or region named votes for itself; a city for where its namesakes live, by their people."""
    for region in one.inside:
        votes.add(-3, region, one.weight / len(one.inside))
    first = one.candidates[0]
    if first.kind in ("country", "admin1"):
        if not first.ambiguous:
            votes.add(one.key, (first.country, first.admin1_code if first.kind == "admin1" else None), one.weight)
        return
    weight = one.weight * (_CITY_VOTE if not first.ambiguous else _LOCATED_VOTE if one.located else _AMBIGUOUS_VOTE)
    people = sum(entry.population + 1 for entry in one.candidates)
    for entry in one.candidates:
        votes.add(one.key, (entry.country, entry.admin1_code), weight * (entry.population + 1) / people)


def choose(document: Document, one: Seen, votes: Votes, inside: frozenset[Region]) -> Entry:
    """The likeliest of the places of one name."""
    before = one.before
    region = any(is_region_word(document, word) for word in before[-2:]) or is_followed_by_region(document, one.hit)
    town = not region and is_city(document, one.hit, before)
    total = votes.others(one.key) + 1.0

    def score(entry: Entry) -> float:
        near = votes.country(one.key, entry.country) / total
        nearer = votes.region(one.key, (entry.country, entry.admin1_code)) / total if entry.admin1_code else 0.0
        kind = _REGION_KIND_SCORE if region and entry.kind == "admin1" else _KIND_SCORE.get(entry.kind, 0.0)
        kind += _TOWN_SCORE if town and entry.kind == "city" else 0.0
        named = _NAMED_SCORE if is_named_behind(entry, inside) else 0.0
        size = math.log10(entry.population + 10)
        home = _HOME_SCORE if is_near_home(entry, votes) else 0.0
        return size + kind + _COUNTRY_SCORE * near + _REGION_SCORE * nearer + named + home

    best = max(one.candidates, key=score)
    if best.kind == "admin1" and not region:
        # "in Lima" is the city, however often the page speaks of what lies around it.
        cities = (entry for entry in one.candidates if entry.kind == "city" and entry.country == best.country)
        best = next((city for city in cities if city.population >= _METROPOLIS), best)
    first = one.candidates[0]
    if best.kind == first.kind == "city" and first.population >= _METROPOLIS and best.population < SMALL_TOWN:
        # "Bogota", also in news of U.S. diplomats, is the capital unless New Jersey is spoken of.
        told = is_named_behind(best, inside) or votes.region(one.key, (best.country, best.admin1_code)) > 0
        return best if told else first
    return best


def is_near_home(entry: Entry, votes: Votes) -> bool:
    """Within the reach of a local outlet, be it across the border of its region: "in Wilmington" in Philadelphia."""
    return votes.town is not None and entry.kind == "city" and kilometres(entry, votes.town) <= _HOME_KM


def is_common(document: Document, one: Seen) -> bool:
    """ "مشهد", "طراز": a scene and a make, unless a noun of place stands before: "مدينة مشهد"."""
    vocabulary = document.vocabulary
    if document.folded[one.hit.start : one.hit.end] not in vocabulary.words("common_noun"):
        return False
    return not one.before or not is_town_word(document, one.before[-1])


def has_determiner(document: Document, one: Seen) -> bool:
    """ "in the Village", "the Empire nightclub": towns have no article of their own; "a Pomona park" is in one."""
    if not one.before or one.before[-1] not in document.vocabulary.words("determiner"):
        return False
    modifies = _MODIFIED.match(document.text, one.hit.end) is not None
    return not (modifies and one.before[-1] not in document.vocabulary.words("definite"))


def is_named_behind(entry: Entry, inside: frozenset[Region]) -> bool:
    if entry.kind == "country":
        return False
    return (entry.country, entry.admin1_code) in inside or (entry.country, None) in inside


def is_elsewhere(entry: Entry, one: Seen, votes: Votes) -> bool:
    """A small town abroad, in a sentence that says in which country: a village of that name that no list holds."""
    beside = votes.beside.get(one.sentence.index, frozenset())
    if entry.kind != "city" or not beside or entry.country in beside:
        return False
    region = any(code is not None and country in beside for country, code in one.inside)
    if entry.population >= _KNOWN_TOWN and not region:
        return False
    return votes.country(one.key, entry.country) <= 0 and not one.dateline


def is_believable(entry: Entry, one: Seen, votes: Votes, *, located: bool, support: float) -> bool:
    """Whether a name that may be a word, a person or another town's means this place."""
    if entry.kind == "country":
        return not entry.ambiguous or one.located
    if is_out_of_reach(entry, one, votes):
        return False
    others = votes.others(one.key)
    near = votes.country(one.key, entry.country)
    region = votes.region(one.key, (entry.country, entry.admin1_code))
    if (
        entry.population < SMALL_TOWN
        and len(one.candidates) > 1
        and region <= 0
        and near >= _CLEAR_VOTES
        and votes.strongest(one.key, entry.country) >= _CLEAR_VOTES
    ):
        # "in Roxbury" in a page about Boston is no village of that name elsewhere.
        return False
    if not entry.ambiguous:
        if not is_abroad(entry, one, votes):
            return True
        if not located:
            return False
        if entry.population >= _KNOWN_TOWN and not _has_rivals(entry, one):
            return True
        countries = {other.country for other in one.candidates}
        if not one.dateline and len(countries) >= _COMMON_NAME_COUNTRIES:
            # "San Blas", "El Palmar": where the page is all about one country, one of it that no list holds.
            return False
        # "قصف الجيش الإسرائيلي مدينة خان يونس": a state's forces act abroad, and the name has no other sense.
        only = entry.population >= SMALL_TOWN and len(countries) == 1
        least = _STRONG_SUPPORT if entry.population >= SMALL_TOWN else _VERY_STRONG_SUPPORT
        return one.located and (only or support >= least)
    metropolis = one.located and entry.population >= _METROPOLIS
    if near <= 0 and others >= 1 and not (one.dateline or metropolis):
        return False
    if votes.local == (entry.country, entry.admin1_code) and (located or support >= _LOCAL_SUPPORT):
        return True
    fits = near > 0.25 * others if others else False
    if not located:
        return fits and support >= _VERY_STRONG_SUPPORT
    return fits or metropolis or others < _CLEAR_VOTES or support >= _STRONG_SUPPORT


def _has_rivals(entry: Entry, one: Seen) -> bool:
    """ "San José", "Valencia": towns of that name are in many countries, and this one is not far the largest."""
    rivals = [other for other in one.candidates if other.country != entry.country]
    large = max((other.population for other in rivals), default=0)
    return len({other.country for other in rivals}) >= _COMMON_NAME_COUNTRIES and large * _FAR > entry.population


def is_abroad(entry: Entry, one: Seen, votes: Votes) -> bool:
    """Whether the page is clearly about another country, and hardly says a word of this place's."""
    country, weight = votes.foremost(one.key)
    if entry.country == country or weight < _HOME_VOTES:
        return False
    return votes.country(one.key, entry.country) < _ABROAD_SHARE * weight


def is_out_of_reach(entry: Entry, one: Seen, votes: Votes) -> bool:
    """A local outlet names the region of a smaller town that lies in none of its own: "in Bridgeport" is a quarter."""
    if votes.local is None or entry.kind != "city" or entry.population >= _KNOWN_TOWN:
        return False
    region = (entry.country, entry.admin1_code)
    return region != votes.local and votes.region(one.key, region) <= 0 and not is_near_home(entry, votes)
