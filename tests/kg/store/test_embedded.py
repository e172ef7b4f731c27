"""What only the embedded store must do: crashes, full disks, other processes, odd folders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kg.errors import NoGraph, StoreError
from kg.model import Entity, KnowledgeGraph
from kg.query import whole_graph
from kg.store import EmbeddedStore

NAMES = "MATCH (e:Entity) RETURN e.name AS name ORDER BY name"


def one(name: str) -> KnowledgeGraph:
    return KnowledgeGraph((Entity("e", "Company", name),), ())


def child(code: str, *arguments: Path | str) -> subprocess.Popen[str]:
    """Another process that runs `code`, in which `folder` and the names of `one` are known."""
    opening = """
    import sys
    from pathlib import Path
    from kg.model import Entity, KnowledgeGraph
    from kg.store import EmbeddedStore
    folder = Path(sys.argv[1])
    """
    text = textwrap.dedent(opening) + textwrap.dedent(code)
    command = [sys.executable, "-c", text, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, env=environment)


def test_a_build_that_is_killed_leaves_the_old_graph_and_its_rest_is_cleared(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.write(one("旧"))
        code = """
        from kg.store.publication import Publication
        with Publication(folder).writing() as building:
            (building / "graph-0123456789abcdef.lbug").write_text("half")
            print("writing", flush=True)
            sys.stdin.read()
        """
        with child(code, tmp_path) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "writing\n"
            writer.send_signal(signal.SIGKILL)
        assert (tmp_path / "building").is_dir()
        assert store.rows(NAMES) == [{"name": "旧"}]
        store.write(one("新"))
        assert store.rows(NAMES) == [{"name": "新"}]
        [graph] = tmp_path.glob("graph-*")
        beside = graph.stem.replace("graph", "index")
        assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", "lock.sqlite", graph.name, beside}


def test_a_graph_that_was_built_but_not_published_is_cleared(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.write(one("旧"))
        (tmp_path / "graph-0123456789abcdef.lbug").write_text("killed before the pointer was replaced")
        store.write(one("新"))
        assert len(list(tmp_path.glob("graph-*"))) == 1


def test_an_unchanged_graph_is_not_written_again(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.write(one("云汐"))
        [file] = tmp_path.glob("graph-*")
        before = file.stat().st_ino
        store.write(one("云汐"))
        assert [path.stat().st_ino for path in tmp_path.glob("graph-*")] == [before]


def test_another_process_sees_what_is_published_while_it_runs(tmp_path: Path) -> None:
    code = """
    store = EmbeddedStore(folder)
    for line in sys.stdin:
        print(store.rows("MATCH (e:Entity) RETURN e.name AS name"), flush=True)
    """
    with EmbeddedStore(tmp_path) as store:
        store.write(one("甲"))
        with child(code, tmp_path) as reader:
            assert reader.stdin is not None
            assert reader.stdout is not None
            for name in ("甲", "乙", "丙"):
                store.write(one(name))
                reader.stdin.write("again\n")
                reader.stdin.flush()
                assert reader.stdout.readline() == f"[{{'name': '{name}'}}]\n"
            reader.stdin.close()
        assert reader.returncode == 0


def test_two_processes_that_write_at_once_both_succeed(tmp_path: Path) -> None:
    code = """
    with EmbeddedStore(folder) as store:
        for n in range(3):
            store.write(KnowledgeGraph((Entity("e", "Company", sys.argv[2] + str(n)),), ()))
    """
    writers = [child(code, tmp_path, name) for name in ("甲", "乙")]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0]
    with EmbeddedStore(tmp_path) as store:
        assert store.rows(NAMES)[0]["name"] in {"甲2", "乙2"}


@pytest.mark.parametrize("most", [200_000, 1_500_000, 2_500_000])
def test_a_full_disk_leaves_the_old_graph(tmp_path: Path, most: int) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.write(one("旧"))
        code = """
        import random, resource
        from kg.errors import StorageFull
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
        letters = random.Random(1)
        names = ["".join(chr(letters.randrange(0x4E00, 0x9000)) for _ in range(30)) for _ in range(20_000)]
        try:
            entities = tuple(Entity(f"e{n:05}", "Company", name) for n, name in enumerate(names))
            EmbeddedStore(folder).write(KnowledgeGraph(entities, ()))
        except StorageFull as error:
            print(error)
        """
        with child(code, tmp_path, str(most)) as writer:
            said, _ = writer.communicate()
        assert "is full; make room and try again" in said
        assert store.rows(NAMES) == [{"name": "旧"}]
        assert not (tmp_path / "building").exists()


@pytest.mark.parametrize(
    "name", ["with space", "quo'te", 'double"quote', "br[a]*?{b}", "back\\slash", "数据", "new\nline"]
)
def test_any_folder_will_do(tmp_path: Path, name: str) -> None:
    with EmbeddedStore(tmp_path / name) as store:
        store.write(one("云汐"))
        assert store.rows(NAMES) == [{"name": "云汐"}]


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot write"):
        EmbeddedStore(tmp_path / "file" / "graph").write(one("云汐"))


@pytest.mark.parametrize("pointer", ["../../etc/passwd", "", "graph-xyz.lbug", "\xff"])
def test_a_pointer_that_was_tampered_with_is_reported(tmp_path: Path, pointer: str) -> None:
    (tmp_path / "CURRENT").write_text(pointer, "latin-1")
    with pytest.raises(StoreError, match="CURRENT"):
        EmbeddedStore(tmp_path).rows(NAMES)


def test_a_damaged_graph_is_reported_and_can_be_built_anew(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.write(one("云汐"))
    [file] = tmp_path.glob("graph-*")
    file.write_bytes(b"no database at all")
    with EmbeddedStore(tmp_path) as store:
        with pytest.raises(StoreError, match="jjj build"):
            store.rows(NAMES)
        store.write(one("云汐"))
        assert store.rows(NAMES) == [{"name": "云汐"}]


def test_a_graph_that_vanished_is_reported(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.write(one("云汐"))
    [file] = tmp_path.glob("graph-*")
    file.unlink()
    with EmbeddedStore(tmp_path) as store, pytest.raises((NoGraph, StoreError), match="jjj build"):
        store.rows(NAMES)


def test_more_relations_than_one_file_holds_are_all_there(
    tmp_path: Path, ecosystem: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.bulk._FILE_SIZE", 500)
    with EmbeddedStore(tmp_path) as store:
        store.write(ecosystem)
        assert whole_graph(store) == ecosystem
