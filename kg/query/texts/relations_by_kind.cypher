// How many sure enough relations there are of each predicate and status, by tenths of confidence, with an end in these regions.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE (a.scope IN $scopes OR b.scope IN $scopes) AND r.confidence >= $min_confidence
RETURN r.predicate AS predicate, r.status AS status, floor(r.confidence * 10) AS tenth, count(*) AS number
