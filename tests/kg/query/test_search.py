from __future__ import annotations

import pytest

from kg.errors import Ambiguous, NotFound, QueryError
from kg.query import find, search
from kg.store import Store


def found(store: Store, text: str, **options: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(hit.id, hit.match) for hit in search(store, text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("medical", ("medical", "id")),
        ("天津云汐医疗科技有限公司", ("medical", "name")),
        ("云汐医疗", ("medical", "alias")),
        (" “云汐” 医疗 ", ("medical", "alias")),
        ("北京雁栖", ("chips", "beginning")),
        ("砺石", ("materials", "beginning")),
        ("科技园", ("park", "part")),
        ("海河 支行", ("branch", "words")),
        ("tianjinyunxi", ("medical", "pinyin")),
        ("tjyx", ("medical", "initials")),
        ("YXYL", ("medical", "initials")),
        ("云xi医疗", ("medical", "pinyin")),
        ("binwanzhihang", ("branch", "pinyin")),
        ("云夕医疗", ("medical", "similar")),
        ("天津云汐医疗科枝有限公司", ("medical", "similar")),
        ("yunxiyiliau", ("medical", "similar")),
    ],
)
def test_an_entity_is_found_by_whatever_is_typed(store: Store, text: str, first: tuple[str, str]) -> None:
    assert found(store, text)[0] == first


def test_the_whole_name_comes_before_its_beginning_and_that_before_a_part(store: Store) -> None:
    assert found(store, "天津") == [("region", "alias"), ("medical", "beginning")]
    assert found(store, "海河联合银行") == [("bank", "alias"), ("branch", "beginning")]


def test_of_equals_the_better_connected_comes_first(store: Store) -> None:
    assert [hit.degree for hit in search(store, "渤湾")] == [5, 5]
    assert [hit.id for hit in search(store, "有限公司")][:2] == ["medical", "chips"]


def test_similar_names_are_looked_for_only_if_nothing_else_is_found(store: Store) -> None:
    assert found(store, "天津市") == [("region", "name")]
    assert ("medical", "similar") in found(store, "天津巾")


def test_han_characters_do_not_find_what_merely_sounds_alike(store: Store) -> None:
    assert ("medical", "pinyin") not in found(store, "添金")


def test_search_is_limited_to_types_and_regions(store: Store) -> None:
    assert {hit.id for hit in search(store, "公司", types=["Company"])} == {"medical", "chips", "materials"}
    assert {hit.id for hit in search(store, "公司", scopes=["outside"])} == {"shanghai"}
    assert {hit.scope for hit in search(store, "公司", scopes=["beijing", "hebei"])} == {"beijing", "hebei"}
    assert found(store, "陆知远", scopes=("unknown",)) == [("person", "name")]


def test_only_as_many_are_shown_as_wanted(store: Store) -> None:
    assert len(search(store, "公司", limit=2)) == 2


@pytest.mark.parametrize("text", ["", "  ", "“”", "长" * 201])
def test_nothing_and_too_much_are_refused(store: Store, text: str) -> None:
    with pytest.raises(QueryError):
        search(store, text)


def test_an_unknown_region_is_refused_with_those_that_exist(store: Store) -> None:
    with pytest.raises(QueryError, match="“shanghai”; there are: beijing, hebei, outside, tianjin, unknown"):
        search(store, "公司", scopes=["shanghai"])


@pytest.mark.parametrize(
    ("argument", "entity"),
    [
        ("medical", "medical"),
        ("云汐医疗", "medical"),
        ("海联行", "bank"),
        ("海河联合银行", "bank"),
        ("支行", "branch"),
        ("天津", "region"),
        ("yqxp", "chips"),
        ("luzhiyuan", "person"),
    ],
)
def test_one_entity_is_meant(store: Store, argument: str, entity: str) -> None:
    assert find(store, argument).id == entity


def test_the_type_can_tell_which_is_meant(store: Store) -> None:
    assert find(store, "滨湾", types=["Bank"]).id == "branch"


def test_an_ambiguous_piece_lists_the_candidates(store: Store) -> None:
    with pytest.raises(Ambiguous, match="may mean 2 entities") as caught:
        find(store, "渤湾")
    assert caught.value.candidates == (
        ("mother", "Fund", "渤湾引导母基金"),
        ("fund", "Fund", "渤湾医疗产业基金"),
    )


def test_a_misspelt_name_is_not_guessed_but_hinted_at(store: Store) -> None:
    with pytest.raises(NotFound, match="the nearest names are 天津云汐医疗科技有限公司"):
        find(store, "云夕医疗")


@pytest.mark.parametrize("argument", ["\x00", "\ud800", "' OR 1=1 //", "zzzz"])
def test_nonsense_is_not_found(store: Store, argument: str) -> None:
    with pytest.raises(NotFound):
        find(store, argument)
