"""An endpoint for every test of the package."""

from __future__ import annotations

from tests.kg.endpoint import endpoint

__all__ = ["endpoint"]
