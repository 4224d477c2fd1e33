"""Which alerts are held back, and how severe a toll is. Settings fill it."""

from dataclasses import dataclass

RULES_VERSION = "alerts-1"


@dataclass(frozen=True, slots=True)
class QuietRule:
    """Alerts that fit all given fields are held back and counted. Empty means any."""

    kind: str = ""
    country: str = ""
    type: str = ""
    severity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertRules:
    """Severity follows the dead: at least so many make it Extreme, Severe, Moderate."""

    version: str = RULES_VERSION
    quiet: tuple[QuietRule, ...] = ()
    extreme_killed: int = 50
    severe_killed: int = 10
    moderate_killed: int = 1
    moderate_injured: int = 10
    told_kept: int = 64
