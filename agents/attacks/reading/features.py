"""What matching compares beside the slots, as small sorted tuples of hashes that travel with a sighting."""

from functools import lru_cache
from heapq import nsmallest
from zlib import crc32

from agents.attacks.reading.mentions import Event
from agents.text.document import Document
from agents.text.phrases import names_in
from config.gazetteer.skeletons import skeleton
from streams.ids import stable_hash

_TERMS_KEPT = 24
_NAMES_KEPT = 12
_COPY_HASHES = 12
_COPY_CHARACTERS = 20_000
_SHINGLE_WORDS = 5
_MIN_TERM_LENGTH = 4


@lru_cache(maxsize=100_000)
def _word_hash(word: str) -> int:
    return stable_hash(word) >> 32


def rare_terms(document: Document, event: Event) -> tuple[int, ...]:
    """Content words of the sentences that tell the event, longest first: long words are rare words."""
    stop = document.vocabulary.words("stopword")
    words: set[str] = set()
    for mention in event.mentions[:4]:
        words.update(document.folded[mention.sentence.start : mention.sentence.end].split())
    kept = sorted((w for w in words if len(w) >= _MIN_TERM_LENGTH and w not in stop), key=lambda w: (-len(w), w))
    return tuple(sorted(map(_word_hash, kept[:_TERMS_KEPT])))


def names_near(document: Document, event: Event) -> tuple[int, ...]:
    """Skeletons of persons' and groups' names in the sentences that tell the event: equal across scripts."""
    keys: set[str] = set()
    for mention in event.mentions[:4]:
        sentence = mention.sentence
        for start, end in names_in(document, sentence.start, sentence.end):
            keys.add(skeleton(document.text[start:end]))
    for found in (f for m in event.mentions for f in (*m.claimed_by, *m.perpetrators) if f.kind == "organization"):
        keys.add(found.text)
    return tuple(sorted(map(_word_hash, sorted(key for key in keys if len(key) >= 3)[:_NAMES_KEPT])))


def copy_key(document: Document) -> tuple[int, ...]:
    """The smallest hashes of the body's word shingles (a bottom-k sketch): copies of one text share most of them."""
    words = document.folded[document.body_from : document.body_from + _COPY_CHARACTERS].split()
    if len(words) < _SHINGLE_WORDS:
        return ()
    shingles = {" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(len(words) - _SHINGLE_WORDS + 1)}
    # A checksum is enough: nothing hangs on it but the share that two sketches have in common.
    return tuple(nsmallest(_COPY_HASHES, (crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles)))
