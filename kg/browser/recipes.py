"""The recipes of the cookbook: one Cypher file each, with a head that tells people and programs what it is for."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SettingsError

PICTURE = "a picture"
"""Shape of a recipe whose answer the Browser draws."""
_FOLDER = Path(__file__).with_name("cookbook")
_HEAD = re.compile(
    r"// (?P<zh>\S.*?) · (?P<en>\S.*)\n"
    r"// theme: (?P<theme>\S.*? · \S.*)\n"
    r"// shape: (?P<shape>\S.*)\n"
    r"// runs on: (?P<where>both stores|Neo4j)\n"
    r"(?P<parameters>(?::param .*;\n)*)"
    r"(?P<query>(?!:)(?s:.+));\n"
)
_PARAMETER = re.compile(r":param (\w+) => (.*);\n")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question that the graph answers, and how to ask it in Cypher.

    Args:
        name: such as `01-money-financiers`; recipes are shown in the order of their names.
        zh, en: the question.
        theme: what it belongs to, in Chinese and English.
        columns: of the answer; none if the answer is a picture.
        everywhere: whether it runs on the embedded store, too.
        parameters: with values to try it with, from the sample graph.
        query: the Cypher alone, as programs send it.
        favourite: one statement with those values in their places, as people keep it in the Browser, which draws
            nothing of what comes after a `:param`.
    """

    name: str
    zh: str
    en: str
    theme: str
    columns: tuple[str, ...]
    everywhere: bool
    parameters: Mapping[str, object]
    query: str
    favourite: str

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """The recipe in a file.

        Raises:
            SettingsError: the file does not begin as every recipe does, or does not end with a semicolon.
        """
        text = path.read_text(encoding="utf-8")
        parts = _HEAD.fullmatch(text)
        if parts is None:
            raise SettingsError(
                f"{path.name} is no recipe: its head or its end is not as that of its neighbours; reinstall jjj-kg"
            )
        literals = dict(_PARAMETER.findall(parts["parameters"]))
        return cls(
            name=path.stem,
            zh=parts["zh"],
            en=parts["en"],
            theme=parts["theme"],
            columns=() if parts["shape"] == PICTURE else tuple(parts["shape"].split(", ")),
            everywhere=parts["where"] == "both stores",
            parameters={name: literal_eval(value) for name, value in literals.items()},
            query=parts["query"],
            favourite=_favourite(parts, literals),
        )


def _favourite(parts: re.Match[str], literals: Mapping[str, str]) -> str:
    hint = "// 改一改下面的例子再问别的 · change the example below to ask of something else\n" if literals else ""
    query = re.sub(r"\$(\w+)", lambda found: literals[found[1]], parts["query"])
    return f"// {parts['zh']} · {parts['en']}\n{hint}{query};\n"


def recipes() -> tuple[Recipe, ...]:
    """Every recipe that jjj-kg ships, in order.

    Raises:
        SettingsError: one of them is malformed.
    """
    return tuple(map(Recipe.read, sorted(_FOLDER.glob("*.cypher"))))
