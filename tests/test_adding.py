"""Claims of docs/adding.md: what has been added stands where a reader looks for it, and is complete."""

from __future__ import annotations

import configparser
import importlib
import json
from pathlib import Path

import pytest

from kg.documents import READERS
from kg.export import EXPORTERS
from kg.resolve.clues import CLUES

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted((ROOT / "kg/query/texts").glob("*.cypher"))


def components() -> list[str]:
    config = configparser.ConfigParser()
    config.read(ROOT / "kg/extract/pipeline.cfg", encoding="utf-8")
    return sorted(section.removeprefix("components.") for section in config.sections() if "components." in section)


@pytest.mark.parametrize("name", components())
def test_a_component_has_a_file_a_factory_and_a_test_of_its_name(name: str) -> None:
    source = ROOT / f"kg/extract/components/{name}.py"
    assert f'"jjj_{name}"' in source.read_text(encoding="utf-8")
    assert (ROOT / f"tests/kg/extract/components/test_{name}.py").is_file()


@pytest.mark.parametrize("name", sorted(CLUES))
def test_a_clue_says_what_it_thinks(name: str) -> None:
    assert CLUES[name].__name__ == name
    assert (CLUES[name].__doc__ or "").strip()
    cases = json.loads((ROOT / "tests/cases/clues.json").read_text(encoding="utf-8"))
    assert cases[name]["seen"]
    assert cases[name]["unseen"]


@pytest.mark.parametrize("module", sorted(set(READERS.values())))
def test_a_reader_can_read_and_is_tested_under_its_name(module: str) -> None:
    name = module.rsplit(".", 1)[-1]
    assert callable(importlib.import_module(f"kg.documents.{name}").read)
    assert (ROOT / f"tests/kg/documents/test_{name}.py").is_file()


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_an_export_format_is_shown_in_the_cookbook(name: str) -> None:
    assert f"--format {name}" in (ROOT / "docs/cookbook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_a_query_opens_with_what_it_answers_and_is_used(text: Path) -> None:
    assert text.read_text(encoding="utf-8").startswith("// ")
    users = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "kg/query").glob("*.py")))
    assert f'"{text.stem}"' in users
