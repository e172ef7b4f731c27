// Entities with the most relations.
MATCH (e:Entity)
WHERE e.scope IN $scopes AND ($place = '' OR $place IN e.within)
RETURN e.id AS id, e.type AS type, e.name AS name, e.degree AS degree
ORDER BY degree DESC, id
LIMIT $most
