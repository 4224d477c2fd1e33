"""What a change of an incident is worth telling."""

from dataclasses import replace
from typing import Any

from agents.attacks.decision import decide
from agents.attacks.state import IncidentRow, Report, merge, report_of, row_of
from agents.attacks.summary import summarise
from streams.ids import stable_id
from streams.records import Announcement, ArticleVersion, Change, Status
from tests.attacks.samples import IRAQ, RULES, canceled, corrected, kinds, sighting, toll


def report(article: str, **slots: Any) -> Report:
    return report_of(sighting(article, **slots))


def row(*reports: Report, told: bool = True, **versions: tuple[int, Status]) -> IncidentRow:
    """A row as it stands after these reports, announced before unless `told` is false."""
    made = row_of("i", reports, versions)
    return replace(made, revision=1, told=(stable_id("i", "attack.new"),)) if told else made


def step(before: IncidentRow | None, cause: Report | None, version: ArticleVersion | None = None) -> list[Announcement]:
    """What is announced when `cause` and `version` arrive."""
    versions = {version.article_id: (version.version, version.status)} if version else {}
    causes = [cause] if cause else []
    addition = row_of("i", causes, versions)
    after = merge(before, addition, kept=48, counted=512) if before else addition
    return decide(
        summarise(before) if before else None,
        summarise(after),
        row=after,
        cause=causes,
        version=version,
        rules=RULES,
    )


def test_first_report_as_news_is_new() -> None:
    (told,) = step(None, report("a"))
    assert (told.kind, told.subject_id, told.revision) == ("attack.new", "i", 1)
    assert told.reasons == ("first_report_as_news",)
    assert told.published_at == "2024-03-04T00:00:00Z"
    assert told.rules_version == RULES.version
    assert told.incident is not None
    assert told.incident.revision == told.revision


def test_alert_quotes_what_it_was_read_from() -> None:
    (told,) = step(None, report("a", url="https://a.example/1"))
    (quote,) = told.evidence
    assert (quote.article_id, quote.outlet, quote.url) == ("a", "outlet of a", "https://a.example/1")
    assert (quote.quote, quote.field, quote.start, quote.end) == ("As a tells it.", "text", 0, 20)


def test_reasons_say_what_is_unsure() -> None:
    (told,) = step(None, report("a", hedged=True, occurred=None, series_id="s"))
    assert told.reasons == ("first_report_as_news", "hedged", "undated", "part_of_series")


def test_background_is_not_told() -> None:
    assert step(None, report("a", novelty="background", focus="background")) == []


def test_news_of_an_incident_known_as_background_is_new() -> None:
    """Nobody was told of it before."""
    silent = row(report("a", novelty="background", focus="background"), told=False)
    assert kinds(step(silent, report("b"))) == ["attack.new"]


def test_higher_toll_is_an_update() -> None:
    (told,) = step(row(report("a", killed=toll(3))), report("b", outlet="outlet of a", killed=toll(5)))
    assert told.kind == "attack.updated"
    assert told.changed == (Change("killed.current", 3, 5),)
    assert told.reasons == ("killed_rose",)


def test_first_known_toll_is_an_update() -> None:
    (told,) = step(row(report("a")), report("b", outlet="outlet of a", injured=toll(2)))
    assert (told.kind, told.reasons) == ("attack.updated", ("injured_first_known",))
    assert told.changed == (Change("injured.current", None, 2),)


def test_lower_toll_of_another_outlet_is_no_update() -> None:
    before = row(report("a", killed=toll(5)), report("b", killed=toll(5)))
    assert step(before, report("c", killed=toll(3))) == []


def test_figure_that_was_told_before_is_no_update() -> None:
    before = row(report("a", killed=toll(5)), report("b", killed=toll(3)))
    assert step(before, report("c", killed=toll(5))) == []


def test_claim_of_responsibility_is_an_update() -> None:
    (told,) = step(row(report("a")), report("b", outlet="outlet of a", claimed_by=("Black Hand",)))
    assert told.reasons == ("responsibility_claimed",)
    assert told.changed == (Change("responsibility_claims", (), ("Black Hand",)),)


def test_narrower_place_is_an_update() -> None:
    (told,) = step(row(report("a", place=IRAQ)), report("b", outlet="outlet of a"))
    assert told.changed == (Change("place", "Iraq", "Tarqa"),)


def test_type_that_becomes_known_is_an_update() -> None:
    (told,) = step(row(report("a", type="unknown")), report("b", outlet="outlet of a"))
    assert told.reasons == ("type_known",)


def test_second_origin_corroborates() -> None:
    (told,) = step(row(report("a")), report("b"))
    assert (told.kind, told.reasons) == ("attack.corroborated", ("second_independent_origin",))
    assert step(row(report("a"), report("b")), report("c")) == []


def test_wire_copy_tells_nothing() -> None:
    assert step(row(report("a")), report("b", reported_by=("outlet of a",))) == []
    assert step(row(report("a", copy_key=(1, 2))), report("b", copy_key=(1, 2))) == []


def test_update_and_corroboration_are_two_alerts() -> None:
    """With revisions in order."""
    told = step(row(report("a", killed=toll(1))), report("b", killed=toll(2)))
    assert kinds(told) == ["attack.updated", "attack.corroborated"]
    assert [one.revision for one in told] == [2, 3]


def test_later_version_with_another_toll_is_a_correction() -> None:
    """Also a lower one: the same article takes its figure back."""
    before = row(report("a", killed=toll(30)))
    (told,) = step(before, report("a", article_version=2, killed=toll(3)), corrected("a"))
    assert told.kind == "attack.corrected"
    assert told.changed == (Change("killed.current", 30, 3),)
    assert told.published_at == corrected("a").reference_at


def test_withdrawn_only_origin_is_retracted() -> None:
    (told,) = step(row(report("a")), None, canceled("a"))
    assert (told.kind, told.reasons) == ("attack.retracted", ("only_origin_withdrawn",))
    assert told.changed == (Change("state", "open", "retracted"),)


def test_version_that_no_longer_reports_it_is_a_retraction() -> None:
    (told,) = step(row(report("a")), None, corrected("a"))
    assert (told.kind, told.reasons) == ("attack.retracted", ("correction_no_longer_reports_it",))


def test_one_of_two_origins_withdrawn_is_no_retraction() -> None:
    assert step(row(report("a"), report("b")), None, canceled("a")) == []


def test_unannounced_incident_is_not_retracted() -> None:
    """Who was never told needs no cancel."""
    assert step(row(report("a", novelty="background"), told=False), None, canceled("a")) == []


def test_ids_name_what_is_announced() -> None:
    """Contract: subject, kind and nothing more; slot and value; or article and version."""

    def the_id(told: list[Announcement]) -> str:
        return told[0].alert_id

    known = row(report("a", killed=toll(3)))
    copy: dict[str, Any] = {"outlet": "outlet of a", "killed": toll(5)}
    assert the_id(step(None, report("a"))) == stable_id("i", "attack.new")
    assert the_id(step(known, report("b"))) == stable_id("i", "attack.corroborated")
    assert the_id(step(known, report("b", **copy))) == stable_id("i", "attack.updated", "killed.current=5")
    assert the_id(step(known, None, canceled("a"))) == stable_id("i", "attack.retracted", "a@2")
    again = report("a", article_version=2, killed=toll(1))
    assert the_id(step(known, again, corrected("a"))) == stable_id("i", "attack.corrected", "a@2")


def test_nothing_is_told_twice() -> None:
    """An id that the row has told stays told."""
    before = row(report("a"))
    (told,) = step(before, report("b"))
    assert step(replace(before, told=(*before.told, told.alert_id)), report("b")) == []
