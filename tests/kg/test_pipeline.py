"""The whole line over real files: what is new, known, changed, broken or interrupted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.extract import load_extractor
from kg.ledger import Ledger, Recorded
from kg.model import Document, Extraction, Failure
from kg.ontology import Ontology
from kg.pipeline import Stage, Step, build, record
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore

LOAN = "本报讯 渤海银行天津分行近日向天津青禾云溪机器人有限公司发放贷款300万元。"
PARK = "天津青禾云溪机器人有限公司已入驻天津滨海高新区，研发车间投入使用。"
QUIET = "这里没有写到任何一家单位。"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read(tmp_path / "workspace", {})


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in {"1-loan.txt": LOAN, "2-park.txt": PARK, "3-quiet.txt": QUIET}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def graph(settings: Settings) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    with EmbeddedStore(settings.graph_folder) as store:
        entities = store.rows("MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.type AS type ORDER BY id")
        relations = store.rows(
            "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.name AS a, r.predicate AS p, b.name AS b, r.id AS id ORDER BY id"
        )
    return entities, relations


def test_a_second_build_changes_nothing(settings: Settings, news: Path) -> None:
    first = build([news], settings)
    assert (first.recorded, first.failed, first.changed_anything) == ({Recorded.NEW: 3}, (), True)
    assert first.held.documents == first.read == 3
    published = graph(settings)
    assert "天津青禾云溪机器人有限公司" in [entity["name"] for entity in published[0]]

    second = build([news], settings)
    assert (second.recorded, second.changed_anything) == ({Recorded.UNCHANGED: 3}, False)
    assert (second.held, second.published.entities) == (first.held, first.published.entities)
    assert graph(settings) == published


def test_a_corrected_file_replaces_what_it_said(settings: Settings, news: Path) -> None:
    build([news], settings)
    (news / "1-loan.txt").write_text(LOAN.replace("青禾云溪", "白苇云溪"), encoding="utf-8")
    report = build([news], settings)
    assert report.recorded == {Recorded.CHANGED: 1, Recorded.UNCHANGED: 2}
    assert report.published.republished
    names = {entity["name"] for entity in graph(settings)[0]}
    assert {"天津白苇云溪机器人有限公司", "天津青禾云溪机器人有限公司"} <= names


def test_what_cannot_be_read_is_reported_and_the_rest_is_done(settings: Settings, news: Path) -> None:
    (news / "0-empty.txt").touch()
    (news / "1-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    steps: list[Step] = []
    report = build([news, news / "missing.txt"], settings, progress=steps.append)
    assert [Path(failure.source).name for failure in report.failed] == ["0-empty.txt", "1-picture.txt", "missing.txt"]
    assert report.recorded == {Recorded.NEW: 3}
    recorded = [(Path(step.source).name, step.outcome) for step in steps if step.stage is Stage.RECORD]
    assert ("0-empty.txt", None) in recorded
    assert ("3-quiet.txt", Recorded.NEW) in recorded
    assert [step.stage for step in steps[-3:]] == [Stage.RESOLVE, Stage.ASSEMBLE, Stage.WRITE]


def test_an_interrupted_build_is_taken_up_where_it_stopped(settings: Settings, news: Path, tmp_path: Path) -> None:
    def interrupt(step: Step) -> None:
        if step.source.endswith("2-park.txt"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([news], settings, progress=interrupt)
    with Ledger.open(settings) as ledger:
        assert [Path(source).name for source, _ in ledger.sources()] == ["1-loan.txt", "2-park.txt"]

    report = build([news], settings)
    assert report.recorded == {Recorded.UNCHANGED: 2, Recorded.NEW: 1}
    calm = Settings.read(tmp_path / "calm", {})
    assert build([news], calm).held == report.held
    assert graph(settings) == graph(calm)


def test_what_the_same_extractor_has_read_is_not_extracted_again(settings: Settings, news: Path) -> None:
    fingerprint = load_extractor(Ontology.load()).fingerprint
    with Ledger.open(settings) as ledger:
        for document in read_documents([news]):
            assert isinstance(document, Document)
            ledger.record(Extraction(document, (), ()), fingerprint)
    assert build([news], settings).held.statements == 0


def test_a_document_that_the_ledger_refuses_is_a_failure_like_others(settings: Settings) -> None:
    broken, sound = Document("", "坏\ud800字。", "broken.txt"), Document("", QUIET, "sound.txt")
    with Ledger.open(settings) as ledger:
        refused, recorded = record([broken, sound], load_extractor(Ontology.load()), ledger)
    assert isinstance(refused, Failure)
    assert "U+D800" in str(refused.error)
    assert recorded == (sound, Recorded.NEW)


def test_text_on_standard_input_is_a_document(settings: Settings) -> None:
    report = build(["-"], settings, stdin=BytesIO(LOAN.encode()))
    assert report.recorded == {Recorded.NEW: 1}


def test_a_lost_graph_is_published_again(settings: Settings, news: Path) -> None:
    build([news], settings)
    published = graph(settings)
    settings.graph_folder.rename(settings.workspace / "lost")
    build([news], settings)
    assert graph(settings) == published


def test_reprints_are_looked_for_again_only_when_documents_change(settings: Settings, news: Path) -> None:
    (news / "4-again.txt").write_text(f"转发\n{LOAN}", encoding="utf-8")
    build([news], settings)
    with Ledger.open(settings) as ledger:
        [reprint] = ledger.reprints()
        ledger.keep_reprints(())
    build([news], settings)
    with Ledger.open(settings) as ledger:
        assert ledger.reprints() == ()
    (news / "5-more.txt").write_text(QUIET * 2, encoding="utf-8")
    build([news], settings)
    with Ledger.open(settings) as ledger:
        assert ledger.reprints() == (reprint,)
