"""What the words around a place name say of it: located, part of another name, a street, where somebody only sits."""

import re
from collections.abc import Sequence

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST, names_in
from agents.text.vocabulary import TRIGGERS, Name, Term

_LOOK_BACK_WORDS = 5
_LOOK_BACK_CHARACTERS = 60
_CORRESPONDENT_REACH = 14
_SPEAKER_REACH = 6
_ATTACKED_REACH = 5
_STRUCK_WORDS = 3
_VERBS = tuple(concept for concept in TRIGGERS if concept.endswith("act"))
_DATELINE_REACH = 60
_DATELINE_START = 30
_DATELINE_MARK = re.compile(r"\s*(?:[,(/•·]|--?\s|[–—]\s?|:\s)")
_STOP = re.compile(r"\.[ \xa0]+[^\W\d_]")
_DATELINE_END = re.compile(r"--|[–—•·]|\s-\s|\)\s*[-:–—]?|:\s|\w-\s")
_NEXT_WORD = re.compile(r"[ \xa0]([^\W\d_][\w.'’-]*)")
_LAST_WORD = re.compile(r"([^\W\d_][\w.'’-]*)[ \xa0\n]$")
_ANY_WORD = re.compile(r"[ \xa0](\w[\w.'’-]*)")
_CROSSING_WORDS = 4
_TITLE_SHARE = 0.6
_CUE_GAP, _CUE_REACH = 1, 6
_SEAT_CHARACTERS = 40
_APPOSITION_CHARACTERS = 40
_REGION_CHARACTERS = 40


def is_region_word(document: Document, word: str) -> bool:
    """A noun of regions, also with a preposition written onto it: "بمحافظة"."""
    return bool({word, bare(document, word)} & document.vocabulary.words("region_word"))


def is_town_word(document: Document, word: str) -> bool:
    """The same of towns and districts: "بمدينة"."""
    towns = document.vocabulary.words("region_word") | document.vocabulary.words("town_word")
    return bool({word, bare(document, word)} & towns)


def bare(document: Document, word: str) -> str:
    """A word without the preposition that is written onto it: "بمحافظة"."""
    return word[1:] if word[:1] in document.vocabulary.words("joined_preposition") else word


def words_before(document: Document, sentence: Sentence, start: int) -> list[str]:
    """The last words of the sentence in front of a name, folded."""
    return document.folded[max(sentence.start, start - _LOOK_BACK_CHARACTERS) : start].split()[-_LOOK_BACK_WORDS:]


def is_located(document: Document, before: Sequence[str]) -> bool:
    """Whether a locative stands before, with nothing but articles and nouns of place between."""
    locative = document.vocabulary.words("locative")
    determiner = document.vocabulary.words("determiner")
    if not before:
        return False
    for width in (1, 2, 3):
        if " ".join(before[-width:]) in locative:
            return True
    rest = list(before)
    while rest and rest[-1] in determiner:
        rest.pop()
    place_words = document.vocabulary.words("region_word") | document.vocabulary.words("place_word")
    owning, nouns = document.vocabulary.words("owner_word"), 0
    while rest and (rest[-1] in place_words or rest[-1] in owning or (nouns and rest[-1] in determiner)):
        nouns += rest.pop() in place_words
    if len(rest) > 1 and rest[-2] in place_words and before[-1] in owning and document.language not in MODIFIERS_FIRST:
        return True  # "la station balnéaire de Grand-Bassam"
    return bool(nouns) or any(" ".join(rest[-width:]) in locative for width in (1, 2, 3) if rest)


def is_struck(document: Document, sentence: Sentence, hit: Hit[Name]) -> bool:
    """ "shelled Kherson", "a bombardé le centre de Kherson": the object of a verb of attack, which needs no "in"."""
    verbs = [verb for verb in sentence.of(*_VERBS) if verb.end <= hit.start]
    if not verbs:
        return False
    begin = max(verbs[-1].end, *(noun.end for noun in sentence.of("place_noun") if noun.end <= hit.start), 0)
    nouns = document.folded[verbs[-1].end : begin].split()
    lists = ("determiner", "place_word", "region_word", "owner_word")
    small = frozenset().union(*map(document.vocabulary.words, lists))
    return len(nouns) <= _STRUCK_WORDS and all(word in small for word in document.folded[begin : hit.start].split())


def is_where(document: Document, hit: Hit[Name]) -> bool:
    """ "La Turquie, où un attentat a fait 34 morts": what follows happened there."""
    if document.text[hit.end : hit.end + 1] not in (",", "،"):
        return False
    return not document.vocabulary.words("where_word").isdisjoint(document.folded[hit.end + 1 :][:8].split()[:1])


def opens_headline(document: Document, sentence: Sentence, hit: Hit[Name]) -> bool:
    """ "Mali : 20 civils tués": the headline says where before it says what."""
    if hit.start - sentence.start > 2:
        return False
    marks = (":", "-", "–", "—", "،") if sentence.kind in ("title", "heading") else (":",)
    return document.text[hit.end : hit.end + 2].strip().startswith(marks)


def is_title_case(document: Document, sentence: Sentence) -> bool:
    """Each Word With a Capital: then capitals join nothing."""
    kept = document.title_cases.get(sentence.start)
    if kept is None:
        kept = document.title_cases[sentence.start] = _is_title_case(document, sentence)
    return kept


def _is_title_case(document: Document, sentence: Sentence) -> bool:
    words = [word for word in document.text[sentence.start : sentence.end].split() if word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLE_SHARE * len(words)


def is_within_name(document: Document, sentence: Sentence, hit: Hit[Name], *, ambiguous: bool, located: bool) -> bool:
    """A capitalised neighbour makes a person's or an institution's name of it: "Nancy Pelosi", "Lord Sydney"."""
    text = document.text
    # "al-Hamdi" has its capital behind the article.
    first = text[hit.start : hit.end].split("-", 1)[-1][:1] if text[hit.start].islower() else text[hit.start]
    if not first.isupper() or is_title_case(document, sentence):
        return False
    before = _LAST_WORD.search(text, sentence.start, hit.start)
    if before and before.start() > sentence.start and before[1][0].isupper() and not located:
        word = document.folded[before.start(1) : before.end(1)]
        if word not in document.vocabulary.words("place_word") and not _is_term(sentence, before.start(1)):
            return True
    after = _NEXT_WORD.match(text, hit.end)
    if after and document.folded[after.start(1) : after.end(1)] in document.vocabulary.words("connector"):
        further = _NEXT_WORD.match(text, after.end())
        # "San Juan de Urama": a longer name that the gazetteer does not hold.
        if further and further[1][0].isupper() and hit.payload.kind == "place" and " " in text[hit.start : hit.end]:
            return True
    if not ambiguous or after is None or not after[1][0].isupper() or is_seat(document, hit):
        return False
    # "in Columbus Tuesday"
    return not document.dates_in(after.start(1), after.end())


def _is_term(sentence: Sentence, start: int) -> bool:
    """Whether a phrase of the lexicon begins there: "Chicago Police", "Mosul Hospital" are in Chicago and Mosul."""
    return any(hit.start == start for hit in sentence.hits)


def is_followed_by(document: Document, hit: Hit[Name], words: str) -> bool:
    """Whether a word of this list stands right behind: "Dover Court", "Saginaw County"."""
    after = _NEXT_WORD.match(document.text, hit.end)
    if after is None:
        return False
    listed = document.vocabulary.words(words)
    if document.folded[after.start(1) : after.end(1)].strip() in listed:
        return True
    # "Florissant Valley Road": one more capitalised word between.
    further = _NEXT_WORD.match(document.text, after.end()) if after[1][0].isupper() else None
    return further is not None and document.folded[further.start(1) : further.end(1)].strip() in listed


def is_followed_by_region(document: Document, hit: Hit[Name]) -> bool:
    """ "Kandahar province", "Kandahar and Helmand provinces", in languages that put the noun behind."""
    if document.language not in MODIFIERS_FIRST:
        return False
    words = document.folded[hit.end : hit.end + _REGION_CHARACTERS].split(maxsplit=3)[:3]
    listed = document.vocabulary.words
    if words and words[0] in listed("region_word"):
        return True
    return len(words) == 3 and words[0] in listed("conjunction") and words[2] in listed("region_plural")


def is_city(document: Document, hit: Hit[Name], before: Sequence[str]) -> bool:
    """ "Guatemala city", "Ciudad de Guatemala", "مدينة إدلب": the town, not the country or region of that name."""
    cities = document.vocabulary.words("city_word")
    if document.language in MODIFIERS_FIRST:
        after = document.folded[hit.end : hit.end + _REGION_CHARACTERS].split(maxsplit=1)
        if after and after[0] in cities and document.text[hit.end : hit.end + 1] in " \n":
            return True
    words = _without(document, before[-2:], "owner_word")
    return bool(words) and (words[-1] in cities or bare(document, words[-1]) in cities)


def _without(document: Document, words: Sequence[str], *lists: str) -> list[str]:
    return [word for word in words if not any(word in document.vocabulary.words(name) for name in lists)]


def runs_on(document: Document, sentence: Sentence, hit: Hit[Name]) -> bool:
    """Whether the next word has a capital too: "Cano Limon"."""
    after = _NEXT_WORD.match(document.text, hit.end)
    if after is None or not after[1][0].isupper() or is_title_case(document, sentence):
        return False
    return not document.dates_in(after.start(1), after.end())


def is_quarter(document: Document, hit: Hit[Name], before: Sequence[str]) -> bool:
    """ "the Miraflores neighborhood", "barrio de San Isidro", "حي الكرامة": a noun of parts of towns beside it."""
    quarters = document.vocabulary.words("quarter_word")
    if document.language in MODIFIERS_FIRST:
        return is_followed_by(document, hit, "quarter_word") and not is_of_town(document, before)
    words = _without(document, before[-3:], "owner_word", "definite")
    return bool(words) and (words[-1] in quarters or bare(document, words[-1]) in quarters)


def is_of_town(document: Document, before: Sequence[str]) -> bool:
    """ "A Mogadishu neighbourhood": one of the town that is named, not one of that name."""
    return bool(before) and before[-1] in document.vocabulary.words("indefinite")


def is_street_name(document: Document, before: Sequence[str]) -> bool:
    """ "rue de Lille", "calle Santa Engracia": a street in front, in languages that put it there."""
    if document.language in MODIFIERS_FIRST:
        return False
    words = _without(document, before[-4:], "owner_word")
    if not words or words[-1] not in document.vocabulary.words("street_word"):
        return False
    # "Dans une rue de Lens" is in the town.
    any_street = document.vocabulary.words("singular_determiner") - document.vocabulary.words("definite")
    return not (len(words) > 1 and words[-2] in any_street)


def has_house_number(document: Document, hit: Hit[Name]) -> bool:
    """ "en Casilda al 6000": the number of a house makes a street of the name before it."""
    word = _ANY_WORD.match(document.text, hit.end)
    if word is None or word[1] not in document.vocabulary.words("house_number"):
        return False
    number = _ANY_WORD.match(document.text, word.end())
    return number is not None and number[1].rstrip(".,").isdigit()


def is_crossing(document: Document, hit: Hit[Name]) -> bool:
    """ "near Missouri and 16th avenues", "North 15th Street", "Odessa and Franklin streets": names of streets."""
    streets = document.vocabulary.words("street_word")
    joints = document.vocabulary.words("conjunction")
    position = hit.end
    for _ in range(_CROSSING_WORDS):
        word = _ANY_WORD.match(document.text, position)
        if word is None:
            return False
        folded = document.folded[word.start(1) : word.end(1)].strip()
        if folded in streets and (word[1][0].isupper() or folded.endswith("s")):
            # "Dover Court", "16th avenues"; "a Pomona park" is none.
            return True
        if not (word[1][0].isupper() or word[1][0].isdigit() or folded in joints):
            return False
        position = word.end()
    return False


def surnames(document: Document) -> frozenset[str]:
    """Last words of the full names that the article gives: a surname that comes back alone is no town."""
    found: set[str] = set()
    lists = ("place_word", "locative", "determiner", "stopword")
    no_names = frozenset().union(*(document.vocabulary.words(name) for name in lists))
    for sentence in document.sentences:
        runs = names_in(document, sentence.start, sentence.end)
        if not runs or is_title_case(document, sentence):
            continue
        for start, end in runs:
            words = document.text[start:end].split()
            full = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
            if full and words[0].lower() not in no_names and not _is_term(sentence, start):
                found.add(words[-1])
    return frozenset(found)


def is_seat(document: Document, hit: Hit[Name]) -> bool:
    """A town's own body or people beside its name: "Montgomery police", "la police de Montpellier"."""
    seats = document.vocabulary.words("seat_word")
    after = _NEXT_WORD.match(document.text, hit.end)
    if after and document.folded[after.start(1) : after.end(1)].strip() in seats:
        return True
    before = document.folded[max(0, hit.start - _SEAT_CHARACTERS) : hit.start].split()
    return len(before) > 1 and before[-2] in seats and before[-1] in document.vocabulary.words("owner_word")


def exclusion(document: Document, sentence: Sentence, hit: Hit[Name], *, located: bool, kind: str) -> str | None:
    """Why nothing happened at a place that is named: `dateline`, `correspondent`, `institution`, `speaker`;
    or why probably not: `seat`."""
    if sentence.kind in ("lede", "body", "heading") and is_dateline(document, sentence, hit):
        return "dateline"
    for cue in sentence.of("correspondent"):
        near = cue.end <= hit.start and document.words_between(cue.end, hit.start) <= _CORRESPONDENT_REACH
        if near and "," not in document.text[cue.end : hit.start] and not _tells_between(sentence, cue, hit):
            return "correspondent"
    for cue in sentence.of("not_place"):
        # "né en", "frontalier du", right before: the words that locate it are the cue's own.
        near = 0 <= hit.start - cue.end <= (_CUE_GAP if located else _CUE_REACH)
        if near and not (kind != "country" and _is_attacked(document, sentence, cue)):
            return "institution"
    if not located and any(0 <= hit.start - cue.end <= _CUE_GAP for cue in sentence.of("agent_by")):
        return "institution"  # "a coalition led by Washington"
    if located and _is_seat_of_speaker(document, sentence, hit):
        return "seat"
    if not located and kind in ("country", "city") and not is_seat(document, hit):
        for cue in sentence.of("reporting", "denying", "accusing", "threatened"):
            if 0 <= cue.start - hit.end <= 3 and hit.start - sentence.start <= 12:
                return "speaker"
            # "اتهمت واشنطن": the verb stands first.
            verb_first = document.vocabulary.language.verb_first and cue.end <= hit.start
            if verb_first and not document.words_between(cue.end, document.word_start(hit.start)):
                return "speaker"
    return None


def _is_attacked(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """ "contre la façade de la mairie de Guingamp": what a town's own body is told of is done to it, and there."""
    return any(
        hit.end <= cue.start and document.words_between(hit.end, cue.start) <= _ATTACKED_REACH
        for hit in sentence.of("against")
    )


def _is_seat_of_speaker(document: Document, sentence: Sentence, hit: Hit[Name]) -> bool:
    """ "أعلن الدفاع المدني في غزة مقتل …": between a verb of saying and what it says there is only who says it."""
    opening = document.vocabulary.words("complementizer")
    if not opening:
        return False
    for cue in sentence.of("reporting"):
        if not 0 < document.words_between(cue.end, hit.start) <= _SPEAKER_REACH or cue.end > hit.start:
            continue
        words = set(document.folded[cue.end : hit.start].split())
        told = any(cue.end <= term.start < hit.start for term in sentence.of(*TRIGGERS, "killed", "injured", "weapon"))
        if not told and not opening & words and not any(sign in document.text[cue.end : hit.start] for sign in '،,:"'):
            return True
    return False


def _tells_between(sentence: Sentence, cue: Hit[Term], hit: Hit[Name]) -> bool:
    """Whether an attack is told between a reporter and a place: then the place may be the attack's."""
    return any(cue.end <= trigger.start < hit.start for trigger in sentence.of(*TRIGGERS))


def is_dateline(document: Document, sentence: Sentence, hit: Hit[Name]) -> bool:
    """A name that opens a paragraph and is parted from it by a dash, a date or an agency in brackets."""
    line = document.lines[sentence.line]
    if opens_headline(document, sentence, hit) and document.text[hit.end : hit.end + 2].strip() == ":":
        return False
    if hit.start - line.start > _DATELINE_START or document.text[line.start : hit.start].strip(" ([").count(" ") > 2:
        return False
    if hit.start > line.start and document.text[line.start : hit.start].strip(" (["):
        words = document.folded[line.start : hit.start].split()
        if any(word in document.vocabulary.words("locative") for word in words):
            return False
    if hit.start == line.start and _STOP.match(document.text, hit.end, line.end):
        # "SAINT-BRIEUC. Un homme a été blessé …"
        return True
    if not _DATELINE_MARK.match(document.text, hit.end):
        return False
    end = _DATELINE_END.search(document.text, hit.end, min(hit.end + _DATELINE_REACH, line.end))
    return end is not None and not any(
        term.payload.concept in (*TRIGGERS, "killed", "injured")
        for term in sentence.hits
        if hit.end <= term.start < end.start()
    )


def is_apposition(document: Document, start: int, end: int) -> bool:
    """A comma and at most words of place between: "Palma, in northern Mozambique", "Kira, dans le sud de l'Irak"."""
    if end - start > _APPOSITION_CHARACTERS or document.text[start:end].lstrip()[:1] not in (",", "(", "،"):
        return False
    vocabulary = document.vocabulary
    known = ("place_word", "locative", "determiner", "connector")
    words = document.folded[start:end].split()
    return all(any(word in vocabulary.words(name) for name in known) for word in words)
