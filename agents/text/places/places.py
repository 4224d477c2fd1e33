"""Decides which place a name means and whether it can be where something happened."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.places.containers import Containers, merge_mentions
from agents.text.places.cues import (
    exclusion,
    has_house_number,
    is_apposition,
    is_crossing,
    is_dateline,
    is_followed_by,
    is_located,
    is_of_town,
    is_quarter,
    is_seat,
    is_street_name,
    is_struck,
    is_where,
    is_within_name,
    opens_headline,
    runs_on,
    surnames,
    words_before,
)
from agents.text.places.focus import PageFocus
from agents.text.places.mentions import DATELINE_SUPPORT, LINE_SUPPORT, PlaceMention, with_support, within_cities
from agents.text.places.refusals import is_date_or_number, is_noun_of_place, names_of_others, runs_into_date, takes
from agents.text.places.senses import (
    SMALL_TOWN,
    Region,
    Seen,
    Votes,
    choose,
    has_determiner,
    is_abroad,
    is_believable,
    is_common,
    is_elsewhere,
    is_named_behind,
    votes_of,
)
from agents.text.places.unlisted import Told, UnlistedNames, distinct_names
from agents.text.vocabulary import Name
from config.gazetteer.loader import Gazetteer
from config.gazetteer.loader import Place as Entry
from config.gazetteer.outlets import OutletHomes

_ABBREVIATION = re.compile(r",? {1,2}\(?((?:[A-Z]\. ?)?[A-Z][A-Za-z]*\.?(?:[A-Z]\.)?)")
_WORD = re.compile(r"[^\s]+")
_NEIGHBOUR = re.compile(r"[ -][^\W\d_a-z]")
_NOUN = re.compile(r"[ \n-][^\W\d_A-Z]{3}")
_KNOWN_TOWN = 300_000
_CANDIDATES_KEPT = 20_000


class Places:
    """Resolves the place names of a document with the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._outlets = OutletHomes(gazetteer)
        self.focus = PageFocus(gazetteer, self._outlets)
        self._candidates = lru_cache(maxsize=_CANDIDATES_KEPT)(gazetteer.candidates)

    def resolve(self, document: Document) -> dict[int, list[PlaceMention]]:
        """Mentions by sentence index. Homonyms are decided by what the rest of the article speaks of."""
        seen = [*self._seen(document)]
        outlet = document.article.outlet
        votes = votes_of(document, seen, self._outlets.region_of(outlet), self._outlets.town_of(outlet))
        found: dict[int, list[PlaceMention]] = {}
        abroad: list[Seen] = []
        groups: dict[int, list[Seen]] = {}
        for one in seen:
            groups.setdefault(one.key, []).append(one)
        for key, group in groups.items():
            for one, entry in self._senses(document, key, group, votes):
                if entry is None:
                    abroad.append(one)
                    continue
                found.setdefault(one.sentence.index, []).append(_mention(document, one, entry))
        for mentions in found.values():
            mentions.sort(key=lambda mention: mention.start)
        found = within_cities(with_support(document, found), self._outlets.town_of(document.article.outlet))
        return self._with_unlisted(document, found, abroad)

    def _with_unlisted(
        self, document: Document, found: dict[int, list[PlaceMention]], abroad: Sequence[Seen]
    ) -> dict[int, list[PlaceMention]]:
        """The same and names that no list holds; `abroad` are listed ones of which none can be meant."""
        names = UnlistedNames(document, found)
        told = [*names.find(), *names.before_regions(), *names.beside_attacks()]
        told += [Told(one.sentence, one.hit.start, one.hit.end, quarter=False) for one in abroad if one.located]
        if not told:
            return found
        containers = Containers(document, found, self.gazetteer, self.focus.of(found, document))
        return merge_mentions(found, containers.place(distinct_names(told)))

    def _seen(self, document: Document) -> Iterator[Seen]:
        persons = surnames(document)
        for sentence in document.sentences:
            taken = [term for term in names_of_others(sentence) if not runs_into_date(document, term)]
            for hit in sentence.names:
                if hit.payload.place is None or any(takes(term, hit) for term in taken):
                    continue
                if is_date_or_number(document, hit) or is_noun_of_place(document, hit):
                    continue
                candidates = self._candidates(hit.payload.place)
                before = words_before(document, sentence, hit.start)
                if is_street_name(document, before) or has_house_number(document, hit):
                    continue
                located = is_located(document, before) or is_where(document, hit)
                if not located and document.text[hit.start : hit.end] not in persons:
                    located = is_struck(document, sentence, hit) or opens_headline(document, sentence, hit)
                dateline = sentence.kind in ("lede", "body", "heading") and is_dateline(document, sentence, hit)
                street = is_crossing(document, hit)
                in_town = is_of_town(document, before) and is_followed_by(document, hit, "quarter_word")
                area = not in_town and is_followed_by(document, hit, "area_word")
                country = candidates[0].kind == "country" and not (candidates[0].ambiguous or len(candidates) > 3)
                doubtful = not area and (candidates[0].ambiguous or candidates[0].population < SMALL_TOWN)
                within = street or (
                    not dateline
                    and not country
                    and is_within_name(document, sentence, hit, ambiguous=doubtful, located=located)
                )
                within = within or _has_article(document, sentence, hit, before, candidates)
                inside = self._named_behind(document, sentence, hit)
                seat = is_seat(document, hit)
                told_on = bool(before) and before[-1] in document.vocabulary.words("against_word")
                alone = not ((located and not told_on) or dateline or inside or seat or country)
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
        if not behind or not is_apposition(document, hit.end, behind[0].start):
            return frozenset()
        assert behind[0].payload.place is not None
        return frozenset(
            (wider.country, wider.admin1_code if wider.kind == "admin1" else None)
            for wider in self._candidates(behind[0].payload.place)
            if wider.kind in ("admin1", "country")
        )

    def _senses(
        self, document: Document, key: int, group: Sequence[Seen], votes: Votes
    ) -> Iterator[tuple[Seen, Entry | None]]:
        """Which place each mention of one name means; None of a place that no list holds, nothing of no place."""
        inside = frozenset(region for one in group for region in one.inside)
        support = sum(
            LINE_SUPPORT.get(one.sentence.kind, 0.0) * (1.0 if one.located or one.seat else 0.6)
            for one in group
            if not one.within
        )
        support += DATELINE_SUPPORT * any(one.dateline for one in group)
        anywhere = any((one.located or one.dateline or one.seat) and not one.within for one in group)
        elsewhere: dict[int, bool] = {}
        town = any(one.dateline or one.seat for one in group)
        quarter = not town and any(is_quarter(document, one.hit, one.before) for one in group)
        for one in group:
            entry = choose(document, one, votes, one.inside or inside)
            if one.within:
                continue
            if is_common(document, one) and not (one.located and votes.country(key, entry.country) > 0):
                continue
            named = is_named_behind(entry, inside)
            if (
                one.inside
                and not named
                and entry.kind == "city"
                and is_followed_by(document, one.hit, "settlement_word")
            ):
                # "in Ghaziabad district, Kunar province" is no town of that name elsewhere.
                yield one, None
                continue
            abroad = entry.kind == "city" and not named and is_abroad(entry, one, votes)
            if abroad and not (one.dateline or one.seat) and runs_on(document, one.sentence, one.hit):
                continue
            if not named and not is_believable(entry, one, votes, located=anywhere, support=support):
                of_thing = document.language in MODIFIERS_FIRST and has_determiner(document, one)
                if abroad and not entry.ambiguous and not of_thing:
                    yield one, None
                continue
            if entry.ambiguous and entry.kind == "city" and not one.inside and has_determiner(document, one):
                continue
            if not named and entry.geonameid not in elsewhere:
                elsewhere[entry.geonameid] = any(is_elsewhere(entry, other, votes) for other in group)
            if not named and elsewhere[entry.geonameid]:
                if not entry.ambiguous:
                    yield one, None
                continue
            if entry.kind == "city" and entry.population < _KNOWN_TOWN and quarter:
                yield one, None
                continue
            if one.area and entry.kind == "city" and not one.inside:
                wider = self.gazetteer.admin1(entry.country, entry.admin1_code) if entry.admin1_code else None
                if wider is None or votes.region(key, (entry.country, entry.admin1_code)) <= 0:
                    continue
                entry = wider
            yield one, entry

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


def _has_article(
    document: Document, sentence: Sentence, hit: Hit[Name], before: Sequence[str], candidates: tuple[Entry, ...]
) -> bool:
    """ "the Oas, and": no town where towns have no article and no noun follows that has it."""
    if document.language not in MODIFIERS_FIRST or not before or candidates[0].kind != "city":
        return False
    alone = before[-1] in document.vocabulary.words("definite") and not _NOUN.match(document.text, hit.end)
    return alone and candidates[0].population < _KNOWN_TOWN and not runs_on(document, sentence, hit)


def _mention(document: Document, one: Seen, entry: Entry) -> PlaceMention:
    why = exclusion(document, one.sentence, one.hit, located=one.located, kind=entry.kind)
    return PlaceMention(one.hit.start, one.hit.end, entry, one.located, why == "dateline", why)
