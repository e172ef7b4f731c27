// Entities with the most relations that are sure enough.
MATCH (e:Entity)-[r]-(:Entity)
WHERE e.scope IN $scopes AND r.confidence >= $min_confidence
RETURN e.id AS id, e.type AS type, e.name AS name, count(DISTINCT r.id) AS degree
ORDER BY degree DESC, id
LIMIT $most
