"""Decides which attacks of one article belong together: told as news, of one kind, one day and one kind of target."""

from collections import defaultdict
from dataclasses import replace

from streams.ids import stable_id
from streams.records import Sighting

_LEAST = 2


def link_series(sightings: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
    """The same sightings; those of a series carry its id."""
    groups: defaultdict[tuple[str, str | None], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if sighting.novelty == "new" and sighting.place is not None:
            day = sighting.occurred.start if sighting.occurred else None
            groups[sighting.type, day].append(sighting)
    ids: dict[str, str] = {}
    for (kind, day), group in groups.items():
        if len(group) >= _LEAST and _share_targets(group):
            ids |= dict.fromkeys((s.sighting_id for s in group), stable_id("series", group[0].article_id, kind, day))
    return tuple(replace(s, series_id=ids.get(s.sighting_id)) for s in sightings) if ids else sightings


def _share_targets(group: list[Sighting]) -> bool:
    """A kind of target that all have; what names none is no clash."""
    kinds = [{target.kind for target in sighting.targets} for sighting in group if sighting.targets]
    return not kinds or bool(set.intersection(*kinds))
