// How many sure enough relations there are of each predicate and status, by tenths of confidence, with an end in these regions.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.confidence >= $min_confidence AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:' AND (
    (a.scope IN $scopes AND ($place = '' OR $place IN a.within)) OR (b.scope IN $scopes AND ($place = '' OR $place IN b.within)))
RETURN r.predicate AS predicate, r.status AS status, floor(r.confidence * 10) AS tenth, count(*) AS number
