from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Story

Jjj = Callable[..., Any]
LOAN = "燕河银行天津分行2024年3月向北京云岫智能科技有限公司（以下简称云岫智能）发放贷款500万元，利率3.65%。"


@pytest.fixture
def ask(jjj: Jjj, story: Story) -> Jjj:
    """`jjj` over the story's workspace."""
    return lambda *arguments: jjj(*arguments, "--workspace", story.settings.workspace)


def test_financiers_shows_lender_amount_date_sentence_and_document(ask: Jjj) -> None:
    ran = ask("financiers", "云岫智能")
    assert ran.code == 0
    row = next(line for line in ran.out.splitlines() if "燕河银行天津分行" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "燕河银行天津分行",
        "贷款",
        "500万元",
        "2024-03",
        LOAN,
    ]
    assert "《云岫智能获银行与基金支持》，示例日报，2024-03-18" in ran.out


def test_financiers_as_json_is_the_same_answer_and_nothing_else_on_standard_output(ask: Jjj) -> None:
    ran = ask("financiers", "云岫智能", "--json")
    assert ran.err == ""
    told = [(row["backer"]["name"], row["kind"], [a["text"] for a in row["amounts"]]) for row in ran.json["financiers"]]
    assert told == [
        ("燕河银行天津分行", "loan", ["500万元"]),
        ("天津澜桥融资担保有限公司", "guarantee", []),
        ("青禾产业投资基金", "equity", ["3000万元"]),
    ]
    assert ran.json["financiers"][0]["relation"]["evidence"][0]["text"] == LOAN


def test_a_plan_is_told_only_when_asked_for_and_apart(ask: Jjj) -> None:
    assert "2亿元" not in ask("financiers", "云岫智能").out
    ran = ask("financiers", "云岫智能", "--unasserted")
    asserted, apart = ran.out.split("Not asserted")
    assert "2亿元" not in asserted
    assert "2亿元" in apart
    assert "计划中" in apart


def test_look_through_names_the_founder_of_the_fund_and_the_bank_of_the_branch(ask: Jjj) -> None:
    assert "天津拾级投资有限公司" not in ask("financiers", "云岫智能").out
    behind = ask("financiers", "云岫智能", "--look-through").out.split("Behind them")[1]
    assert "青禾产业投资基金 —创办方→ 天津拾级投资有限公司" in behind
    assert "燕河银行天津分行 —隶属于→ 燕河银行" in behind


@pytest.mark.parametrize("who", ["北京云岫智能科技有限公司", "云岫智能", "岫智", "yunxiuzhineng", "yxzn"])
def test_names_aliases_fragments_and_pinyin_all_mean_the_company(ask: Jjj, story: Story, who: str) -> None:
    assert ask("show", who, "--json").json["entity"]["id"] == story.ids["yunxiu"]


def test_an_id_means_the_company(ask: Jjj, story: Story) -> None:
    assert ask("show", story.ids["yunxiu"], "--json").json["entity"]["name"] == "北京云岫智能科技有限公司"


def test_an_ambiguous_name_lists_the_candidates_with_their_ids(ask: Jjj, story: Story) -> None:
    ran = ask("show", "云岫")
    assert (ran.code, ran.out) == (5, "")
    for word in ("yunxiu", "yunxiu_parts"):
        assert story.ids[word] in ran.err


def test_an_ambiguous_name_lists_the_candidates_as_json(ask: Jjj, story: Story) -> None:
    ran = ask("show", "云岫", "--json")
    told = json.loads(ran.err)
    assert (ran.code, ran.out, told["error"], told["exit_code"]) == (5, "", "Ambiguous", 5)
    assert {candidate["id"] for candidate in told["candidates"]} == {story.ids["yunxiu"], story.ids["yunxiu_parts"]}


def test_an_unknown_name_is_told_in_one_readable_line(ask: Jjj) -> None:
    ran = ask("financiers", "无名氏")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: no entity is called “无名氏”")
    assert "Traceback" not in ran.err


def test_search_by_initials_says_how_it_found_the_company(ask: Jjj) -> None:
    [hit] = ask("search", "yxzn", "--json").json
    assert (hit["name"], hit["match"], hit["matched"]) == ("北京云岫智能科技有限公司", "initials", "云岫智能")


def test_search_takes_types_and_regions_in_chinese(ask: Jjj) -> None:
    found = ask("search", "天津", "--type", "金融机构", "--scope", "天津", "--json").json
    assert [hit["name"] for hit in found] == ["天津澜桥融资担保有限公司"]
    assert ask("search", "云岫", "--scope", "北京", "--json").json[0]["scope"] == "beijing"


def test_jjj_only_leaves_out_what_lies_outside(ask: Jjj) -> None:
    assert {hit["scope"] for hit in ask("search", "云岫", "--json").json} == {"beijing", "outside"}
    assert {hit["scope"] for hit in ask("search", "云岫", "--jjj-only", "--json").json} == {"beijing"}


def test_an_unknown_region_is_refused_with_what_there_is(ask: Jjj) -> None:
    ran = ask("search", "云岫", "--scope", "上海")
    assert ran.code == 6
    assert "there is no scope “上海”" in ran.err


def test_show_tells_relations_in_both_directions(ask: Jjj) -> None:
    out = ask("show", "青禾基金").out
    rows = {
        cells[1]: cells[0]
        for line in out.splitlines()
        if len(cells := [c.strip() for c in line.strip("│").split("│")]) > 4
    }
    assert rows == {"创办方": "→", "投资": "→", "": ""}  # the last is where a sentence's source stands
    assert "天津市 (天津, inferred)" in out


def test_portfolio_of_the_bank_includes_its_branch_only_on_look_through(ask: Jjj) -> None:
    assert ask("portfolio", "燕河银行", "--json").json["groups"] == []
    [group] = ask("portfolio", "燕河银行", "--look-through", "--json").json["groups"]
    assert [(row["backed"]["name"], row["via"][0]["far"]["name"]) for row in group["backings"]] == [
        ("北京云岫智能科技有限公司", "燕河银行天津分行")
    ]


def test_portfolio_of_a_park_tells_whom_it_hosts(ask: Jjj) -> None:
    out = ask("portfolio", "海河科技园").out
    assert "Place · 空间" in out
    assert "公司已入驻海河科技园。" in out


@pytest.mark.parametrize(
    "question",
    [["financiers", "云岫智能"], ["portfolio", "海河科技园"], ["show", "青禾基金"], ["neighbours", "周明川"]],
)
def test_every_answer_tells_how_sure_it_is(ask: Jjj, question: list[str]) -> None:
    out = ask(*question).out
    assert re.search(r"置信度 [01]\.\d\d", out)


def test_neighbours_go_as_far_as_asked_and_over_the_predicates_asked_for(ask: Jjj) -> None:
    def names(*options: str) -> set[str]:
        graph = ask("neighbours", "周明川", *options, "--json").json["graph"]
        return {entity["name"] for entity in graph["entities"]}

    assert names() == {"周明川", "北京云岫智能科技有限公司"}
    assert "青禾产业投资基金" in names("--depth", "2")
    assert names("--depth", "2", "--predicate", "任职于", "--predicate", "LOANED_TO") == {
        "周明川",
        "北京云岫智能科技有限公司",
        "燕河银行天津分行",
    }


def test_path_tells_every_step_with_its_evidence(ask: Jjj) -> None:
    out = ask("path", "天津拾级投资有限公司", "周明川", "--limit", "1").out
    steps = [line for line in out.splitlines() if "│" in line and "投资" in line]
    assert len(steps) >= 2
    assert "青禾产业投资基金由天津拾级投资有限公司发起设立。" in out
    assert "总经理周明川" in out


@pytest.mark.parametrize(("command", "count"), [
    (["show", "云岫智能"], lambda answer: len(answer["facts"])),
    (["stats"], lambda answer: answer["relations"]),
    (["financiers", "云岫智能"], lambda answer: len(answer["financiers"])),
    (["portfolio", "海河科技园"], lambda answer: len(answer["groups"])),
    (["neighbours", "云岫智能"], lambda answer: len(answer["graph"]["relations"])),
    (["path", "天津拾级投资有限公司", "周明川"], lambda answer: len(answer["found"])),
])  # fmt: skip
def test_every_command_that_shows_relations_takes_a_least_confidence(
    ask: Jjj, command: list[str], count: Callable[[Any], int]
) -> None:
    assert count(ask(*command, "--min-confidence", 0.9, "--json").json) > 0
    assert count(ask(*command, "--min-confidence", 0.95, "--json").json) == 0


def test_stats_counts_the_whole_graph(ask: Jjj) -> None:
    counts = ask("stats", "--json").json
    assert (counts["entities"], counts["relations"], counts["documents"]) == (9, 9, 2)
    assert counts["statuses"] == {"asserted": 8, "planned": 1}
    assert "9 entities, 9 relations, 2 documents" in ask("stats").out


def test_moves_shows_what_went_where_and_the_sentence_that_says_so(ask: Jjj) -> None:
    ran = ask("moves", "--from", "北京", "--to", "天津")
    assert ran.code == 0
    for told in (
        "落户 1",
        "北京市 → 天津市",
        "北京云岫智能科技有限公司",
        "海河科技园",
        "(2024)",
        "公司已入驻海河科技园。",
    ):
        assert told in ran.out
    assert ask("moves", "--from", "北京", "--to", "天津", "--json").json["counts"] == [["landing", 1]]


@pytest.mark.parametrize("kind", ["investment", "投资"])
def test_kinds_of_moves_may_be_given_in_chinese(ask: Jjj, kind: str) -> None:
    found = ask("moves", "--to", "北京", "--kind", kind, "--json").json["found"]
    assert [(move["kind"], move["target"]["name"]) for move in found] == [("investment", "北京云岫智能科技有限公司")]


def test_a_year_without_moves_says_so(ask: Jjj) -> None:
    told = ask("moves", "--to", "北京", "--year", "1999").out
    assert "No document tells of a move from elsewhere to 北京市." in told


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ((), 6, "a beginning and an end"),
        (("--from", "桃花源"), 4, "桃花源"),
        (("--to", "北京", "--kind", "x"), 6, "kind of move"),
    ],
)
def test_a_move_without_ends_is_refused(ask: Jjj, options: tuple[str, ...], code: int, message: str) -> None:
    ran = ask("moves", *options)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err


def test_a_question_can_be_limited_to_a_place(ask: Jjj, tmp_path: Path) -> None:
    assert [hit["name"] for hit in ask("search", "有限公司", "--in", "北京", "--json").json] == [
        "北京云岫智能科技有限公司"
    ]
    assert ask("stats", "--in", "天津", "--json").json["entities"] == 5
    held = ask("stats", "--json").json["places"]
    assert [(place["name"], place["entities"]) for place in held] == [("天津市", 5), ("北京市", 1)]
    assert ask("neighbours", "云岫智能", "--in", "海河科技园", "--json").json["outside"] > 0
    assert ask("financiers", "云岫智能", "--in", "北京", "--json").json["financiers"] == []
    assert ask("portfolio", "青禾基金", "--in", "天津", "--json").json["groups"] == []
    assert ask("path", "青禾基金", "周明川", "--in", "天津", "--json").json["found"] == []
    exported = ask("export", "--in", "海河科技园", "--out", tmp_path / "park.json", "--json").json
    assert (exported["entities"], exported["relations"]) == (2, 1)


def test_cypher_reads_with_parameters(ask: Jjj) -> None:
    text = "MATCH (a:Entity)-[r]->(b {name: $name}) WHERE r.predicate = 'invested_in' RETURN a.name AS investor"
    ran = ask("cypher", text, "--param", "name=北京云岫智能科技有限公司", "--json")
    assert ran.json == {"rows": [{"investor": "青禾产业投资基金"}], "more": False}


def test_cypher_that_writes_is_refused(ask: Jjj) -> None:
    ran = ask("cypher", "MATCH (a:Entity) DETACH DELETE a")
    assert (ran.code, ran.out) == (7, "")


def test_cypher_says_that_there_are_more_rows(ask: Jjj) -> None:
    assert "There are more rows" in ask("cypher", "MATCH (a:Entity) RETURN a.name", "--limit", "2").out


def test_a_parameter_without_a_value_is_refused(ask: Jjj) -> None:
    assert ask("cypher", "MATCH (a) RETURN a", "--param", "name").code == 6


def test_asking_an_empty_workspace_says_to_build_first(jjj: Jjj, tmp_path: Path) -> None:
    ran = jjj("stats", "--workspace", tmp_path)
    assert ran.code == 9
    assert "run `jjj build` first" in ran.err


def test_the_workspace_is_shown_beside_the_answer(ask: Jjj, story: Story) -> None:
    assert f"workspace: {story.settings.workspace}" in ask("stats").err


def test_the_environment_names_the_workspace(jjj: Jjj, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JJJ_WORKSPACE", str(story.settings.workspace))
    assert jjj("stats", "--json").json["entities"] == 9
