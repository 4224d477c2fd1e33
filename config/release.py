"""Which version of Tocsin runs."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The installed version of Tocsin, "unknown" when it runs from plain files."""
    try:
        return version("tocsin")
    except PackageNotFoundError:
        return "unknown"
