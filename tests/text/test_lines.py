"""What each line of a page is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.articles.reading import Reader
from agents.text.lines import cut_lines
from streams.records import Article

LEDE = "Une bombe artisanale a explosé lundi au passage d'un convoi à Nassiriya, dans le sud de l'Irak."


def kinds(reader: Reader, text: str, *, language: str = "fr", title: str = "") -> list[tuple[str, str]]:
    """Each line with its kind, as the language's own furniture words tell it."""
    document = reader.annotator.annotate(Article("a", "o", title=title, text=text), language)
    return [(line.kind, document.text[line.start : line.end]) for line in document.lines]


@pytest.mark.parametrize(
    ("language", "line", "kind"),
    [
        ("fr", "Lire aussi : Irak, le budget enfin débattu au Parlement", "crosslink"),
        ("en", "Read more: Lawmakers open debate on the budget", "crosslink"),
        ("fr", "Partager cet article", "furniture"),
        ("en", "Share this article", "furniture"),
        ("fr", "Accueil", "furniture"),
        ("fr", "Un convoi militaire près de Nassiriya, en 2020. (Photo d'archives)", "caption"),
        ("en", "Soldiers guard a bridge in the north of the province. (File photo)", "caption"),
        ("en", "Source: Gulf Meridian", "credit"),
        ("fr", "Ce que l'on sait de l'attaque contre le convoi", "heading"),
        ("fr", "La circulation a été coupée et des renforts ont bouclé le quartier.", "body"),
    ],
)
def test_kinds_of_lines(reader: Reader, language: str, line: str, kind: str) -> None:
    """A line of a page behind its first paragraph."""
    lede = LEDE if language == "fr" else "A roadside bomb killed two policemen in the city on Monday, officials said."
    assert kinds(reader, f"{lede}\n{line}", language=language)[1] == (kind, line)


def test_title_lede_and_body(reader: Reader) -> None:
    """The headline is a line of its own; the first paragraph of a length is the lede."""
    told = kinds(reader, f"TV\n{LEDE}\n{LEDE}", title="Irak : un convoi visé")
    assert [kind for kind, _ in told] == ["title", "furniture", "lede", "body"]


def test_links_parted_by_dashes(reader: Reader) -> None:
    """What stands below an announced list is a link each, questions and all, though dashes stand between."""
    links = [
        "À lire aussi",
        "Femme séquestrée : trois ans dans une cave",
        "Qui a tiré sur le bus ?",
        "Un port bloqué par des dockers",
    ]
    told = kinds(reader, f"{LEDE}\n" + "\n-\n".join(links))
    assert [line for kind, line in told if kind == "crosslink"] == links


def test_link_phrase_inside_a_sentence_is_no_link(reader: Reader) -> None:
    line = "Le maire invite les habitants à lire aussi le rapport publié par la commission en janvier."
    assert kinds(reader, f"{LEDE}\n{line}")[1][0] == "body"


WIRE = """BAGHDAD, 4 MAR -- A ROADSIDE BOMB EXPLODED MONDAY AS AN ARMY
CONVOY PASSED NEAR THE TOWN OF TARQA, KILLING TWO SOLDIERS AND
WOUNDING FIVE OTHERS, A PROVINCIAL OFFICIAL SAID BY TELEPHONE.
THE CONVOY WAS CARRYING FUEL TO A BASE WEST OF THE TOWN, AND
TWO OF ITS TRUCKS BURNED OUT BEFORE FIREMEN REACHED THE ROAD.

NO GROUP HAS CLAIMED RESPONSIBILITY FOR THE BLAST, THE SECOND
OF ITS KIND ON THE ROAD SINCE THE BEGINNING OF THE YEAR, WHEN
A FUEL TRUCK WAS DESTROYED."""


def test_wrapped_wire_is_joined() -> None:
    """Lines broken at a column are paragraphs again; an empty line still parts them."""
    spans = cut_lines(WIRE)
    assert [WIRE[start : start + 7] for start, _ in spans] == ["BAGHDAD", "NO GROU"]
    assert WIRE[slice(*spans[1])].endswith("DESTROYED.")


def test_headline_is_not_joined_to_a_wrapped_body() -> None:
    title = "ROADSIDE BOMB KILLS TWO SOLDIERS NEAR THE TOWN OF TARQA IN IRAQ"
    spans = cut_lines(f"{title}\n{WIRE}", len(title) + 1)
    assert spans[0] == (0, len(title))
    assert len(spans) == 3


def test_page_of_paragraphs_is_not_joined() -> None:
    page = "\n".join([LEDE] * 8)
    assert len(cut_lines(page)) == 8


@given(st.text(alphabet=st.sampled_from("ab .\n\r\u2028"), max_size=200))
def test_every_character_is_on_one_line(text: str) -> None:
    """Lines are in order, do not overlap, and hold all that is no space."""
    spans = cut_lines(text)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
