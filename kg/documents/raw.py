"""What was read of one source, before any format is known, and the checks that every document passes."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from kg.documents.particulars import Particulars
from kg.errors import DocumentError
from kg.model import Document

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; larger files are refused, so that no file can exhaust the memory."""

LONGEST_TEXT = 5_000_000
"""Characters of one document; longer texts are refused. A year of a newspaper is shorter."""

_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
"""What no database stores."""


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one source.

    Args:
        source: a path, or `-`.
        data: all bytes.
    """

    source: str
    data: bytes

    @classmethod
    def of_file(cls, path: Path) -> Raw:
        """Read a regular file.

        Raises:
            DocumentError: it is too large, not a regular file, or cannot be read.
        """
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise DocumentError(
                    f"{path} is {_kind(status.st_mode)}, not a file; to read from a pipe, give - instead"
                )
            _require_size(str(path), status.st_size)
            # Without O_NONBLOCK, a pipe that took the file's place just now would block for ever.
            with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
                return cls.of_stream(stream, str(path))
        except OSError as error:
            raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error

    @classmethod
    def of_stream(cls, stream: BinaryIO, source: str) -> Raw:
        """Read a stream to its end.

        Raises:
            DocumentError: it holds too much, or cannot be read.
        """
        try:
            data = stream.read(LARGEST_FILE + 1)
        except OSError as error:
            raise DocumentError(f"{source} cannot be read: {error.strerror or error}") from error
        _require_size(source, len(data))
        return cls(source, data)

    def require_content(self) -> None:
        """Refuse a source without a byte, or with nothing but white space.

        Raises:
            DocumentError: there is nothing to read.
        """
        if not self.data:
            raise DocumentError(f"{self.source} is empty")
        if self.data.isspace():
            raise DocumentError(f"{self.source} holds nothing but white space")

    def document(
        self,
        text: str,
        *,
        part: int | None = None,
        title: str = "",
        url: str | None = None,
        publisher: str | None = None,
        published: date | None = None,
    ) -> Document:
        """A document of this source; a publisher or date that is not given is taken from the text, if it tells.

        Args:
            text: the whole text.
            part: number of the record or line in the source, from 1, where it holds several.
            title: headline, if known.
            url: where it was published, if known.
            publisher: who published it, if known.
            published: day of publication, if known.

        Raises:
            DocumentError: the text is empty or too long.
        """
        source = self.source if part is None else f"{self.source}#{part}"
        if not text.strip():
            raise DocumentError(f"{source} holds no text")
        if len(text) > LONGEST_TEXT:
            raise DocumentError(
                f"{source} has {len(text):,} characters; at most {LONGEST_TEXT:,} are read as one document: "
                "split it into its reports"
            )
        text, title = (_NO_CHARACTER.sub("\ufffd", string) for string in (text, title))
        if publisher is None or published is None:
            told = Particulars.of(text, url)
            publisher, published = publisher or told.publisher, published or told.published
        return Document(title.strip(), text, source, url or None, publisher, published)


def headline(text: str) -> str:
    """The first line of a plain text, if it looks like a headline: short, without a full stop, and not alone."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip().lstrip("#").strip()
    is_headline = 1 < len(first) <= 60 and first[-1] not in "。；;，,：:" and rest.strip()
    return first if is_headline else ""


def _require_size(source: str, size: int) -> None:
    if size > LARGEST_FILE:
        raise DocumentError(f"{source} is larger than {LARGEST_FILE // 1024**2} MiB; split it into smaller files")


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "a device"
    return "a folder" if stat.S_ISDIR(mode) else "no regular file"
