"""Extraction: the only package that knows spaCy. Load an `Extractor` once and hand it documents."""

from __future__ import annotations

from kg.extract.extractor import Extractor, load_extractor
from kg.extract.options import Options

__all__ = ["Extractor", "Options", "load_extractor"]
