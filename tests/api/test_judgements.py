"""Judging over HTTP: a real server that may only read, and one that was started to take judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.doubts import BEIJING, EITHER, TIANJIN, build_doubts, copy_of

V1 = "/api/v1"
Serving = Callable[..., AbstractContextManager[httpx.Client]]
SAME = {"left": EITHER, "right": TIANJIN, "decision": "same", "by": "li", "why": "同一法人"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_doubts(tmp_path_factory.mktemp("doubts"))


@pytest.fixture(scope="module")
def reader(serving: Serving, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with serving(copy_of(built, tmp_path_factory.mktemp("reader"))) as client:
        yield client


@pytest.fixture(scope="module")
def judge(serving: Serving, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Tests leave it as they find it."""
    with serving(copy_of(built, tmp_path_factory.mktemp("judge")), "--judging") as client:
        yield client


def kind(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, response.json()["type"].removeprefix("urn:jjj-kg:problem:")


def id_of(client: httpx.Client, name: str) -> str:
    hits = client.get(f"{V1}/search", params={"q": name}).json()
    return next(str(hit["id"]) for hit in hits if hit["matched"] == name)


def judged(client: httpx.Client, **changed: Any) -> Any:
    response = client.post(f"{V1}/judgements", json={**SAME, **changed})
    assert response.status_code == 200, response.text
    return response.json()


def undone(client: httpx.Client, number: int) -> Any:
    response = client.delete(f"{V1}/judgements/{number}", params={"by": "wang", "why": "看错了"})
    assert response.status_code == 200, response.text
    return response.json()


def test_the_queue_is_the_one_of_the_command_line(reader: httpx.Client) -> None:
    told = reader.get(f"{V1}/review").json()
    assert told["total"] == len(told["doubts"]) == 2
    assert {each["right"]["name"] for each in told["doubts"]} | {each["left"]["name"] for each in told["doubts"]} == {
        TIANJIN, BEIJING, EITHER,
    }  # fmt: skip
    assert told["doubts"][0]["left"]["facts"][0]["relation"]["evidence"]
    assert [len(reader.get(f"{V1}/review", params=p).json()["doubts"]) for p in ({"limit": 1}, {"offset": 2})] == [1, 0]


def test_a_service_only_reads_unless_it_was_started_to_take_judgements(reader: httpx.Client) -> None:
    anyone = {"Authorization": "Bearer guessed"}
    assert kind(reader.post(f"{V1}/judgements", json=SAME, headers=anyone)) == (403, "read-only")
    assert kind(reader.delete(f"{V1}/judgements/1", params={"by": "li"})) == (403, "read-only")
    assert reader.get(f"{V1}/judgements").json() == []


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer guessed", "Basic bGk6bGk=", "Bearer 令牌"])
def test_nobody_judges_without_the_token(judge: httpx.Client, header: str) -> None:
    response = judge.post(f"{V1}/judgements", json=SAME, headers={b"Authorization": header.encode()})
    assert kind(response) == (401, "not-authorised")
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_merge_is_followed_redirects_the_retired_id_and_is_undone(judge: httpx.Client) -> None:
    retired = id_of(judge, EITHER)
    before = judge.get(f"{V1}/export", params={"format": "json"}).content
    told = judged(judge)
    assert told["judgement"]["standing"] == "followed"
    assert (told["judgement"]["by"], told["judgement"]["why"]) == ("person:li", "同一法人")
    assert told["graph"]["changed"]

    kept = id_of(judge, TIANJIN)
    moved = judge.get(f"{V1}/entities/{retired}", params={"limit": 5})
    assert (moved.status_code, moved.headers["location"]) == (308, f"{V1}/entities/{kept}?limit=5")
    card = judge.get(f"{V1}/entities/{retired}", follow_redirects=True).json()
    assert card["entity"]["id"] == kept
    assert EITHER in card["entity"]["aliases"]
    assert judge.get(f"{V1}/financiers", params={"id": retired}).json()["company"]["id"] == kept

    back = undone(judge, told["judgement"]["number"])
    assert back["judgement"]["standing"] == "undone"
    assert back["judgement"]["undone"]["by"] == "person:wang"
    assert judge.get(f"{V1}/export", params={"format": "json"}).content == before
    assert judge.get(f"{V1}/entities/{retired}").json()["entity"]["id"] == retired


def test_what_cannot_be_followed_says_why(judge: httpx.Client) -> None:
    apart = judged(judge, left=BEIJING, decision="different", why="两地各自登记")
    one = judged(judge)
    bridge = judged(judge, right=BEIJING)
    assert bridge["judgement"]["standing"] == "refused"
    assert "两地各自登记" in bridge["judgement"]["refused"]
    history = {each["number"]: each for each in judge.get(f"{V1}/judgements").json()}
    assert history[apart["judgement"]["number"]]["parts"] == [bridge["judgement"]["refused"]]
    for told in (bridge, one, apart):
        undone(judge, told["judgement"]["number"])


def test_faults_are_problems(judge: httpx.Client) -> None:
    def post(**changed: object) -> tuple[int, str]:
        return kind(judge.post(f"{V1}/judgements", json={**SAME, **changed}))

    assert post(left="无名氏") == (404, "not-found")
    assert post(left="青禾云溪") == (409, "ambiguous")
    assert post(left=TIANJIN) == (409, "resolution-error")
    assert post(by=" ") == (409, "resolution-error")
    assert post(decision="maybe") == (422, "invalid-request")
    assert post(left=f"{TIANJIN}@d-0000000000000000") == (404, "not-found")
    assert kind(judge.delete(f"{V1}/judgements/999", params={"by": "li"})) == (404, "not-found")
    assert kind(judge.delete(f"{V1}/judgements/999")) == (422, "invalid-request")
    number = judged(judge)["judgement"]["number"]
    undone(judge, number)
    assert kind(judge.delete(f"{V1}/judgements/{number}", params={"by": "li"})) == (409, "resolution-error")


def test_an_id_that_never_was_is_not_found(reader: httpx.Client) -> None:
    assert kind(reader.get(f"{V1}/entities/e-0000000000000000")) == (404, "not-found")
