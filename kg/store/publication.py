"""A folder in which one file at a time is the published one, replaced so that a crash leaves either the old or the new.

Layout: `CURRENT` holds the name of the published file, `graph-<content>.lbug` is that file, `index-<content>/` lies
beside it, `building/` is work in progress and `lock.sqlite` keeps two writers apart. Knows nothing of what is in them.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kg.errors import KGError, NoGraph, StorageFull, StoreError

_NAME = re.compile(r"graph-[0-9a-f]{16}\.lbug")
_GRAPH, _INDEX = "graph-", "index-"
_PATIENCE = 600.0
"""Seconds that a writer waits for another one."""


class Publication:
    """The published file of `folder`, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "CURRENT"
        self._building = folder / "building"

    def current(self) -> Path:
        """The published file.

        Raises:
            NoGraph: nothing was published yet.
            StoreError: the folder cannot be read, or was tampered with.
        """
        try:
            name = self._pointer.read_text("ascii").strip()
        except FileNotFoundError:
            raise NoGraph(f"no graph has been published in {self.folder} yet; run `jjj build` first") from None
        except (OSError, ValueError) as error:
            raise StoreError(f"cannot read {self._pointer}: {error}") from error
        if not _NAME.fullmatch(name):
            raise StoreError(f"{self._pointer} does not name a graph; delete it and run `jjj build`")
        return self.folder / name

    def publishes(self, name: str) -> bool:
        """Whether the published file is called `name` and is there."""
        try:
            path = self.current()
        except StoreError:
            return False
        return path.name == name and path.is_file()

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """An empty folder to build in, for one writer at a time; what is left of a killed writer is cleared first.

        Raises:
            StorageFull: the disk filled up.
            StoreError: the folder cannot be written, or another writer does not come to an end.
        """
        with translating(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with alone(self.folder):
                self._sweep()
                self._building.mkdir()
                try:
                    yield self._building
                finally:
                    shutil.rmtree(self._building, ignore_errors=True)

    def index(self, published: Path) -> Path:
        """The folder that lies beside a published file."""
        return self.folder / (_INDEX + published.stem.removeprefix(_GRAPH))

    def publish(self, built: Path, name: str, index: Path) -> None:
        """Make the file `built` the published one under `name`, beside it the folder `index`. Only within `writing`."""
        for path in (built, *index.iterdir(), index):
            _sync(path)
        beside = self.index(self.folder / name)
        shutil.rmtree(beside, ignore_errors=True)
        index.replace(beside)
        built.replace(self.folder / name)
        pointer = self._building / "CURRENT"
        pointer.write_text(name + "\n", "ascii")
        _sync(pointer)
        pointer.replace(self._pointer)
        _sync(self.folder)
        self._sweep(keep_building=True)

    def _sweep(self, *, keep_building: bool = False) -> None:
        """Remove what is neither published nor being built. Readers that hold an old file open go on reading it."""
        if not keep_building:
            shutil.rmtree(self._building, ignore_errors=True)
        with suppress(NoGraph):
            published = self.current()
            for path in self.folder.glob(_GRAPH + "*"):
                if path.name != published.name:
                    with suppress(OSError):
                        path.unlink()
            for path in self.folder.glob(_INDEX + "*"):
                if path != self.index(published):
                    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep all others waiting who want to be alone in `folder`, which is there.

    Raises:
        StorageFull: the disk is full.
        StoreError: the folder cannot be written, or another one does not come to an end.
    """
    # SQLite's lock works alike on every system, and the system lets go of it when its holder is killed.
    try:
        with closing(sqlite3.connect(folder / "lock.sqlite", timeout=_PATIENCE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise StorageFull(f"the disk that holds {folder} is full: {error}") from error
        raise StoreError(f"cannot lock {folder} for writing: {error}") from error


@contextmanager
def translating(place: Path) -> Iterator[None]:
    """Turn the system's errors about writing below `place` into ours."""
    try:
        yield
    except KGError:
        raise
    except OSError as error:
        if StorageFull.tells(error):
            raise StorageFull(f"the disk that holds {place} is full; make room and try again") from error
        raise StoreError(f"cannot write to {place}: {error.strerror or error}") from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
