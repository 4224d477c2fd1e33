"""What a worker and `tocsin scan` load from files, and the rules with the values of the settings. Loads no Faust."""

import dataclasses
import gc
from collections.abc import Callable
from typing import TypeVar

from agents.alerts.rules import AlertRules, QuietRule
from agents.articles.reading import Reader, make_reader
from agents.attacks.rules import IncidentRules, ReadingRules
from agents.claims.rules import ClaimRules
from config.gazetteer.loader import load_gazetteer
from config.lexicon.loader import load_lexicon
from config.settings import Section, Settings

Rules = TypeVar("Rules")


def load_reader(settings: Settings) -> Reader:
    """The reader with the bundled lexicon and gazetteer."""
    # None of a million objects made here is garbage: the collector need not walk through them, now or later.
    gc.disable()
    try:
        return make_reader(load_lexicon(), load_gazetteer(), rules=_fill(ReadingRules, settings.incidents))
    finally:
        gc.freeze()
        gc.enable()


def incident_rules(settings: Settings) -> IncidentRules:
    return _fill(IncidentRules, settings.incidents)


def claim_rules(settings: Settings) -> ClaimRules:
    return _fill(ClaimRules, settings.claims)


def alert_rules(settings: Settings) -> AlertRules:
    quiet = tuple(_fill(QuietRule, rule) for rule in settings.alerts.quiet)
    return dataclasses.replace(_fill(AlertRules, settings.alerts), quiet=quiet)


def _fill(kind: Callable[..., Rules], section: Section) -> Rules:
    """The rules with every value that the settings have under the same name; the others keep their defaults."""
    names = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: getattr(section, name) for name in type(section).model_fields if name in names})
