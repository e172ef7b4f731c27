from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import GraphServer, Settings


def test_without_an_address_the_graph_lies_in_the_workspace(tmp_path: Path) -> None:
    assert Settings.read(tmp_path, {}).graph_server is None
    assert Settings.read(tmp_path, {"JJJ_GRAPH": ""}).graph_server is None


def test_the_server_is_read_from_the_environment(tmp_path: Path) -> None:
    environment = {
        "JJJ_GRAPH": "neo4j+s://graph.example:7688",
        "JJJ_NEO4J_USER": "reader",
        "JJJ_NEO4J_PASSWORD": "a secret",
        "JJJ_NEO4J_DATABASE": "jjj",
    }
    expected = GraphServer("neo4j+s://graph.example:7688", "reader", "a secret", "jjj")
    assert Settings.read(tmp_path, environment).graph_server == expected


def test_an_address_that_is_given_goes_before_that_of_the_environment(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path, {"JJJ_GRAPH": "neo4j://one"}, graph="bolt://two")
    assert settings.graph_server == GraphServer("bolt://two")


def test_there_is_a_default_user_and_no_default_password() -> None:
    assert GraphServer.read("neo4j://host", {}) == GraphServer("neo4j://host", "neo4j", None, "neo4j")


def test_user_and_password_within_an_address_are_taken_and_no_longer_shown() -> None:
    server = GraphServer.read("neo4j://an%40alyst:s%2Fecret@[::1]:7687?policy=near", {"JJJ_NEO4J_PASSWORD": "other"})
    assert server == GraphServer("neo4j://[::1]:7687?policy=near", "an@alyst", "s/ecret")
    assert "ecret" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "graph",
        "http://me:s-e-c-r-e-t@host",
        "neo4j://",
        "neo4j://me:s-e-c-r-e-t@",
        "neo4j://host/database",
        "neo4j://host#part",
        "neo4j://me:s-e-c-r-e-t@host:99999",
        "neo4j://host:s-e-c-r-e-t",
        "neo4j://me:s-e-c-r-e-t@[host",
    ],
)
def test_what_is_no_address_of_a_server_is_refused_without_showing_a_password(url: str) -> None:
    with pytest.raises(SettingsError, match="neo4j://localhost:7687") as raised:
        GraphServer.read(url, {})
    assert "s-e-c-r-e-t" not in str(raised.value)
