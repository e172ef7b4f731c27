"""`jjj resolve judge`, `undo`, `judgements`, `publish`: over a real workspace, as a person uses them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doubts import BEIJING, EITHER, TIANJIN, build_doubts, copy_of
from tests.kg.cli.conftest import Jjj, Ran


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_doubts(tmp_path_factory.mktemp("doubts"))


Asked = Callable[..., Ran]


@pytest.fixture
def ask(jjj: Jjj, built: Path, tmp_path: Path) -> Asked:
    """`ask(command, …)` in a workspace of its own."""
    workspace = copy_of(built, tmp_path)
    return lambda *arguments: jjj(*arguments, "--workspace", workspace)


def entity(ask: Asked, who: str) -> dict[str, object]:
    found: dict[str, object] = ask("show", who, "--json").json["entity"]
    return found


def exported(ask: Asked, path: Path) -> bytes:
    assert ask("export", "--out", path).code == 0
    return path.read_bytes()


def test_merge_and_undo_leave_the_export_as_it_was_to_the_byte(ask: Asked, tmp_path: Path) -> None:
    before, retired = exported(ask, tmp_path / "before.json"), str(entity(ask, EITHER)["id"])
    done = ask("resolve", "judge", EITHER, TIANJIN, "same", "--by", "li", "--why", "同一法人", "--json").json
    assert (done["judgement"]["by"], done["judgement"]["standing"]) == ("person:li", "followed")
    assert done["graph"]["changed"]
    assert exported(ask, tmp_path / "merged.json") != before
    assert entity(ask, retired) == entity(ask, TIANJIN)  # the id of earlier leads on

    undone = ask("resolve", "undo", "--by", "wang", "--why", "看错了", "--json").json["judgement"]
    assert (undone["standing"], undone["undone"]["by"], undone["undone"]["why"]) == ("undone", "person:wang", "看错了")
    assert exported(ask, tmp_path / "after.json") == before
    assert entity(ask, retired)["id"] == retired


def test_a_full_name_means_the_thing_of_this_name_even_after_a_merge(ask: Asked) -> None:
    ask("resolve", "judge", EITHER, TIANJIN, "same", "--later")
    ask("resolve", "publish")
    assert entity(ask, EITHER)["name"] == TIANJIN
    ask("resolve", "judge", EITHER, TIANJIN, "different", "--why", "公告更正")
    assert entity(ask, EITHER)["name"] == EITHER
    assert [each["standing"] for each in ask("resolve", "judgements", "--json").json] == ["replaced", "followed"]


def test_what_would_bridge_a_difference_is_refused_and_both_sides_say_so(ask: Asked) -> None:
    ask("resolve", "judge", TIANJIN, BEIJING, "different", "--why", "两地各自登记", "--later")
    ask("resolve", "judge", EITHER, TIANJIN, "same", "--later")
    ran = ask("resolve", "judge", EITHER, BEIJING, "same")
    assert "It is not followed" in ran.out
    assert "Not followed" in ran.out
    assert "两地各自登记" in ran.out
    assert TIANJIN in ran.out
    told = ask("resolve", "judgements", "--json").json
    assert [each["standing"] for each in told] == ["followed", "followed", "refused"]
    assert told[0]["parts"] == [told[2]["refused"]]
    people = ask("resolve", "judgements").out
    assert "keeps apart" in people
    assert "refused" in people


def test_what_one_document_calls_so_can_be_judged_apart(ask: Asked) -> None:
    shown = ask("show", TIANJIN, "--json").json["entity"]
    document = str(next(iter(shown["documents"])))
    told = ask("resolve", "judge", f"{TIANJIN}@{document}", BEIJING, "different", "--json").json["judgement"]
    assert told["left"].endswith(f"@{document}") or told["right"].endswith(f"@{document}")
    assert f"{TIANJIN} (as {document} has it)" in (told["left_name"], told["right_name"])


def test_later_leaves_the_graph_as_it_is(ask: Asked) -> None:
    ran = ask("resolve", "judge", EITHER, TIANJIN, "same", "--later")
    assert "jjj resolve publish" in ran.out
    assert entity(ask, EITHER)["name"] == EITHER
    assert ask("resolve", "publish", "--json").json["changed"]
    assert entity(ask, EITHER)["name"] == TIANJIN


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("judge", "无名氏", TIANJIN, "same"), 4, "无名氏"),
        (("judge", "青禾云溪", TIANJIN, "same"), 5, "may mean"),
        (("judge", TIANJIN, TIANJIN, "same"), 19, "one name"),
        (("judge", f"{TIANJIN}@d-0", BEIJING, "same"), 4, "does not name"),
        (("judge", EITHER, TIANJIN, "same", "--by", " "), 19, "say who judges"),
        (("judge", EITHER, TIANJIN, "perhaps"), 2, "perhaps"),
        (("undo",), 4, "nothing to undo"),
        (("undo", "999"), 4, "no judgement 999"),
        (("undo", "first"), 6, "'first' is no number"),
    ],
)
def test_faults_say_what_to_do(ask: Asked, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = ask("resolve", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_nobody_has_judged_yet(ask: Asked) -> None:
    assert "No person has judged anything yet." in ask("resolve", "judgements").out


def test_who_judges_may_stand_in_the_environment(ask: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JJJ_JUDGE", "zhao")
    done = ask("resolve", "judge", EITHER, TIANJIN, "unsure", "--later", "--json").json
    assert (done["judgement"]["by"], done["judgement"]["standing"]) == ("person:zhao", "open")
