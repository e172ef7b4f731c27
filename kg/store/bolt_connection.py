"""Opens the driver to a Neo4j server and makes sure that it is one that will do. Knows no graph."""

from __future__ import annotations

import logging

from neo4j import Driver, GraphDatabase

import kg
from kg.errors import SettingsError
from kg.settings import GraphServer
from kg.store.bolt_errors import outdated, translating

_PATIENCE = 5.0
"""Seconds that a server may take to accept a connection, or a connection to become free."""
_IDLE = 30.0
"""Seconds after which an idle connection is tried before it is used: the server may have been started anew."""


# What goes wrong is raised; the driver would also print it where nobody has set up logging.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


def connect(server: GraphServer) -> Driver:
    """A driver that has reached the server, found it new enough, and was let in.

    Raises:
        SettingsError: there is no password.
        StoreUnreachable: nothing answers there.
        StoreError: what answers is no Neo4j server, is too old, or does not let us in.
    """
    if server.password is None:
        raise SettingsError(f"there is no password for “{server.user}” on {server.uri}; set JJJ_NEO4J_PASSWORD")
    with translating(server):
        driver = GraphDatabase.driver(
            server.uri,
            auth=(server.user, server.password),
            user_agent=f"jjj-kg/{kg.__version__}",
            connection_timeout=_PATIENCE,
            connection_acquisition_timeout=4 * _PATIENCE,
            max_transaction_retry_time=2 * _PATIENCE,
            liveness_check_timeout=_IDLE,
            telemetry_disabled=True,
        )
        try:
            agent = driver.get_server_info().agent
        except BaseException:
            driver.close()
            raise
    fault = outdated(agent, server)
    if fault:
        driver.close()
        raise fault
    return driver
