from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ExportError
from kg.export import EXPORTERS, export
from kg.export.csv_tables import NODE_HEADER, RELATION_HEADER
from kg.export.node_link import read_json
from kg.model import Entity, KnowledgeGraph


def written(graph: KnowledgeGraph, form: str) -> bytes:
    file = io.BytesIO()
    EXPORTERS[form](graph, file)
    return file.getvalue()


def tables(data: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        texts = {
            name: archive.read(name).decode("utf-8-sig") for name in ("nodes.csv", "relations.csv", "documents.csv")
        }
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def test_json_holds_everything(ecosystem: KnowledgeGraph) -> None:
    assert read_json(written(ecosystem, "json")) == ecosystem


@given(data=st.data())
def test_json_loses_nothing(graphs: st.SearchStrategy[KnowledgeGraph], data: st.DataObject) -> None:
    graph = data.draw(graphs)
    assert read_json(written(graph, "json")) == graph


def test_json_can_spell_even_a_lone_surrogate() -> None:
    graph = KnowledgeGraph((Entity("e", "Company", "云\ud800汐"),), ())
    assert read_json(written(graph, "json")) == graph


def test_networkx_reads_the_json(ecosystem: KnowledgeGraph) -> None:
    graph = networkx.node_link_graph(json.loads(written(ecosystem, "json")), edges="links")
    assert (len(graph), graph.number_of_edges()) == (len(ecosystem.entities), len(ecosystem.relations))
    assert graph.get_edge_data("branch", "medical", "branch-loaned_to-medical-1")["predicate"] == "loaned_to"


def test_json_of_before_there_were_documents_is_still_read(ecosystem: KnowledgeGraph) -> None:
    data = json.loads(written(ecosystem, "json"))
    del data["graph"]["documents"]
    assert read_json(json.dumps(data)) == dataclasses.replace(ecosystem, documents=())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"graph": {"format": "other/9"}}', '{"graph": 1}'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ExportError):
        read_json(text)


def test_networkx_reads_the_graphml_with_types_and_parallel_relations(ecosystem: KnowledgeGraph) -> None:
    graph = networkx.parse_graphml(written(ecosystem, "graphml").decode(), force_multigraph=True)
    assert graph.is_directed()
    assert (len(graph), graph.number_of_edges()) == (len(ecosystem.entities), len(ecosystem.relations))
    assert graph.nodes["branch"] == {
        "label": "海河联合银行滨湾支行",
        "type": "Bank",
        "place_code": "120116",
        "place": "滨海新区",
        "scope": "tianjin",
        "place_inferred": True,
        "within": "120000 | 120116",
        "home": "120000",
        "documents": 2,
        "witnesses": 2,
    }
    assert (graph.nodes["medical"]["documents"], graph.nodes["medical"]["witnesses"]) == (4, 3)
    assert set(graph["branch"]["medical"]) == {"branch-loaned_to-medical-0", "branch-loaned_to-medical-1"}
    loan = graph.get_edge_data("branch", "medical", "branch-loaned_to-medical-0")
    assert (loan["label"], loan["confidence"], loan["evidence"]) == ("loaned_to", 0.9, 2)
    assert (loan["documents"], loan["witnesses"]) == (2, 1)
    assert loan["sentence"] == "海河联合银行滨湾支行向云汐医疗提供990万元授信。"


@settings(max_examples=50)
@given(name=st.text())
def test_any_name_makes_wellformed_graphml(name: str) -> None:
    graph = KnowledgeGraph((Entity("e", "Company", name),), ())
    read = networkx.parse_graphml(written(graph, "graphml").decode())
    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", name)
    assert read.nodes["e"].get("label", "") == legal


def test_csv_has_a_line_for_each_entity_and_relation(ecosystem: KnowledgeGraph) -> None:
    read = tables(written(ecosystem, "csv"))
    assert read["nodes.csv"][0] == list(NODE_HEADER)
    assert read["relations.csv"][0] == list(RELATION_HEADER)
    assert [row[0] for row in read["nodes.csv"][1:]] == [entity.id for entity in ecosystem.entities]
    assert [row[0] for row in read["relations.csv"][1:]] == [relation.id for relation in ecosystem.relations]
    assert [row[0] for row in read["documents.csv"]] == ["id", "d-1", "d-2", "d-3", "d-4"]
    assert read["documents.csv"][4][-1] == "d-1"
    bank = dict(zip(NODE_HEADER, read["nodes.csv"][2], strict=True))
    assert (bank["aliases"], bank["place_inferred"]) == ("海河联合银行 | 海联行", "false")


def test_csv_begins_with_a_byte_order_mark(ecosystem: KnowledgeGraph) -> None:
    with zipfile.ZipFile(io.BytesIO(written(ecosystem, "csv"))) as archive:
        assert archive.read("nodes.csv").startswith(b"\xef\xbb\xbf")
        assert "RELATION" not in archive.read("README.txt").decode()


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1"])
def test_no_cell_of_csv_is_a_formula(name: str) -> None:
    read = tables(written(KnowledgeGraph((Entity("e", "Company", name),), ()), "csv"))
    assert read["nodes.csv"][1][1] == f"'{name}"


@settings(max_examples=50)
@given(data=st.data())
def test_csv_gives_back_every_name(graphs: st.SearchStrategy[KnowledgeGraph], data: st.DataObject) -> None:
    graph = data.draw(graphs)
    rows = tables(written(graph, "csv"))["nodes.csv"][1:]
    assert len(rows) == len(graph.entities)
    for row, entity in zip(rows, graph.entities, strict=True):
        assert row[1] in {entity.name, f"'{entity.name}"}


@pytest.mark.parametrize("form", sorted(EXPORTERS))
def test_the_same_graph_gives_the_same_bytes(ecosystem: KnowledgeGraph, form: str, tmp_path: Path) -> None:
    export(ecosystem, form, tmp_path / "a" / "one")
    export(ecosystem, form, tmp_path / "b" / "other")
    assert (tmp_path / "a" / "one").read_bytes() == (tmp_path / "b" / "other").read_bytes()


@pytest.mark.parametrize("form", sorted(EXPORTERS))
def test_a_graph_without_anything_can_be_written(form: str, tmp_path: Path) -> None:
    export(KnowledgeGraph((), ()), form, tmp_path / "empty")
    assert (tmp_path / "empty").stat().st_size > 0


def test_an_export_is_as_readable_as_any_new_file(ecosystem: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    export(ecosystem, "json", tmp_path / "graph.json")
    assert (tmp_path / "graph.json").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_unknown_format_names_those_that_exist(ecosystem: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="“xlsx”; there are: csv, graphml, json"):
        export(ecosystem, "xlsx", tmp_path / "graph")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_to_write_to(ecosystem: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        export(ecosystem, "json", tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="cannot write"):
        export(ecosystem, "json", tmp_path / "file" / "graph.json")


@pytest.mark.parametrize("form", sorted(EXPORTERS))
def test_a_full_disk_leaves_the_old_export(ecosystem: KnowledgeGraph, form: str, tmp_path: Path) -> None:
    target, source = tmp_path / "graph", tmp_path / "source.json"
    target.write_text("old")
    export(ecosystem, "json", source)
    code = """if True:
        import resource, sys
        from pathlib import Path
        from kg.errors import StorageFull
        from kg.export import export
        from kg.export.node_link import read_json
        graph = read_json(Path(sys.argv[1]).read_bytes())
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
        try:
            export(graph, sys.argv[2], Path(sys.argv[3]))
        except StorageFull as error:
            print(error)
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", code, str(source), form, str(target)]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert "is full; make room and try again" in said
    assert target.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph", "source.json"]
