"""Empties a Neo4j database between tests."""

from __future__ import annotations

from neo4j import GraphDatabase

from kg.settings import GraphServer


def clear(server: GraphServer) -> None:
    """Delete every node and relation of the database; constraints and indexes stay."""
    with (
        GraphDatabase.driver(server.uri, auth=(server.user, server.password or "")) as driver,
        driver.session(database=server.database) as session,
    ):
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
