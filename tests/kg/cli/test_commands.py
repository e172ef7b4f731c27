from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer.main

import kg.errors
from kg.cli.app import app
from kg.cli.errors import EXIT_CODES, INTERRUPTED, PARTLY, USAGE, exit_code
from kg.errors import KGError, StoreError
from kg.export import EXPORTERS
from kg.ontology import Ontology

Jjj = Callable[..., Any]


def _commands(group: Any, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield before + name


COMMANDS = sorted(_commands(typer.main.get_command(app)))


def _classes(base: type[KGError]) -> Iterator[type[KGError]]:
    yield base
    for below in base.__subclasses__():
        yield from _classes(below)


def test_there_is_a_command_for_everything_promised() -> None:
    assert COMMANDS == [
        "browser", "build", "cypher", "evaluate", "explain", "export", "extract", "financiers", "import", "moves",
        "neighbours", "ontology", "path", "portfolio", "publish", "resolve evaluate", "resolve judge",
        "resolve judgements", "resolve parse", "resolve predict", "resolve publish", "resolve review",
        "resolve train", "resolve undo", "search", "serve", "show", "sparql", "stats", "train", "verify",
    ]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_workspace_and_json_and_shows_the_default(jjj: Jjj, command: str) -> None:
    ran = jjj(*command.split(), "--help")
    assert ran.code == 0
    assert "--workspace" in ran.out
    assert "--json" in ran.out
    assert "jjj-kg" in ran.out  # the default folder


SHOW_RELATIONS = {
    "evaluate": "absent", "explain": "absent", "export": "--out=x", "extract": "absent --out=x", "financiers": "x",
    "moves": "--from x", "neighbours": "x", "path": "x y", "portfolio": "x", "show": "x", "stats": "",
}  # fmt: skip
"""Commands that show relations, and arguments that they would be content with."""


def test_every_command_that_shows_relations_takes_a_least_confidence(jjj: Jjj) -> None:
    assert {command for command in COMMANDS if "--min-confidence" in jjj(*command.split(), "--help").out} == set(
        SHOW_RELATIONS
    )


@pytest.mark.parametrize("value", ["1.01", "-0.01", "nan", "high"])
@pytest.mark.parametrize("command", SHOW_RELATIONS)
def test_a_least_confidence_lies_between_none_and_one(jjj: Jjj, command: str, value: str) -> None:
    ran = jjj(command, *SHOW_RELATIONS[command].split(), f"--min-confidence={value}")
    assert (ran.code, ran.out) == (2, "")
    assert "--min-confidence" in ran.err
    assert ". Run it with --help" in ran.err


def test_every_error_class_has_an_exit_code_of_its_own() -> None:
    ours = {each for each in _classes(KGError) if each.__module__ == kg.errors.__name__}
    assert ours == set(EXIT_CODES)
    codes = [*EXIT_CODES.values(), 0, USAGE, PARTLY, INTERRUPTED]
    assert len(codes) == len(set(codes))


def test_an_error_of_a_class_below_has_the_exit_code_of_its_closest_base() -> None:
    class Unplugged(StoreError):
        pass

    assert exit_code(Unplugged("x")) == EXIT_CODES[StoreError]


def test_a_misspelt_command_is_told_what_was_meant(jjj: Jjj) -> None:
    ran = jjj("finanziers", "x")
    assert (ran.code, ran.out) == (2, "")
    assert "financiers" in ran.err


def test_a_usage_error_after_json_is_json(jjj: Jjj) -> None:
    ran = jjj("neighbours", "x", "--depth", "9", "--json")
    assert ran.code == 2
    assert "depth" in json.loads(ran.err)["message"]


def test_help_of_export_lists_every_format(jjj: Jjj) -> None:
    shown = jjj("export", "--help").out
    assert all(each in shown for each in EXPORTERS)


def test_version_is_that_of_the_package(jjj: Jjj) -> None:
    assert jjj("--version").out == "jjj-kg 0.1.0\n"


def test_ontology_shows_every_term(jjj: Jjj) -> None:
    ontology, out = Ontology.load(), jjj("ontology").out
    assert all(key in out for key in (*ontology.types, *ontology.predicates, *ontology.qualifiers))


def test_ontology_as_json_is_the_whole_vocabulary(jjj: Jjj) -> None:
    told = jjj("ontology", "--json").json
    assert told["predicates"]["loaned_to"]["labels"] == {"zh": "贷款给", "en": "loaned to"}
    assert "Bank" in told["predicates"]["loaned_to"]["domain"]
    assert len(told["types"]) == 28
