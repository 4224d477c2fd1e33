"""Where outlets sit: listed ones, hosts that hold a city's name, and those that tell nothing."""

import pytest

from config.gazetteer.loader import load_gazetteer
from config.gazetteer.outlets import OutletHomes


@pytest.fixture(scope="module")
def homes() -> OutletHomes:
    return OutletHomes(load_gazetteer())


@pytest.mark.parametrize(
    ("outlet", "home"),
    [
        ("www.toledoblade.com", (("US", "OH"), True)),
        ("articles.courant.com", (("US", "CT"), True)),
        ("pittsburgh.example.com", (("US", "PA"), True)),
        ("chicagotimes.net", (("US", "IL"), True)),
        ("kabulherald.com", (("AF", "13"), False)),
        ("lemonde.fr", None),
        ("Le Courrier", None),
        ("toledoblade.fr", None),
        ("", None),
    ],
)
def test_region(homes: OutletHomes, outlet: str, home: tuple[tuple[str, str], bool] | None) -> None:
    """A capital's paper reports on its whole country, so it is no local one."""
    assert homes.region_of(outlet) == home


@pytest.mark.parametrize(
    ("outlet", "town"),
    [
        ("www.wftv.com", "Orlando"),
        ("pittsburgh.example.com", "Pittsburgh"),
        ("www.stltoday.com", "St. Louis"),
        ("kabulherald.com", None),
        ("www.nbcmontana.com", None),
        ("lemonde.fr", None),
    ],
)
def test_town(homes: OutletHomes, outlet: str, town: str | None) -> None:
    """A paper of a capital or of a whole region has no town of its own."""
    found = homes.town_of(outlet)
    assert (found.name if found else None) == town


def test_towns_are_known(homes: OutletHomes) -> None:
    """Every town of the table is in the gazetteer, and its outlets are listed in its region."""
    for label, (region, town) in homes._towns.items():
        assert homes._find(region, town) is not None, town
        assert homes.region_of(f"{label}.com") == (region, True), label
