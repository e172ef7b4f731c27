from __future__ import annotations

import pytest

from kg.errors import QueryRefused
from kg.store.cypher import refuse_unless_reading


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (e:Entity) LOAD FROM 'table.csv' RETURN *",
        "MATCH (e:Entity) CALL show_tables() RETURN *",
        "UNWIND [1] AS x FOREACH (y IN [x] | CREATE (:Entity))",
        "MATCH (e) RETURN 'it''s', 1 /* ' */ SET e.x = 1",
        "WITH 1. SET x = 1 RETURN x",
        "RETURN 1 // harmless\nDELETE x",
    ],
)
def test_a_clause_that_does_more_than_read_is_named(cypher: str) -> None:
    with pytest.raises(QueryRefused, match="does more than read"):
        refuse_unless_reading(cypher, ())


@pytest.mark.parametrize(
    ("cypher", "reason"),
    [
        ("", "with nothing"),
        ("COPY x TO 'y'", "with COPY"),
        ("RETURN 1; RETURN 2", "one question at a time"),
        ("RETURN 'open", "' at character 8 is never closed"),
        ("RETURN 1 /* open", "never closed"),
        ("RETURN $name", "speaks of \\$name"),
    ],
)
def test_a_refusal_says_why(cypher: str, reason: str) -> None:
    with pytest.raises(QueryRefused, match=reason):
        refuse_unless_reading(cypher, ())


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (e:Entity) WHERE e.name = 'SET' RETURN e.set, e.`delete` AS `create`",
        'MATCH (e:Create) RETURN {merge: 1, remove : 2} AS m, "it\'s // DROP"',
        "  // CREATE\n  /* DELETE */ RETURN 1;  // SET\n",
        "match (e) return e.name as offset, e.loaded",
    ],
)
def test_a_word_that_is_no_clause_does_no_harm(cypher: str) -> None:
    refuse_unless_reading(cypher, ())
