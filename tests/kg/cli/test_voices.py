"""More voices on the command line: what was asked is told with tokens, cost and agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kg.endpoint import Endpoint, answer, says, sends, statement

Jjj = Callable[..., Any]
LOAN = "岚州银行天津分行向河北岚汐数控装备有限公司（以下简称岚汐）发放500万元贷款，以厂房抵押。"
BOND = "云野与岚汐共过患难，双方把各自的图纸摊在一张桌上，一起做起了新机床。"
FOUND = answer(
    ("云野", "Company"),
    ("岚汐", "Company"),
    ("天津云野", "Company"),
    statements=(
        statement("云野", "partners_with", "岚汐", BOND),
        statement("岚州银行天津分行", "loaned_to", "岚汐", LOAN, qualifiers={"amount": "500万元"}),
    ),
)
RULES_ALONE = ("--without", "recogniser", "--without", "relation_scorer")


def said(agreement: dict[str, int]) -> int:
    """How much of what the model said was taken, whether the rules (and what is trained) found it too or not."""
    return agreement["agreed"] + agreement["only_llm"]


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    with Endpoint.serving() as running:
        for name in ("URL", "PRICE", "KEY"):
            monkeypatch.delenv(f"JJJ_LLM_{name}", raising=False)
        monkeypatch.setenv("JJJ_LLM_RETRIES", "0")
        yield running


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{LOAN}\n{BOND}\n", encoding="utf-8")
    (folder / "b.txt").write_text(LOAN, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def test_extract_tells_tokens_cost_and_agreement(
    jjj: Jjj, endpoint: Endpoint, news: Path, tmp_path: Path, workspace: Path
) -> None:
    endpoint.plays(says(FOUND, usage=(4_000, 500)), says(usage=(3_000, 100)))
    options = ("--llm-model", "tiny", "--llm-url", endpoint.url, "--llm-price", "2/8", "--workspace", workspace)
    told = jjj("extract", news, "--out", tmp_path / "out", *options, "--json").json["llm"]
    assert (told["model"], told["requests"], told["retries"]) == ("tiny", 2, 0)
    assert (told["prompt_tokens"], told["completion_tokens"], told["cost"]) == (7_000, 600, 0.0188)
    assert [(Path(each["source"]).name, each["cost"]) for each in told["documents"]] == [
        ("a.txt", 0.012),
        ("b.txt", 0.0068),
    ]
    assert said(told["names"]) == 2
    assert said(told["statements"]) == 2
    assert told["statements"]["agreed"] >= 1
    assert told["refused"] == {"name that is not in the text": 1}


def test_people_see_the_same(jjj: Jjj, endpoint: Endpoint, news: Path, tmp_path: Path, workspace: Path) -> None:
    endpoint.plays(says(FOUND, usage=(4_000, 500)), says(usage=None))
    options = ("--llm-model", "tiny", "--llm-url", endpoint.url, "--workspace", workspace)
    shown = jjj("extract", news, "--out", tmp_path / "out", *options).out
    rows = {line.strip("│ ").split("│")[0].strip(): line for line in shown.splitlines()}
    cells = [cell.strip() for cell in rows["statements"].strip("│ ").split("│")]
    assert int(cells[1]) + int(cells[3]) == 2
    assert "4,000" in shown
    assert rows["all"].count("unknown") == 3
    assert "name that is not in the text" in shown


def test_what_the_model_adds_is_in_the_file_with_its_origin(
    jjj: Jjj, endpoint: Endpoint, news: Path, tmp_path: Path, workspace: Path
) -> None:
    endpoint.plays(says(FOUND))
    jjj("extract", news / "a.txt", "--out", tmp_path / "out", "--llm-model", "tiny", "--llm-url", endpoint.url)
    [written] = (tmp_path / "out").glob("*.json")
    assert '"origin": "llm:tiny"' in written.read_text(encoding="utf-8")


def test_build_asks_once_and_remembers(
    jjj: Jjj, endpoint: Endpoint, news: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JJJ_LLM_URL", endpoint.url)
    monkeypatch.setenv("JJJ_LLM_PRICE", "1/1")
    endpoint.plays(says(FOUND))
    built = jjj("build", news, "--workspace", workspace, "--llm-model", "tiny", "--json")
    assert built.code == 0
    assert (built.json["llm"]["requests"], built.json["llm"]["cost"]) == (2, 0.00024)
    again = jjj("build", news, "--workspace", workspace, "--llm-model", "tiny", "--json")
    assert again.json["recorded"] == {"new": 0, "changed": 0, "unchanged": 2}
    assert again.json["llm"] is None
    assert len(endpoint.asked) == 2
    other = jjj("build", news, "--workspace", workspace, "--llm-model", "larger", "--json")
    assert other.json["llm"]["requests"] == 2


def test_document_that_the_model_cannot_be_asked_about_is_not_recorded(
    jjj: Jjj, endpoint: Endpoint, news: Path, workspace: Path
) -> None:
    options = ("--workspace", workspace, "--llm-model", "tiny", "--llm-url", endpoint.url, "--json")
    endpoint.plays(says(FOUND), sends(500, {"error": {"message": "out of memory"}}))
    built = jjj("build", news, *options)
    assert built.code == 3
    assert built.json["documents"] == 1
    [failed] = built.json["failed"]
    assert (Path(failed["source"]).name, failed["error"]) == ("b.txt", "LLMError")
    assert "out of memory" in failed["message"]
    assert [each["complete"] for each in built.json["llm"]["documents"]] == [True, False]
    again = jjj("build", news, *options)
    assert (again.code, again.json["documents"]) == (0, 2)
    assert again.json["recorded"] == {"new": 1, "changed": 0, "unchanged": 1}


def test_model_without_an_address_is_refused_before_anything_is_read(jjj: Jjj, endpoint: Endpoint, news: Path) -> None:
    ran = jjj("build", news, "--workspace", news.parent / "w", "--llm-model", "tiny")
    assert ran.code == 10
    assert "give --llm-url or set JJJ_LLM_URL" in ran.err
    assert not (news.parent / "w").exists()


def test_key_of_the_environment_is_sent_and_never_shown(
    jjj: Jjj, endpoint: Endpoint, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JJJ_LLM_KEY", "sk-not-a-real-key")
    endpoint.plays(sends(401, {"error": {"message": "sk-not-a-real-key is unknown"}}))
    ran = jjj("extract", news, "--out", tmp_path / "out", "--llm-model", "tiny", "--llm-url", endpoint.url)
    assert ran.code == 3
    assert "Bearer sk-not-a-real-key" in endpoint.headers[0].values()
    assert "sk-not-a-real-key" not in ran.out + ran.err
    assert len(endpoint.asked) == 1


def test_spacy_pipeline_that_is_not_installed_is_refused_in_words(jjj: Jjj, news: Path, tmp_path: Path) -> None:
    ran = jjj("extract", news, "--out", tmp_path / "out", "--ner-model", "zh_no_such_model")
    assert ran.code == 10
    assert "cannot load the spaCy pipeline “zh_no_such_model”" in ran.err


def test_spacy_pipeline_by_path_is_one_more_voice(jjj: Jjj, news: Path, tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "厂房"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "ruler")
    ran = jjj("extract", news / "a.txt", "--out", tmp_path / "out", "--ner-model", tmp_path / "ruler")
    assert ran.code == 0
    [written] = (tmp_path / "out").glob("*.json")
    assert '"origin": "spacy:zh_pipeline"' in written.read_text(encoding="utf-8")


def test_what_a_language_model_tells_is_explained_as_its_own(jjj: Jjj, endpoint: Endpoint, news: Path) -> None:
    endpoint.plays(says(FOUND, usage=(4_000, 500)))
    options = ("--llm-model", "tiny", "--llm-url", endpoint.url, *RULES_ALONE)
    asked = jjj("explain", news / "a.txt", *options, "--json").json
    [told] = [each for each in asked["documents"][0]["relations"] if each["evidence"]["text"] == BOND]
    assert (told["voice"], told["origin"]) == ("llm", "llm:tiny")
    assert "language model tiny" in told["why"]
    assert asked["llm"]["requests"] == 1


def test_a_language_model_is_measured_as_a_voice_of_its_own(
    jjj: Jjj, endpoint: Endpoint, news: Path, tmp_path: Path
) -> None:
    endpoint.plays(says(FOUND, usage=(4_000, 500)), says(FOUND, usage=(4_000, 500)))
    options = ("--llm-model", "tiny", "--llm-url", endpoint.url)
    jjj("extract", news / "a.txt", "--out", tmp_path / "gold", *options)
    told = jjj("evaluate", tmp_path / "gold", *options, *RULES_ALONE, "--json").json
    assert told["relations_by_voice"]["llm"]["right"] == 1
    assert told["llm"]["requests"] == 1
