"""Decides which place a name means and whether it can be where something happened."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.placecues import (
    REGION_WORDS,
    exclusion,
    is_crossing,
    is_dateline,
    is_followed_by,
    is_located,
    is_region_word,
    is_seat,
    is_street_name,
    is_within_name,
    opens_headline,
    surnames,
    words_before,
)
from agents.text.placesenses import (
    LINE_WEIGHT,
    SMALL_TOWN,
    Region,
    Seen,
    Votes,
    has_determiner,
    is_believable,
    is_common,
    is_elsewhere,
    is_named_behind,
    vote_for,
)
from agents.text.vocabulary import TRIGGERS, Name, Term
from config.gazetteer.loader import Gazetteer
from config.gazetteer.loader import Place as Entry
from config.gazetteer.outlets import OutletHomes
from streams.records import Place, PlacePrecision

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "admin1": "admin1",
    "city": "city",
    "facility": "exact",
}
_KIND_SCORE = {"country": 6.0, "facility": 2.5, "city": 1.5, "admin1": 0.0}
_REGION_KIND_SCORE = 3.0
_SUPPORT = {"title": 1.5, "lede": 1.0, "heading": 0.5, "body": 0.5, "caption": 0.25}
_DATELINE_SUPPORT = 1.5
_COUNTRY_SCORE = 5.0
_REGION_SCORE = 6.0
_NAMED_SCORE = 8.0
_OUTLET_WEIGHT, _LOCAL_OUTLET_WEIGHT = 0.5, 1.5
_LARGE_CITY, _CITY_SUPPORT = 250_000, 1.0
_QUARTER_PART, _CITY_REACH, _DEGREE_KM = 5, 0.3, 111.2
"""A quarter has at most a fifth of its city's people; cities grow with the root of theirs."""
_HOME_LEAST, _HOME_SHARE = 1.0, 0.6
_PRINCIPAL_LEAST, _PRINCIPAL_ALONE = 1.2, 0.5
_ABBREVIATION = re.compile(r",? {1,2}\(?((?:[A-Z]\. ?)?[A-Z][A-Za-z]*\.?(?:[A-Z]\.)?)")
_APPOSITION_CHARACTERS = 40
_WORD = re.compile(r"[^\s]+")
_NEIGHBOUR = re.compile(r"[ -][^\W\d_a-z]")
_CANDIDATES_KEPT = 20_000
_DATE_CHARACTERS = 24
_SPELLED_OUT = {"St. ": "Saint ", "Ste. ": "Sainte ", "Mt. ": "Mount ", "Ft. ": "Fort "}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A resolved name at [start, end). `located` says that words before it make it a place of something."""

    start: int
    end: int
    entry: Entry
    located: bool
    dateline: bool = False
    excluded: str | None = None
    """Why nothing happened there: `correspondent`, `dateline`, `institution`, `seat`, `speaker`."""
    bearing: bool = False
    """It only says where another place lies: "à l'est de Bagdad"."""
    support: float = 0.0
    """How much the page speaks of this place: in headline, lede, dateline, again and again."""
    town: Entry | None = None
    """The large city that a quarter lies in; or where a local outlet sits, as a guess within its region."""


class Places:
    """Resolves the place names of a document with the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._outlets = OutletHomes(gazetteer)
        self._candidates = lru_cache(maxsize=_CANDIDATES_KEPT)(gazetteer.candidates)

    def resolve(self, document: Document) -> dict[int, list[PlaceMention]]:
        """Mentions by sentence index. Homonyms are decided by what the rest of the article speaks of."""
        seen = [*self._seen(document)]
        votes = self._votes(document, seen)
        found: dict[int, list[PlaceMention]] = {}
        groups: dict[int, list[Seen]] = {}
        for one in seen:
            groups.setdefault(one.key, []).append(one)
        for key, group in groups.items():
            for one, entry in self._senses(document, key, group, votes):
                found.setdefault(one.sentence.index, []).append(_mention(document, one, entry))
        for mentions in found.values():
            mentions.sort(key=lambda mention: mention.start)
        return self._within_cities(document, _supported(document, found))

    def _within_cities(self, document: Document, found: dict[int, list[PlaceMention]]) -> dict[int, list[PlaceMention]]:
        """ "CHICAGO — Four were shot in South Shore": small places within a large city that the page is about."""
        cities = {
            mention.entry.geonameid: mention.entry
            for mentions in found.values()
            for mention in mentions
            if mention.entry.kind == "city"
            and mention.entry.population >= _LARGE_CITY
            and (mention.dateline or mention.support >= _CITY_SUPPORT)
        }
        town = self._outlets.town_of(document.article.outlet)
        if town is not None and town.population >= _LARGE_CITY:
            cities[town.geonameid] = town
        if not cities:
            return found
        return {
            index: [replace(mention, town=_city_around(mention, cities.values())) for mention in mentions]
            for index, mentions in found.items()
        }

    def at_home(self, mention: PlaceMention, document: Document) -> PlaceMention:
        """A region that is named alone, with the town of an outlet that reports from there."""
        town = self._outlets.town_of(document.article.outlet)
        entry = mention.entry
        named = document.text[mention.start : mention.end]
        if (
            town is None
            or entry.kind != "admin1"
            or (town.country, town.admin1_code)
            != (
                entry.country,
                entry.admin1_code,
            )
        ):
            return mention
        # "Davidson County" is some other part of the region.
        whole = not named or named.casefold() == entry.name.casefold()
        return replace(mention, town=town) if whole else mention

    def _seen(self, document: Document) -> Iterator[Seen]:
        persons = surnames(document)
        for sentence in document.sentences:
            taken = [term for term in _names_of_others(sentence) if not _runs_into_date(document, term)]
            for hit in sentence.names:
                if hit.payload.place is None or any(_takes(term, hit) for term in taken):
                    continue
                if _is_date_or_number(document, hit) or _is_noun_of_place(document, hit):
                    continue
                candidates = self._candidates(hit.payload.place)
                before = words_before(document, sentence, hit.start)
                located = is_located(document, before) or opens_headline(document, sentence, hit)
                dateline = sentence.kind in ("lede", "body", "heading") and is_dateline(document, sentence, hit)
                street = is_crossing(document, hit) or is_street_name(document, before)
                area = is_followed_by(document, hit, "area_word")
                country = candidates[0].kind == "country" and not (candidates[0].ambiguous or len(candidates) > 3)
                doubtful = not area and (candidates[0].ambiguous or candidates[0].population < SMALL_TOWN)
                within = street or (
                    not dateline
                    and not country
                    and is_within_name(document, sentence, hit, ambiguous=doubtful, located=located)
                )
                inside = self._named_behind(document, sentence, hit)
                seat = is_seat(document, hit)
                alone = not (located or dateline or inside or seat or country)
                within = within or (alone and document.text[hit.start : hit.end] in persons)
                yield Seen(
                    sentence, hit, hit.payload.place, candidates, before, located, dateline, within, area, seat, inside
                )

    def _named_behind(self, document: Document, sentence: Sentence, hit: Hit[Name]) -> frozenset[Region]:
        """Countries and regions that stand right behind a name: "Tillabéri, Niger", "Stockton, Calif."."""
        short = _ABBREVIATION.match(document.text, hit.end)
        if short and (found := self.gazetteer.region_of_abbreviation(short[1])):
            return frozenset({found})
        behind = [name for name in sentence.names if name.start >= hit.end and name.payload.place is not None]
        if not behind or not _is_apposition(document, hit.end, behind[0].start):
            return frozenset()
        assert behind[0].payload.place is not None
        return frozenset(
            (wider.country, wider.admin1_code if wider.kind == "admin1" else None)
            for wider in self._candidates(behind[0].payload.place)
            if wider.kind in ("admin1", "country")
        )

    def _votes(self, document: Document, seen: Sequence[Seen]) -> Votes:
        votes = Votes()
        if outlet := self._outlets.region_of(document.article.outlet):
            region, listed = outlet
            votes.local = region if listed else None
            votes.add(-1, region, _LOCAL_OUTLET_WEIGHT if listed else _OUTLET_WEIGHT)
        for sentence in document.sentences:
            weight = LINE_WEIGHT.get(sentence.kind, 0.0)
            terms = [hit.payload for hit in sentence.hits]
            for term in (*terms, *(name.payload.term for name in sentence.names)):
                if term is not None and (spoken_of := _country_of(term)):
                    votes.add(-2, (spoken_of, None), weight)
        for one in seen:
            if one.weight:
                vote_for(votes, one)
            wider = one.candidates[0]
            if one.located and not one.within and wider.kind in ("country", "admin1") and not wider.ambiguous:
                index = one.sentence.index
                votes.beside[index] = votes.beside.get(index, frozenset()) | {wider.country}
        return votes

    def _senses(
        self, document: Document, key: int, group: Sequence[Seen], votes: Votes
    ) -> Iterator[tuple[Seen, Entry]]:
        """Which place each mention of one name means; nothing where it is none."""
        inside = frozenset(region for one in group for region in one.inside)
        support = sum(
            _SUPPORT.get(one.sentence.kind, 0.0) * (1.0 if one.located or one.seat else 0.6)
            for one in group
            if not one.within
        )
        support += _DATELINE_SUPPORT * any(one.dateline for one in group)
        anywhere = any((one.located or one.dateline or one.seat) and not one.within for one in group)
        for one in group:
            entry = self._choose(document, one, votes, one.inside or inside)
            if one.within and entry.kind != "country":
                continue
            if is_common(document, one) and not (one.located and votes.country(key, entry.country) > 0):
                continue
            named = is_named_behind(entry, inside)
            if not named and not is_believable(entry, one, votes, located=anywhere, support=support):
                continue
            if entry.ambiguous and entry.kind == "city" and not one.inside and has_determiner(document, one):
                continue
            if not named and any(is_elsewhere(entry, other, votes) for other in group):
                continue
            if one.area and entry.kind == "city" and not one.inside:
                wider = self.gazetteer.admin1(entry.country, entry.admin1_code) if entry.admin1_code else None
                if wider is None or votes.region(key, (entry.country, entry.admin1_code)) <= 0:
                    continue
                entry = wider
            yield one, entry

    def _choose(self, document: Document, one: Seen, votes: Votes, inside: frozenset[Region]) -> Entry:
        before = one.before
        region = any(is_region_word(document, word) for word in before[-2:])
        total = votes.others(one.key) + 1.0

        def score(entry: Entry) -> float:
            near = votes.country(one.key, entry.country) / total
            nearer = votes.region(one.key, (entry.country, entry.admin1_code)) / total if entry.admin1_code else 0.0
            kind = _REGION_KIND_SCORE if region and entry.kind == "admin1" else _KIND_SCORE.get(entry.kind, 0.0)
            named = _NAMED_SCORE if is_named_behind(entry, inside) else 0.0
            size = math.log10(entry.population + 10)
            return size + kind + _COUNTRY_SCORE * near + _REGION_SCORE * nearer + named

        return max(one.candidates, key=score)

    def principal(self, mentions: dict[int, list[PlaceMention]], document: Document) -> PlaceMention | None:
        """The local place that the page is about: named in headline, lede or dateline, or again and again.

        A capital in a dateline is where the agency sits, so it does not count.
        """
        best: PlaceMention | None = None
        second = 0.0
        for found in mentions.values():
            for mention in found:
                if mention.entry.kind not in ("city", "facility") or mention.excluded not in (None, "dateline"):
                    continue
                capital = self.gazetteer.capital(mention.entry.country)
                if mention.dateline and capital is not None and capital.geonameid == mention.entry.geonameid:
                    continue
                if best is None or mention.support > best.support:
                    second = best.support if best is not None else 0.0
                    best = mention
                elif mention.entry.geonameid != best.entry.geonameid:
                    second = max(second, mention.support)
        if best is None:
            return None
        alone = best.located and best.support >= max(_PRINCIPAL_ALONE, 2 * second)
        return best if best.support >= _PRINCIPAL_LEAST or alone else None

    def home(self, mentions: dict[int, list[PlaceMention]], document: Document, *, region: bool) -> PlaceMention | None:
        """The country that the page speaks of most, or a local outlet's region, for news that names no place.

        `region`: narrowed to the only region that the page places something in.
        """
        weights: Counter[str] = Counter()
        first: dict[str, tuple[int, int]] = {}
        for index, found in mentions.items():
            for mention in found:
                country = mention.entry.country
                weights[country] += _SUPPORT.get(document.sentences[index].kind, 0.0)  # type: ignore[assignment]
                first.setdefault(country, (mention.start, mention.end))
        for sentence in document.sentences:
            for hit in sentence.of("demonym", "actor"):
                if spoken_of := _country_of(hit.payload):
                    weights[spoken_of] += _SUPPORT.get(sentence.kind, 0.0)  # type: ignore[assignment]
                    first.setdefault(spoken_of, (hit.start, hit.end))
        best = max(weights, key=lambda code: (weights[code], code), default=None)
        inner = self._only_region(mentions, best) if region and best else None
        if inner is not None:
            return inner
        local = self._local_region(document)
        if local is not None and best in (None, local.country):
            # A local outlet need not say where it is at home.
            return PlaceMention(0, 0, local, False)
        if best is None or weights[best] < max(_HOME_LEAST, _HOME_SHARE * weights.total()):
            return None
        return PlaceMention(*first[best], self.gazetteer.country(best), False)

    @staticmethod
    def _only_region(mentions: dict[int, list[PlaceMention]], country: str) -> PlaceMention | None:
        """ "… in Sangin district, Helmand province": where all places of the page lie in one region of the country."""
        inside = [
            mention
            for found in mentions.values()
            for mention in found
            if mention.excluded is None and mention.entry.country == country and mention.entry.admin1_code
        ]
        named = [mention for mention in inside if mention.entry.kind == "admin1" and mention.located]
        alone = len({mention.entry.admin1_code for mention in inside}) == 1
        return max(named, key=lambda mention: mention.support) if named and alone else None

    def _local_region(self, document: Document) -> Entry | None:
        """The region that a local outlet reports on."""
        outlet = self._outlets.region_of(document.article.outlet)
        return self.gazetteer.admin1(*outlet[0]) if outlet and outlet[1] else None

    def nearest_known(self, document: Document, sentence: Sentence, country: str) -> PlaceMention | None:
        """A capitalised word after a locative that is spelled like a place of `country` (skeleton key)."""
        for found in _WORD.finditer(document.text, sentence.start, sentence.end):
            word = found.group().strip("\"'«»“”().,;:!?’")
            if len(word) < 5 or not word[0].isupper():
                continue
            start = found.start() + found.group().index(word)
            known = any(hit.start <= start < hit.end for hit in sentence.hits)
            known = known or any(name.start <= start < name.end for name in sentence.names)
            if known or not is_located(document, words_before(document, sentence, start)):
                continue
            if document.dates_in(start, start + len(word)) or _NEIGHBOUR.match(document.text, start + len(word)):
                continue
            entry = self.gazetteer.by_skeleton(country, word)
            if entry is not None:
                return PlaceMention(start, start + len(word), entry, True)
        return None

    def record(self, mention: PlaceMention, text: str) -> Place:
        """The place as records carry it."""
        entry, town = mention.entry, mention.town
        quarter = town is not None and entry.kind == "city"
        city = _spell_out(town.name) if town else _spell_out(entry.name) if entry.kind == "city" else None
        return Place(
            name=text or entry.name,
            country=entry.country,
            country_name=entry.country_name,
            admin1=entry.name if entry.kind == "admin1" else entry.admin1,
            city=city,
            geonameid=entry.geonameid or None,
            lat=entry.lat,
            lon=entry.lon,
            population=entry.population or None,
            precision="district" if quarter else _PRECISION[entry.kind],
        )


def _city_around(mention: PlaceMention, cities: Iterable[Entry]) -> Entry | None:
    """The large city of the same region whose middle is so near that a much smaller place lies in it."""
    entry = mention.entry
    if entry.kind != "city" or mention.dateline:
        return None
    for city in cities:
        same = (city.country, city.admin1_code) == (entry.country, entry.admin1_code)
        if not same or city.geonameid == entry.geonameid or entry.population * _QUARTER_PART > city.population:
            continue
        if kilometres(entry, city) <= _CITY_REACH * math.sqrt(city.population / 1000):
            return city
    return None


def kilometres(first: Entry, second: Entry) -> float:
    """Over short distances; on a plane."""
    east = (first.lon - second.lon) * math.cos(math.radians(first.lat))
    return _DEGREE_KM * math.hypot(first.lat - second.lat, east)


def _country_of(term: Term) -> str | None:
    """The country that an adjective or the name of a state's own force speaks of: "الجيش الصومالي"."""
    if term.actor is not None and term.actor.kind == "state" and len(term.actor.countries) == 1:
        return term.actor.countries[0]
    return term.country


def _spell_out(name: str) -> str:
    """ "St. Louis" as "Saint Louis", whichever way a gazetteer has it: towns are compared by name too."""
    head = next((short for short in _SPELLED_OUT if name.startswith(short)), "")
    return _SPELLED_OUT[head] + name[len(head) :] if head else name


def _names_of_others(sentence: Sentence) -> Sequence[Hit[Term]]:
    """A group, an outlet, a weapon or its use ("cocktail Molotov lancé") that may have a town's name in it."""
    return sentence.of("actor", "outlet", "weapon", *TRIGGERS) if sentence.names else []


def _runs_into_date(document: Document, term: Hit[Term]) -> bool:
    """ "في بغداد اليوم الأحد": no paper of that name, but a town and a day."""
    return any(span.start < term.end < span.end for span in document.dates_in(term.start, term.end + _DATE_CHARACTERS))


def _is_date_or_number(document: Document, hit: Hit[Name]) -> bool:
    """ "Friday", "SEVEN" are towns too, but not where they are read as a day or a number."""
    spans = [(span.start, span.end) for span in document.dates_in(hit.start, hit.end)]
    spans += [(span.start, span.end) for span in document.numbers_in(hit.start, hit.end)]
    return (hit.start, hit.end) in spans


def _is_apposition(document: Document, start: int, end: int) -> bool:
    """A comma and at most words of place between: "Palma, in northern Mozambique", "Kira, dans le sud de l'Irak"."""
    if end - start > _APPOSITION_CHARACTERS or document.text[start:end].lstrip()[:1] not in (",", "(", "،"):
        return False
    vocabulary = document.vocabulary
    known = ("place_word", "locative", "determiner", "connector")
    words = document.folded[start:end].split()
    return all(any(word in vocabulary.words(name) for name in known) for word in words)


def _is_noun_of_place(document: Document, hit: Hit[Name]) -> bool:
    """ "مدينة كويتا", "the Village": the noun, not the town that is called so."""
    vocabulary = document.vocabulary
    word = document.folded[hit.start : hit.end]
    return word in vocabulary.words("place_word") or word in REGION_WORDS or word in vocabulary.words("area_word")


def _takes(term: Hit[Term], hit: Hit[Name]) -> bool:
    """Whether a name is part of a group's, an outlet's or a weapon's: "cocktail Molotov"."""
    if term.payload.concept in TRIGGERS:
        return term.start < hit.start and hit.end < term.end
    return term.start <= hit.start < term.end


def _mention(document: Document, one: Seen, entry: Entry) -> PlaceMention:
    why = exclusion(document, one.sentence, one.hit, located=one.located, kind=entry.kind)
    return PlaceMention(one.hit.start, one.hit.end, entry, one.located, why == "dateline", why)


def _supported(document: Document, found: dict[int, list[PlaceMention]]) -> dict[int, list[PlaceMention]]:
    """The same mentions, each with what the whole page gives to its place."""
    support: Counter[int] = Counter()
    for index, mentions in found.items():
        base = _SUPPORT.get(document.sentences[index].kind, 0.0)
        for mention in mentions:
            if mention.excluded not in (None, "dateline"):
                continue
            gain = base * (1.0 if mention.located else 0.6) + (_DATELINE_SUPPORT if mention.dateline else 0.0)
            support[mention.entry.geonameid] += gain  # type: ignore[assignment]
    return {
        index: [replace(mention, support=support[mention.entry.geonameid]) for mention in mentions]
        for index, mentions in found.items()
    }
