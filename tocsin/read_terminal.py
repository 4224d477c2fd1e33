"""Shows an explanation in a terminal: colours for slots; without colours (piped) brackets that name them."""

from collections.abc import Iterator

from rich.box import ASCII2, ROUNDED
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from streams.records import Sighting
from tocsin.explanation import CLAIM, REFUSED, TRIGGER, Explanation, Passage, Piece
from tocsin.safe_text import show_controls
from tocsin.slots import SLOTS, UNKNOWN, describe_sighting, slot_rows

PIPED_COLUMNS = 120
_SUPERSCRIPTS = str.maketrans("0123456789C", "⁰¹²³⁴⁵⁶⁷⁸⁹ᶜ")
_STYLES = {name: slot.style for name, slot in SLOTS.items()} | {
    REFUSED: "strike dim red",
    TRIGGER: "underline red",
}
_KIND_COLUMNS = 9
_QUIET_LINES = frozenset({"crosslink", "furniture", "credit"})


def make_console() -> Console:
    """A console for standard output: the terminal's width, or a wide page when piped."""
    plain = Console()
    return plain if plain.is_terminal else Console(width=PIPED_COLUMNS, color_system=None)


def render(explanation: Explanation, *, coloured: bool) -> Iterator[RenderableType]:
    """Head, text, sightings, refused words and claims, each ready to print."""
    yield _head(explanation)
    yield Padding(_legend(coloured), (1, 0), expand=False)
    yield from (_passage(passage, coloured) for passage in explanation.passages)
    yield _heading(f"Attacks read: {len(explanation.sightings)}")
    for number, sighting in enumerate(explanation.sightings, start=1):
        yield _sighting(explanation, number, sighting, coloured)
    if explanation.refused:
        yield _heading(f"Words refused: {len(explanation.refused)}")
        yield _refused(explanation, coloured)
    yield _heading(f"Claims read: {len(explanation.occurrences)}")
    if explanation.occurrences:
        yield _claims(explanation, coloured)


def _head(explanation: Explanation) -> Text:
    article = explanation.article
    reference = article.reference_at or "none: days such as “yesterday” stay unknown, nothing is new"
    lines = Text(show_controls(article.title or article.id), style="bold")
    lines.append(f"\n{show_controls(article.outlet)} · language {explanation.language}", style="not bold")
    lines.append(f" · version {article.version} · days count from {reference}", style="not bold")
    return lines


def _legend(coloured: bool) -> Text:
    if not coloured:
        return Text("[slot number: words]: read as this slot of that sighting; C: a claim; refused: see below")
    legend = Text()
    for name, slot in SLOTS.items():
        legend.append(f" {slot.label} ", style=_STYLES[name]).append(" ")
    legend.append("refused", style=_STYLES[REFUSED]).append(" ")
    legend.append("joined to a sighting, or general", style=_STYLES[TRIGGER])
    return legend.append("  small numbers: sighting, ᶜ claim", style="dim")


def _passage(passage: Passage, coloured: bool) -> Padding:
    text = Text()
    for piece in passage.pieces:
        _append(text, piece, coloured)
    if passage.kind == "title":
        text.stylize("bold")
    if passage.kind in _QUIET_LINES:
        text.stylize("dim")
    if passage.note:
        text.append(f"\n↳ {show_controls(passage.note)}", style="not bold italic dim")
    row = Table.grid(padding=(0, 1))
    row.add_column(width=_KIND_COLUMNS)
    row.add_column(overflow="fold")
    row.add_row(Text(passage.kind, style="dim"), text)
    return Padding(row, (0, 0, 1, 0), expand=False)


def _append(text: Text, piece: Piece, coloured: bool) -> None:
    shown = show_controls(piece.text)
    slots = [mark for mark in piece.marks if mark.kind != CLAIM]
    ending = [mark for mark in piece.ending if mark.kind == CLAIM]
    if coloured:
        text.append(shown, style=_STYLES.get(slots[0].kind, "reverse") if slots else "")
        numbers = dict.fromkeys(str(mark.number) for mark in piece.ending if mark.kind != CLAIM and mark.number)
        text.append(",".join(numbers).translate(_SUPERSCRIPTS), style="bold")
        text.append("".join(f" C{mark.number}" for mark in ending).translate(_SUPERSCRIPTS), style="bold cyan")
        return
    names = dict.fromkeys(f"{mark.kind} {mark.number}" if mark.number else mark.kind for mark in slots)
    text.append(f"[{', '.join(names)}: {shown}]" if names else shown)
    text.append("".join(f" [C{mark.number}]" for mark in ending))


def _heading(line: str) -> Text:
    return Text(f"\n{line}", style="bold")


def _sighting(explanation: Explanation, number: int, sighting: Sighting, coloured: bool) -> Group:
    table = _table(coloured, "slot", "value", "read from")
    for row in slot_rows(sighting):
        slot = SLOTS[row.slot]
        quotes = [
            f"“{explanation.quote(span.field, span.start, span.end)}” {span.field} {span.start}-{span.end}"
            for span in row.evidence
        ]
        table.add_row(
            Text(f" {slot.label} ", style=slot.style if coloured else ""),
            Text(show_controls("\n".join(row.values)) if row.values else UNKNOWN, style="" if row.values else "dim"),
            Text(show_controls("\n".join(quotes)), style="dim"),
        )
    return Group(Text(f"{number}  {describe_sighting(sighting)}"), table)


def _refused(explanation: Explanation, coloured: bool) -> Table:
    table = _table(coloured, "words", "where", "reason", "why")
    for one in explanation.refused:
        where = f"{one.field} {one.start}-{one.end}"
        table.add_row(*(Text(show_controls(cell)) for cell in (one.text, where, one.reason, one.note)))
    return table


def _claims(explanation: Explanation, coloured: bool) -> Table:
    table = _table(coloured, "claim", "voice", "said by", "text")
    for number, one in enumerate(explanation.occurrences, start=1):
        cells = (f"C{number}", one.voice, ", ".join(one.attributed_to) or "-", one.text)
        table.add_row(*(Text(show_controls(cell)) for cell in cells))
    return table


def _table(coloured: bool, *columns: str) -> Table:
    table = Table(box=ROUNDED if coloured else ASCII2, show_lines=False, header_style="bold" if coloured else "")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
