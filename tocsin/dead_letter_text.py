"""Dead letters as text for people. What strangers sent is shown so that it cannot steer a terminal."""

from streams import dead_letters
from tocsin.dead_letter_box import DeadLetter, why_not_replayed
from tocsin.safe_text import show_controls

_SHOWN_DETAIL = 100


def describe(letter: DeadLetter) -> str:
    """Two lines for a list."""
    head = f"{letter.position!s:<9} {letter.set_aside_at}  {letter.reason:<14} {letter.stage:<9}"
    detail = show_controls(" ".join(letter.detail.split()))
    cut = detail if len(detail) <= _SHOWN_DETAIL else detail[: _SHOWN_DETAIL - 1] + "…"
    return f"{show_controls(head)} {letter.size_bytes:>8} B  from {show_controls(letter.origin)}\n          {cut}"


def describe_fully(letter: DeadLetter, limit: int) -> str:
    """Everything about one letter, with its first `limit` bytes."""
    lines = [f"position   {letter.position}", f"set aside  {letter.set_aside_at}", f"key        {letter.key!r}"]
    lines += [
        f"{name:<10} {show_controls(text)}" for name, text in letter.said.items() if text and name != dead_letters.TRACE
    ]
    trace = letter.said.get(dead_letters.TRACE)
    if trace:
        lines += ["trace", *(f"    {show_controls(line)}" for line in trace.splitlines())]
    refusal = why_not_replayed(letter)
    lines.append(f"replay     {f'refused: {refusal}' if refusal else f'tocsin dlq replay {letter.position}'}")
    lines.append(f"bytes      {'none' if letter.value is None else letter.size_bytes}")
    if letter.value:
        # As a literal: what is no printable ASCII is escaped, so it can steer no terminal, and every byte is told.
        lines.append(repr(letter.value[:limit]))
        if letter.size_bytes > limit:
            lines.append(f"… {letter.size_bytes - limit} more; --bytes N shows more, --raw writes them all")
    return "\n".join(lines)
