"""docker-compose.yml and Dockerfile, read as files: no container engine is needed to see that they fit the project."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import typer
import yaml

from kg.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
FILE: dict[str, Any] = yaml.safe_load(COMPOSE)
SERVICES: dict[str, Any] = FILE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
POM = ElementTree.parse(ROOT / "tests/neo4j/pom.xml")


def _commands() -> Iterator[tuple[str, ...]]:
    """Every `jjj …` that a container runs, cut into words."""
    shell = re.findall(r'^CMD \["sh", "-c", "(.*)"\]$', DOCKERFILE, re.MULTILINE)
    for service in SERVICES.values():
        command = service.get("command", [])
        shell.append(command[2] if command[:2] == ["sh", "-c"] else shlex.join(command))
    for line in shell:
        for part in re.split(r"&&|\|\||[;{}]|\bexec\b", line):
            if part.split()[:1] == ["jjj"]:
                yield tuple(shlex.split(part)[1:])


def test_compose_is_as_the_specification_has_it() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_a_misspelt_compose_file_would_be_noticed(tmp_path: Path) -> None:
    path = tmp_path / "docker-compose.yml"
    path.write_text(COMPOSE.replace("condition: service_healthy", "condition: healthy"), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert "'healthy' is not one of" in checked.stdout


@pytest.mark.parametrize("words", sorted(set(_commands())), ids=" ".join)
def test_a_command_of_a_container_is_one_that_jjj_takes(words: tuple[str, ...]) -> None:
    command = typer.main.get_command(app).commands[words[0]]  # type: ignore[attr-defined]
    # It raises what a person would be told of a word that the command does not know.
    assert command.make_context(words[0], list(words[1:])).params


def test_containers_build_publish_and_serve() -> None:
    assert {words[0] for words in _commands()} == {"build", "publish", "serve"}
    assert ("publish", "--to", "bolt://neo4j:7687") in set(_commands())


def test_everything_is_published_on_loopback_alone() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert sorted(ports) == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687", "127.0.0.1:8000:8000"]
    assert "EXPOSE 8000" in DOCKERFILE


def test_there_is_no_default_password() -> None:
    told = re.findall(r"\$\{NEO4J_PASSWORD[^}]*\}", COMPOSE)
    assert len(told) == 2
    assert all(each.startswith("${NEO4J_PASSWORD:?") for each in told)
    assert SERVICES["neo4j"]["environment"]["NEO4J_AUTH"] == f"neo4j/{told[0]}"


def test_the_api_waits_for_the_database_and_for_its_graph() -> None:
    assert SERVICES["api"]["depends_on"] == {
        "neo4j": {"condition": "service_healthy"},
        "publish": {"condition": "service_completed_successfully"},
    }
    assert SERVICES["publish"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert {name for name, service in SERVICES.items() if "healthcheck" in service} == {"neo4j", "api"}


def test_memory_is_bounded() -> None:
    settings = {key.removeprefix("NEO4J_") for key in SERVICES["neo4j"]["environment"]}
    assert settings >= {
        "server_memory_heap_initial__size",
        "server_memory_heap_max__size",
        "server_memory_pagecache_size",
        "db_memory_transaction_max",
        "db_transaction_timeout",
    }


def test_the_image_of_neo4j_is_the_version_that_the_tests_run() -> None:
    version = POM.findtext(".//{http://maven.apache.org/POM/4.0.0}neo4j.version")
    assert SERVICES["neo4j"]["image"] == f"neo4j:{version}-community"


def test_our_containers_can_do_little() -> None:
    assert re.search(r"^USER jjj$", DOCKERFILE, re.MULTILINE)
    for name in ("api", "publish"):
        assert SERVICES[name]["read_only"]
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


def test_what_the_image_copies_exists() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE)
    assert copied
    assert all((ROOT / source).exists() for source in copied)


def test_the_image_installs_by_hash() -> None:
    assert "--require-hashes -r requirements.txt" in DOCKERFILE


def test_what_is_kept_outlives_the_containers() -> None:
    assert set(FILE["volumes"]) == {"neo4j", "workspace"}
    assert "neo4j:/data" in SERVICES["neo4j"]["volumes"]
    for name in ("api", "publish"):
        assert "workspace:/workspace" in SERVICES[name]["volumes"]
    assert "JJJ_WORKSPACE=/workspace" in DOCKERFILE
