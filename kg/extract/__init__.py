"""Extraction: what a document names and claims. The only package that knows spaCy."""

from __future__ import annotations

from kg.extract.extractor import Extractor, load_extractor

__all__ = ["Extractor", "load_extractor"]
