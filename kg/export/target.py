"""A file that is replaced as a whole: whoever reads it sees all of the old or all of the new. Knows no format."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Protocol

from kg.errors import ExportError, StorageFull
from kg.model import KnowledgeGraph


class Exporter(Protocol):
    """What writes a graph in one format."""

    def __call__(self, graph: KnowledgeGraph, file: BinaryIO, /) -> None:
        """Write `graph` to `file`."""
        ...


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` if all goes well, and is gone otherwise.

    Raises:
        ExportError: it cannot be written there.
        StorageFull: the disk is full.
    """
    try:
        if path.is_dir():
            raise ExportError(f"{path} is a folder; give the name of a file")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".jjj-{token_hex(8)}.part")
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if StorageFull.tells(error):
            raise StorageFull(f"the disk that holds {path} is full; make room and try again") from error
        raise ExportError(f"cannot write {path}: {error.strerror or error}") from error
