// Every relation with its two ends; one without evidence, not even an empty one, was drawn by someone else.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.evidence IS NOT NULL
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence, r.inferred_from AS inferred_from
