"""The archive of favourites is what the Neo4j Browser takes in."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from kg.browser import favourites, recipes


def test_each_theme_is_a_folder_and_each_recipe_a_file() -> None:
    with ZipFile(BytesIO(favourites(recipes()))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(recipes())
        assert names[0] == "jjj 资金 · Money/01-money-financiers.cypher"
        assert {name.count("/") for name in names} == {1}
        assert archive.read(names[0]).decode().startswith("// 谁资助了这家企业")


def test_the_same_recipes_give_the_same_bytes() -> None:
    assert favourites(recipes()) == favourites(recipes())
