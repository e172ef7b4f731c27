"""A workspace that is built from files, with an original and its reprints, as people and programs see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.pipeline import build
from kg.settings import Settings

Serving = Callable[[Path], AbstractContextManager[httpx.Client]]

TEXT = """\
燕河银行天津分行昨日向北京云岫智能科技有限公司（以下简称云岫智能）发放贷款500万元，用于采购减速器，这是企业今年的头一笔信用贷款。
云岫智能总经理周明川说，厂房由原来的仓库改建，从签约到投产只用了七个月，园区派专人帮办了环评、消防和用电手续。
“我们在北京做研发，在天津做制造，河北的配套厂一个小时就能把零件送到。”他说，下一步要把关节模组也放到这里生产。
"""
HEAD = "---\ntitle: {}\npublisher: {}\npublished: {}\n---\n"
NEWS = {
    "1.md": HEAD.format("云岫智能获贷", "示例日报", "2024-05-07") + TEXT,
    "2.md": HEAD.format("头一笔贷款", "示例晨报", "2024-05-09") + "示例晨报讯（记者 钱守一）" + TEXT,
    "3.md": HEAD.format("快讯", "示例网", "2024-05-10") + TEXT[: TEXT.index("“我们")],
}


@pytest.fixture(scope="module")
def reprinted(tmp_path_factory: pytest.TempPathFactory, serving: Serving) -> Iterator[httpx.Client]:
    """A server over a workspace with one report that two papers reprinted, the second cut short."""
    folder = tmp_path_factory.mktemp("news")
    for name, text in NEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings.read(folder / "workspace", {})
    build([folder], settings)
    with serving(settings.workspace) as client:
        yield client


def get(client: httpx.Client, path: str, **parameters: str) -> Any:
    answer = client.get(f"/api/v1{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_loan_that_three_papers_report_is_one_loan_with_one_witness(reprinted: httpx.Client) -> None:
    [loan] = get(reprinted, "/financiers", name="云岫智能")["financiers"]
    evidence = loan["relation"]["evidence"]
    assert [(piece["publisher"], piece["original"] is None) for piece in evidence[:1]] == [("示例日报", True)]
    assert {piece["publisher"] for piece in evidence} == {"示例日报", "示例晨报", "示例网"}
    assert {piece["original"] for piece in evidence[1:]} == {evidence[0]["document_id"]}
    assert loan["date"] == "2024-05-06"


def test_card_and_statistics_tell_reprints(reprinted: httpx.Client) -> None:
    [firm, *_] = get(reprinted, "/search", q="云岫智能")
    entity = get(reprinted, f"/entities/{firm['id']}")["entity"]
    assert (len(entity["documents"]), len(entity["reprints"])) == (3, 2)
    counted = get(reprinted, "/statistics")
    assert (counted["documents"], counted["reprints"]) == (3, 2)


def test_every_publication_names_the_original_and_the_others(reprinted: httpx.Client) -> None:
    [loan] = get(reprinted, "/financiers", name="云岫智能")["financiers"]
    original, *others = (piece["document_id"] for piece in loan["relation"]["evidence"])
    for document in (original, *others):
        page = get(reprinted, f"/documents/{document}")
        assert (page["original"], page["reprints"]) == (original, sorted(others))
