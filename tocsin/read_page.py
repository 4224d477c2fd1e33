"""Shows an explanation as one self-contained page: no script, nothing loaded from elsewhere, everything escaped."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from streams.records import Evidence, Sighting
from tocsin.explanation import CLAIM, LINE_NOTES, REFUSED, TRIGGER, Explanation, Mark, Passage, Piece
from tocsin.safe_text import show_controls
from tocsin.slots import SLOTS, UNKNOWN, SlotRow, describe_sighting, slot_rows

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
_TAGS = {"title": "h2", "heading": "h3"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render_page(explanation: Explanation) -> str:
    """The whole page, as text to be written in UTF-8."""
    article = explanation.article
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_safe(article.title or article.id)} – what Tocsin read</title>",
            f"<style>{_stylesheet()}</style></head><body>",
            *_head(explanation),
            f"<main><section aria-label='The article'>{_legend()}",
            *_article(explanation),
            "</section><section aria-label='What was read'>",
            *_sightings(explanation),
            *_refused(explanation),
            *_claims(explanation),
            "</section></main></body></html>",
            "",
        ]
    )


def _stylesheet() -> str:
    hues = "\n".join(f".{name} {{ --hue: {slot.hue} }}" for name, slot in SLOTS.items())
    return (files("tocsin") / "read_page.css").read_text("utf-8") + hues


def _head(explanation: Explanation) -> Iterator[str]:
    article = explanation.article
    reference = article.reference_at or "no time: days such as “yesterday” stay unknown, nothing is new"
    counts = (
        f"attacks: {len(explanation.sightings)} · refused words: {len(explanation.refused)} · "
        f"claims: {len(explanation.occurrences)}"
    )
    yield f'<header><h1 dir="auto">{_safe(article.title or article.id)}</h1>'
    yield f"<p><bdi>{_safe(article.outlet)}</bdi> · language {_safe(explanation.language)} · version {article.version}"
    yield f" · days count from {_safe(reference)}</p>"
    name = f'<p class="id"><bdi>{_safe(article.id)}</bdi></p>' if article.title else ""
    yield f"{name}<p>{counts}</p></header>"


def _legend() -> str:
    slots = "".join(f'<li><mark class="slot {name}">{slot.label}</mark></li>' for name, slot in SLOTS.items())
    others = (
        f'<li><mark class="{REFUSED}">refused</mark></li>'
        f'<li><mark class="{TRIGGER}">joined to a sighting, or attacks in general</mark></li>'
        f'<li><span class="{CLAIM}">claim</span></li><li>¹ number of the sighting</li>'
    )
    return f'<ul class="legend">{slots}{others}</ul>'


def _article(explanation: Explanation) -> Iterator[str]:
    language = explanation.language
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    yield f'<article lang="{_safe(language)}" dir="{direction}">'
    anchored: set[str] = set()
    for passage in explanation.passages:
        yield _passage(passage, anchored)
    yield "</article>"


def _passage(passage: Passage, anchored: set[str]) -> str:
    tag = _TAGS.get(passage.kind, "p")
    text = "".join(_piece(piece, anchored) for piece in passage.pieces)
    label = f'<span class="kind" lang="en" dir="ltr">{passage.kind}</span>' if passage.kind in LINE_NOTES else ""
    note = f'<small lang="en" dir="auto">{_safe(passage.note)}</small>' if passage.note else ""
    return f'<div class="line {passage.kind}">{label}<{tag}>{text}</{tag}>{note}</div>'


def _piece(piece: Piece, anchored: set[str]) -> str:
    shown = _safe(piece.text)
    slots = [mark for mark in piece.marks if mark.kind != CLAIM]
    claims = [mark for mark in piece.marks if mark.kind == CLAIM]
    if slots:
        title = ", ".join(dict.fromkeys(map(_name, slots)))
        kind = slots[0].kind if slots[0].kind in (REFUSED, TRIGGER) else f"slot {slots[0].kind}"
        inner = f"{_anchors(piece, anchored)}{shown}{_numbers(piece)}"
        shown = f'<mark class="{_safe(kind)}" title="{_safe(title)}">{inner}</mark>'
    if claims:
        numbers = [mark.number for mark in piece.ending if mark.kind == CLAIM]
        ending = "".join(f'<sup><a href="#c{number}">C{number}</a></sup>' for number in numbers)
        shown = f'<span class="{CLAIM}" title="{_safe(", ".join(map(_name, claims)))}">{shown}</span>{ending}'
    return shown


def _anchors(piece: Piece, anchored: set[str]) -> str:
    """Targets for the links of the tables, once a span."""
    names = list(dict.fromkeys(_anchor(mark) for mark in piece.marks if mark.kind != CLAIM))
    fresh = [name for name in names if name not in anchored]
    anchored.update(fresh)
    return "".join(f'<i id="{name}"></i>' for name in fresh)


def _numbers(piece: Piece) -> str:
    numbers = dict.fromkeys(mark.number for mark in piece.ending if mark.kind != CLAIM and mark.number)
    links = ",".join(f'<a href="#s{number}">{number}</a>' for number in numbers)
    return f"<sup>{links}</sup>" if links else ""


def _name(mark: Mark) -> str:
    if mark.kind == CLAIM:
        return f"claim {mark.number}"
    label = SLOTS[mark.kind].label if mark.kind in SLOTS else mark.kind
    return f"{label} of sighting {mark.number}" if mark.number else label


def _anchor(span: Mark | Evidence) -> str:
    return f"{span.field}-{span.start}-{span.end}"


def _sightings(explanation: Explanation) -> Iterator[str]:
    yield f"<h2>Attacks read: {len(explanation.sightings)}</h2>"
    for number, sighting in enumerate(explanation.sightings, start=1):
        yield _sighting(explanation, number, sighting)


def _sighting(explanation: Explanation, number: int, sighting: Sighting) -> str:
    rows = "".join(_slot_row(explanation, row) for row in slot_rows(sighting))
    return (
        f'<table id="s{number}"><caption><b>{number}</b> {_safe(describe_sighting(sighting))}</caption>'
        f"<thead><tr><th>slot</th><th>value</th><th>read from</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _slot_row(explanation: Explanation, row: SlotRow) -> str:
    values = "<br>".join(f"<bdi>{_safe(value)}</bdi>" for value in row.values) or f"<em>{UNKNOWN}</em>"
    quotes = "<br>".join(
        f'<a href="#{_anchor(span)}"><bdi>{_safe(explanation.quote(span.field, span.start, span.end))}</bdi></a>'
        f" <small>{span.field} {span.start}–{span.end}</small>"
        for span in row.evidence
    )
    label = f'<mark class="slot {row.slot}">{SLOTS[row.slot].label}</mark>'
    return f"<tr><th>{label}</th><td>{values}</td><td>{quotes}</td></tr>"


def _refused(explanation: Explanation) -> Iterator[str]:
    if not explanation.refused:
        return
    yield f"<h2>Words refused: {len(explanation.refused)}</h2>"
    yield "<table><thead><tr><th>words</th><th>reason</th><th>why</th></tr></thead><tbody>"
    for one in explanation.refused:
        link = f'<a href="#{one.field}-{one.start}-{one.end}"><bdi>{_safe(one.text)}</bdi></a>'
        yield f"<tr><td>{link}</td><td>{_safe(one.reason)}</td><td>{_safe(one.note)}</td></tr>"
    yield "</tbody></table>"


def _claims(explanation: Explanation) -> Iterator[str]:
    yield f"<h2>Claims read: {len(explanation.occurrences)}</h2>"
    if not explanation.occurrences:
        return
    yield "<table><thead><tr><th></th><th>voice</th><th>said by</th><th>text</th></tr></thead><tbody>"
    for number, one in enumerate(explanation.occurrences, start=1):
        said_by = _safe(", ".join(one.attributed_to)) or "–"
        yield (
            f'<tr id="c{number}"><th>C{number}</th><td>{one.voice}</td><td><bdi>{said_by}</bdi></td>'
            f'<td dir="auto" lang="{_safe(explanation.language)}">{_safe(one.text)}</td></tr>'
        )
    yield "</tbody></table>"


def _safe(text: str) -> str:
    return escape(show_controls(text))
