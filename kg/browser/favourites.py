"""The cookbook as an archive that the Neo4j Browser takes in: a folder of favourites for each theme."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.browser.recipes import Recipe

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def favourites(recipes: Iterable[Recipe]) -> bytes:
    """The archive; the same recipes give the same bytes.

    The Browser shows each by the first line of its text, which is the question.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for recipe in recipes:
            # A day of its own would make every archive another one.
            archive.writestr(ZipInfo(f"{_folder(recipe)}/{recipe.name}.cypher", _FIRST_DAY), recipe.favourite)
    return buffer.getvalue()


def _folder(recipe: Recipe) -> str:
    """The Browser takes all before the last slash for the name of the folder."""
    return f"jjj {recipe.theme}".replace("/", " ")
