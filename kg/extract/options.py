"""What a caller may choose about an extractor: which voices are heard besides the rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.extract.llm import Service


@dataclass(frozen=True, slots=True)
class Options:
    """Choices that change what is extracted; all of them are part of an extractor's fingerprint.

    Args:
        models: folder of the trained components, that of the package by default.
        without: names of components of `pipeline.cfg` that are left out, as ablations do.
        ner_model: name or path of a spaCy pipeline whose entities are one more voice.
        llm: language model that is one more voice; its address, key and price change nothing that is extracted.
    """

    models: Path | None = None
    without: frozenset[str] = frozenset()
    ner_model: str | None = None
    llm: Service | None = None

    @property
    def silent(self) -> frozenset[str]:
        """Names of the components that are not heard: those left out, and the optional ones not asked for."""
        asked = {"ner_model": self.ner_model, "llm": self.llm}
        return self.without | {name for name, choice in asked.items() if choice is None}
