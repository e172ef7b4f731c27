"""The tab-separated tables of `data/lexicon`: `#` lines say what and whence, then a header row, then one row a line."""

from __future__ import annotations

from kg.settings import shipped


def rows(*parts: str) -> list[dict[str, str]]:
    """The rows of the shipped table `data/lexicon/<parts>`, by column; a cell that a row leaves out is empty.

    Raises:
        SettingsError: the table is missing, so the installation is damaged.
    """
    text = shipped("data", "lexicon", *parts).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    header, body = lines[0], lines[1:]
    return [dict(zip(header, [*cells, *[""] * len(header)], strict=False)) for cells in body]
