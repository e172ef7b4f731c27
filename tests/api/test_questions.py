from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import Story

V1 = "/api/v1"


def get(client: httpx.Client, path: str, **parameters: Any) -> Any:
    response = client.get(V1 + path, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def test_financiers_gives_lender_amount_date_evidence_and_document(client: httpx.Client, story: Story) -> None:
    answer = get(client, "/financiers", name="云岫智能")
    assert answer["company"]["id"] == story.ids["yunxiu"]
    loan = answer["financiers"][0]
    assert (loan["backer"]["name"], loan["kind"], loan["date"]) == ("燕河银行天津分行", "loan", "2024-03")
    assert loan["amounts"] == [{"text": "500万元", "low": 5e6, "high": 5e6, "currency": "CNY"}]
    [evidence] = loan["relation"]["evidence"]
    assert "发放贷款500万元" in evidence["text"]
    assert (evidence["title"], evidence["publisher"]) == ("云岫智能获银行与基金支持", "示例日报")
    assert evidence["document_id"] == story.news.id


def test_look_through_follows_the_fund_to_its_founder_and_the_branch_to_its_bank(client: httpx.Client) -> None:
    assert get(client, "/financiers", name="云岫智能")["behind"] == []
    behind = get(client, "/financiers", name="云岫智能", look_through=True)["behind"]
    assert {(row["financier"]["name"], row["entity"]["name"]) for row in behind} == {
        ("青禾产业投资基金", "天津拾级投资有限公司"),
        ("燕河银行天津分行", "燕河银行"),
    }


def test_a_plan_stands_apart_and_only_if_asked_for(client: httpx.Client) -> None:
    assert get(client, "/financiers", name="云岫智能")["apart"] == []
    [plan] = get(client, "/financiers", name="云岫智能", include_unasserted=True)["apart"]
    assert (plan["backer"]["name"], plan["status"], plan["kind"]) == ("燕河银行", "planned", "credit_line")


@pytest.mark.parametrize("text", ["云岫智能", "yunxiu", "yxzn", "岫智"])
def test_search_takes_names_pinyin_initials_and_pieces(client: httpx.Client, story: Story, text: str) -> None:
    assert get(client, "/search", q=text)[0]["id"] == story.ids["yunxiu"]


def test_search_is_limited_by_type_superclass_and_region(client: httpx.Client) -> None:
    found = get(client, "/search", q="天津", type="FinancialBody", scope="tianjin")
    assert {hit["type"] for hit in found} == {"Bank", "FinancialInstitution", "InvestmentFirm"}
    assert get(client, "/search", q="云岫", scope=["beijing", "tianjin", "hebei"])[0]["scope"] == "beijing"


def test_a_card_holds_names_place_facts_and_sources(client: httpx.Client, story: Story) -> None:
    card = get(client, f"/entities/{story.ids['yunxiu']}")
    assert card["entity"]["aliases"] == ["云岫智能"]
    assert card["entity"]["within"] == ["110000", "110108"]
    assert card["entity"]["place"] == {"code": "110108", "name": "海淀区", "scope": "beijing", "inferred": False}
    assert {(tally["predicate"], tally["outgoing"]) for tally in card["tallies"]} >= {
        ("located_in", True),
        ("loaned_to", False),
    }
    assert [source["title"] for source in card["sources"]] == ["云岫智能获银行与基金支持", "青禾基金是谁的"]


def test_portfolio_is_grouped_by_family(client: httpx.Client) -> None:
    groups = get(client, "/portfolio", name="海河科技园")["groups"]
    assert [(group["family"], group["backings"][0]["backed"]["name"]) for group in groups] == [
        ("place", "北京云岫智能科技有限公司")
    ]


def test_neighbourhood_walks_as_far_as_asked(client: httpx.Client) -> None:
    near = get(client, "/neighbourhood", name="周明川")
    assert {entity["name"] for entity in near["graph"]["entities"]} == {"周明川", "北京云岫智能科技有限公司"}
    far = get(client, "/neighbourhood", name="周明川", depth=2, predicate=["holds_position", "invested_in"])
    assert {entity["name"] for entity in far["graph"]["entities"]} == {
        "周明川",
        "北京云岫智能科技有限公司",
        "青禾产业投资基金",
    }


def test_paths_tell_every_step_and_what_it_costs(client: httpx.Client) -> None:
    answer = get(client, "/paths", **{"from": "天津拾级投资有限公司", "to": "周明川"}, k=1)
    [path] = answer["found"]
    assert [step["relation"]["predicate"] for step in path["steps"]] == ["founded_by", "invested_in", "holds_position"]
    assert path["cost"] == pytest.approx(sum(step["cost"] for step in path["steps"]))


def test_statistics_count_what_there_is(client: httpx.Client) -> None:
    counts = get(client, "/statistics")
    assert (counts["entities"], counts["relations"], counts["documents"]) == (9, 9, 2)
    assert counts["scopes"] == {"beijing": 1, "tianjin": 5, "outside": 1, "unknown": 2}


@pytest.mark.parametrize(("path", "count"), [
    ("/entities/{yunxiu}", lambda answer: len(answer["facts"])),
    ("/documents/{news}", lambda answer: len(answer["graph"]["relations"])),
    ("/statistics", lambda answer: answer["relations"]),
    ("/export", lambda answer: len(answer["links"])),
    ("/financiers?name=云岫智能", lambda answer: len(answer["financiers"])),
    ("/portfolio?name=海河科技园", lambda answer: len(answer["groups"])),
    ("/neighbourhood?name=云岫智能", lambda answer: len(answer["graph"]["relations"])),
    ("/paths?from=天津拾级投资有限公司&to=周明川", lambda answer: len(answer["found"])),
])  # fmt: skip
def test_every_route_that_shows_relations_takes_a_least_confidence(
    client: httpx.Client, story: Story, path: str, count: Callable[[Any], int]
) -> None:
    url = httpx.URL(V1 + path.format(**story.ids, news=story.news.id))
    sure, surer, beyond = (client.get(url.copy_merge_params({"min_confidence": least})) for least in (0.9, 0.95, 1.1))
    assert count(sure.json()) > 0
    assert count(surer.json()) == 0
    assert beyond.status_code == 422


def test_moves_lead_from_region_to_region_with_evidence(client: httpx.Client) -> None:
    [landing] = get(client, "/moves", **{"from": "北京", "to": "天津"})["found"]
    assert (landing["kind"], landing["source"]["name"], landing["target"]["name"]) == (
        "landing",
        "北京云岫智能科技有限公司",
        "海河科技园",
    )
    assert (landing["left"], landing["reached"], landing["year"]) == (["北京市"], ["天津市", "海河科技园"], 2024)
    assert landing["relation"]["evidence"][0]["text"] == "公司已入驻海河科技园。"


def test_moves_are_limited_by_kind_and_year_and_may_have_one_end_only(client: httpx.Client) -> None:
    def kinds(**asked: Any) -> set[str]:
        return {move["kind"] for move in get(client, "/moves", **asked)["found"]}

    assert kinds(to="北京") == {"investment", "loan"}
    assert kinds(to="北京", kind="investment") == {"investment"}
    assert kinds(to="北京", year=2023) == set()
    assert kinds(**{"from": "110000", "kind": ["subsidiary", "landing"]}) == {"subsidiary", "landing"}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"from": "桃花源"}, 404),
        ({"from": "北京", "kind": "escape"}, 422),
        ({"from": "北京", "to": "北京"}, 422),
    ],
)
def test_moves_between_nowhere_and_nowhere_are_a_problem(
    client: httpx.Client, asked: dict[str, str], status: int
) -> None:
    response = client.get(V1 + "/moves", params=asked)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(("path", "count"), [
    ("/search?q=有限公司", len),
    ("/statistics", lambda answer: answer["entities"]),
    ("/export", lambda answer: len(answer["nodes"])),
    ("/financiers?name=云岫智能", lambda answer: len(answer["financiers"])),
    ("/portfolio?name=青禾产业投资基金", lambda answer: len(answer["groups"])),
    ("/neighbourhood?name=云岫智能", lambda answer: len(answer["graph"]["entities"])),
    ("/paths?from=天津拾级投资有限公司&to=周明川", lambda answer: len(answer["found"])),
])  # fmt: skip
def test_every_question_can_be_limited_to_a_place(client: httpx.Client, path: str, count: Callable[[Any], int]) -> None:
    url = httpx.URL(V1 + path)
    everywhere, there, nowhere = (
        client.get(url.copy_merge_params(asked)) for asked in ({}, {"in": "海河科技园"}, {"in": "桃花源"})
    )
    assert count(there.json()) < count(everywhere.json())
    assert nowhere.status_code == 404


def test_a_document_comes_with_evidence_that_points_into_its_text(client: httpx.Client, story: Story) -> None:
    page = get(client, f"/documents/{story.news.id}")
    assert (page["text"], page["url"], page["published"]) == (
        story.news.text,
        "https://example.org/yunxiu",
        "2024-03-18",
    )
    relations = page["graph"]["relations"]
    assert len(relations) == 5
    for relation in relations:
        for evidence in relation["evidence"]:
            assert page["text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_ontology_has_labels_in_both_languages(client: httpx.Client) -> None:
    vocabulary = get(client, "/ontology")
    labels = {term["key"]: term["labels"] for term in vocabulary["predicates"]}
    assert labels["loaned_to"] == {"zh": "贷款给", "en": "loaned to"}
    assert vocabulary["scopes"]["hebei"]["zh"] == "河北"
    assert len([term for term in vocabulary["types"] if not term["abstract"]]) == 19


def test_cypher_reads_with_parameters_and_says_if_there_is_more(client: httpx.Client) -> None:
    question = {
        "query": "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.predicate = $p RETURN a.name AS lender ORDER BY lender",
        "parameters": {"p": "loaned_to"},
    }
    assert client.post(f"{V1}/cypher", json=question).json() == {
        "rows": [{"lender": "燕河银行"}, {"lender": "燕河银行天津分行"}],
        "more": False,
    }
    assert client.post(f"{V1}/cypher", json=question | {"limit": 1}).json()["more"] is True


def test_cypher_may_return_nodes_and_relations(client: httpx.Client) -> None:
    question = {"query": "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.predicate = 'holds_position' RETURN a, r"}
    [row] = client.post(f"{V1}/cypher", json=question).json()["rows"]
    assert (row["a"]["name"], row["r"]["predicate"]) == ("周明川", "holds_position")


@pytest.mark.parametrize(
    ("kind", "media"),
    [("json", "application/json"), ("graphml", "application/graphml+xml"), ("csv", "application/zip")],
)
def test_the_graph_can_be_downloaded_in_every_format(client: httpx.Client, kind: str, media: str) -> None:
    response = client.get(f"{V1}/export", params={"format": kind})
    assert response.headers["content-type"] == media
    assert response.headers["content-disposition"].startswith('attachment; filename="jjj-kg.')
    content = response.content
    if kind == "csv":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read("nodes.csv")
    assert "北京云岫智能科技有限公司".encode() in content
