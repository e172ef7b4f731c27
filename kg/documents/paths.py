"""Which files a source means: a file, a folder or a pattern."""

from __future__ import annotations

import glob
import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path

from kg.errors import DocumentError
from kg.model import Failure

_TYPES = mimetypes.MimeTypes()
"""The types that Python knows; those of the machine's own tables would make a build depend on the machine."""

_NEVER_NEWS = frozenset(
    ("text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/x-python-code")
)
_TABLES = frozenset(("text/csv", "text/tab-separated-values"))
_ABOUT_THE_FOLDER = "readme"


def expand(source: str | Path) -> Iterator[Path | Failure]:
    """The files that `source` means, sorted; Failures for what does not exist or cannot be looked into."""
    path = Path(source)
    try:
        if path.is_dir():
            yield from _in_folder(path, top=True)
        elif os.path.lexists(path):
            yield (
                path
                if path.exists()
                else _failure(path, f"{path} is a link to {path.readlink()}, which does not exist")
            )
        elif glob.has_magic(str(source)):
            yield from _matching(str(source))
        else:
            yield _failure(source, _missing(str(source)))
    except OSError as error:
        yield _failure(path, f"{path} cannot be read: {error.strerror or error}")


def _matching(pattern: str) -> Iterator[Path | Failure]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not matches:
        yield _failure(pattern, f"no file matches {pattern}")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            # `**` has already named everything inside
            if "**" not in pattern:
                yield from _in_folder(path, top=True)
        elif not _is_left_out(path):
            yield path


def _in_folder(folder: Path, *, top: bool) -> Iterator[Path | Failure]:
    """Files of a folder and of those within. Links to folders are not followed, as they may lead in a circle."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        hint = "give the user who runs jjj the right to read it" if isinstance(error, PermissionError) else "check it"
        yield _failure(folder, f"the folder {folder} cannot be read: {error.strerror}; {hint}")
        return
    found = False
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            for inner in _in_folder(path, top=False):
                found = True
                yield inner
        elif not path.is_dir() and not _is_left_out(path):
            found = True
            yield path if path.exists() else _failure(path, f"{path} is a link to nowhere; remove it or mend it")
    if top and not found:
        yield _failure(folder, f"the folder {folder} holds no file that could be a document")


def _is_left_out(path: Path) -> bool:
    """Pictures, scripts and the like, as they lie beside saved web pages, tables and a folder's README are no news."""
    if path.stem.lower() == _ABOUT_THE_FOLDER:
        return True
    kind, _ = _TYPES.guess_type(path.name)
    if kind is None:
        return False
    return kind in _NEVER_NEWS | _TABLES or kind.split("/")[0] in {"image", "audio", "video", "font"}


def _missing(path: str) -> str:
    if path.startswith(("http:/", "https:/")):
        return f"{path} is an address; jjj reads files: save the page and give its path"
    return f"{path} does not exist; check the spelling, or give a folder or a pattern such as 'news/*.txt'"


def _failure(source: str | Path, message: str) -> Failure:
    return Failure(str(source), DocumentError(message))
