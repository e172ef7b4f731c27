// How many relations there are, the tree of regions included.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.predicate IS NOT NULL
RETURN count(r) AS number
