"""How fast documents are read: in seconds of one core's work, so that other programs on the machine do not matter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speed:
    """The work of extracting.

    Args:
        characters: of all documents together.
        seconds: of one core's work for extracting from them, after everything was loaded.
        start_up: of one core's work for loading the extractor, if somebody measured it.
    """

    characters: int
    seconds: float
    start_up: float | None = None

    @property
    def per_second(self) -> float:
        """Characters read in a second of one core, 0 if nothing was."""
        return self.characters / self.seconds if self.seconds else 0.0

    def as_json(self) -> dict[str, object]:
        """The speed for machines."""
        start_up = None if self.start_up is None else round(self.start_up, 2)
        return {
            "characters": self.characters,
            "seconds": round(self.seconds, 3),
            "characters_per_second": round(self.per_second),
            "start_up_seconds": start_up,
        }
