"""Lets other users into a temporary folder, for tests of what they may not read below it."""

from __future__ import annotations

from pathlib import Path

_OWNERS_ALONE, _EVERYBODYS = 0o700, 0o755


def let_in(folder: Path) -> None:
    """Let everybody go into `folder`, and into those above it that are its owner's alone."""
    for each in (folder, *folder.parents):
        if each.stat().st_mode & 0o777 == _OWNERS_ALONE:
            each.chmod(_EVERYBODYS)
