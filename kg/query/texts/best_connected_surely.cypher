// Entities with the most relations that are sure enough.
MATCH (e:Entity)-[r]-(:Entity)
WHERE e.scope IN $scopes AND ($place = '' OR $place IN e.within) AND r.confidence >= $min_confidence
  AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:'
RETURN e.id AS id, e.type AS type, e.name AS name, count(DISTINCT r.id) AS degree
ORDER BY degree DESC, id
LIMIT $most
