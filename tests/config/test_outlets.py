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
