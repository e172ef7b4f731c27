"""The tab-separated tables that are shipped: `#` lines say what and whence, then a header row, then one row a line."""

from __future__ import annotations

from pathlib import Path

from kg.settings import shipped


def lines(path: Path) -> list[str]:
    """The header and the rows of a table, without what it says of itself.

    Raises:
        OSError: the table cannot be read.
    """
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def rows(*parts: str) -> list[dict[str, str]]:
    """The rows of the shipped table `data/lexicon/<parts>`, by column; a cell that a row leaves out is empty.

    Raises:
        SettingsError: the table is missing, so the installation is damaged.
    """
    header, *body = [line.split("\t") for line in lines(shipped("data", "lexicon", *parts))]
    return [dict(zip(header, [*cells, *[""] * len(header)], strict=False)) for cells in body]
