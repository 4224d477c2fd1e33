"""Reads date and number expressions given one a line, as `tocsin parse` does. Knows JSON lines, not articles."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson

from agents.text.dates.dates import Dates
from agents.text.numbers import Numbers
from config.lexicon.loader import Lexicon


class MalformedExpression(Exception):
    """A line that holds no expression; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A text to be understood, seen from the day `reference` (None: unknown, relative dates stay so)."""

    id: str | int
    text: str
    language: str
    reference: date | None


Parse = Callable[[Expression], dict[str, Any]]


def make_parser(kind: str, lexicon: Lexicon) -> Parse:
    """What turns an expression into its answer; `kind` is "dates" or "numbers"."""
    if kind == "dates":
        tables = {code: language.dates for code, language in lexicon.languages.items()}
        return _DateParser(Dates(tables))
    return _NumberParser(Numbers({code: language.numbers for code, language in lexicon.languages.items()}))


@dataclass(frozen=True, slots=True)
class _DateParser:
    dates: Dates

    def __call__(self, expression: Expression) -> dict[str, Any]:
        """{id, start, end}: days, inclusive; null when nothing is understood."""
        days = self.dates.parse(expression.text, expression.language, expression.reference)
        start, end = (day.isoformat() for day in days) if days else (None, None)
        return {"id": expression.id, "start": start, "end": end}


@dataclass(frozen=True, slots=True)
class _NumberParser:
    numbers: Numbers

    def __call__(self, expression: Expression) -> dict[str, Any]:
        """{id, value}; null when nothing is understood."""
        value = self.numbers.parse(expression.text, expression.language)
        whole = value is not None and float(value).is_integer()
        return {"id": expression.id, "value": int(value) if value is not None and whole else value}


def read_expressions(
    lines: Iterable[bytes], *, language: str | None, reference: date | None
) -> Iterator[tuple[int, Expression | MalformedExpression]]:
    """Each line that is not blank with its number; the given values stand for fields that it lacks."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, _read(line, language=language, reference=reference)
        except MalformedExpression as error:
            yield number, error


def _read(line: bytes, *, language: str | None, reference: date | None) -> Expression:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise MalformedExpression(f"this is no JSON: {error}") from error
    if not isinstance(fields, dict):
        raise MalformedExpression("this is no JSON object")
    own_id = fields.get("id")
    if isinstance(own_id, bool) or not isinstance(own_id, str | int):
        raise MalformedExpression("the field id must be there, a string or a whole number")
    code = _text(fields, "language") or language
    if code is None:
        raise MalformedExpression("it has no language; put the field language in it, or give --language")
    text = _text(fields, "text")
    if text is None:
        raise MalformedExpression("the field text is missing")
    day = _text(fields, "reference")
    return Expression(own_id, text, code.split("-")[0].lower(), read_day(day) if day else reference)


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value
    raise MalformedExpression(f"the field {name} must be a string")


def read_day(text: str) -> date:
    """The day of an ISO 8601 date or time, in UTC where it has an offset. Raises MalformedExpression."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise MalformedExpression(f"the reference {text!r} is no ISO 8601 date such as 2021-01-18") from error
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
