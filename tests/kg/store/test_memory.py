"""What a process may still take, told from files as Linux writes them."""

from __future__ import annotations

from pathlib import Path

from kg.store.memory import available

GIB = 1 << 30


def machine(root: Path, free: int) -> Path:
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/meminfo").write_text(
        f"MemTotal:  {free >> 9} kB\nMemFree: 12 kB\nMemAvailable: {free >> 10} kB\nOdd\n"
    )
    return root


def group(root: Path, path: str, limit: str, used: int, files: int = 0) -> None:
    folder = root / "sys/fs/cgroup" / path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "memory.max").write_text(f"{limit}\n")
    (folder / "memory.current").write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon {used - files}\ninactive_file {files}\n")


def test_this_machine_has_some() -> None:
    assert 1 << 20 < available() < 1 << 50


def test_outside_of_containers_it_is_what_the_machine_has_left(tmp_path: Path) -> None:
    assert available(machine(tmp_path, 3 * GIB)) == 3 * GIB


def test_a_container_may_leave_less(tmp_path: Path) -> None:
    root = machine(tmp_path, 30 * GIB)
    (root / "proc/self/cgroup").write_text("0::/docker/abc\n")
    group(root, "docker/abc", str(4 * GIB), 3 * GIB, files=GIB // 2)
    assert available(root) == 3 * GIB // 2


def test_the_narrowest_of_nested_groups_counts(tmp_path: Path) -> None:
    root = machine(tmp_path, 30 * GIB)
    (root / "proc/self/cgroup").write_text("0::/outer/inner\n")
    group(root, "outer", str(5 * GIB), 4 * GIB)
    group(root, "outer/inner", "max", GIB)
    assert available(root) == GIB


def test_a_group_that_is_over_its_limit_leaves_nothing(tmp_path: Path) -> None:
    root = machine(tmp_path, 30 * GIB)
    (root / "proc/self/cgroup").write_text("0::/\n")
    group(root, "", str(GIB), 2 * GIB)
    assert available(root) == 0


def test_where_nothing_is_told_something_is_assumed(tmp_path: Path) -> None:
    assert available(tmp_path) > GIB // 4
