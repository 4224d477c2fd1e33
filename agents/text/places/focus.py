"""Says which place a whole page is about, where the sentences of an attack name none."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from agents.text.document import Document
from agents.text.places.mentions import LINE_SUPPORT, PlaceMention
from agents.text.places.senses import country_of
from config.gazetteer.loader import Gazetteer
from config.gazetteer.loader import Place as Entry
from config.gazetteer.outlets import OutletHomes

_HOME_LEAST, _HOME_SHARE = 1.0, 0.6
_PRINCIPAL_LEAST, _PRINCIPAL_ALONE = 1.2, 0.5


class About(NamedTuple):
    """The region or country that a page is about, and the town."""

    region: Entry | None
    town: Entry | None


class PageFocus:
    """Knows the outlets' homes besides what a page itself speaks of."""

    def __init__(self, gazetteer: Gazetteer, outlets: OutletHomes) -> None:
        self._gazetteer, self._outlets = gazetteer, outlets

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

    def principal(self, mentions: dict[int, list[PlaceMention]], document: Document) -> PlaceMention | None:
        """The local place that the page is about: named in headline, lede or dateline, or again and again.

        A capital in a dateline is where the agency sits, so it does not count.
        """
        best: PlaceMention | None = None
        second = 0.0
        for found in mentions.values():
            for mention in found:
                known = mention.entry.kind in ("city", "facility") and mention.container is None
                if not known or mention.excluded not in (None, "dateline"):
                    continue
                capital = self._gazetteer.capital(mention.entry.country)
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
        if alone and best.support < _PRINCIPAL_LEAST:
            weights, _ = self._countries(mentions, document)
            alone = weights[best.entry.country] >= max(weights.values())
        return best if best.support >= _PRINCIPAL_LEAST or alone else None

    def of(self, mentions: dict[int, list[PlaceMention]], document: Document) -> About:
        """What names that no list holds lie in, where their sentences say nothing of it."""
        home = self.home(mentions, document, region=True)
        town = self.principal(mentions, document)
        if town is not None:
            return About(home.entry if home else None, town.entry)
        towns = {m.entry.geonameid: m for found in mentions.values() for m in found if m.entry.kind == "city"}
        alone = next(iter(towns.values())) if len(towns) == 1 else None
        sits = self._outlets.town_of(document.article.outlet)
        return About(home.entry if home else None, alone.entry if alone and alone.dateline else sits)

    def home(self, mentions: dict[int, list[PlaceMention]], document: Document, *, region: bool) -> PlaceMention | None:
        """The country that the page speaks of most, or a local outlet's region, for news that names no place.

        `region`: narrowed to the only region that the page places something in.
        """
        weights, first = self._countries(mentions, document)
        best = max(weights, key=lambda code: (weights[code], code), default=None)
        inner = self._only_region(mentions, best) if region and best else None
        if inner is not None:
            return inner
        local = self._local_region(document)
        if local is not None and best in (None, local.country):
            # A local outlet need not say where it is at home.
            return PlaceMention(0, 0, local, False)
        if best is None or weights[best] < max(_HOME_LEAST, _HOME_SHARE * weights.total()):
            return self._only_country(mentions)
        return PlaceMention(*first[best][:2], self._gazetteer.country(best), False, named=first[best][2])

    @staticmethod
    def _countries(
        mentions: dict[int, list[PlaceMention]], document: Document
    ) -> tuple["Counter[str]", dict[str, tuple[int, int, bool]]]:
        """How much the page speaks of each country, and where first: by its own name where it says that."""
        weights: Counter[str] = Counter()
        first: dict[str, tuple[int, int, bool]] = {}
        for index, found in mentions.items():
            for mention in found:
                country = mention.entry.country
                weights[country] += LINE_SUPPORT.get(document.sentences[index].kind, 0.0)  # type: ignore[assignment]
                itself = mention.entry.kind == "country"
                if country not in first or (itself and not first[country][2]):
                    first[country] = (mention.start, mention.end, itself)
        for sentence in document.sentences:
            for hit in sentence.of("demonym", "actor"):
                if spoken_of := country_of(hit.payload):
                    weights[spoken_of] += LINE_SUPPORT.get(sentence.kind, 0.0)  # type: ignore[assignment]
                    first.setdefault(spoken_of, (hit.start, hit.end, False))
        return weights, first

    @staticmethod
    def _only_country(mentions: dict[int, list[PlaceMention]]) -> PlaceMention | None:
        """ "Centrafrique: deux mercenaires russes tués …": the only country in which the page places something."""
        told = [mention for found in mentions.values() for mention in found if mention.excluded is None]
        named = [mention for mention in told if mention.entry.kind == "country" and mention.located]
        alone = len({mention.entry.country for mention in told if mention.located}) == 1
        return named[0] if named and alone else None

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
        return self._gazetteer.admin1(*outlet[0]) if outlet and outlet[1] else None
