"""Chooses the place of a mention among those that its sentence and its neighbours name."""

from dataclasses import replace

from agents.attacks.reading.mentions import Mention
from agents.text.document import Document, Sentence
from agents.text.places.asides import is_said_of_place
from agents.text.places.mentions import PlaceMention
from agents.text.places.places import Places

_KIND_COST = {"facility": 0.0, "city": 0.0, "admin1": 6.0, "country": 14.0}
_BEFORE_COST = 3.0
_UNLOCATED_COST = 8.0
_ABROAD_COST = 12.0
_BEARING_COST = 9.0
_ASIDE_COST = 12.0
_REGION_GAP_WORDS = 4
"""Behind a place they lead in the wider one that it lies in."""
_SUPPORT_GAIN, _SUPPORT_MOST = 1.5, 6.0


def fill_place(
    document: Document, mention: Mention, places: dict[int, list[PlaceMention]], resolver: Places, *, about: bool
) -> None:
    """The narrowest located name near the trigger, and a wider one beside it.

    `about`: the page is about a known place, so no unknown name is guessed at.
    """
    sentence, trigger = mention.sentence, mention.trigger
    own = places.get(sentence.index, [])
    usable = [place for place in own if place.excluded is None and _can_hold(place)]
    if not usable and not any(_is_news_place(place) for found in places.values() for place in found):
        # Nothing else says where: then it happened where those sit who tell it.
        usable = [place for place in own if place.excluded == "seat"]

    # "sur le lac Tchad, dans le nord du Cameroun": the country that the sentence names decides.
    countries = {place.entry.country for place in usable if place.entry.kind == "country" and place.located}

    def cost(place: PlaceMention) -> float:
        before = place.end <= trigger.start
        first, second = (place.end, trigger.start) if before else (trigger.end, place.start)
        return (
            document.words_between(first, second)
            + _KIND_COST[place.entry.kind]
            + (_BEFORE_COST if before else 0.0)
            + (0.0 if place.located else _UNLOCATED_COST)
            + (_ABROAD_COST if countries and place.entry.country not in countries else 0.0)
            + (_BEARING_COST if _misleads(document, place, usable) else 0.0)
            + (_ASIDE_COST if is_said_of_place(document, sentence, place.start, of=trigger.start) else 0.0)
            - (min(_SUPPORT_MOST, _SUPPORT_GAIN * place.support) if place.entry.kind == "city" else 0.0)
        )

    mention.beside = frozenset(p.entry.geonameid for p in usable if p.entry.kind in ("city", "facility"))
    usable.sort(key=cost)
    if usable:
        chosen = next((place for place in usable if _is_inside(place, usable[0])), usable[0])
        mention.place = replace(chosen, bearing=True) if _gives_bearing(document, chosen) else chosen
        wider = [p for p in usable if p is not chosen and p.entry.kind in ("admin1", "country")]
        mention.region = wider[0] if wider else None
    if mention.place is None:
        mention.place = _heading_place(document, sentence, places)
    if not about and (mention.place is None or mention.place.entry.kind == "country"):
        country = mention.place.entry.country if mention.place else _country_of(places)
        known = resolver.nearest_known(document, sentence, country) if country else None
        if known is not None and known.entry.kind != "country":
            mention.region, mention.place = mention.place, known


def _heading_place(
    document: Document, sentence: Sentence, places: dict[int, list[PlaceMention]]
) -> PlaceMention | None:
    """ "17 January 2019. Bogotá, Colombia. A man …": the place in whose name alone the sentence before consists."""
    before = document.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.line != sentence.line or before.hits:
        return None
    own = sorted(places.get(before.index, ()), key=lambda place: place.start)
    spans = [(place.start, place.end) for place in own]
    spans += [(span.start, span.end) for span in document.dates_in(before.start, before.end)]
    words = sum(document.words_between(*span) for span in spans)
    if not own or words < document.words_between(before.start, before.end):
        return None
    return min(own, key=lambda place: _KIND_COST[place.entry.kind])


def _gives_bearing(document: Document, place: PlaceMention) -> bool:
    """ "à l'est de Bagdad", "30 km north of Mosul": a city that says where another place lies."""
    if place.entry.kind not in ("city", "facility"):
        return False
    words = document.folded[max(0, place.start - 30) : place.start].split()[-3:]
    return bool(set(words) & document.vocabulary.words("direction"))


def _holds_another(document: Document, place: PlaceMention, usable: list[PlaceMention]) -> bool:
    """ "Los Álamos, provincia de Arauco": a town's namesake region behind the town that lies in it."""
    if place.entry.kind != "city":
        return False
    return any(
        other.entry.kind == "city"
        and other.end < place.start
        and document.text[other.end] == ","
        and set(document.folded[other.end : place.start].split()) & document.vocabulary.words("region_word")
        and document.words_between(other.end, place.start) <= _REGION_GAP_WORDS
        for other in usable
    )


def _is_origin(document: Document, place: PlaceMention) -> bool:
    """ "صاروخ أطلق من لبنان باتجاه صفد": where it came from."""
    words = document.folded[max(0, place.start - 30) : place.start].split()[-4:]
    return bool(set(words) & document.vocabulary.words("launching"))


def _misleads(document: Document, place: PlaceMention, usable: list[PlaceMention]) -> bool:
    """What stands near the attack and is not where it happened."""
    return _gives_bearing(document, place) or _holds_another(document, place, usable) or _is_origin(document, place)


def _is_inside(place: PlaceMention, wider: PlaceMention) -> bool:
    """A city of the region, a region or city of the country, or a quarter of the city, that the same sentence names."""
    if place.container is not None and place.container == wider.entry:
        return True
    if wider.entry.kind == "country":
        return place.entry.kind != "country" and place.entry.country == wider.entry.country
    return (
        wider.entry.kind == "admin1"
        and place.entry.kind in ("city", "facility")
        and (place.entry.country, place.entry.admin1_code) == (wider.entry.country, wider.entry.admin1_code)
    )


def _is_news_place(place: PlaceMention) -> bool:
    return place.excluded is None and place.located and place.entry.kind in ("city", "facility", "admin1")


def _can_hold(place: PlaceMention) -> bool:
    """A country that is not located is somebody's, not somewhere: "l'Irak veut …"."""
    return place.located or place.entry.kind != "country"


def _country_of(places: dict[int, list[PlaceMention]]) -> str | None:
    countries = [place.entry.country for mentions in places.values() for place in mentions]
    return max(set(countries), key=lambda code: (countries.count(code), code), default=None)


def split_by_place(document: Document, mention: Mention, places: list[PlaceMention]) -> list[Mention]:
    """N things at N coordinated places are N attacks: "deux convois … à Nassiriya et à Samawa"."""
    local = [p for p in places if p.excluded is None and p.entry.kind in ("city", "facility", "admin1")]
    chain = _coordinated(document, mention, local)
    distinct = {place.entry.geonameid or place.entry.name for place in chain}
    if len(chain) < 2 or len(distinct) != len(chain) or not _is_several(document, mention, len(chain)):
        return [mention]
    return [replace(mention, place=place, claimed_by=list(mention.claimed_by)) for place in chain]


def _coordinated(document: Document, mention: Mention, local: list[PlaceMention]) -> list[PlaceMention]:
    joints, containers = document.vocabulary.words("conjunction"), document.vocabulary.words("region_word")
    chain: list[PlaceMention] = []
    for place in local:
        if not chain:
            chain = [place]
            continue
        between = document.text[chain[-1].end : place.start]
        words = document.folded[chain[-1].end : place.start].split()
        joined = (
            bool(set(words) & joints)
            or _is_joined(document, chain[-1].end, place.start)
            or ("," in between and not set(words) & containers)
        )
        same_kind = chain[-1].entry.kind == place.entry.kind
        if joined and len(words) <= 4 and same_kind:
            chain.append(place)
        elif mention.place in chain:
            break
        else:
            chain = [place]
    if not chain or mention.place not in chain or not chain[0].located:
        return []
    lead_in = document.folded[max(mention.sentence.start, chain[0].start - 24) : chain[0].start].split()
    return [] if set(lead_in[-3:]) & document.vocabulary.words("route_word") else chain


def _is_joined(document: Document, start: int, end: int) -> bool:
    """Whether "and" is written onto the second place or a noun before it: "بغداد وبعقوبة", "درعا وبلدة تسيل"."""
    joints = tuple(document.vocabulary.words("joined_conjunction"))
    if not joints:
        return False
    nouns = document.vocabulary.words("settlement_word") | document.vocabulary.words("region_word")
    words = document.folded[start:end].split(" ")
    return words[-1] in joints or any(word[:1] in joints and word[1:] in nouns for word in words)


def _is_several(document: Document, mention: Mention, places: int) -> bool:
    """The sentence counts as many attacks as places, or speaks of them in the plural."""
    if mention.number is not None:
        return mention.number >= places
    if mention.trigger.is_verb:
        return False
    words = document.folded[mention.trigger.start : mention.trigger.end].split()
    return any(word.endswith(("s", "ات", "ان", "ين")) for word in words)
