"""Members of a ZIP archive that carry no time of writing, so that the same graph gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)


def member(name: str, mode: int = 0o644) -> ZipInfo:
    """What an archive says of the file `name`, which has these permissions wherever it is unpacked."""
    told = ZipInfo(name, _EPOCH)
    told.compress_type = ZIP_DEFLATED
    told.external_attr = mode << 16
    return told


@contextmanager
def text_member(archive: ZipFile, name: str, encoding: str = "utf-8") -> Iterator[TextIO]:
    """The file `name` of an archive, open for a text of any length, whose line ends stay as they are.

    Lone surrogates, which UTF-8 cannot hold, become question marks.
    """
    with (
        archive.open(member(name), "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as text,
    ):
        yield text
