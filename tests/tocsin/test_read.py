"""`tocsin read` shows what was read and why, to people, pages and programs, and lets no article steer either."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from agents.articles.reading import Reader
from agents.loading import load_reader
from config.settings import load_settings
from streams.records import Article, Evidence, Place, Sighting, Toll
from tocsin.cli import main
from tocsin.explanation import Explanation, Mark, Passage, Piece, Refused, cut_pieces
from tocsin.read_page import render_page
from tocsin.safe_text import show_controls
from tocsin.slots import describe_toll, slot_rows

TITLE = "Irak : une bombe tue trois policiers à Kirkouk"
TEXT = """Une bombe artisanale a explosé lundi au passage d'une patrouille de police à Kirkouk, tuant trois policiers.
Des policiers devant le marché de Kirkouk. (Photo d'archives)
Lire aussi : Irak : une attaque contre un poste de contrôle
Le Parlement irakien a voté en novembre 2020 un budget de 90 milliards de dollars pour la reconstruction du pays.
Partager cet article"""
ARTICLE = {
    "id": "https://courrier.example/kirkouk",
    "outlet": "Le Courrier",
    "title": TITLE,
    "text": TEXT,
    "language": "fr",
    "published_at": "2021-01-18T12:00:00Z",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(load_settings())


@pytest.fixture(autouse=True)
def _load_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agents.loading.load_reader", lambda settings: reader)


def write_articles(path: Path, *articles: dict[str, Any]) -> str:
    path.write_text("".join(f"{json.dumps(article)}\n" for article in articles), "utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["read", *arguments])


def records_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_piped_text_is_plain_and_names_every_span(tmp_path: Path) -> None:
    """Without a terminal there are no colours: brackets say which slot of which sighting."""
    result = run(write_articles(tmp_path / "a.jsonl", ARTICLE))
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.stdout
    assert re.search(r"\[place 1[^]]*: Kirkouk\]", result.stdout)
    assert "[refused: attaque]" in result.stdout
    assert "↳ link to another story: tells nothing of this one (“Lire aussi”)" in result.stdout
    assert re.search(r"caption +.*Photo d'archives", result.stdout)
    assert "Claims read: 1" in result.stdout


def test_records_say_where_everything_stands(tmp_path: Path) -> None:
    """Every span of `--json` cuts the words from the article as it was received."""
    records = records_of(run(write_articles(tmp_path / "a.jsonl", ARTICLE), "--json"))
    kinds = [record["record"] for record in records]
    assert {"line", "sighting", "refusal", "occurrence"} == set(kinds)
    sighting = records[kinds.index("sighting")]
    assert sighting["killed"] == {"low": 3, "high": 3}
    fields = {"title": TITLE, "text": TEXT}
    places = [fields[e["field"]][e["start"] : e["end"]] for e in sighting["evidence"] if e["slot"] == "place"]
    assert places == ["Kirkouk"]
    refusal = records[kinds.index("refusal")]
    assert fields[refusal["field"]][refusal["start"] : refusal["end"]] == refusal["text"] == "attaque"
    assert [record["kind"] for record in records if record["record"] == "line"] == [
        "title",
        "lede",
        "caption",
        "crosslink",
        "body",
        "furniture",
    ]


class _Page(HTMLParser):
    """What a browser would load or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def attributes(self, name: str) -> Iterator[str]:
        return (value for _, attributes in self.tags if (value := attributes.get(name)) is not None)


def test_page_is_whole_in_itself(tmp_path: Path) -> None:
    """It loads nothing, runs nothing, and every link leads to a place in the page."""
    out = tmp_path / "page.html"
    result = run(write_articles(tmp_path / "a.jsonl", ARTICLE), "--html", str(out))
    assert result.exit_code == 0, result.output
    text = out.read_text("utf-8")
    page = _Page(text)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not [*page.attributes("src"), *page.attributes("onclick")]
    assert "url(" not in text
    assert "@import" not in text
    anchors = set(page.attributes("id"))
    assert {link.removeprefix("#") for link in page.attributes("href")} <= anchors
    ids = list(page.attributes("id"))
    assert len(ids) == len(set(ids))
    assert 'lang="fr" dir="ltr"' in text


HOSTILE = "<script>alert(1)</script> \"&' \x1b[31m \u202eevil"


def explanation_of(language: str, text: str) -> Explanation:
    article = Article(id=text, outlet=text, title=text, text=text)
    evidence = (Evidence("place", "text", 0, 8), Evidence("weapon", "text", 4, 12))
    sighting = Sighting(
        "s", text, 1, text, language, None, "lead", "bombing", "reported", True, 0.5,
        weapon=(text,), place=Place(text, precision="city"), killed=Toll(3, None), evidence=evidence,
    )  # fmt: skip
    marks = [Mark(span.slot, "text", span.start, span.end, 1) for span in evidence]
    pieces = tuple(cut_pieces(text, start=0, end=len(text), marks=marks))
    passage = Passage("furniture", "text", 0, len(text), text, pieces)
    refused = Refused("text", 0, 3, text, text, text)
    return Explanation(article, language, (passage,), (sighting,), (), (refused,))


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_page_escapes_and_sets_the_direction(language: str, direction: str) -> None:
    """Whatever an article holds is text on the page; Arabic runs from right to left."""
    page = render_page(explanation_of(language, HOSTILE))
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert f'<article lang="{language}" dir="{direction}">' in page


def test_terminal_gets_no_control_characters(tmp_path: Path) -> None:
    """An article cannot colour, clear or retitle the terminal of who reads it."""
    result = run(write_articles(tmp_path / "a.jsonl", ARTICLE | {"text": f"{TEXT}\n{HOSTILE} a \x07\x9b2J."}))
    assert result.exit_code == 0, result.output
    assert not set(result.stdout) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "␛[31m" in result.stdout


def test_line_chooses_the_article(tmp_path: Path) -> None:
    """Lines count from 1, blank ones too; without --line the first article is shown and the others are named."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(ARTICLE)}\n\n{json.dumps(ARTICLE | {'title': 'Second'})}\n", "utf-8")
    assert "Second" in run(str(path), "--line", "3").stdout
    assert "no article on line 2" in run(str(path), "--line", "2").stderr
    first = run(str(path))
    assert TITLE in first.stdout
    assert "--line N shows another" in first.stderr


def test_text_files_take_what_is_said_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    result = run(str(path), "--published-at", "2021-01-18", "--outlet", "Le Courrier", "--title", TITLE, "--json")
    sightings = [record for record in records_of(result) if record["record"] == "sighting"]
    assert sightings[0]["occurred"]["start"] == "2021-01-18"
    assert sightings[0]["outlet"] == "Le Courrier"


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"status": "canceled"}, 1, "withdrawn"),
        ({"text": "Ein Anschlag auf einen Markt hat am Montag drei Menschen getötet.", "title": None}, 1, "language"),
        ({"text": 7}, 2, "wrong_type"),
        ({"id": ""}, 2, "missing_id"),
    ],
)
def test_what_is_not_read_is_said(tmp_path: Path, changed: dict[str, Any], code: int, said: str) -> None:
    result = run(write_articles(tmp_path / "a.jsonl", ARTICLE | changed | {"language": None}))
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_unusable_files_are_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("tué".encode("latin-1"))
    empty = write_articles(tmp_path / "empty.jsonl")
    for path in (str(latin), empty, str(tmp_path / "none.jsonl")):
        result = run(path)
        assert result.exit_code == 2
        assert path in result.stderr


marks = st.builds(
    lambda kind, start, length: Mark(kind, "text", start, start + length, 1),
    st.sampled_from(["place", "claim", "type"]),
    st.integers(0, 40),
    st.integers(1, 20),
)


@given(st.text(min_size=1, max_size=40), st.lists(marks, max_size=6))
def test_pieces_add_up_to_the_text(text: str, spans: list[Mark]) -> None:
    """However marks overlap, no character is lost or told twice, and each carries the marks over it."""
    pieces: list[Piece] = list(cut_pieces(text, start=0, end=len(text), marks=spans))
    assert "".join(piece.text for piece in pieces) == text
    position = 0
    for piece in pieces:
        over = {mark for mark in spans if mark.start <= position < mark.end}
        assert set(piece.marks) == over
        position += len(piece.text)


def test_a_slot_is_shown_before_the_trigger_that_it_lies_in() -> None:
    """Words can be a weapon and a trigger at once: the slot of a sighting says more."""
    spans = [Mark("trigger", "text", 0, 4), Mark("weapon", "text", 0, 4, 1), Mark("claim", "text", 0, 9, 1)]
    first = next(cut_pieces("bomb here", start=0, end=9, marks=spans))
    assert [mark.kind for mark in first.marks] == ["weapon", "trigger", "claim"]


@given(st.text(max_size=60))
def test_controls_are_shown_one_for_one(text: str) -> None:
    shown = show_controls(text)
    assert len(shown) == len(text)
    assert not [char for char in shown if (ord(char) < 32 and char not in "\t\n") or 127 <= ord(char) < 160]


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (Toll(3, 3), "3"),
        (Toll(30, None), "at least 30"),
        (Toll(None, 7), "at most 7"),
        (Toll(5, 7), "5 to 7"),
        (Toll(None, None), "unknown"),
        (Toll(0, 0), "0"),
    ],
)
def test_tolls_in_words(toll: Toll, words: str) -> None:
    assert describe_toll(toll) == words


def test_unknown_slots_are_shown_as_unknown() -> None:
    """Place, time and toll have a row even when nothing was read: unknown is not none."""
    sighting = Sighting("s", "a", 1, "o", "fr", None, "lead", "bombing", "reported", False, 0.5)
    rows = {row.slot: row.values for row in slot_rows(sighting)}
    assert rows == {"type": ("bombing",), "place": (), "occurred": (), "killed": (), "injured": ()}
