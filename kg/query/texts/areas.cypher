// Every region and park, with all that it lies in.
MATCH (e:Entity)
WHERE e.type IN $types
RETURN e.id AS id, e.type AS type, e.name AS name, e.within AS within
