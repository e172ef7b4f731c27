"""What a caller may choose about an extractor: which voices are heard besides the rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """Choices that change what is extracted; all of them are part of an extractor's fingerprint.

    Args:
        models: folder of the trained components, that of the package by default.
        without: names of components of `pipeline.cfg` that are left out, as ablations do.
    """

    models: Path | None = None
    without: frozenset[str] = frozenset()
