"""`tocsin parse` answers every line that it can read, and names every one that it cannot."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from config.lexicon.loader import Lexicon, load_lexicon
from tocsin.cli import main


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(autouse=True)
def _load_once(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.parse_command.load_lexicon", lambda: lexicon)


def parse(kind: str, *lines: object, options: tuple[str, ...] = ()) -> Result:
    given = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    return CliRunner().invoke(main, ["parse", kind, *options], input=given)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ({"text": "hier", "language": "fr", "reference": "2021-01-18"}, "2021-01-17", "2021-01-17"),
        ({"text": "hier"}, "2020-02-28", "2020-02-28"),
        ({"text": "yesterday", "language": "en-GB"}, "2020-02-28", "2020-02-28"),
        ({"text": "hier", "reference": "2021-01-18T23:30:00-02:00"}, "2021-01-18", "2021-01-18"),
        ({"text": "en décembre 2019"}, "2019-12-01", "2019-12-31"),
        ({"text": "le convoi"}, None, None),
        ({"text": ""}, None, None),
        ({"text": "hier", "language": "xx"}, None, None),
    ],
)
def test_dates(line: dict[str, Any], start: str | None, end: str | None) -> None:
    """Fields of the line go before the options; days are inclusive; null where nothing is understood."""
    result = parse("dates", {"id": "a", **line}, options=("--language", "fr", "--reference", "2020-02-29"))
    assert result.exit_code == 0, result.output
    assert answers(result) == [{"id": "a", "start": start, "end": end}]


def test_without_a_reference_relative_days_stay_unknown() -> None:
    lines = [{"id": 1, "text": "hier"}, {"id": 2, "text": "le 18 janvier 2021"}]
    starts = [answer["start"] for answer in answers(parse("dates", *lines, options=("--language", "fr")))]
    assert starts == [None, "2021-01-18"]


@pytest.mark.parametrize(("text", "value"), [("vingt-deux", 22), ("1,5 million", 1_500_000), ("aucune idée", None)])
def test_numbers(text: str, value: float | None) -> None:
    result = parse("numbers", {"id": 7, "text": text}, options=("--language", "fr"))
    assert result.stdout == f'{{"id":7,"value":{json.dumps(value)}}}\n'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ({"text": "hier"}, "field id"),
        ({"id": True, "text": "hier"}, "field id"),
        ({"id": 1}, "field text"),
        ({"id": 1, "text": 3}, "must be a string"),
        ({"id": 1, "text": "hier", "reference": "gestern"}, "'gestern'"),
    ],
)
def test_malformed_lines_are_named_and_skipped(line: object, said: str) -> None:
    """The others are answered; the exit code says that some were not."""
    good = {"id": 2, "text": "le 18 janvier 2021"}
    result = parse("dates", good, "", line, good, options=("--language", "fr"))
    assert result.exit_code == 1
    assert len(answers(result)) == 2
    assert result.stderr.startswith("line 3: ")
    assert said in result.stderr


def test_a_line_needs_a_language() -> None:
    result = parse("dates", {"id": 1, "text": "hier"})
    assert result.exit_code == 1
    assert "--language" in result.stderr


@pytest.mark.parametrize("options", [("--language", "frr"), ("--reference", "18/01/2021")])
def test_unusable_options_are_refused_at_once(options: tuple[str, ...]) -> None:
    result = parse("dates", {"id": 1, "text": "hier"}, options=options)
    assert (result.exit_code, result.stdout) == (2, "")
