"""How much memory this process may still take: what the machine has left, or its container, if that is less."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_UNKNOWN = 8 << 30
"""Bytes that are taken for granted where the system tells nothing."""
_UNLIMITED = "max"


def available(root: Path = Path("/")) -> int:
    """Bytes that can be had without swapping, by Linux's own estimate; elsewhere half of what the machine has.

    Args:
        root: where `proc` and `sys` lie.
    """
    return max(0, min([_of_the_machine(root), *_of_the_containers(root)]))


def _of_the_machine(root: Path) -> int:
    told = _numbers(root / "proc/meminfo")
    if "MemAvailable:" in told:
        return told["MemAvailable:"] << 10
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    return _UNKNOWN


def _of_the_containers(root: Path) -> Iterator[int]:
    """What each control group (version 2) around the process has left; cached files give way, and so count as left."""
    try:
        listed = (root / "proc/self/cgroup").read_text("ascii", "replace").splitlines()
    except OSError:
        return
    top = root / "sys/fs/cgroup"
    for path in (line.removeprefix("0::/") for line in listed if line.startswith("0::/")):
        for group in (top / path, *(top / path).parents):
            if not group.is_relative_to(top):
                break
            limit, used = _first(group / "memory.max"), _first(group / "memory.current")
            if limit.isdecimal() and used.isdecimal():
                yield int(limit) - int(used) + _numbers(group / "memory.stat").get("inactive_file", 0)


def _first(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except OSError:
        return _UNLIMITED


def _numbers(path: Path) -> dict[str, int]:
    """The first number of each line, by its first word; nothing of what is no file."""
    try:
        lines = path.read_text("ascii", "replace").splitlines()
    except OSError:
        return {}
    words = (line.split() for line in lines)
    return {each[0]: int(each[1]) for each in words if len(each) > 1 and each[1].isdecimal()}
