"""What README and docs show of the command line is what it prints today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _capture() -> ModuleType:
    spec = importlib.util.spec_from_file_location("capture", ROOT / "docs/capture.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CAPTURE = _capture()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("sample")
    CAPTURE.build_sample(workspace)
    return workspace


@pytest.mark.parametrize("name", CAPTURE.PAGES)
def test_a_page_shows_what_the_commands_print(name: str, sample: Path) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert "```console\n$ jjj " in page
    assert CAPTURE.refreshed(page, sample) == page


def test_the_page_on_rdf_shows_what_is_exported_and_how_its_questions_are_answered(sample: Path) -> None:
    page = (ROOT / CAPTURE.RDF).read_text(encoding="utf-8")
    assert page.count("```sparql\n") == 10
    assert "No rows." not in page
    assert CAPTURE.refreshed_rdf(page, sample) == page
